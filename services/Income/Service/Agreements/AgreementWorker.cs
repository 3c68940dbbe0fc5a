using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>Looks after agreements day by day. Replicas may come upon the same one: the second finds nothing left to do.</summary>
internal sealed class AgreementWorker(IServiceScopeFactory scopes, IOptions<IncomeSettings> settings, TimeProvider clock, ILogger<AgreementWorker> log) : BackgroundService
{
    /// <summary>Those that could not be looked at: each is said once, and tried at every look.</summary>
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
                log.LogError(fault, "Agreements cannot be looked after just now; it is tried again");
            }
        }
    }

    private async Task Pass(CancellationToken stoppingToken)
    {
        Guid? after = null;
        while (await Scoped(run => run.Due(after, stoppingToken)) is { Count: > 0 } due)
        {
            foreach (var id in due)
                await Look(id, stoppingToken);
            after = due[^1];
        }
    }

    private async Task Look(Guid id, CancellationToken stoppingToken)
    {
        try
        {
            await Scoped(async run =>
            {
                await run.Look(id, stoppingToken);
                return true;
            });
            _stuck.Remove(id);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            if (_stuck.Add(id))
                log.LogError(fault, "Agreement {AgreementId} cannot be looked at; it stays due", id);
        }
    }

    private async Task<T> Scoped<T>(Func<AgreementRun, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<AgreementRun>());
    }
}
