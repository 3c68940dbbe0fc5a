using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Housing.Repairs;

/// <summary>
/// Tells those who watch a repair that it or a promise on it has changed, whichever process changed it: one query a tick for all that are watched here, none
/// while nobody watches.
/// </summary>
internal sealed class RepairChanges(IServiceScopeFactory scopes, IOptions<RepairSettings> settings, TimeProvider clock, ILogger<RepairChanges> log) : BackgroundService
{
    private readonly ConcurrentDictionary<Watch, bool> _watches = [];

    /// <summary>One caller's look at one repair; disposed when the caller goes.</summary>
    public sealed class Watch(RepairChanges changes, Guid repairId) : IDisposable
    {
        private readonly SemaphoreSlim _changed = new(0, 1);
        private string? _stamp;

        public Guid RepairId => repairId;

        /// <summary>Ends when the repair is another than when this was last asked.</summary>
        public Task Changed(CancellationToken cancellationToken) => _changed.WaitAsync(cancellationToken);

        public void Dispose()
        {
            changes._watches.TryRemove(this, out _);
            _changed.Dispose();
        }

        // Only the worker says it, so nobody else releases between the look and the release.
        internal void Say(string stamp)
        {
            if (_stamp == stamp)
                return;
            _stamp = stamp;
            if (_changed.CurrentCount == 0)
                _changed.Release();
        }
    }

    /// <summary>From here on; the first look counts as a change, so that nothing between the caller's own look and this is missed.</summary>
    public Watch Of(Guid repairId)
    {
        var watch = new Watch(this, repairId);
        _watches[watch] = true;
        return watch;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Value.WatchPoll, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (!_watches.IsEmpty)
                    await Look(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(fault, "Watched repairs cannot be looked at just now; it is tried again");
            }
        }
    }

    private async Task Look(CancellationToken stoppingToken)
    {
        var watches = _watches.Keys.ToLookup(w => w.RepairId);
        await using var scope = scopes.CreateAsyncScope();
        var ids = watches.Select(w => w.Key).ToArray();
        // What only an appointment says of itself, as that somebody is on the way, changes the timeline alone.
        var stamps = await scope.ServiceProvider.GetRequiredService<RepairsDb>().Database.SqlQuery<Stamp>($"""
            select r.id as "RepairId", r.xmin::text || ' ' || (select max(t.number) from timeline t where t.repair_id = r.id)::text || ' ' || coalesce((select string_agg(c.xmin::text, ' ' order by c.id) from commitment c where c.case_id = r.id), '') as "Value"
            from repair r where r.id = any({ids})
            """).ToListAsync(stoppingToken);
        foreach (var stamp in stamps)
        {
            foreach (var watch in watches[stamp.RepairId])
                Tell(watch, stamp.Value);
        }
    }

    private void Tell(Watch watch, string stamp)
    {
        try
        {
            watch.Say(stamp);
        }
        catch (ObjectDisposedException)
        {
            log.LogDebug("Whoever watched repair {RepairId} has gone", watch.RepairId);
        }
    }

    private sealed record Stamp(Guid RepairId, string Value);
}
