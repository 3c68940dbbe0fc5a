using System.Buffers;
using System.Data;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MassTransit;
using MassTransit.Logging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Housing.ServiceDefaults;

/// <summary>
/// Sends the outbox's rows and deletes those the broker confirmed. Replicas skip each other's rows. A process that dies between the confirm and the
/// delete sends the message again with the same id, which the inbox of every consumer knows.
/// </summary>
internal sealed class OutboxPublisher(
    IServiceScopeFactory scopes, BrokerLink broker, IBusControl bus, OutboxSignal signal, IOptions<MessagingOptions> options, ILogger<OutboxPublisher> log)
    : BackgroundService
{
    public const string OccurredAtHeader = "housing-occurred-at";

    private const int Batch = 200;
    private const string EnvelopeType = "application/vnd.masstransit+json";
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private IChannel? _channel;
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
            var more = await SendBatchAsync(stoppingToken);
            if (_failures > 0)
                log.LogInformation("The outbox is being sent again");
            _failures = 0;
            return more;
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            // Said once, not at every attempt; the health check keeps saying it.
            if (_failures++ == 0)
                log.LogWarning("The outbox cannot be sent ({Fault}); its rows wait and are tried again", fault.Message);
            if (_channel is not null)
                await broker.DropAsync();
            _channel = null;
            return false;
        }
    }

    private async Task<bool> SendBatchAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, stoppingToken);
        // A delete that a crash of the server undoes is a message sent twice, which is allowed: no need to wait for the disk.
        await db.Database.ExecuteSqlAsync($"set local synchronous_commit = off", stoppingToken);
        var rows = await db.Database.SqlQuery<Row>($"""
            select position as "Position", id as "Id", type as "Type", body as "Body", traceparent as "TraceParent", tracestate as "TraceState", occurred_at as "OccurredAt"
            from outbox order by position limit {Batch} for update skip locked
            """).ToListAsync(stoppingToken);
        if (rows.Count == 0)
            return false;

        var channel = await ChannelFor(rows, stoppingToken);
        // Started in order, confirmed together. The client's own cancelling leaves a channel unusable, so a batch that takes too long is given up whole.
        await Task.WhenAll(rows.Select(row => SendAsync(channel, row))).WaitAsync(BrokerLink.Patience, stoppingToken);

        var sent = rows.Select(row => row.Position).ToArray();
        await db.Database.ExecuteSqlAsync($"delete from outbox where position = any({sent})", stoppingToken);
        await transaction.CommitAsync(stoppingToken);
        return rows.Count == Batch;
    }

    private async Task<IChannel> ChannelFor(List<Row> rows, CancellationToken stoppingToken)
    {
        if (_channel is not { IsOpen: true })
        {
            _channel = await broker.OpenAsync(stoppingToken);
            _declared.Clear();
        }

        foreach (var type in rows.Select(row => row.Type).Where(_declared.Add))
            await _channel.ExchangeDeclareAsync(ExchangeOf(type), ExchangeType.Fanout, durable: true).WaitAsync(BrokerLink.Patience, stoppingToken);
        return _channel;
    }

    private string ExchangeOf(string type) => options.Value.Prefix + type;

    private async Task SendAsync(IChannel channel, Row row)
    {
        // The message belongs to the trace of the request that told it, not to this loop's.
        _ = ActivityContext.TryParse(row.TraceParent, row.TraceState, isRemote: true, out var parent);
        Activity.Current = null;
        using var activity = MessagingMetrics.Source.StartActivity("outbox send", ActivityKind.Producer, parent);
        activity?.SetTag("messaging.system", "rabbitmq").SetTag("messaging.destination.name", row.Type).SetTag("messaging.message.id", row.Id.ToString());

        var headers = new Dictionary<string, object?> { [OccurredAtHeader] = row.OccurredAt.ToString("O", CultureInfo.InvariantCulture) };
        if ((activity?.Id ?? row.TraceParent) is { } trace)
            headers[DiagnosticHeaders.ActivityId] = trace;
        var properties = new BasicProperties
        {
            MessageId = row.Id.ToString(),
            ContentType = EnvelopeType,
            DeliveryMode = DeliveryModes.Persistent,
            Headers = headers,
        };
        await channel.BasicPublishAsync(ExchangeOf(row.Type), "", mandatory: false, properties, Envelope(row));
    }

    /// <summary>The row as MassTransit's consumers read messages.</summary>
    private static ReadOnlyMemory<byte> Envelope(Row row)
    {
        var buffer = new ArrayBufferWriter<byte>(row.Body.Length + 256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("messageId", row.Id);
        json.WriteStartArray("messageType");
        json.WriteStringValue($"urn:message:{row.Type}");
        json.WriteEndArray();
        json.WriteString("sentTime", row.OccurredAt);
        json.WritePropertyName("message");
        json.WriteRawValue(row.Body);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private sealed record Row(long Position, Guid Id, string Type, string Body, string? TraceParent, string? TraceState, DateTimeOffset OccurredAt);
}
