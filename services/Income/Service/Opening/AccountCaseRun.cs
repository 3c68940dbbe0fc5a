using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>Begins the cases of accounts that were opened without one: by a version of this service that kept no promises about accounts.</summary>
internal sealed class AccountCaseRun(IncomeDb db, AccountCase cases, StandardsBook standards, IOptions<IncomeSettings> settings, TimeProvider clock)
{
    /// <summary>Takes some that nobody else holds, in one transaction; true when there may be more.</summary>
    public async Task<bool> BeginAsync(CancellationToken cancellationToken)
    {
        var landlords = standards.Landlords.ToArray();
        var size = settings.Value.ChargeBatch;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var accounts = await db.Accounts
            .FromSql($"select * from account where not case_begun and landlord = any({landlords}) order by id limit {size} for update skip locked")
            .ToListAsync(cancellationToken);
        foreach (var account in accounts)
            cases.Begin(account, clock.Now());
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return accounts.Count == size;
    }
}

/// <summary>Looks for such accounts; replicas share them.</summary>
internal sealed class AccountCaseWorker(IServiceScopeFactory scopes, IOptions<IncomeSettings> settings, TimeProvider clock, ILogger<AccountCaseWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Value.Poll, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await OneBatch(stoppingToken))
                {
                    // More may be left.
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "The promises about older accounts cannot be counted just now; it is tried again");
            }
        }
    }

    private async Task<bool> OneBatch(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountCaseRun>().BeginAsync(stoppingToken);
    }
}
