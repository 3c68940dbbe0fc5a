using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Housing.ServiceDefaults;

/// <summary>Takes the samples behind the metrics, and removes what was kept for repeats that no longer come.</summary>
internal sealed class MessagingMonitor(
    IServiceScopeFactory scopes, ErrorQueues errors, MessagingMetrics metrics, TimeProvider clock, ILogger<MessagingMonitor> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    // A broker's redelivery or a client's retry comes within hours; answers hold what residents told us, so they go first.
    private static readonly TimeSpan AnswersKept = TimeSpan.FromDays(7);
    private static readonly TimeSpan InboxKept = TimeSpan.FromDays(30);

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

    private async Task TidyAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var (answers, inbox) = (clock.GetUtcNow() - AnswersKept, clock.GetUtcNow() - InboxKept);
        await db.Database.ExecuteSqlAsync($"delete from answered_request where answered_at < {answers}", cancellationToken);
        await db.Database.ExecuteSqlAsync($"delete from inbox where handled_at < {inbox}", cancellationToken);
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
        return counts.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join(", ", counts.Select(queue => $"{queue.Value} in {queue.Key}{QueueNames.ErrorSuffix}")));
    }
}
