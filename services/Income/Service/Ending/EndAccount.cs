using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Income;

/// <summary>Says whether an account can end on a day: once, not before it began.</summary>
public static class EndingDecision
{
    public static Decision<AccountMilestone> Decide(Account account, DateOnly on, DateTimeOffset now)
    {
        if (account.EndedOn is { } ended)
            return ended == on ? Decision<AccountMilestone>.Nothing : IncomeRefusals.EndedAlready(ended);
        var today = London.DayOf(now);
        var earliest = account.StartedOn is { } begun && begun > today.AddYears(-1) ? begun : today.AddYears(-1);
        return on < earliest || on > today.AddYears(1)
            ? IncomeRefusals.Field("ended_on", $"must be from {earliest:yyyy-MM-dd} to {today.AddYears(1):yyyy-MM-dd}; it is {on:yyyy-MM-dd}.")
            : new AccountMilestone.Ended(on, now);
    }

    /// <summary>Tenancy's word on the last day counts, however late it is heard; nothing when the account has ended already, by hand or because it was heard before.</summary>
    public static Decision<AccountMilestone.Ended> Hear(Account account, DateOnly on, DateTimeOffset now) => account.EndedOn is null
        ? new AccountMilestone.Ended(on, now)
        : Decision<AccountMilestone.Ended>.Nothing;

    /// <summary>An ended account that stands at nothing is closed; said again it stays so.</summary>
    public static Decision<AccountMilestone> Close(Account account, DateOnly today, DateTimeOffset now) => account switch
    {
        { ClosedAt: not null } => Decision<AccountMilestone>.Nothing,
        { EndedOn: null } => IncomeRefusals.AccountRuns,
        { EndedOn: { } ended } when ended >= today => IncomeRefusals.AccountRuns,
        { BalancePence: not 0 } => IncomeRefusals.AccountOwes(account.BalancePence),
        _ => new AccountMilestone.Closed(now),
    };
}

internal sealed partial class LedgerGrpc
{
    public override Task<EndAccountResponse> EndAccount(EndAccountRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        var on = ChargeMessages.Day(request.EndedOn, "ended_on", London.FirstDay, London.LastDay);
        return desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            foreach (var ended in AccountDesk.Accepted(EndingDecision.Decide(account, on, now)).OfType<AccountMilestone.Ended>())
                await ending.End(account, ended, call.CancellationToken);

            return new EndAccountResponse { Account = account.ToMessage() };
        });
    }

    public override Task<CloseAccountResponse> CloseAccount(CloseAccountRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        return desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var closed = AccountDesk.Accepted(EndingDecision.Close(account, London.DayOf(now), now));
            if (closed.Count > 0)
            {
                closed.ForEach(account.Apply);
                var caller = call.Caller();
                await cases.Record(account, new Milestone(AccountMilestones.Closed, now, Facts.None), now, new Recording($"{caller.RoleName} {caller.Subject}"), call.CancellationToken);
            }

            return new CloseAccountResponse { Account = account.ToMessage() };
        });
    }
}
