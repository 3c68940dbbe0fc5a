using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>
/// One landlord's weekly look at all its accounts, a batch in one transaction each: what stands on each, cases opened, raised and closed, and the promise that each was
/// looked at (OHC-INC-02). A round cut off anywhere goes on where it was with nothing repeated, and replicas share its accounts.
/// </summary>
internal sealed class ArrearsCheck(
    IncomeDb db, Policies<IncomePolicy> policies, AccountPictures pictures, ArrearsFindings findings, ManyCases cases, IOptions<IncomeSettings> settings, TimeProvider clock)
{
    /// <summary>How long a round waits for what is due on an account to be charged.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    private static readonly Recording ByItself = new("service income");

    /// <summary>Begins the landlord's round of a day, unless it was begun: every open account is to be looked at in it. True while it is not finished.</summary>
    public async Task<bool> Begin(string landlord, DateOnly day, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var begun = await db.Database.ExecuteSqlAsync(
            $"insert into arrears_round (landlord, day, started_at) values ({landlord}, {day}, {clock.Now()}) on conflict do nothing", cancellationToken);
        if (begun > 0)
        {
            // Who is known already is left to the key: beside a table that is thought to be empty, asking for each account reads it again and again as it grows.
            await db.Database.ExecuteSqlAsync($"""
                insert into arrears_check (account_id, landlord, next_on)
                select a.id, a.landlord, {day} from account a
                where a.landlord = {landlord} and a.closed_at is null
                on conflict do nothing
                """, cancellationToken);
        }

        var open = await db.ArrearsRounds.AnyAsync(r => r.Landlord == landlord && r.Day == day && r.FinishedAt == null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return open;
    }

    /// <summary>Looks at the next accounts that nobody else holds; false when there are none left for this replica.</summary>
    public async Task<bool> Batch(string landlord, DateOnly day, CancellationToken cancellationToken)
    {
        var policy = policies.For(landlord).Arrears!;
        var now = clock.Now();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var rows = await Take(landlord, day, policy, now, cancellationToken);
        if (rows.Count == 0)
        {
            await Finish(landlord, day, now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return false;
        }

        var looked = rows.FindAll(row => row.IsLookedAt && policy.Ladders.Of(row.AccountKind).Count > 0);
        var found = await Look(policy, looked, London.DayOf(now), now, cancellationToken);
        // The cases first: an account's lock comes before those of its promises, as for whoever changes an account.
        await db.SaveChangesAsync(cancellationToken);
        await cases.Record(landlord, AccountMilestones.Checked, now, FactsOf(looked.FindAll(row => row.AccountKind != AccountKind.FormerTenant)), now, ByItself, cancellationToken);
        var ids = rows.Select(row => row.Id).ToArray();
        var next = day.AddDays(7);
        await db.Database.ExecuteSqlAsync($"update arrears_check set next_on = {next}, looked_at = {now} where account_id = any({ids})", cancellationToken);
        await db.Database.ExecuteSqlAsync($"update arrears_round set accounts = accounts + {looked.Count}, found = found + {found} where landlord = {landlord} and day = {day}", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // What is due on an account is charged first, or else a week would be missing; but a charge that cannot be made does not keep it waiting for long.
    private async Task<List<Row>> Take(string landlord, DateOnly day, ArrearsPolicy policy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var begun = await db.ArrearsRounds.Where(r => r.Landlord == landlord && r.Day == day).Select(r => r.StartedAt).SingleAsync(cancellationToken);
        var (waited, today) = (now - begun >= LongestWait, London.DayOf(now));
        var parts = policy.Counts.Select(part => part.ToString()).ToArray();
        var size = settings.Value.ArrearsBatch;
        return await db.Database.SqlQuery<Row>($"""
            with due as materialized (
              select k.account_id from arrears_check k join account a on a.id = k.account_id
              where k.landlord = {landlord} and k.next_on <= {day} and ({waited} or a.next_charge_on is null or a.next_charge_on > {today})
              order by k.next_on, k.account_id limit {size} for update of k skip locked)
            select a.id as "Id", a.kind as "Kind", a.tenure as "Tenure", a.closed_at is null and a.case_begun as "IsLookedAt",
                   coalesce((select sum(s.balance_pence) from sub_account s where s.account_id = a.id and s.kind = any({parts})), 0)::bigint as "OwedPence",
                   (select c.id from arrears_case c where c.account_id = a.id and c.closed_at is null) as "CaseId"
            from due join account a on a.id = due.account_id
            """).ToListAsync(cancellationToken);
    }

    private async Task<int> Look(ArrearsPolicy policy, List<Row> looked, DateOnly today, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Who owes nothing and has no case needs no closer look.
        var closer = looked.FindAll(row => row.OwedPence > 0 || row.CaseId is not null);
        if (closer.Count == 0)
            return 0;
        var all = await pictures.Of(closer.ToDictionary(row => row.Id, row => row.OwedPence), policy, today, cancellationToken);
        return await findings.Look([.. closer.Select(row => (row.Id, row.AccountKind, StandingDecision.Decide(policy, all[row.Id], today)))], policy, now, ByItself, cancellationToken);
    }

    private Task Finish(string landlord, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync($"""
        update arrears_round set finished_at = {now} where landlord = {landlord} and day = {day} and finished_at is null
          and not exists (select from arrears_check where landlord = {landlord} and next_on <= {day})
        """, cancellationToken);

    private static Dictionary<Guid, Facts> FactsOf(List<Row> rows)
    {
        var same = rows.Select(row => (row.AccountKind, row.Tenure)).Distinct().ToDictionary(one => one, one => AccountMilestones.FactsOf(one.AccountKind, one.Tenure));
        return rows.ToDictionary(row => row.Id, row => same[(row.AccountKind, row.Tenure)]);
    }

    private sealed record Row(Guid Id, string Kind, string? Tenure, bool IsLookedAt, long OwedPence, Guid? CaseId)
    {
        public AccountKind AccountKind => Enum.Parse<AccountKind>(Kind);
    }
}
