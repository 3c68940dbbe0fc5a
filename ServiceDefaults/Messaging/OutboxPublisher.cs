using System.Data;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Housing.ServiceDefaults;

/// <summary>
/// Sends the outbox's rows and deletes those the broker confirmed. Replicas skip each other's rows. A process that dies between the confirm and the
/// delete sends the message again with the same id, which the inbox of every consumer knows.
/// </summary>
internal sealed class OutboxPublisher(
    IServiceScopeFactory scopes, IBusControl bus, OutboxSignal signal, IOptions<MessagingOptions> options, ILogger<OutboxPublisher> log) : BackgroundService
{
    public const string OccurredAtHeader = "housing-occurred-at";

    private const int Batch = 200;
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private int _failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // What is sent before a queue is bound is lost to it, so this service's own queues come first.
            await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
            while (true)
            {
                if (await TrySendAsync(stoppingToken))
                    continue;       // a full batch: there is more
                if (_failures == 0)
                    await signal.WaitAsync(options.Value.Poll, stoppingToken);
                else                // whatever is told meanwhile waits as well
                    await Task.Delay(Pause(_failures), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private static TimeSpan Pause(int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 100 * Math.Pow(2, Math.Min(failures, 10))));

    private async Task<bool> TrySendAsync(CancellationToken stoppingToken)
    {
        try
        {
            var (more, fault) = await SendBatchAsync(stoppingToken);
            if (fault is not null)
                Failed(fault);
            else if (_failures > 0)
            {
                _failures = 0;
                log.LogInformation("The outbox is being sent again");
            }

            return more && fault is null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            Failed(fault);
            return false;
        }
    }

    // Said once, not at every attempt; the health check keeps saying it.
    private void Failed(Exception fault)
    {
        if (_failures++ == 0)
            log.LogWarning("The outbox cannot be sent ({Fault}); its rows wait and are tried again", fault.Message);
    }

    private async Task<(bool More, Exception? Fault)> SendBatchAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        // While it fails, one row finds out whether it still does.
        var limit = _failures == 0 ? Batch : 1;
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, stoppingToken);
        var rows = await db.Database.SqlQuery<Row>($"""
            select position as "Position", id as "Id", type as "Type", body as "Body", traceparent as "TraceParent", tracestate as "TraceState", occurred_at as "OccurredAt"
            from outbox where fault is null order by position limit {limit} for update skip locked
            """).ToListAsync(stoppingToken);
        if (rows.Count == 0)
            return (false, null);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(ConfirmWithin);
        // Started in order, confirmed together.
        var results = await Task.WhenAll(rows.Select(row => SendAsync(row, patience.Token)));

        var sent = rows.Where((_, i) => results[i] is null).Select(row => row.Position).ToArray();
        if (sent.Length > 0)
            await db.Database.ExecuteSqlAsync($"delete from outbox where position = any({sent})", stoppingToken);
        foreach (var (row, result) in rows.Zip(results))
            if (result is DamagedRowException damage)
            {
                log.LogError("Outbox row {MessageId} can never be sent and was set aside: {Fault}", row.Id, damage.Message);
                await db.Database.ExecuteSqlAsync($"update outbox set fault = {damage.Message} where position = {row.Position}", stoppingToken);
            }

        await transaction.CommitAsync(stoppingToken);
        return (rows.Count == limit, results.FirstOrDefault(result => result is not null and not DamagedRowException));
    }

    private async Task<Exception?> SendAsync(Row row, CancellationToken cancellationToken)
    {
        // The message belongs to the trace of the request that told it, not to this loop's.
        _ = ActivityContext.TryParse(row.TraceParent, row.TraceState, isRemote: true, out var parent);
        Activity.Current = null;
        using var activity = MessagingMetrics.Source.StartActivity("outbox send", ActivityKind.Internal, parent);
        try
        {
            var (type, message) = Read(row);
            await bus.Publish(
                message,
                type,
                context =>
                {
                    context.MessageId = row.Id;
                    context.Headers.Set(OccurredAtHeader, row.OccurredAt.ToString("O", CultureInfo.InvariantCulture));
                },
                cancellationToken)
                // A confirm that died with its connection is not waited for by the token alone.
                .WaitAsync(cancellationToken);
            return null;
        }
        catch (Exception fault)
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.Message);
            return fault;
        }
    }

    private static (Type Type, object Message) Read(Row row)
    {
        try
        {
            var type = Type.GetType(row.Type, throwOnError: true)!;
            return (type, JsonSerializer.Deserialize(row.Body, type, Outbox.Json) ?? throw new JsonException("the body is null"));
        }
        catch (Exception fault) when (fault is JsonException or TypeLoadException or IOException or BadImageFormatException or ArgumentException or NotSupportedException)
        {
            throw new DamagedRowException($"{row.Type}: {fault.Message}", fault);
        }
    }

    private sealed record Row(long Position, Guid Id, string Type, string Body, string? TraceParent, string? TraceState, DateTimeOffset OccurredAt);

    private sealed class DamagedRowException(string message, Exception inner) : Exception(message, inner);
}
