using System.Linq.Expressions;
using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Income;

/// <summary>The one way in which a caller changes an account.</summary>
internal sealed class AccountDesk(IncomeDb db, TimeProvider clock)
{
    /// <summary>
    /// Locks the account from here to the commit, so that changes of one account queue up and a repeat finds the first one's answer; checks the caller, does the
    /// work and saves it with the answer to this request_id.
    /// </summary>
    public async Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, Expression<Func<Account, bool>> which, Func<Account, DateTimeOffset, Task<TResponse>> work)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        await using var transaction = await db.Database.BeginTransactionAsync(call.CancellationToken);
        var account = await db.LockAccount(which, call.CancellationToken) ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        call.Caller().RequireAct(account.Landlord, account.HouseholdId);
        if (account.Kind == AccountKind.Suspense)
            throw IncomeRefusals.AccountSuspense.ToRpcException();
        CaseTrace.Case(account.Id);
        var response = await Once.Answer(db, call, requestId, request, () => work(account, clock.Now()));
        await transaction.CommitAsync(call.CancellationToken);
        return response;
    }

    /// <summary>Puts what was decided on the account, and gives its line; a refusal goes to the caller.</summary>
    public static Posting Post(Account account, Decision<AccountMilestone.Posted> decision)
    {
        Accepted(decision).ForEach(account.Apply);
        return account.Added[^1];
    }

    /// <summary>What was decided; a refusal goes to the caller.</summary>
    public static List<TMilestone> Accepted<TMilestone>(Decision<TMilestone> decision)
        where TMilestone : class =>
        decision is Decision<TMilestone>.Refused refused ? throw refused.Why.ToRpcException() : [.. decision.Milestones];
}
