using System.Collections.Concurrent;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Housing.ServiceDefaults;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RabbitMQ.Client;

namespace Housing.Testing;

/// <summary>
/// A service's own Program on a real port, with a database of its own, queues nobody else hears, a clock that tests move, and test tokens.
/// <typeparamref name="TMarker"/> is any type of the service's assembly. Several hosts given one prefix hear each other's events.
/// </summary>
public sealed class ServiceHost<TMarker> : IAsyncDisposable
    where TMarker : class
{
    private readonly Factory _factory;
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly ConcurrentDictionary<string, GrpcChannel> _channels = new(StringComparer.Ordinal);

    private bool _started;

    private ServiceHost(Factory factory, Database database, FixedClock clock, string prefix, string broker)
    {
        (_factory, Database, Clock, Prefix, Broker) = (factory, database, clock, prefix, broker);
        _owned.Add(database);
    }

    public Database Database { get; }

    public FixedClock Clock { get; }

    public string Prefix { get; }

    private string Broker { get; }

    public IServiceProvider Services => _factory.Services;

    /// <summary>Where it listens: give it to another host as setting "services:NAME:http:0".</summary>
    public string Address => _factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>
    /// Starts the service. Its clock stands at <paramref name="now"/> (a Tuesday noon in London by default); <paramref name="settings"/> are added to its configuration.
    /// </summary>
    public static async Task<ServiceHost<TMarker>> StartAsync(
        DateTimeOffset? now = null, string? prefix = null, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        var servers = await Servers.Get();
        var assembly = typeof(TMarker).Assembly;
        var database = await Databases.Clone(assembly);
        var clock = new FixedClock(now ?? new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero));
        prefix ??= Testing.Prefix.New();
        var all = new Dictionary<string, string?>(TestTokens.Settings, StringComparer.OrdinalIgnoreCase)
        {
            [$"ConnectionStrings:{QueueNames.ServiceOf(assembly)}-db"] = database.ConnectionString,
            ["ConnectionStrings:rabbitmq"] = servers.RabbitMq,
            ["Messaging:Prefix"] = prefix,
            ["Messaging:Poll"] = "00:00:00.100",
            ["Promises:Poll"] = "00:00:00.100",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
            all[key] = value;

        var factory = new Factory(all, clock, services);
        var host = new ServiceHost<TMarker>(factory, database, clock, prefix, servers.RabbitMq);
        try
        {
            factory.UseKestrel(0);
            factory.StartServer();
            host._started = true;
            // Its queues are bound before the first event is published to them.
            if (factory.Services.GetService<IBusControl>() is { } bus
                && await bus.WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(60)) != BusHealthStatus.Healthy)
                throw new InvalidOperationException($"The bus of {assembly.GetName().Name} did not get healthy: {bus.CheckHealth().Description}");
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>A channel to it; calls take their token as metadata (<see cref="TestTokens.Metadata"/>).</summary>
    public GrpcChannel Channel => _channels.GetOrAdd("", _ => GrpcChannel.ForAddress(Address));

    /// <summary>
    /// A channel whose every call is made as "officer@havering", and made again when it lost a race, as clients are told to: a promise may be written down as missed just as
    /// somebody changes its case.
    /// </summary>
    public GrpcChannel ChannelAs(string who, Guid? household = null) => _channels.GetOrAdd($"{who} {household}", _ =>
    {
        var http = new HttpClient(new SocketsHttpHandler { EnableMultipleHttp2Connections = true });
        http.DefaultRequestHeaders.Authorization = new("Bearer", TestTokens.For(who, household, TimeSpan.FromHours(8)));
        return GrpcChannel.ForAddress(Address, new GrpcChannelOptions
        {
            HttpClient = http,
            DisposeHttpClient = true,
            ServiceConfig = new()
            {
                MethodConfigs =
                {
                    new MethodConfig
                    {
                        Names = { MethodName.Default },
                        RetryPolicy = new()
                        {
                            MaxAttempts = 5,
                            InitialBackoff = TimeSpan.FromMilliseconds(20),
                            MaxBackoff = TimeSpan.FromMilliseconds(200),
                            BackoffMultiplier = 2,
                            RetryableStatusCodes = { StatusCode.Aborted },
                        },
                    },
                },
            },
        });
    });

    /// <summary>Publishes an event as another service would; the same id again is the same message delivered again.</summary>
    public Task PublishAsync<TEvent>(TEvent @event, Guid? messageId = null)
        where TEvent : class =>
        Services.GetRequiredService<IBus>().Publish(@event, context => context.MessageId = messageId ?? Guid.CreateVersion7());

    /// <summary>Collects what is published of one kind from now on.</summary>
    public async Task<Heard<TEvent>> ListenAsync<TEvent>()
        where TEvent : class
    {
        var heard = await Heard<TEvent>.ListenAsync(Broker, Prefix);
        _owned.Add(heard);
        return heard;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels.Values)
            channel.Dispose();
        var queues = _started ? _factory.Services.GetService<ErrorQueues>()?.Queues : null;     // asking would start it
        await _factory.DisposeAsync();
        await Testing.Prefix.RemoveAsync(Broker, Prefix, queues ?? [], typeof(TMarker).Assembly);
        foreach (var owned in _owned)
            await owned.DisposeAsync();
    }

    private sealed class Factory(IReadOnlyDictionary<string, string?> settings, FixedClock clock, Action<IServiceCollection>? services) : WebApplicationFactory<TMarker>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
            builder.ConfigureServices(collection =>
            {
                collection.RemoveAll<TimeProvider>();
                collection.AddSingleton<TimeProvider>(clock);
                services?.Invoke(collection);
            });
        }
    }
}

/// <summary>The events of one kind, as they were on the wire, each once: an outbox sends again what it had to give up on a busy machine, under the same message id, and whoever hears it knows that.</summary>
public sealed class Heard<TEvent> : IAsyncDisposable
    where TEvent : class
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ConcurrentQueue<TEvent> _events = new();
    private readonly ConcurrentDictionary<string, bool> _messages = new(StringComparer.Ordinal);
    private readonly IConnection _connection;

    private Heard(IConnection connection) => _connection = connection;

    public IReadOnlyList<TEvent> Events => [.. _events];

    /// <summary>Collects from now on, under the prefix of the hosts that publish.</summary>
    public static async Task<Heard<TEvent>> ListenAsync(string broker, string prefix)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        var heard = new Heard<TEvent>(connection);
        var channel = await connection.CreateChannelAsync();
        // MassTransit's exchange for this kind of event; made here when nothing was published yet.
        var exchange = $"{prefix}{typeof(TEvent).Namespace}:{typeof(TEvent).Name}";
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, exchange, "");
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            using var envelope = JsonDocument.Parse(delivery.Body);
            if (heard._messages.TryAdd(envelope.RootElement.GetProperty("messageId").GetString()!, true))
                heard._events.Enqueue(envelope.RootElement.GetProperty("message").Deserialize<TEvent>(Json)!);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return heard;
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();
}
