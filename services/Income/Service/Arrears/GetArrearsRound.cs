using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class ArrearsGrpc
{
    public override async Task<GetArrearsRoundResponse> GetArrearsRound(GetArrearsRoundRequest request, ServerCallContext call)
    {
        if (!standards.Knows(request.Landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        call.Caller().RequireRead(request.Landlord);
        var round = await db.ArrearsRounds.AsNoTracking().Where(r => r.Landlord == request.Landlord).OrderByDescending(r => r.Day).FirstOrDefaultAsync(call.CancellationToken);
        return round is null
            ? new()
            : new()
            {
                Day = round.Day.ToMessage(),
                StartedAt = Timestamp.FromDateTimeOffset(round.StartedAt),
                FinishedAt = round.FinishedAt is { } finished ? Timestamp.FromDateTimeOffset(finished) : null,
                Accounts = round.Accounts,
                Found = round.Found,
            };
    }
}
