using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Housing.ServiceDefaults;

/// <summary>How many promises this process saw missed, by landlord and standard.</summary>
internal sealed class MissCount
{
    private readonly ConcurrentDictionary<(string Landlord, string Standard), long> _counts = new();

    public IReadOnlyCollection<KeyValuePair<(string Landlord, string Standard), long>> Counts => _counts;

    public void Add(string landlord, string standard) => _counts.AddOrUpdate((landlord, standard), 1, (_, count) => count + 1);
}

/// <summary>What is counted of promises, by landlord and standard: meter "Housing".</summary>
internal sealed class PromiseMetrics
{
    public PromiseMetrics(IMeterFactory meters, MissCount misses)
    {
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableGauge("housing.commitments.open", () => Open.Select(o => Measured(o.Open, o.Landlord, o.StandardId)), "{commitment}", "Promises that are owed");
        meter.CreateObservableGauge(
            "housing.commitments.due_within_day", () => Open.Select(o => Measured(o.DueSoon, o.Landlord, o.StandardId)), "{commitment}", "Promises that are owed, by this time tomorrow");
        meter.CreateObservableCounter(
            "housing.commitments.missed", () => misses.Counts.Select(m => Measured(m.Value, m.Key.Landlord, m.Key.Standard)), "{commitment}", "Promises whose time ran out");
    }

    /// <summary>The last sample; <see cref="PromiseMonitor"/> takes them.</summary>
    public IReadOnlyList<OpenPromises> Open { get; set; } = [];

    private static Measurement<long> Measured(long value, string landlord, string standard) =>
        new(value, new KeyValuePair<string, object?>("housing.landlord", landlord), new KeyValuePair<string, object?>("housing.standard", standard));
}

/// <summary>How many commitments of one promise are owed now.</summary>
internal sealed record OpenPromises(string Landlord, string StandardId, long Open, long DueSoon);

/// <summary>Takes the samples behind the metrics: one query, and the longer it takes the more seldom, so that it never costs the database a hundredth of its time.</summary>
internal sealed class PromiseMonitor(IServiceScopeFactory scopes, PromiseMetrics metrics, TimeProvider clock, ILogger<PromiseMonitor> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var watch = Stopwatch.StartNew();
                try
                {
                    metrics.Open = await ReadAsync(stoppingToken);
                }
                catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
                {
                    log.LogDebug(fault, "No sample could be taken");     // health says that the database is away
                }

                var pause = watch.Elapsed * 100;
                await Task.Delay(pause > Every ? pause : Every, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    internal async Task<IReadOnlyList<OpenPromises>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var tomorrow = clock.GetUtcNow().AddDays(1);
        return await scope.ServiceProvider.GetRequiredService<DbContext>().Database.SqlQuery<OpenPromises>($"""
            select landlord as "Landlord", standard_id as "StandardId", count(*) as "Open", count(*) filter (where due_at < {tomorrow}) as "DueSoon"
            from commitment where outcome = 'Open' group by landlord, standard_id
            """).ToListAsync(cancellationToken);
    }
}
