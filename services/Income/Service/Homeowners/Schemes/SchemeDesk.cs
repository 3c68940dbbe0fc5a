using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>The one way in which a caller changes a scheme: changes of one scheme queue up, and a repeat finds the first one's answer.</summary>
internal sealed class SchemeDesk(IncomeDb db, TimeProvider clock)
{
    public async Task<TResponse> Change<TRequest, TResponse>(ServerCallContext call, TRequest request, string requestId, Guid schemeId, Func<ChargeScheme, DateTimeOffset, Task<TResponse>> work)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        await using var transaction = await db.Database.BeginTransactionAsync(call.CancellationToken);
        var scheme = await db.ChargeSchemes.FromSql($"select * from charge_scheme where id = {schemeId} for update").SingleOrDefaultAsync(call.CancellationToken)
            ?? throw HomeownerRefusals.SchemeUnknown.ToRpcException();
        call.Caller().RequireAct(scheme.Landlord);
        CaseTrace.Case(scheme.Id);
        var response = await Once.Answer(db, call, requestId, request, () => work(scheme, clock.Now()));
        await transaction.CommitAsync(call.CancellationToken);
        return response;
    }
}
