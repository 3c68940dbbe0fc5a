using System.Globalization;
using System.Text.Json;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Housing.ServiceDefaults;

/// <summary>
/// Puts a message that failed, immediate retries included, into the redelivery table and acknowledges it, so that those behind it go on. After the last
/// attempt of the schedule the failure is let through, and MassTransit moves the message to the error queue.
/// </summary>
internal sealed class RedeliveryFilter<TMessage>(Redelivery redelivery) : IFilter<ConsumeContext<TMessage>>
    where TMessage : class
{
    public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        try
        {
            await next.Send(context);
        }
        catch (Exception fault) when (!context.CancellationToken.IsCancellationRequested && redelivery.MayFollow(context))
        {
            await redelivery.KeepAsync(context, fault);
            await context.NotifyConsumed(context, TimeSpan.Zero, "redelivery");     // done with, not skipped
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("redelivery");
}

/// <summary>Puts the filter around whatever is configured after it on an endpoint: immediate retries and the inbox.</summary>
internal sealed class RedeliveryObserver : ConfigurationObserver, IMessageConfigurationObserver
{
    private readonly IConsumePipeConfigurator _endpoint;
    private readonly Redelivery _redelivery;

    public RedeliveryObserver(IConsumePipeConfigurator endpoint, Redelivery redelivery)
        : base(endpoint)
    {
        (_endpoint, _redelivery) = (endpoint, redelivery);
        Connect(this);
    }

    public void MessageConfigured<TMessage>(IConsumePipeConfigurator configurator)
        where TMessage : class =>
        configurator.AddPipeSpecification(new FilterPipeSpecification<ConsumeContext<TMessage>>(new RedeliveryFilter<TMessage>(_redelivery)));

    /// <summary>A batch that failed is put aside message by message.</summary>
    public override void BatchConsumerConfigured<TConsumer, TMessage>(IConsumerMessageConfigurator<TConsumer, Batch<TMessage>> configurator) => MessageConfigured<TMessage>(_endpoint);
}

/// <summary>The schedule of one queue, and the table's rows it leads to.</summary>
internal sealed class Redelivery(string queue, IReadOnlyList<TimeSpan> schedule, IServiceScopeFactory scopes, TimeProvider clock, ILogger<Redelivery> log)
{
    public const string AttemptHeader = "housing-attempt";

    public bool MayFollow(ConsumeContext context) => context.MessageId is not null && AttemptOf(context) < schedule.Count;

    public async Task KeepAsync(ConsumeContext context, Exception fault)
    {
        var (id, attempt) = (context.MessageId!.Value, AttemptOf(context) + 1);
        log.LogWarning(
            "Message {MessageId} failed in {Queue} ({Fault}); attempt {Attempt} follows in {Delay}", id, queue, fault.Message, attempt, schedule[attempt - 1]);

        var received = context.ReceiveContext;
        var body = received.Body.GetBytes();
        var contentType = received.ContentType?.ToString();
        // What MassTransit adds on receipt is not the message's own, and comes more than once.
        var headers = JsonSerializer.Serialize(received.TransportHeaders.GetAll()
            .Where(header => header.Value is string && header.Key != AttemptHeader && !header.Key.StartsWith("RabbitMQ-", StringComparison.Ordinal))
            .DistinctBy(header => header.Key)
            .ToDictionary(header => header.Key, header => (string)header.Value));
        var error = $"{fault.GetType().Name}: {fault.Message}";
        var nextAt = clock.GetUtcNow() + schedule[attempt - 1];

        for (var failures = 0; ; failures++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<DbContext>().Database.ExecuteSqlAsync(
                    $"""
                    insert into redelivery (message_id, queue, attempt, next_at, content_type, headers, body, error)
                    values ({id}, {queue}, {attempt}, {nextAt}, {contentType}, {headers}, {body}, {error})
                    on conflict (message_id, queue) do update set attempt = excluded.attempt, next_at = excluded.next_at, error = excluded.error
                    """,
                    context.CancellationToken);
                return;
            }
            catch (Exception unkept) when (!context.CancellationToken.IsCancellationRequested)
            {
                // Without its database the service can handle nothing else either. The message stays unacknowledged, so the broker still has it.
                if (failures == 0)
                    log.LogWarning("Message {MessageId} cannot be put aside yet ({Fault}); waiting for the database", id, unkept.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5000, 100 << Math.Min(failures, 6))), context.CancellationToken);
            }
        }
    }

    private static int AttemptOf(ConsumeContext context) =>
        context.ReceiveContext.TransportHeaders.TryGetHeader(AttemptHeader, out var value)
            && int.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            ? attempt
            : 0;
}
