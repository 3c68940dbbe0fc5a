using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>Charges accounts on which something has fallen due, some at a time in one transaction each: one that is cut off leaves whole accounts done and the others due.</summary>
internal sealed class ChargingRun(IncomeDb db, ChargeDesk charges, AccountCase cases, LedgerMetrics metrics, IOptions<IncomeSettings> settings, TimeProvider clock)
{
    /// <summary>The next accounts with something due, by id, after one.</summary>
    public Task<List<Guid>> Due(Guid? after, CancellationToken cancellationToken)
    {
        var today = London.DayOf(clock.Now());
        return db.Accounts.Where(a => a.NextChargeOn <= today && (after == null || a.Id > after))
            .OrderBy(a => a.Id).Select(a => a.Id).Take(settings.Value.ChargeBatch).ToListAsync(cancellationToken);
    }

    /// <summary>Charges those of them that are still due and that nobody else holds.</summary>
    public async Task Charge(Guid[] ids, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var today = London.DayOf(now);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var accounts = await db.Accounts
            .FromSql($"select * from account where id = any({ids}) and next_charge_on <= {today} order by id for update skip locked")
            .ToListAsync(cancellationToken);
        var held = accounts.Select(a => a.Id).ToList();
        var all = await db.Charges.Where(c => held.Contains(c.AccountId)).OrderBy(c => c.From).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        var byAccount = all.ToLookup(c => c.AccountId);
        var left = accounts.FindAll(account => charges.Debit(account, [.. byAccount[account.Id]], today, now));
        await cases.Left(left, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        metrics.Charged(accounts.Count);
    }
}

/// <summary>Runs the charging whenever something is due. Replicas share the accounts; one that cannot be charged is logged and keeps no other waiting.</summary>
internal sealed class ChargingWorker(IServiceScopeFactory scopes, IOptions<IncomeSettings> settings, TimeProvider clock, ILogger<ChargingWorker> log) : BackgroundService
{
    /// <summary>Accounts that could not be charged at the last look: each is said once, and tried at every look.</summary>
    private readonly HashSet<Guid> _stuck = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Value.Poll, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Pass(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "What is due cannot be charged just now; it is tried again");
            }
        }
    }

    private async Task Pass(CancellationToken stoppingToken)
    {
        Guid? after = null;
        while (await Scoped(run => run.Due(after, stoppingToken)) is { Count: > 0 } due)
        {
            after = due[^1];
            try
            {
                await Charge([.. due], stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogDebug(fault, "{Accounts} accounts could not be charged together; each is charged by itself", due.Count);
                await Each(due, stoppingToken);
            }
        }
    }

    private async Task Each(List<Guid> due, CancellationToken stoppingToken)
    {
        foreach (var id in due)
        {
            try
            {
                await Charge([id], stoppingToken);
                _stuck.Remove(id);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                if (_stuck.Add(id))
                    log.LogError(fault, "Account {AccountId} cannot be charged; it stays due", id);
            }
        }
    }

    private Task<bool> Charge(Guid[] ids, CancellationToken stoppingToken) => Scoped(async run =>
    {
        await run.Charge(ids, stoppingToken);
        return true;
    });

    private async Task<T> Scoped<T>(Func<ChargingRun, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ChargingRun>());
    }
}
