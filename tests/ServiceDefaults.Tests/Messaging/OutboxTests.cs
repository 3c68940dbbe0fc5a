using System.Diagnostics;
using Housing.ServiceDefaults.Tests.Storage;
using Housing.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Housing.ServiceDefaults.Tests.Messaging;

public sealed class OutboxTests : IAsyncLifetime
{
    private readonly string _prefix = Prefix.New();
    private Servers _servers = null!;
    private Database _database = null!;

    public async Task InitializeAsync()
    {
        _servers = await Servers.Get();
        _database = await Databases.Clone(typeof(OutboxTests).Assembly);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task What_is_told_is_heard_once_and_leaves_the_outbox_empty()
    {
        await using var node = await Start(Hears);

        for (var i = 0; i < 20; i++)
            await node.Write($"line {i}");

        await Eventually.Equal(20, async () => (await node.Lines("heard: ")).Count);
        await Eventually.Equal(0L, () => _database.Scalar<long>("select count(*) from outbox"));
        Assert.Equal(20L, await _database.Scalar<long>("select count(*) from inbox"));
    }

    [Fact]
    public async Task What_was_committed_by_a_process_that_died_before_sending_is_sent_by_the_next()
    {
        await using (var dead = await Start(_ => { }, publishes: false))
            await dead.Write("left behind");
        Assert.Equal(1L, await _database.Scalar<long>("select count(*) from outbox"));

        await using var next = await Start(Hears);

        await Eventually.Equal(1, async () => (await next.Lines("heard: left behind")).Count);
        await Eventually.Equal(0L, () => _database.Scalar<long>("select count(*) from outbox"));
    }

    [Fact]
    public async Task Replicas_send_each_row_once()
    {
        await using var writer = await Start(_ => { }, publishes: false);
        for (var i = 0; i < 500; i++)
            await writer.Write($"line {i}");
        await using var heard = await Heard<LineWritten>.ListenAsync(_servers.RabbitMq, _prefix);

        await using var one = await Start(_ => { });
        await using var two = await Start(_ => { });
        for (var i = 500; i < 600; i++)
            await (i % 2 == 0 ? one : two).Write($"line {i}");

        await Eventually.Equal(0L, () => _database.Scalar<long>("select count(*) from outbox"));
        await Eventually.Holds(() => Assert.Equal(600, heard.Events.Count));
        Assert.Equal(600, heard.Events.Select(line => line.LineId).Distinct().Count());
    }

    [Fact]
    public async Task What_is_rolled_back_is_never_sent()
    {
        await using var node = await Start(Hears);
        await using (var scope = node.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Tell(new LineWritten { LineId = Guid.CreateVersion7(), Text = "never" });
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        }

        await node.Write("after");

        await Eventually.Equal(1, async () => (await node.Lines("heard: after")).Count);
        Assert.Empty(await node.Lines("heard: never"));
    }

    [Fact]
    public async Task While_the_broker_is_away_the_service_starts_takes_work_and_is_degraded_and_nothing_is_lost()
    {
        var broker = new Uri(_servers.RabbitMq);
        await using var gate = new Gate(broker.Host, broker.Port);
        await using var node = await Start(Hears, rabbitMq: Through(broker, gate));
        await node.Write("before the broker's first start");
        Assert.Equal(HealthStatus.Degraded, (await Health(node)).Status);

        gate.Open();
        await Eventually.Equal(1, async () => (await node.Lines("heard: before")).Count);
        await Eventually.Equal(HealthStatus.Healthy, async () => (await Health(node)).Status);

        gate.Shut();
        for (var i = 0; i < 30; i++)
            await node.Write($"while away {i}");
        await Eventually.Equal(HealthStatus.Degraded, async () => (await Health(node)).Status);

        gate.Open();
        await Eventually.Equal(30, async () => (await node.Lines("heard: while away")).Count, TimeSpan.FromSeconds(60));
        await Eventually.Equal(0L, () => _database.Scalar<long>("select count(*) from outbox"));
    }

    [Fact]
    public async Task While_the_database_is_away_messages_wait_and_are_handled_once_when_it_is_back()
    {
        var postgres = new NpgsqlConnectionStringBuilder(_database.ConnectionString);
        await using var gate = new Gate(postgres.Host!, postgres.Port);
        gate.Open();
        (postgres.Host, postgres.Port) = ("127.0.0.1", gate.Port);
        await using var node = await Start(Hears, postgres: postgres.ConnectionString);
        await node.Write("before");
        await Eventually.Equal(1, async () => (await node.Lines("heard: before")).Count);

        gate.Shut();
        var bus = node.Services.GetRequiredService<IBus>();
        for (var i = 0; i < 10; i++)
            await bus.Publish(new LineWritten { LineId = Guid.CreateVersion7(), Text = $"meanwhile {i}" }, context => context.MessageId = Guid.CreateVersion7());
        Assert.True(StorageFaults.IsAway(await Assert.ThrowsAnyAsync<Exception>(() => node.Write("refused"))));
        Assert.Equal(HealthStatus.Unhealthy, (await Health(node)).Status);

        gate.Open();
        await Eventually.Equal(10L, () => _database.Scalar<long>("select count(*) from entry where text like 'heard: meanwhile%'"), TimeSpan.FromSeconds(60));
        Assert.Empty(await node.Errors.CountAsync(CancellationToken.None));
        await Eventually.Equal(HealthStatus.Healthy, async () => (await Health(node)).Status);
    }

    [Fact]
    public async Task The_consumer_s_work_belongs_to_the_trace_of_whoever_told()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Housing" or "MassTransit" or "Told",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("Told");
        await using var node = await Start(Hears);

        ActivityTraceId trace;
        using (var told = source.StartActivity("report"))
        {
            trace = told!.TraceId;
            await node.Write("traced");
        }

        await Eventually.Holds(() => Assert.Contains(spans, span => span.TraceId == trace && span.Kind == ActivityKind.Consumer));
    }

    private static void Hears(IBusRegistrationConfigurator bus) => bus.AddConsumer<LineWrittenConsumer>();

    private static string Through(Uri broker, Gate gate) => new UriBuilder(broker) { Host = "127.0.0.1", Port = gate.Port }.Uri.AbsoluteUri;

    private static Task<HealthReport> Health(Node node) => node.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private Task<Node> Start(Action<IBusRegistrationConfigurator> bus, bool publishes = true, string? postgres = null, string? rabbitMq = null) =>
        Node.Start(postgres ?? _database.ConnectionString, rabbitMq ?? _servers.RabbitMq, _prefix, bus, workers: publishes);
}
