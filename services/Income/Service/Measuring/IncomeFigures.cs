using Housing.Income.Storage;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>A sum or count of one, beside a sum or count of all.</summary>
internal sealed record Figure(long Numerator, long Denominator);

/// <summary>How many of a step.</summary>
internal sealed record StepFigure(string Step, long Cases);

/// <summary>Asks the ledger and the arrears cases for a landlord's figures. Each is one statement, and so of one moment.</summary>
internal sealed class IncomeFigures(IncomeDb db)
{
    private static readonly string[] Received = KindsOf(RentFlow.Received);
    private static readonly string[] Due = KindsOf(RentFlow.Due);
    private static readonly string[] Homeowners = [.. Account.HomeownersTenures.OfType<string>()];

    /// <summary>
    /// Rent received against rent due, of tenancies that run or ran: old debts that are paid back count, so that it may be more than all of what was due. Homes in a care and support
    /// scheme are not general needs; which those are is known as far as it was noted.
    /// </summary>
    public Task<Figure> RentCollected(string landlord, StatementPeriod period, CancellationToken cancellationToken)
    {
        var (begins, ends) = (London.StartOf(period.From), London.EndOf(period.Through));
        return db.Database.SqlQuery<Figure>($"""
            select coalesce(-sum(l.amount_pence) filter (where coalesce(r.kind, p.kind) = any({Received})), 0)::bigint as "Numerator",
                   coalesce(sum(l.amount_pence) filter (where coalesce(r.kind, p.kind) = any({Due})), 0)::bigint as "Denominator"
            from posting p
            join ledger_line l on l.posting_id = p.id and l.sub_account = 'Rent'
            join account a on a.id = p.account_id
            left join posting r on r.id = p.reverses
            where p.posted_at >= {begins} and p.posted_at < {ends} and a.landlord = {landlord}
              and (a.kind = 'Tenancy' or (a.kind = 'FormerTenant' and coalesce(a.tenure, '') <> all({Homeowners})))
              and not exists (select from support_scheme s where s.account_id = a.id and s.scheme <> '')
            """).SingleAsync(cancellationToken);
    }

    /// <summary>What the tenants of a day owed of their rent at its end against a year of the rent they were charged then. Credits of some are no payment of others' debts.</summary>
    public Task<Figure> PresentArrears(string landlord, DateOnly day, CancellationToken cancellationToken)
    {
        var ends = London.EndOf(day);
        return db.Database.SqlQuery<Figure>($"""
            with tenant as (
              select a.id from account a
              where a.landlord = {landlord} and a.opened_at < {ends} and (a.ended_on is null or a.ended_on >= {day})
                and (a.kind = 'Tenancy' or (a.kind = 'FormerTenant' and coalesce(a.tenure, '') <> all({Homeowners})))),
            since as (
              select p.account_id, sum(l.amount_pence) as pence
              from posting p join ledger_line l on l.posting_id = p.id and l.sub_account = 'Rent'
              where p.posted_at >= {ends} group by p.account_id)
            select coalesce((select sum(greatest(s.balance_pence - coalesce(n.pence, 0), 0))
                             from tenant t join sub_account s on s.account_id = t.id and s.kind = 'Rent' left join since n on n.account_id = t.id), 0)::bigint as "Numerator",
                   coalesce((select sum(c.amount_pence * case c.per when 'Week' then 52 when 'Month' then 12 else 1 end)
                             from tenant t join charge c on c.account_id = t.id and c.sub_account = 'Rent' and c.from_day <= {day} and (c.until_day is null or c.until_day >= {day})), 0)::bigint as "Denominator"
            """).SingleAsync(cancellationToken);
    }

    /// <summary>Of the arrears cases opened in a period, those on which an act was done since.</summary>
    public Task<Figure> Offered(string landlord, StatementPeriod period, ArrearsAct act, CancellationToken cancellationToken)
    {
        var (begins, ends, done) = (London.StartOf(period.From), London.EndOf(period.Through), act.ToString());
        return db.Database.SqlQuery<Figure>($"""
            select count(*) filter (where {done} = any(c.done)) as "Numerator", count(*) as "Denominator"
            from arrears_case c where c.landlord = {landlord} and c.opened_at >= {begins} and c.opened_at < {ends}
            """).SingleAsync(cancellationToken);
    }

    public Task<List<StepFigure>> OpenCases(string landlord, CancellationToken cancellationToken) => db.Database.SqlQuery<StepFigure>($"""
        select coalesce(step, '') as "Step", count(*) as "Cases" from arrears_case where landlord = {landlord} and closed_at is null group by 1 order by 1
        """).ToListAsync(cancellationToken);

    public Task<List<StepFigure>> StepsTaken(string landlord, StatementPeriod period, CancellationToken cancellationToken)
    {
        var (begins, ends) = (London.StartOf(period.From), London.EndOf(period.Through));
        return db.Database.SqlQuery<StepFigure>($"""
            select e.step as "Step", count(*) as "Cases" from arrears_entry e join arrears_case c on c.id = e.case_id
            where e.at >= {begins} and e.at < {ends} and e.act = 'StepTaken' and e.step is not null and c.landlord = {landlord} group by 1 order by 1
            """).ToListAsync(cancellationToken);
    }

    public Task<List<StepFigure>> LegalRunning(string landlord, CancellationToken cancellationToken) => db.Database.SqlQuery<StepFigure>($"""
        select step as "Step", count(*) as "Cases" from legal_action where landlord = {landlord} and step <> 'Ended' group by 1 order by 1
        """).ToListAsync(cancellationToken);

    public Task<List<StepFigure>> LegalDone(string landlord, StatementPeriod period, CancellationToken cancellationToken)
    {
        var (begins, ends) = (London.StartOf(period.From), London.EndOf(period.Through));
        return db.Database.SqlQuery<StepFigure>($"""
            select e.act as "Step", count(*) as "Cases" from legal_entry e join legal_action a on a.id = e.action_id
            where e.at >= {begins} and e.at < {ends} and a.landlord = {landlord} group by 1 order by 1
            """).ToListAsync(cancellationToken);
    }

    /// <summary>How many debts were given up, and what they came to, less what of it was put back.</summary>
    public Task<Figure> WrittenOff(string landlord, StatementPeriod period, CancellationToken cancellationToken)
    {
        var (begins, ends, kind) = (London.StartOf(period.From), London.EndOf(period.Through), PostingKind.WriteOff.ToString());
        return db.Database.SqlQuery<Figure>($"""
            select count(*) filter (where p.kind = {kind}) as "Numerator", coalesce(-sum(p.amount_pence), 0)::bigint as "Denominator"
            from posting p join account a on a.id = p.account_id left join posting r on r.id = p.reverses
            where p.posted_at >= {begins} and p.posted_at < {ends} and coalesce(r.kind, p.kind) = {kind} and a.landlord = {landlord}
            """).SingleAsync(cancellationToken);
    }

    private static string[] KindsOf(RentFlow flow) => [.. Enum.GetValues<PostingKind>().Where(kind => IncomeMeasure.FlowOf(kind) == flow).Select(kind => kind.ToString())];
}
