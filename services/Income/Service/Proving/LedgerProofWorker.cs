using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>Proves the ledger once a London day. One replica at a time works on it, any of them goes on where another stopped.</summary>
internal sealed class LedgerProofWorker(IServiceScopeFactory scopes, IOptions<IncomeSettings> settings, TimeProvider clock, ILogger<LedgerProofWorker> log) : BackgroundService
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
                log.LogError(fault, "The ledger cannot be proved just now; it is tried again");
            }
        }
    }

    private async Task<bool> OneBatch(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LedgerProver>().ProveAsync(stoppingToken);
    }
}
