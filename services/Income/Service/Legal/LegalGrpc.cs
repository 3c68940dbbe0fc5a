using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>Legal action, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class LegalGrpc(
    IncomeDb db, AccountDesk accounts, ArrearsDesk arrears, LegalDesk desk, Policies<IncomePolicy> policies, StandardsBook standards, TimeProvider clock, ILogger<LegalGrpc> log)
    : Wire.Legal.LegalBase
{
    private async Task<TResponse> OnAction<TRequest, TResponse>(
        string id, ServerCallContext call, TRequest request, string requestId, Func<LegalAction, Account, DateTimeOffset, Task<TResponse>> work)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        var actionId = Ids.Parse(id, "action_id");
        var accountId = await db.LegalActions.Where(a => a.Id == actionId).Select(a => (Guid?)a.AccountId).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw LegalRefusals.ActionUnknown.ToRpcException();
        return await accounts.Change(call, request, requestId, a => a.Id == accountId, async (account, now) =>
            await work(await db.LegalActions.SingleAsync(a => a.Id == actionId, call.CancellationToken), account, now));
    }

    private async Task<TResponse> OnHearing<TRequest, TResponse>(
        string id, ServerCallContext call, TRequest request, string requestId, Func<Hearing, LegalAction, Account, DateTimeOffset, Task<TResponse>> work)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        var hearingId = Ids.Parse(id, "hearing_id");
        var actionId = await db.Hearings.Where(h => h.Id == hearingId).Select(h => (Guid?)h.ActionId).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw LegalRefusals.HearingUnknown.ToRpcException();
        return await OnAction(actionId.ToString(), call, request, requestId, async (action, account, now) =>
            await work(await db.Hearings.Include(h => h.Papers).SingleAsync(h => h.Id == hearingId, call.CancellationToken), action, account, now));
    }

    private LegalPolicy? PolicyOf(Account account) => policies.For(account.Landlord).Legal;

    private static string By(ServerCallContext call) => call.Caller().Subject;

    private static Recording Recorder(ServerCallContext call) => new($"{call.Caller().RoleName} {call.Caller().Subject}");

    private async Task<Wire.CourtAction> Message(LegalAction action, CancellationToken cancellationToken)
    {
        var hearings = await db.Hearings.Include(h => h.Papers).Where(h => h.ActionId == action.Id).ToListAsync(cancellationToken);
        return action.ToMessage(hearings);
    }
}
