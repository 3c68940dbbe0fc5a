using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.ServiceDefaults;

/// <summary>Consumers that take what has come together, for events that come by the thousand.</summary>
public static class BatchConsumers
{
    internal const int Most = 500;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// A consumer of up to 500 events at once, on a queue of its own, one batch after the other. It has no inbox: events come twice and in any order, and handling them again must change nothing.
    /// What fails is put aside event by event, as elsewhere.
    /// </summary>
    public static void AddBatchConsumer<TConsumer, TEvent>(this IBusRegistrationConfigurator bus)
        where TConsumer : class, IConsumer<Batch<TEvent>>
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddConsumer<TConsumer>(consumer => consumer.Options<BatchOptions>(batch => batch.SetMessageLimit(Most).SetTimeLimit(Wait).SetConcurrencyLimit(1)));
        bus.AddSingleton(new BatchQueue(names => names.Consumer<TConsumer>()));
    }
}

/// <summary>
/// Measures batches as the inbox does single messages: how long after its event each was handled, and which came again. There is no inbox to ask, so what this process handled lately is known and no more.
/// </summary>
internal sealed class BatchMeter<TMessage>(string queue, MessagingMetrics metrics, RecentMessages recent, TimeProvider clock) : IFilter<ConsumeContext<TMessage>>
    where TMessage : class
{
    public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        await next.Send(context);       // ends with its batch
        if (context.MessageId is { } id && !recent.Add(id))
            metrics.Duplicate(queue);
        else
            metrics.Handled(queue, context, clock.GetUtcNow());
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("batch-meter");
}

/// <summary>Puts the meter around each message that goes into a batch: of two with one id in the same batch the consumer sees one.</summary>
internal sealed class BatchMeterObserver(IConsumePipeConfigurator endpoint, string queue, MessagingMetrics metrics, TimeProvider clock) : ConfigurationObserver(endpoint)
{
    private readonly IConsumePipeConfigurator _endpoint = endpoint;

    public override void BatchConsumerConfigured<TConsumer, TMessage>(IConsumerMessageConfigurator<TConsumer, Batch<TMessage>> configurator) =>
        _endpoint.AddPipeSpecification(new FilterPipeSpecification<ConsumeContext<TMessage>>(new BatchMeter<TMessage>(queue, metrics, new RecentMessages(), clock)));
}

/// <summary>The ids of the messages handled last.</summary>
internal sealed class RecentMessages
{
    /// <summary>A publisher that dies between confirm and delete sends a batch of its outbox again; this is many of those, and some megabyte.</summary>
    private const int Known = 20_000;

    private readonly HashSet<Guid> _ids = [];
    private readonly Queue<Guid> _order = new();

    /// <summary>False for one that is among them.</summary>
    public bool Add(Guid id)
    {
        lock (_ids)
        {
            if (!_ids.Add(id))
                return false;
            _order.Enqueue(id);
            if (_order.Count > Known)
                _ids.Remove(_order.Dequeue());
            return true;
        }
    }
}

/// <summary>The queue of a consumer of batches.</summary>
internal sealed record BatchQueue(Func<IEndpointNameFormatter, string> Name);
