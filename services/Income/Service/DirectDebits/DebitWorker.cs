using Housing.Standards;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>Plans, files and posts direct debits as their days come. Replicas share the work; one that fails is logged, tried again and keeps no other waiting.</summary>
internal sealed class DebitWorker(IServiceScopeFactory scopes, IOptions<IncomeSettings> settings, StandardsBook standards, TimeProvider clock, ILogger<DebitWorker> log) : BackgroundService
{
    private readonly HashSet<string> _stuck = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Value.Poll, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var size = settings.Value.ChargeBatch;
            await Each("mandate", (desk, after) => desk.ToPlan(after, size, stoppingToken), (desk, id) => desk.Plan(id, stoppingToken), stoppingToken);
            foreach (var landlord in standards.Landlords)
                await Try($"file of {landlord}", services => services.GetRequiredService<DebitFiles>().Make(landlord, stoppingToken), stoppingToken);
            await Each("collection", (desk, after) => desk.ToPost(after, size, stoppingToken), (desk, id) => desk.Post(id, stoppingToken), stoppingToken);
        }
    }

    private async Task Each(string what, Func<DebitDesk, Guid?, Task<List<Guid>>> due, Func<DebitDesk, Guid, Task> work, CancellationToken stoppingToken)
    {
        Guid? after = null;
        List<Guid> found;
        do
        {
            found = [];
            await Try($"{what}s", async services => found = await due(services.GetRequiredService<DebitDesk>(), after), stoppingToken);
            foreach (var id in found)
                await Try($"{what} {id}", services => work(services.GetRequiredService<DebitDesk>(), id), stoppingToken);
            after = found.Count > 0 ? found[^1] : null;
        }
        while (found.Count > 0);
    }

    private async Task Try(string what, Func<IServiceProvider, Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider);
            _stuck.Remove(what);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            if (_stuck.Add(what))
                log.LogError(fault, "Direct debits: the {What} cannot be worked on just now; it is tried again", what);
        }
    }
}
