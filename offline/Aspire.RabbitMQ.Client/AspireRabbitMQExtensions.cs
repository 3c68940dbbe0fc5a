using System.Diagnostics;
using System.Net.Sockets;
using Aspire.RabbitMQ.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers a connection to RabbitMQ with health check and traces.</summary>
public static class AspireRabbitMQExtensions
{
    private const string Section = "Aspire:RabbitMQ:Client";
    private const string SourceName = "Aspire.RabbitMQ.Client";
    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// Registers <see cref="IConnectionFactory"/> and <see cref="IConnection"/> as singletons; the connection is made when first asked for. Settings
    /// come from the section, then its child named after the connection; the connection string of that name wins over theirs.
    /// </summary>
    public static void AddRabbitMQClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<RabbitMQClientSettings>? configureSettings = null,
        Action<ConnectionFactory>? configureConnectionFactory = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var section = builder.Configuration.GetSection(Section);
        var named = section.GetSection(connectionName);
        var settings = new RabbitMQClientSettings();
        section.Bind(settings);
        named.Bind(settings);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        builder.Services.AddSingleton<IConnectionFactory>(_ =>
        {
            var factory = new ConnectionFactory();
            section.GetSection("ConnectionFactory").Bind(factory);
            named.GetSection("ConnectionFactory").Bind(factory);
            if (!string.IsNullOrEmpty(settings.ConnectionString))
                factory.Uri = new Uri(settings.ConnectionString);
            configureConnectionFactory?.Invoke(factory);
            return factory;
        });
        // A singleton's factory cannot be awaited; the thread pool's own context makes waiting here safe.
        builder.Services.AddSingleton(services =>
            Task.Run(() => Connect(services.GetRequiredService<IConnectionFactory>(), settings.MaxConnectRetryCount)).GetAwaiter().GetResult());

        if (!settings.DisableTracing)
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(SourceName, "RabbitMQ.Client.*"));
        if (!settings.DisableHealthChecks)
            builder.Services.AddHealthChecks().AddCheck<OpenCheck>("RabbitMQ.Client");
    }

    private static async Task<IConnection> Connect(IConnectionFactory factory, int retries)
    {
        using var activity = Start("rabbitmq connect", factory);
        for (var attempt = 0; ; attempt++)
        {
            using var tried = Start("rabbitmq connect attempt", factory)?.AddTag("messaging.operation", "connect");
            try
            {
                return await factory.CreateConnectionAsync();
            }
            catch (Exception fault) when (fault is SocketException or BrokerUnreachableException)
            {
                tried?.AddException(fault).SetStatus(ActivityStatusCode.Error);
                if (attempt >= retries)
                    throw;
            }

            await Task.Delay(TimeSpan.FromSeconds(1 << Math.Min(attempt, 6)));
        }
    }

    private static Activity? Start(string name, IConnectionFactory factory) =>
        Source.StartActivity(name, ActivityKind.Client)?
            .AddTag("server.address", factory.Uri.Host)
            .AddTag("server.port", factory.Uri.Port)
            .AddTag("messaging.system", "rabbitmq");

    private sealed class OpenCheck(IServiceProvider services) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                // Asked for here: a connection that cannot be made is an answer, not a fault of the check.
                await using var channel = await services.GetRequiredService<IConnection>().CreateChannelAsync(cancellationToken: cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                return new HealthCheckResult(context.Registration.FailureStatus, exception: fault);
            }
        }
    }
}
