using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>Sends out the bills of estimates and closings. Replicas share them; one that cannot be issued is logged and keeps no other waiting.</summary>
internal sealed class BillWorker(IServiceScopeFactory scopes, IOptions<IncomeSettings> settings, TimeProvider clock, ILogger<BillWorker> log) : BackgroundService
{
    /// <summary>Bills that could not be issued at the last look: each is said once, and tried at every look.</summary>
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
                log.LogError(fault, "Homeowners' bills cannot be issued just now; it is tried again");
            }
        }
    }

    private async Task Pass(CancellationToken stoppingToken)
    {
        Guid? after = null;
        List<Guid> due;
        while ((due = await Scoped(desk => desk.Due(after, settings.Value.ChargeBatch, stoppingToken))).Count > 0)
        {
            after = due[^1];
            foreach (var id in due)
                await Issue(id, stoppingToken);
        }

        await Scoped(async desk =>
        {
            await desk.Finish(stoppingToken);
            return true;
        });
    }

    private async Task Issue(Guid id, CancellationToken stoppingToken)
    {
        try
        {
            await Scoped(async desk =>
            {
                await desk.Issue(id, stoppingToken);
                return true;
            });
            _stuck.Remove(id);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            if (_stuck.Add(id))
                log.LogError(fault, "Bill {BillId} cannot be issued; it stays due", id);
        }
    }

    private async Task<T> Scoped<T>(Func<BillDesk, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<BillDesk>());
    }
}
