using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Housing.ServiceDefaults;

/// <summary>Wakes when a promise is due, or is to be warned of, and has it written down. Replicas share the work.</summary>
internal sealed class PromiseSweeper(
    IServiceScopeFactory scopes, SweepSignal signal, IOptions<PromiseOptions> options, TimeProvider clock, ILogger<PromiseSweeper> log) : BackgroundService
{
    /// <summary>For what is due and in somebody else's hands just now.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var pause = await SweepAsync(stoppingToken);
            // Ends at the time, when something earlier is announced, or when the service stops.
            await signal.Earlier.WaitAsync(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
                return;
        }
    }

    /// <summary>Writes down all that is due and tells how long there is nothing to do.</summary>
    private async Task<TimeSpan> SweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            signal.Begin();
            while (await OneBatchAsync(stoppingToken))
            {
            }

            var pause = Until(signal.Plan(await NextAsync(stoppingToken)));
            if (_failing)
                log.LogInformation("Promises are swept again");
            _failing = false;
            return pause;
        }
        catch (Exception fault) when (StorageFaults.IsLostRace(fault))
        {
            return Moment;
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            // Said once, not at every attempt. Nothing is lost: what is due stays due.
            if (!_failing)
                log.LogWarning(StorageFaults.IsAway(fault) ? null : fault, "Promises cannot be swept ({Fault}); it is tried again", fault.Message);
            _failing = true;
            return options.Value.Poll;
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
    }

    private TimeSpan Until(DateTimeOffset next)
    {
        var left = next - clock.GetUtcNow();
        if (left <= TimeSpan.Zero)
            left = Moment;
        // Timers count whole milliseconds; waking just before the time would be waking for nothing.
        return left < options.Value.Poll ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : options.Value.Poll;
    }

    private async Task<bool> OneBatchAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PromiseSweep>().RunAsync(stoppingToken);
    }

    private async Task<DateTimeOffset?> NextAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DbContext>().Database.SqlQuery<DateTimeOffset?>($"""
            select least(
                (select min(due_at) from commitment where outcome = 'Open'),
                (select min(warn_at) from commitment where outcome = 'Open' and warn_at is not null)) as "Value"
            """).SingleAsync(stoppingToken);
    }
}
