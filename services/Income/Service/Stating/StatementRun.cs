using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>A run that is through: every account that it was for has its statement.</summary>
public sealed class StatementRun
{
    private StatementRun() { }

    public string Landlord { get; private set; } = "";
    public StatementDocument Document { get; private set; }

    /// <summary>The last day of the period.</summary>
    public DateOnly Day { get; private set; }

    public DateTimeOffset FinishedAt { get; private set; }

    internal static StatementRun Of(DueRun run, DateTimeOffset now) => new() { Landlord = run.Landlord, Document = run.Issue.Document, Day = run.Period.Through, FinishedAt = now };
}

/// <summary>Something that one landlord is to issue now.</summary>
internal sealed record DueRun(string Landlord, StatementIssue Issue, StatementPeriod Period);

/// <summary>
/// Issues what landlords issue by themselves, for some accounts at a time in one transaction each: one that is cut off leaves whole accounts done and the others to do.
/// </summary>
internal sealed class StatementIssuing(
    IncomeDb db, StatementDesk desk, StandardsBook standards, Policies<IncomePolicy> policies, IOptions<IncomeSettings> settings, TimeProvider clock)
{
    private const string By = "income";

    /// <summary>The runs whose period is over and that are not through yet.</summary>
    public async Task<List<DueRun>> Due(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        // Before the hour the day has not begun.
        var today = London.DayOf(now).AddDays(London.ClockAt(now) < settings.Value.StatementsAfter ? -1 : 0);
        var runs = standards.Landlords.SelectMany(landlord => policies.For(landlord).Statements.Select(issue => new DueRun(landlord, issue, issue.Before(today)))).ToList();
        var days = runs.Select(run => run.Period.Through).Distinct().ToList();
        var through = (await db.StatementRuns.AsNoTracking().Where(r => days.Contains(r.Day)).ToListAsync(cancellationToken)).Select(r => (r.Landlord, r.Document, r.Day)).ToHashSet();
        return runs.FindAll(run => !through.Contains((run.Landlord, run.Issue.Document, run.Period.Through)));
    }

    /// <summary>The next accounts of a run that have no statement of it yet, by id, after one.</summary>
    public Task<List<Guid>> Accounts(DueRun run, Guid? after, CancellationToken cancellationToken)
    {
        var (document, day, ends) = (run.Issue.Document, run.Period.Through, London.EndOf(run.Period.Through));
        var homeowners = Account.HomeownersTenures;
        var (tenancies, leases, garages) = (For(AccountKind.Tenancy), For(AccountKind.Lease), For(AccountKind.Garage));
        return db.Accounts
            .Where(a => a.Landlord == run.Landlord && a.OpenedAt < ends && (a.EndedOn == null || a.EndedOn >= run.Period.From) && (after == null || a.Id > after)
                && ((tenancies && (a.Kind == AccountKind.Tenancy || (a.Kind == AccountKind.FormerTenant && !homeowners.Contains(a.Tenure))))
                    || (leases && (a.Kind == AccountKind.Lease || (a.Kind == AccountKind.FormerTenant && homeowners.Contains(a.Tenure))))
                    || (garages && a.Kind == AccountKind.Garage))
                && !db.Statements.Any(s => s.AccountId == a.Id && s.Document == document && s.Run == day))
            .OrderBy(a => a.Id).Select(a => a.Id).Take(settings.Value.StatementBatch).ToListAsync(cancellationToken);

        bool For(AccountKind kind) => run.Issue.Accounts.Contains(kind);
    }

    /// <summary>Issues it for those of them that have none yet and that nobody else holds.</summary>
    public async Task Issue(DueRun run, Guid[] ids, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var held = await db.Accounts.FromSql($"select * from account where id = any({ids}) order by id for update skip locked").ToListAsync(cancellationToken);
        // Asked after the locks are had: another replica may just have been here.
        var heldIds = held.ConvertAll(account => account.Id);
        var done = (await db.Statements.Where(s => heldIds.Contains(s.AccountId) && s.Document == run.Issue.Document && s.Run == run.Period.Through)
            .Select(s => s.AccountId).ToListAsync(cancellationToken)).ToHashSet();
        var accounts = held.FindAll(account => !done.Contains(account.Id));
        var order = new StatementOrder(run.Issue.Document, FirstDay(run, now), LastDay(run, now), run.Period.Through, By);
        var issued = new Dictionary<Guid, IssuedStatement>();
        foreach (var account in accounts)
            issued[account.Id] = await desk.Issue(account, order, now, cancellationToken);
        await desk.Record(accounts, issued, now, by: null, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The run is through.</summary>
    public Task<int> Finish(DueRun run, CancellationToken cancellationToken)
    {
        var (document, day, now) = (run.Issue.Document.ToString(), run.Period.Through, clock.Now());
        return db.Database.ExecuteSqlAsync(
            $"insert into statement_run (landlord, document, run_day, finished_at) values ({run.Landlord}, {document}, {day}, {now}) on conflict do nothing", cancellationToken);
    }

    // A schedule says what is charged on the day it is issued.
    private static DateOnly FirstDay(DueRun run, DateTimeOffset now) => run.Issue.Document == StatementDocument.ChargeSchedule ? London.DayOf(now) : run.Period.From;

    private static DateOnly LastDay(DueRun run, DateTimeOffset now) => run.Issue.Document == StatementDocument.ChargeSchedule ? London.DayOf(now) : run.Period.Through;
}

/// <summary>Runs the issuing. Replicas share the accounts; one that cannot have its statement is logged and keeps no other waiting.</summary>
internal sealed class StatementWorker(IServiceScopeFactory scopes, IOptions<IncomeSettings> settings, TimeProvider clock, ILogger<StatementWorker> log) : BackgroundService
{
    /// <summary>Accounts that could not have theirs at the last look: each is said once, and tried at every look.</summary>
    private readonly HashSet<Guid> _stuck = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Value.Poll, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var run in await Scoped(issuing => issuing.Due(stoppingToken)))
                    await Pass(run, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Statements cannot be issued just now; it is tried again");
            }
        }
    }

    private async Task Pass(DueRun run, CancellationToken stoppingToken)
    {
        Guid? after = null;
        while (await Scoped(issuing => issuing.Accounts(run, after, stoppingToken)) is { Count: > 0 } ids)
        {
            after = ids[^1];
            try
            {
                await Issue(run, [.. ids], stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogDebug(fault, "{Accounts} statements could not be issued together; each is issued by itself", ids.Count);
                await Each(run, ids, stoppingToken);
            }
        }

        // None was left to begin with.
        if (after is null)
        {
            await Scoped(issuing => issuing.Finish(run, stoppingToken));
            log.LogInformation("{Document} of {Landlord} through {Day} was issued to everybody it is for", run.Issue.Document, run.Landlord, run.Period.Through);
        }
    }

    private async Task Each(DueRun run, List<Guid> ids, CancellationToken stoppingToken)
    {
        foreach (var id in ids)
        {
            try
            {
                await Issue(run, [id], stoppingToken);
                _stuck.Remove(id);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                if (_stuck.Add(id))
                    log.LogError(fault, "Account {AccountId} cannot have its {Document}; it stays owed", id, run.Issue.Document);
            }
        }
    }

    private Task<bool> Issue(DueRun run, Guid[] ids, CancellationToken stoppingToken) => Scoped(async issuing =>
    {
        await issuing.Issue(run, ids, stoppingToken);
        return true;
    });

    private async Task<T> Scoped<T>(Func<StatementIssuing, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<StatementIssuing>());
    }
}
