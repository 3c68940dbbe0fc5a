using Housing.ServiceDefaults;

namespace Housing.Repairs;

/// <summary>Asks Estates and Tenancy about the homes they have yet to answer for, until they do: through restarts, and with replicas doing the same.</summary>
internal sealed class FactsWorker(IServiceScopeFactory scopes, TimeProvider clock, ILogger<FactsWorker> log) : BackgroundService
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await AskForDue(stoppingToken) == AtOnce)
                {
                    // More may be due.
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Awaited facts cannot be read or kept just now; the rows fall due again");
            }
        }
    }

    /// <summary>Asks about what is due, and tells how many were answered for.</summary>
    private async Task<int> AskForDue(CancellationToken stoppingToken)
    {
        var answered = 0;
        foreach (var due in await Claim(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            var inquired = await scope.ServiceProvider.GetRequiredService<FactsInquiry>().Ask(due.RepairId, stoppingToken);
            if (inquired == Inquired.TenancyAway)
                break;       // the other rows fall due again as well
            if (inquired == Inquired.Answered)
                answered++;
        }

        return answered;
    }

    private async Task<List<AwaitedFacts>> Claim(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RepairsDb>().Claim(AtOnce, clock.Now(), stoppingToken);
    }
}
