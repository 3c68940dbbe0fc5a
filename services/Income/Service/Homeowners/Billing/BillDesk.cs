using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Issues bills, each in a transaction of its own: what is charged or settled, the milestone, the message and the bill itself go together or not at all.</summary>
internal sealed class BillDesk(
    IncomeDb db, ChargeDesk charges, ChargeSetting setting, AccountCase cases, CostClocks clocks, ResidentMessages messages, Policies<IncomePolicy> policies, StandardsBook standards,
    TimeProvider clock)
{
    /// <summary>How far ahead a first day is looked for when the notice ran out between approval and issue.</summary>
    private const int DaysAhead = 90;

    private static readonly Recording ByItself = new("service income");

    /// <summary>The next bills that are to go out, by id, after one.</summary>
    public Task<List<Guid>> Due(Guid? after, int size, CancellationToken cancellationToken) => db.LeaseBills
        .Where(b => b.IssuedAt == null && b.LeftBecause == null && (after == null || b.Id > after)).OrderBy(b => b.Id).Select(b => b.Id).Take(size).ToListAsync(cancellationToken);

    /// <summary>Issues a bill unless another replica does; one whose account is still to be charged for the year waits for that.</summary>
    public async Task Issue(Guid billId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var bill = await db.LeaseBills.FromSql($"select * from lease_bill where id = {billId} and issued_at is null and left_because is null for update skip locked").SingleOrDefaultAsync(cancellationToken);
        if (bill?.AccountId is not { } accountId)
            return;
        var round = await db.SchemeRounds.AsNoTracking().SingleAsync(r => r.Id == bill.RoundId, cancellationToken);
        var account = await db.LockAccount(a => a.Id == accountId, cancellationToken) ?? throw new InvalidOperationException($"Bill {billId} is for account {accountId}, which there is not.");
        CaseTrace.Case(account.Id);
        var now = clock.Now();
        switch (round.Kind)
        {
            case RoundKind.Estimate:
                await Estimate(bill, round, account, now, cancellationToken);
                break;
            case RoundKind.Actuals when account.NextChargeOn <= round.Last:
                return;
            case RoundKind.Actuals:
                await Settle(bill, round, account, now, cancellationToken);
                break;
        }

        if (bill.IssuedAt is not null)
        {
            db.BillPages.Add(BillPage.Of(bill, round, account, policies.For(account.Landlord).Homeowners!.Demand));
            await Tell(bill, round, account, now, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Finishes rounds of which every bill is out: only then have the costs been asked for.</summary>
    public async Task Finish(CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var rounds = await db.SchemeRounds
            .FromSql($"select * from scheme_round r where finished_at is null and not exists (select 1 from lease_bill b where b.round_id = r.id and b.issued_at is null and b.left_because is null) limit 10 for update skip locked")
            .ToListAsync(cancellationToken);
        var now = clock.Now();
        foreach (var round in rounds)
        {
            round.Finish(now);
            if (round.Kind == RoundKind.Actuals)
                await Demanded(round, now, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>A lease's new account has the estimates of the present and coming years that its home was given.</summary>
    public async Task Join(Account account, CancellationToken cancellationToken)
    {
        if (account.Kind != AccountKind.Lease)
            return;
        var began = account.StartedOn ?? London.DayOf(account.OpenedAt);
        var known = await (from bill in db.LeaseBills.AsNoTracking()
                           join round in db.SchemeRounds on bill.RoundId equals round.Id
                           where bill.HomeId == account.HomeId && round.Kind == RoundKind.Estimate && round.Last >= began
                           orderby round.First, round.Number descending
                           select new { Bill = bill, round.First }).ToListAsync(cancellationToken);
        foreach (var newest in known.DistinctBy(one => one.First))
        {
            db.LeaseBills.Add(newest.Bill.For(account.Id));
            (await db.SchemeRounds.SingleAsync(r => r.Id == newest.Bill.RoundId, cancellationToken)).GoOn();
        }
    }

    private async Task Estimate(LeaseBill bill, SchemeRound round, Account account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (account.EndedOn is { } ended)
        {
            bill.Leave($"The account ends on {ended:yyyy-MM-dd}.");
            return;
        }

        var from = BillDecision.FromFor(account, round.ChargedFrom ?? round.First);
        var set = ApproveEstimateDecision.Charges(bill.Lines, from).ToList();
        foreach (var charge in set)
            from = Later(from, await SetFrom(account, charge, round, now, cancellationToken));
        // What the lease bears nothing of any more is not charged any more.
        foreach (var before in (await charges.Of(account.Id, cancellationToken)).Where(c => c.On is SubAccount.ServiceCharge or SubAccount.ReserveFund && set.TrueForAll(s => s.On != c.On)))
            await charges.End(account, before, from.AddDays(-1), now, cancellationToken);
        bill.Issue(from, now);
    }

    private async Task<DateOnly> SetFrom(Account account, SetCharge charge, SchemeRound round, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var later = 0; ; later++)
        {
            var from = charge.From.AddDays(later);
            var decision = await setting.Set(account, charge with { From = from }, round.ApprovedBy, ByItself, now, cancellationToken);
            if (decision is not Decision<Charge>.Refused refused)
                return from;
            // Approved in time and issued a moment too late: it is charged from the first day that the notice allows.
            if (refused.Why.Code != "NOTICE_TOO_SHORT" || later == DaysAhead)
                throw new InvalidOperationException($"Account {account.Id} cannot be charged its estimate: {refused.Why.Sentence}");
        }
    }

    private async Task Settle(LeaseBill bill, SchemeRound round, Account account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var debits = await (from debit in db.ChargeDebits.AsNoTracking()
                            join charge in db.Charges on debit.ChargeId equals charge.Id
                            where charge.AccountId == account.Id && charge.On == SubAccount.ServiceCharge && debit.LastDay >= round.First && debit.FirstDay <= round.Last
                                && !db.Postings.Any(p => p.Reverses == debit.PostingId)
                            select new StandingDebit(debit, charge.Until)).ToListAsync(cancellationToken);
        var earlier = await (from other in db.LeaseBills
                             join before in db.SchemeRounds on other.RoundId equals before.Id
                             where other.AccountId == account.Id && before.SchemeId == round.SchemeId && before.Kind == RoundKind.Actuals && before.First == round.First
                                 && other.PostingId != null && !db.Postings.Any(p => p.Reverses == other.PostingId)
                             select other.DifferencePence).SumAsync(cancellationToken);
        var settled = BillDecision.ChargedFor(round.Year, debits) + earlier;
        var posted = BillDecision.Difference(round, account, bill.ServiceChargePence, settled, now);
        if (posted is not null)
        {
            // What is settled when somebody has left and owed nothing is theirs all the same.
            if (account.ClosedAt is not null)
                account.Apply(new AccountMilestone.Reopened(now));
            account.Apply(posted);
        }

        bill.Settle(settled, posted?.AmountPence ?? 0, posted is null ? null : account.Added[^1].Id, now);
    }

    private async Task Tell(LeaseBill bill, SchemeRound round, Account account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = London.DayOf(now);
        var milestone = BillDecision.MilestoneOf(round, BillDecision.PromisedBy(standards.For(account.Landlord), round.Kind, today), today);
        await cases.Record(account, new Milestone(milestone, now, Facts.Of(("year", round.Year.StartsIn))), now, by: null, cancellationToken);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["bill"] = bill.Id.ToString(),
            ["first-day"] = ResidentMessages.Day(round.First),
            ["last-day"] = ResidentMessages.Day(round.Last),
            ["service-charge-pence"] = ResidentMessages.Pence(bill.ServiceChargePence),
            ["reserve-pence"] = ResidentMessages.Pence(bill.ReservePence),
        };
        if (bill.ChargedFrom is { } from)
            facts["effective-on"] = ResidentMessages.Day(from);
        if (round.Kind == RoundKind.Actuals)
            facts["difference-pence"] = ResidentMessages.Pence(bill.DifferencePence);
        await messages.Tell(account, milestone, account.Id, bill.Id, facts, now, cancellationToken);
    }

    private async Task Demanded(SchemeRound round, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tooLate = round.TooLate.Select(cost => cost.CostId).ToList();
        var costs = await db.SchemeCosts
            .Where(c => c.SchemeId == round.SchemeId && c.StartsIn == round.First.Year && c.WithdrawnAt == null && c.DemandedAt == null && !c.FromReserve && c.RecordedAt <= round.ApprovedAt && !tooLate.Contains(c.Id))
            .ToListAsync(cancellationToken);
        if (costs.Count == 0)
            return;
        var scheme = await db.ChargeSchemes.AsNoTracking().SingleAsync(s => s.Id == round.SchemeId, cancellationToken);
        foreach (var cost in costs)
        {
            cost.Demand(now);
            await clocks.Told(scheme.Landlord, cost, CostClocks.Demanded, now, ByItself, cancellationToken);
        }
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
