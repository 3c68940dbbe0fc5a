using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MassTransit.Logging;
using RabbitMQ.Client;

namespace Housing.ServiceDefaults;

/// <summary>A message that failed for the last time, as staff read it.</summary>
public sealed record FailedMessage(string Queue, Guid? MessageId, string Type, DateTimeOffset? FailedAt, string Error, string Body)
{
    /// <summary>Its id; of one that came without, a number made from its contents, so that it can be named too.</summary>
    public required Guid Key { get; init; }

    /// <summary>The kind of fault: "System.InvalidOperationException".</summary>
    public required string ErrorType { get; init; }

    /// <summary>How often it was taken up: once, and once for each time it was put aside.</summary>
    public required int Rounds { get; init; }

    /// <summary>When what it tells of was told; null when it does not say.</summary>
    public required DateTimeOffset? ToldAt { get; init; }

    /// <summary>The trace of the request that told it; null when it does not say.</summary>
    public required string? TraceId { get; init; }

    /// <summary>What came with it, the fault among it.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }
}

/// <summary>This service's error queues: what waits there, and sending it back once the cause is gone.</summary>
public sealed class ErrorQueues
{
    private readonly BrokerLink _broker;
    private readonly List<string> _queues = [];

    internal ErrorQueues(BrokerLink broker) => _broker = broker;

    /// <summary>The queues this service consumes, without the error suffix.</summary>
    public IReadOnlyList<string> Queues
    {
        get
        {
            lock (_queues)
                return [.. _queues];
        }
    }

    internal void Add(string queue)
    {
        lock (_queues)
            _queues.Add(queue);
    }

