using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Says whether an estimate can go out: by a second person, complete, to somebody, and early enough for the notice that is promised (OHO-LSE-21, OHO-INC-09).</summary>
public static class ApproveEstimateDecision
{
    /// <summary>Nothing when it can, or why not.</summary>
    /// <param name="budget">What was set; null when nothing was.</param>
    /// <param name="plan">How it would be shared out.</param>
    /// <param name="policy">What the landlord puts on its demands; null where its file does not say (OHO-LSE-08).</param>
    /// <param name="year">The year.</param>
    /// <param name="from">The first day of the new charge.</param>
    /// <param name="by">Who approves.</param>
    /// <param name="today">The day of approval.</param>
    public static Refusal? Refuse(SchemeBudget? budget, RoundPlan plan, HomeownerPolicy? policy, SchemeYear year, DateOnly from, string by, DateOnly today)
    {
        if (policy is null)
            return HomeownerRefusals.DemandNotSet;
        if (budget is null)
            return HomeownerRefusals.BudgetMissing;
        if (budget.SetBy == by)
            return HomeownerRefusals.SamePerson;
        if (from < year.First || from > year.Last)
            return IncomeRefusals.Field("from", $"must be a day of the year, {year.First:yyyy-MM-dd} to {year.Last:yyyy-MM-dd}; it is {from:yyyy-MM-dd}.");
        if (year.Last < today)
            return HomeownerRefusals.YearOver(year);
        return plan.Bills.Count == 0 ? HomeownerRefusals.NobodyBears : null;
    }

    /// <summary>What an account is to be charged of an estimate, part by part; a part that bears nothing is left out.</summary>
    public static IEnumerable<SetCharge> Charges(IReadOnlyList<BillLine> lines, DateOnly first)
    {
        foreach (var (fund, on) in new[] { (HeadFund.ServiceCharge, SubAccount.ServiceCharge), (HeadFund.ReserveFund, SubAccount.ReserveFund) })
        {
            var own = lines.Where(line => line.Fund == fund && line.Pence > 0).ToList();
            if (own.Count > 0)
                yield return new SetCharge(
                    on, own.Sum(line => line.Pence), ChargePer.Year, ChargeCycle.Monthly, first,
                    [.. own.Select(line => new ChargePart($"{line.Name}: {Short(line.Share)} of {ChargeSum.Pounds(line.TotalPence)}", line.Pence))]);
        }
    }

    // A label has a hundred characters: what does not fit is in the bill itself.
    private static string Short(string share) => share.Length <= 20 ? share : "your share";
}

internal sealed partial class HomeownersGrpc
{
    public override Task<ApproveEstimateResponse> ApproveEstimate(ApproveEstimateRequest request, ServerCallContext call) =>
        desk.Change(call, request, request.RequestId, Ids.Parse(request.SchemeId, "scheme_id"), async (scheme, now) =>
        {
            var year = YearOf(scheme.Landlord, request.StartsIn);
            var from = request.From is null ? year.First : ChargeMessages.Day(request.From, "from", London.FirstDay, London.LastDay);
            var budget = await db.SchemeBudgets.AsNoTracking().SingleOrDefaultAsync(b => b.SchemeId == scheme.Id && b.StartsIn == year.StartsIn, call.CancellationToken);
            var shares = await SharesOf(scheme.Id, call.CancellationToken);
            var accounts = await AccountsOf(scheme, shares, call.CancellationToken);
            var told = accounts.Values.Where(account => account.EndedOn is null).ToList();
            var plan = EstimatePlan.Of(scheme.Heads, shares, budget?.Lines ?? [], year, told.Select(HomeAccountOf));
            var caller = call.Caller();
            if (ApproveEstimateDecision.Refuse(budget, plan, policies.For(scheme.Landlord).Homeowners, year, from, caller.Subject, London.DayOf(now)) is { } why)
                throw why.ToRpcException();
            await RequireNotice(plan, from, accounts, now, call.CancellationToken);

            var number = 1 + await db.SchemeRounds.CountAsync(r => r.SchemeId == scheme.Id && r.Kind == RoundKind.Estimate && r.First == year.First, call.CancellationToken);
            var round = Approve(scheme, RoundKind.Estimate, year, number, from, plan, caller.Subject, now);
            return new ApproveEstimateResponse { Round = round.ToMessage(plan.Bills.Count, issued: 0, plan.Bills.Count(bill => bill.AccountId is null)) };
        });

    private SchemeRound Approve(ChargeScheme scheme, RoundKind kind, SchemeYear year, int number, DateOnly? from, RoundPlan plan, string by, DateTimeOffset now)
    {
        var round = SchemeRound.Approve(scheme, kind, year, number, from, plan, by, now);
        db.SchemeRounds.Add(round);
        db.LeaseBills.AddRange(plan.Bills.Select(bill => LeaseBill.Of(round.Id, bill)));
        return round;
    }

    // Every account that would be charged too early is found before anybody is told anything.
    private async Task RequireNotice(RoundPlan plan, DateOnly from, Dictionary<Guid, Account> accounts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = plan.Bills.Where(bill => bill.AccountId is not null).Select(bill => bill.AccountId!.Value).ToList();
        var charged = (await db.Charges.AsNoTracking().Where(c => ids.Contains(c.AccountId)).OrderBy(c => c.From).ThenBy(c => c.Id).ToListAsync(cancellationToken)).ToLookup(c => c.AccountId);
        foreach (var bill in plan.Bills.Where(bill => bill.AccountId is not null))
        {
            var account = accounts[bill.AccountId!.Value];
            foreach (var charge in ApproveEstimateDecision.Charges(bill.Lines, BillDecision.FromFor(account, from)))
            {
                var earlier = charged[account.Id].Where(one => one.On == charge.On).ToList();
                if (SetChargeDecision.Refuse(account, charge, earlier, TermsOf(account.Landlord), standards, now) is { } why)
                    throw why.ToRpcException();
            }
        }
    }

    /// <summary>Every lease's account of the homes that bear anything, present and past.</summary>
    private Task<Dictionary<Guid, Account>> AccountsOf(ChargeScheme scheme, IEnumerable<LeaseShare> shares, CancellationToken cancellationToken)
    {
        var homes = shares.Select(share => share.HomeId).Distinct().ToList();
        return LeaseAccounts.In(db.Accounts.AsNoTracking(), scheme.Landlord, homes).ToDictionaryAsync(account => account.Id, cancellationToken);
    }

    private static HomeAccount HomeAccountOf(Account account) => new(account.Id, account.HomeId, account.StartedOn ?? London.DayOf(account.OpenedAt), account.EndedOn);
}

/// <summary>Which accounts are of leaseholders and shared owners: also those whose last day is over.</summary>
internal static class LeaseAccounts
{
    public static IQueryable<Account> In(IQueryable<Account> accounts, string landlord, IReadOnlyList<Guid> homes) => accounts.Where(account =>
        account.Landlord == landlord && homes.Contains(account.HomeId)
        && (account.Kind == AccountKind.Lease || (account.Kind == AccountKind.FormerTenant && (account.Tenure == "leasehold" || account.Tenure == "shared-ownership"))));
}
