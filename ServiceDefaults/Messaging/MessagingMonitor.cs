using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Housing.ServiceDefaults;

/// <summary>Takes the samples behind the metrics, and removes what was kept for repeats that no longer come.</summary>
internal sealed class MessagingMonitor(
    IServiceScopeFactory scopes, ErrorQueues errors, MessagingMetrics metrics, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<MessagingMonitor> log)
    : BackgroundService
{
    /// <summary>How many rows one statement removes: few enough that nobody waits for its locks or its disk writes.</summary>
    internal const int TidyBatch = 1_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tidyAt = clock.GetUtcNow();
        try
        {
            while (true)
            {
                try
                {
                    metrics.Backlog = await ReadAsync(scopes, clock, stoppingToken);
                    if (clock.GetUtcNow() >= tidyAt)
                    {
                        await TidyAsync(stoppingToken);
                        tidyAt = clock.GetUtcNow().AddHours(1);
                    }

                    metrics.Errors = await errors.CountAsync(stoppingToken);
                }
                catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
                {
                    log.LogDebug(fault, "No sample could be taken");     // health says which server is away
                }

                await Task.Delay(Every, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    internal static async Task<Backlog> ReadAsync(IServiceScopeFactory scopes, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<DbContext>().Database.SqlQuery<Row>($"""
            select count(*) as "Unsent", min(occurred_at) as "Oldest", (select count(*) from redelivery) as "Delayed" from outbox
            """).SingleAsync(cancellationToken);
        return new Backlog(row.Unsent, row.Oldest is { } oldest ? Math.Max(0, (clock.GetUtcNow() - oldest).TotalSeconds) : 0, row.Delayed);
    }

    /// <summary>A batch at a time, each a transaction of its own; replicas skip each other's rows.</summary>
    private async Task TidyAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var (answers, inbox) = (clock.GetUtcNow() - options.Value.AnswersKept, clock.GetUtcNow() - options.Value.InboxKept);
        while (await db.Database.ExecuteSqlAsync(
            $"delete from answered_request where ctid = any(array(select ctid from answered_request where answered_at < {answers} limit {TidyBatch} for update skip locked))",
            cancellationToken) == TidyBatch)
        {
        }

        while (await db.Database.ExecuteSqlAsync(
            $"delete from inbox where ctid = any(array(select ctid from inbox where handled_at < {inbox} limit {TidyBatch} for update skip locked))",
            cancellationToken) == TidyBatch)
        {
        }
    }

    private sealed record Row(long Unsent, DateTimeOffset? Oldest, long Delayed);
}

/// <summary>Degraded while events wait longer than they should: the service still takes its work.</summary>
internal sealed class OutboxCheck(IServiceScopeFactory scopes, TimeProvider clock) : IHealthCheck
{
    private const double TooOldSeconds = 60;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var backlog = await MessagingMonitor.ReadAsync(scopes, clock, cancellationToken);
        return backlog.OldestSeconds > TooOldSeconds
            ? HealthCheckResult.Degraded($"{backlog.Unsent} events wait to be sent, the oldest for {backlog.OldestSeconds:0} s.")
            : HealthCheckResult.Healthy();
    }
}

/// <summary>Degraded while messages wait in an error queue for somebody to look.</summary>
internal sealed class ErrorQueuesCheck(ErrorQueues errors) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var counts = await errors.CountAsync(cancellationToken);
        // Every queue, also those where nothing waits: who looks after the stack reads their names here.
        var data = errors.Queues.ToDictionary(queue => queue, object (queue) => counts.GetValueOrDefault(queue), StringComparer.Ordinal);
        return counts.Count == 0
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded(string.Join(", ", counts.Select(queue => $"{queue.Value} in {queue.Key}{QueueNames.ErrorSuffix}")), data: data);
    }
}