    /// <summary>How many messages wait in the error queue of each queue; only those where some do.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var channel = await _broker.OpenAsync(cancellationToken);
        foreach (var queue in Queues)
            if (await CountAsync(channel, queue, cancellationToken) is var count and > 0)
                counts[queue] = count;
        return counts;
    }

    /// <summary>Reads up to <paramref name="limit"/> messages of a queue's error queue, oldest first, and leaves them there.</summary>
    public async Task<IReadOnlyList<FailedMessage>> ListAsync(string queue, int limit, CancellationToken cancellationToken)
    {
        var found = new List<FailedMessage>();
        // Closing the channel without acknowledging gives everything back in its order.
        await using var channel = await _broker.OpenAsync(cancellationToken);
        await CountAsync(channel, Known(queue), cancellationToken);
        while (found.Count < limit && await channel.BasicGetAsync(queue + QueueNames.ErrorSuffix, autoAck: false, cancellationToken) is { } message)
            found.Add(Describe(queue, message));
        return found;
    }

    /// <summary>
    /// Sends one message, or all when no id is given, back to the queue it failed in, to be tried as if it had just come. Returns how many were sent.
    /// </summary>
    public async Task<int> ReplayAsync(string queue, Guid? messageId, CancellationToken cancellationToken)
    {
        // No more than were there at the start: one that fails again at once is not sent round and round.
        await using var channel = await _broker.OpenAsync(cancellationToken);
        var waiting = await CountAsync(channel, Known(queue), cancellationToken);
        var sent = 0;
        for (; waiting > 0 && await channel.BasicGetAsync(queue + QueueNames.ErrorSuffix, autoAck: false, cancellationToken) is { } message; waiting--)
        {
            if (messageId is { } wanted && KeyOf(message) != wanted)
                continue;
            var properties = new BasicProperties(message.BasicProperties)
            {
                Headers = message.BasicProperties.Headers?
                    .Where(header => !header.Key.StartsWith("MT-Fault-", StringComparison.Ordinal) && header.Key is not ("MT-Reason" or Redelivery.AttemptHeader))
                    .ToDictionary(header => header.Key, header => header.Value),
            };
            await channel.BasicPublishAsync("", queue, mandatory: true, properties, message.Body, CancellationToken.None)
                .AsTask().WaitAsync(BrokerLink.Patience, cancellationToken);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken);
            sent++;
        }

        return sent;
    }

    /// <summary>One message that waits, and leaves it there; null when it does not.</summary>
    public async Task<FailedMessage?> FindAsync(string queue, Guid key, CancellationToken cancellationToken)
    {
        await using var channel = await _broker.OpenAsync(cancellationToken);
        return await FindAsync(channel, Known(queue), key, cancellationToken) is { } found ? Describe(queue, found) : null;
    }

    /// <summary>
    /// Takes one message out for good. It is kept elsewhere first, so that a process that ends between the two leaves it in both places. Null when it does not wait.
    /// </summary>
    public async Task<FailedMessage?> DiscardAsync(string queue, Guid key, Func<FailedMessage, Task> keep, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keep);
        await using var channel = await _broker.OpenAsync(cancellationToken);
        if (await FindAsync(channel, Known(queue), key, cancellationToken) is not { } found)
            return null;
        var message = Describe(queue, found);
        await keep(message);
        await channel.BasicAckAsync(found.DeliveryTag, multiple: false, cancellationToken);
        return message;
    }

    // What is read on the way is given back when the channel closes.
    private static async Task<BasicGetResult?> FindAsync(IChannel channel, string queue, Guid key, CancellationToken cancellationToken)
    {
        for (var waiting = await CountAsync(channel, queue, cancellationToken); waiting > 0; waiting--)
        {
            if (await channel.BasicGetAsync(queue + QueueNames.ErrorSuffix, autoAck: false, cancellationToken) is not { } message)
                return null;
            if (KeyOf(message) == key)
                return message;
        }

        return null;
    }

    // Declared as MassTransit declares it at the first error: asking for a queue that is not there would be an error in the broker's log each time.
    private static async Task<long> CountAsync(IChannel channel, string queue, CancellationToken cancellationToken) =>
        (await channel.QueueDeclareAsync(
            queue + QueueNames.ErrorSuffix, durable: true, exclusive: false, autoDelete: false, QueueNames.Arguments, cancellationToken: cancellationToken)).MessageCount;

    private string Known(string queue) =>
        Queues.Contains(queue, StringComparer.Ordinal)
            ? queue
            : throw new ArgumentException($"'{queue}' is no queue of this service; it has {string.Join(", ", Queues)}.", nameof(queue));

    private static FailedMessage Describe(string queue, BasicGetResult message)
    {
        var headers = Headers(message);
        var body = Encoding.UTF8.GetString(message.Body.Span);
        return new FailedMessage(queue, Id(message), TypeOf(body), Instant(headers, "MT-Fault-Timestamp"), headers.GetValueOrDefault("MT-Fault-Message", ""), body)
        {
            Key = KeyOf(message),
            ErrorType = headers.GetValueOrDefault("MT-Fault-ExceptionType", ""),
            Rounds = 1 + (int.TryParse(headers.GetValueOrDefault(Redelivery.AttemptHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 0),
            ToldAt = Instant(headers, OutboxPublisher.OccurredAtHeader),
            TraceId = ActivityContext.TryParse(headers.GetValueOrDefault(DiagnosticHeaders.ActivityId), traceState: null, out var trace) ? trace.TraceId.ToString() : null,
            Headers = headers,
        };
    }

    private static Guid? Id(BasicGetResult message) => Guid.TryParse(message.BasicProperties.MessageId, out var id) ? id : null;

    private static Guid KeyOf(BasicGetResult message) => Id(message) ?? new Guid(SHA256.HashData(message.Body.Span).AsSpan(0, 16), bigEndian: true);

    private static Dictionary<string, string> Headers(BasicGetResult message) => (message.BasicProperties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        .ToDictionary(header => header.Key, header => header.Value is byte[] text ? Encoding.UTF8.GetString(text) : Convert.ToString(header.Value, CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal);

    private static DateTimeOffset? Instant(Dictionary<string, string> headers, string name) =>
        DateTimeOffset.TryParse(headers.GetValueOrDefault(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    // MassTransit's envelope names the message's types, the most particular first: "urn:message:Housing.Repairs.Contracts.V1:RepairReported".
    private static string TypeOf(string body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            return envelope.RootElement.GetProperty("messageType")[0].GetString()!.Replace("urn:message:", "", StringComparison.Ordinal);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return "unreadable";
        }
    }
}
