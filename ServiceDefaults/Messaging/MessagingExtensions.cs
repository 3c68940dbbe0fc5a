using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Housing.ServiceDefaults;

/// <summary>The one place where MassTransit is set up.</summary>
public static class MessagingExtensions
{
    private const string ConnectionName = "rabbitmq";

    private const string BusCheckName = "masstransit-bus";

    // Two cores: more at once would only wait for the database.
    private const int AtOnce = 8;

    /// <summary>
    /// The bus with this service's consumers, each on a queue of its own, and the workers behind outbox and redelivery. The service starts and works
    /// while the broker is away.
    /// </summary>
    public static void AddMessaging<TDb>(this IHostApplicationBuilder builder, Action<IBusRegistrationConfigurator> configure)
        where TDb : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        // BrokerCheck takes the place of the integration's own, which would call the service unhealthy.
        builder.AddRabbitMQClient(
            ConnectionName,
            settings => settings.DisableHealthChecks = true,
            factory => factory.AutomaticRecoveryEnabled = false);       // BrokerLink starts a new one instead

        // It tells every attempt to reach a broker that is away, at length; the health check says the same in a line.
        builder.Logging.AddFilter("MassTransit", LogLevel.Error);

        var services = builder.Services;
        services.AddOptions<MessagingOptions>().BindConfiguration("Messaging");
        services.AddSingleton<MessagingMetrics>();
        services.AddSingleton<BrokerLink>();
        services.AddSingleton(provider => new ErrorQueues(provider.GetRequiredService<BrokerLink>()));
        services.AddSingleton(FailedMessagesGrpc.Access);
        services.AddHostedService<OutboxPublisher>();
        services.AddHostedService<RedeliveryWorker>();
        services.AddHostedService<MessagingMonitor>();
        services.AddSingleton<BrokerCheck>();
        // MassTransit's own check calls starting up a fault; BrokerCheck asks the same bus.
        services.PostConfigure<HealthCheckServiceOptions>(health =>
        {
            foreach (var own in health.Registrations.Where(check => check.Name == BusCheckName).ToList())
                health.Registrations.Remove(own);
        });
        services.AddHealthChecks()
            .AddCheck<BrokerCheck>("broker")
            .AddCheck<OutboxCheck>("outbox", HealthStatus.Degraded)
            .AddCheck<ErrorQueuesCheck>("errors", HealthStatus.Degraded);

        var prefix = builder.Configuration["Messaging:Prefix"];
        var service = builder.Configuration["Messaging:Service"] ?? QueueNames.ServiceOf(typeof(TDb).Assembly);
        var connection = builder.Configuration.GetConnectionString(ConnectionName)
            ?? throw new InvalidOperationException($"The broker's address is missing: set ConnectionStrings:{ConnectionName} to amqp://user:password@host:port.");

        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter($"{prefix}{service}", includeNamespace: false));
            bus.ConfigureHealthCheckOptions(health => health.Name = BusCheckName);
            configure(bus);
            bus.AddConfigureEndpointsCallback(ConfigureEndpoint);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(new Uri(connection), host => host.PublisherConfirmation = true);
                if (!string.IsNullOrEmpty(prefix))
                    rabbit.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(rabbit.MessageTopology.EntityNameFormatter, prefix));
                rabbit.ConfigureEndpoints(context);
            });
        });
    }

    private static void ConfigureEndpoint(IRegistrationContext context, string queue, IReceiveEndpointConfigurator endpoint)
    {
        var options = context.GetRequiredService<IOptions<MessagingOptions>>().Value;
        context.GetRequiredService<ErrorQueues>().Add(queue);

        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            foreach (var (name, value) in QueueNames.Arguments)
                rabbit.SetQueueArgument(name, value);
        }

        // While one batch is handled the next one gathers.
        var names = context.GetRequiredService<IEndpointNameFormatter>();
        var inBatches = context.GetServices<BatchQueue>().Any(batch => batch.Name(names) == queue);
        endpoint.PrefetchCount = inBatches ? BatchConsumers.Most * 2 : AtOnce * 4;
        endpoint.ConcurrentMessageLimit = inBatches ? BatchConsumers.Most * 2 : AtOnce;
        endpoint.PublishFaults = false;     // the error queue says it; nobody listens to faults

        // From the outside in: put aside, try at once, handle once.
        _ = new RedeliveryObserver(endpoint, new Redelivery(
            queue,
            options.Redelivery.Count > 0 ? [.. options.Redelivery] : MessagingOptions.DefaultRedelivery,
            context.GetRequiredService<IServiceScopeFactory>(),
            context.GetRequiredService<TimeProvider>(),
            context.GetRequiredService<ILogger<Redelivery>>()));
        endpoint.UseMessageRetry(retry => retry.Immediate(options.ImmediateRetries));
        if (inBatches)
            _ = new BatchMeterObserver(endpoint, queue, context.GetRequiredService<MessagingMetrics>(), context.GetRequiredService<TimeProvider>());
        else
            endpoint.UseConsumeFilter(typeof(InboxFilter<>), context);
    }
}
