using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Housing.ServiceDefaults;

/// <summary>Migrates before anything else of the service starts: no request is taken and no message heard on an older database.</summary>
internal sealed class MigrateAtStart<TDb>(IServiceScopeFactory scopes, ILogger<MigrateAtStart<TDb>> log) : IHostedLifecycleService
    where TDb : DbContext
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        string connectionString;
        await using (var scope = scopes.CreateAsyncScope())
            connectionString = scope.ServiceProvider.GetRequiredService<TDb>().Database.GetConnectionString()!;

        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var applied = await Migrator.MigrateAsync(connectionString, typeof(TDb).Assembly, cancellationToken);
                log.LogInformation("{Database} is up to date; {Applied} migrations were applied", typeof(TDb).Name, applied);
                return;
            }
            catch (NpgsqlException fault) when (StorageFaults.IsAway(fault))
            {
                // A database that is still starting is no reason to die. Said once, then waited for.
                if (attempt == 0)
                    log.LogWarning("{Database} cannot be reached yet ({Fault}); waiting for it", typeof(TDb).Name, fault.Message);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(5, 0.2 * (1 << Math.Min(attempt, 5)))), cancellationToken);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
