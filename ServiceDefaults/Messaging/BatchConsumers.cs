using MassTransit;
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

/// <summary>The queue of a consumer of batches.</summary>
internal sealed record BatchQueue(Func<IEndpointNameFormatter, string> Name);
