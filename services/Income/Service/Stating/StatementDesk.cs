using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Issues statements and schedules. Whoever asks holds the account's lock, so that nothing is posted meanwhile, and saves.</summary>
internal sealed class StatementDesk(IncomeDb db, ChargeDesk charges, ReserveFund reserves, AccountCase cases, ResidentMessages messages, StandardsBook standards)
{
    /// <summary>So many lines are some twenty years; more would be no answer that anybody could read.</summary>
    private const int MostLines = 2_000;

    public async Task<IssuedStatement> Issue(Account account, StatementOrder order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (id, landlord) = (Guid.CreateVersion7(now), standards.For(account.Landlord).Name);
        var set = await charges.Of(account.Id, cancellationToken);
        IssuedStatement issued;
        if (order.Document == StatementDocument.ChargeSchedule)
        {
            var schedule = ChargeSchedule.Of(order.Through, set, charges.TermsOf(account));
            issued = IssuedStatement.Of(id, account.Id, order, schedule, StatementPage.Html(id, account, landlord, schedule, now), now);
        }
        else
        {
            var statement = await State(account, order, set, now, cancellationToken);
            issued = IssuedStatement.Of(id, account.Id, order, statement, StatementPage.Html(id, account, landlord, order.Document, statement, now), now);
        }

        db.Statements.Add(issued);
        if (order.Told)
            await messages.Tell(account, StatementMilestones.Of(issued), account.Id, issued.Id, Facts(issued), now, cancellationToken);
        return issued;
    }

    /// <summary>Records on the accounts' cases what was issued, which is what the promises wait for.</summary>
    public Task Record(IReadOnlyCollection<Account> accounts, IReadOnlyDictionary<Guid, IssuedStatement> issued, DateTimeOffset now, Recording? by, CancellationToken cancellationToken) =>
        cases.Record(accounts, (account, _) => new Milestone(StatementMilestones.Of(issued[account.Id]), now, Standards.Facts.None), now, by, cancellationToken);

    private async Task<Statement> State(Account account, StatementOrder order, List<Charge> set, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (begins, ends) = (London.StartOf(order.From), London.EndOf(order.Through));
        var postings = await db.Postings.AsNoTracking().Include(p => p.Lines)
            .Where(p => p.AccountId == account.Id && p.PostedAt >= begins && p.PostedAt < ends)
            .OrderBy(p => p.PostedAt).ThenBy(p => p.Number)
            .Take(MostLines + 1)
            .ToListAsync(cancellationToken);
        if (postings.Count > MostLines)
            throw IncomeRefusals.StatementTooLong(MostLines).ToRpcException();
        return Statement.Of(
            order.From, order.Through, await Stand(account.Id, begins, cancellationToken), postings, await Stand(account.Id, ends, cancellationToken),
            await Next(account, order, set, now, cancellationToken), await Reserve(account, order, cancellationToken));
    }

    // Of the scheme's year that the period ends in.
    private async Task<ReserveSummary?> Reserve(Account account, StatementOrder order, CancellationToken cancellationToken)
    {
        if (order.Document != StatementDocument.HomeownerStatement || charges.TermsOf(account) is not { } terms)
            return null;
        var found = await (from share in db.LeaseShares.AsNoTracking()
                           join scheme in db.ChargeSchemes.AsNoTracking() on share.SchemeId equals scheme.Id
                           where share.HomeId == account.HomeId && share.From <= order.Through && (share.Until == null || share.Until >= order.From)
                           orderby share.From descending
                           select scheme).FirstOrDefaultAsync(cancellationToken);
        return found is not null && found.Heads.Any(head => head.Fund == HeadFund.ReserveFund)
            ? await reserves.Of(found, SchemeYear.With(terms, order.Through), account.Id, cancellationToken)
            : null;
    }

    private async Task<LedgerStand> Stand(Guid accountId, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var postings = db.Postings.AsNoTracking().Where(p => p.AccountId == accountId && p.PostedAt < before);
        var pence = await postings.SumAsync(p => p.AmountPence, cancellationToken);
        var parts = await postings.SelectMany(p => p.Lines).Where(l => l.SubAccount != null)
            .GroupBy(l => l.SubAccount!.Value).Select(g => new { g.Key, Pence = g.Sum(l => l.AmountPence) })
            .ToDictionaryAsync(part => part.Key, part => part.Pence, cancellationToken);
        return new(pence, parts);
    }

    // The first due of each charge that is neither on the statement nor over: one that was charged since the period ended is still to be paid.
    private async Task<List<NextDue>> Next(Account account, StatementOrder order, List<Charge> set, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (charges.TermsOf(account) is not { } terms || set.Count == 0)
            return [];
        var yesterday = London.DayOf(now).AddDays(-1);
        var after = order.Through > yesterday ? order.Through : yesterday;
        var ids = set.ConvertAll(charge => charge.Id);
        var debited = await db.ChargeDebits.AsNoTracking().Where(d => ids.Contains(d.ChargeId) && d.FirstDay > after)
            .Select(d => new { d.ChargeId, d.FirstDay, d.Pence }).ToListAsync(cancellationToken);
        return [
            .. set.Select(charge => debited.Where(d => d.ChargeId == charge.Id).Select(d => new NextDue(charge.On, d.FirstDay, d.Pence))
                    .Concat(charge.Dues(terms).Where(due => due.On > after && due.Pence > 0).Take(1).Select(due => new NextDue(charge.On, due.On, due.Pence)))
                    .MinBy(due => due.On))
                .OfType<NextDue>(),
        ];
    }

    private static Dictionary<string, string> Facts(IssuedStatement issued)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["statement-id"] = issued.Id.ToString(),
            ["from"] = ResidentMessages.Day(issued.From),
            ["through"] = ResidentMessages.Day(issued.Through),
        };
        if (issued.Document != StatementDocument.ChargeSchedule)
            facts["balance-pence"] = ResidentMessages.Pence(issued.ClosingPence);
        return facts;
    }
}

/// <summary>What is said of a statement to the promises, and under which name the household is told of it.</summary>
public static class StatementMilestones
{
    public const string Issued = "statement.issued";
    public const string HomeownerIssued = "homeowner-statement.issued";
    public const string ScheduleIssued = "charge-schedule.issued";

    /// <summary>Given because somebody asked: it is not the next of those that come by themselves.</summary>
    public const string Given = "statement.given";

    public static string Of(IssuedStatement issued) => (issued.Run, issued.Document) switch
    {
        (null, _) => Given,
        (_, StatementDocument.Statement) => Issued,
        (_, StatementDocument.HomeownerStatement) => HomeownerIssued,
        (_, StatementDocument.ChargeSchedule) => ScheduleIssued,
    };
}
