using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

internal sealed partial class LedgerGrpc
{
    public override async Task<GetLedgerProofResponse> GetLedgerProof(GetLedgerProofRequest request, ServerCallContext call)
    {
        if (!standards.Knows(request.Landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        call.Caller().RequireRead(request.Landlord, household: null);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var proof = await db.Proofs.AsNoTracking().OrderByDescending(p => p.Day).FirstOrDefaultAsync(call.CancellationToken);
        if (proof is null)
            return new();

        var after = page.AfterId ?? Guid.Empty;
        var found = await db.Differences.AsNoTracking()
            .Where(d => d.Day == proof.Day && d.Landlord == request.Landlord && d.Id > after)
            .OrderBy(d => d.Id)
            .Take(page.Size + 1)
            .ToListAsync(call.CancellationToken);
        return new()
        {
            Day = proof.Day.ToMessage(),
            StartedAt = Timestamp.FromDateTimeOffset(proof.StartedAt),
            FinishedAt = proof.FinishedAt is { } finished ? Timestamp.FromDateTimeOffset(finished) : null,
            Accounts = proof.Accounts,
            Differences =
            {
                found.Take(page.Size).Select(d => new Wire.LedgerDifference
                {
                    AccountId = d.AccountId.ToString(),
                    What = d.What,
                    RecordedPence = d.RecordedPence,
                    RecomputedPence = d.RecomputedPence,
                    FoundAt = Timestamp.FromDateTimeOffset(d.FoundAt),
                }),
            },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null),
        };
    }
}
