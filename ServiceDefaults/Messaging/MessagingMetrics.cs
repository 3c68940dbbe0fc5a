using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using MassTransit;

namespace Housing.ServiceDefaults;

/// <summary>What is counted of messages: meter "Housing".</summary>
internal sealed class MessagingMetrics
{
    public static readonly ActivitySource Source = new("Housing");

    private readonly Counter<long> _duplicates;
    private readonly Histogram<double> _lag;

    public MessagingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Housing");
        _duplicates = meter.CreateCounter<long>("housing.inbox.duplicates", "{message}", "Messages delivered again and left alone");
        _lag = meter.CreateHistogram<double>("housing.consumer.lag", "s", "From the event to the end of its handling");
        meter.CreateObservableGauge("housing.outbox.depth", () => Backlog.Unsent, "{message}", "Events not sent yet");
        meter.CreateObservableGauge("housing.outbox.age", () => Backlog.OldestSeconds, "s", "Age of the oldest event not sent yet");
        meter.CreateObservableGauge("housing.redelivery.depth", () => Backlog.Delayed, "{message}", "Messages waiting to be tried again");
        meter.CreateObservableGauge(
            "housing.errors.depth",
            () => Errors.Select(queue => new Measurement<long>(queue.Value, new KeyValuePair<string, object?>("queue", queue.Key))),
            "{message}",
            "Messages in an error queue");
    }

    /// <summary>The last sample; <see cref="MessagingMonitor"/> takes them.</summary>
    public Backlog Backlog { get; set; } = new(0, 0, 0);

    public IReadOnlyDictionary<string, long> Errors { get; set; } = new Dictionary<string, long>();

    public void Duplicate(string consumer) => _duplicates.Add(1, new KeyValuePair<string, object?>("consumer", consumer));

    /// <summary>How long after its event a message was handled; what did not come from an outbox says no time.</summary>
    public void Handled(string consumer, ConsumeContext message, DateTimeOffset now)
    {
        if (DateTimeOffset.TryParse(message.ReceiveContext.TransportHeaders.Get<string>(OutboxPublisher.OccurredAtHeader), CultureInfo.InvariantCulture, out var occurred))
            _lag.Record(Math.Max(0, (now - occurred).TotalSeconds), new KeyValuePair<string, object?>("consumer", consumer));
    }
}

/// <summary>What waits in this service's tables.</summary>
internal sealed record Backlog(long Unsent, double OldestSeconds, long Delayed);
