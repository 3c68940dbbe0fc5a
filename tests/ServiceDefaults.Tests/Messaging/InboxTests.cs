using Housing.ServiceDefaults.Tests.Storage;
using Housing.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.ServiceDefaults.Tests.Messaging;

public sealed class InboxTests : IAsyncLifetime
{
    private readonly string _prefix = Prefix.New();
    private Servers _servers = null!;
    private Database _database = null!;

    public async Task InitializeAsync()
    {
        _servers = await Servers.Get();
        _database = await Databases.Clone(typeof(InboxTests).Assembly);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_message_delivered_again_does_nothing()
    {
        await using var node = await Start();
        var id = Guid.CreateVersion7();
        await Publish(node, "twice", id);
        await Eventually.Equal(1, async () => (await node.Lines("heard: twice")).Count);

        await Publish(node, "twice", id);
        await Publish(node, "later", Guid.CreateVersion7());

        await Eventually.Equal(1, async () => (await node.Lines("heard: later")).Count);
        Assert.Single(await node.Lines("heard: twice"));
        Assert.False(await Queues.Exists(_servers.RabbitMq, $"{_prefix}ledger-line-written_skipped"));
    }

    [Fact]
    public async Task A_message_delivered_to_two_replicas_at_the_same_moment_is_handled_once()
    {
        await using var one = await Start();
        await using var two = await Start();
        var ids = Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()).ToArray();

        await Task.WhenAll(ids.SelectMany(id => Enumerable.Range(0, 6).Select(i => Publish(i % 2 == 0 ? one : two, $"many {id}", id))));

        await Eventually.Holds(async () => Assert.Equal(20, (await one.Lines("heard: many")).Select(line => line.Split(": ")[1]).Distinct().Count()));
        // A last message behind them all: when both replicas have handled it, none is under way any more.
        await Publish(one, "last", Guid.CreateVersion7());
        await Eventually.Equal(1, async () => (await one.Lines("heard: last")).Count);
        Assert.Equal(20, (await one.Lines("heard: many")).Count);
        Assert.Equal(21L, await _database.Scalar<long>("select count(*) from inbox"));
    }

    [Fact]
    public async Task Repeats_the_lag_and_what_waits_are_measured()
    {
        await using var node = await Start();
        using var meters = new Meters(node.Services);

        await node.Write("measured");
        await Eventually.Holds(() => Assert.InRange(meters.Last("housing.consumer.lag", Queue), 0, 60));
        var id = Guid.CreateVersion7();
        await Publish(node, "twice", id);
        await Publish(node, "twice", id);
        await Eventually.Holds(() => Assert.Equal(1, meters.Sum("housing.inbox.duplicates", Queue)));

        node.Services.GetRequiredService<MessagingMetrics>().Backlog = new Backlog(Unsent: 3, OldestSeconds: 4.5, Delayed: 2);
        meters.Observe();
        Assert.Equal((3, 4.5, 2), (meters.Last("housing.outbox.depth"), meters.Last("housing.outbox.age"), meters.Last("housing.redelivery.depth")));
    }

    [Fact]
    public async Task Repeats_and_the_lag_of_what_is_handled_by_the_batch_are_measured_too()
    {
        await using var node = await Start(bus => bus.AddBatchConsumer<LinesWrittenConsumer, LineWritten>());
        using var meters = new Meters(node.Services);

        await node.Write("measured");
        await Eventually.Holds(() => Assert.InRange(meters.Last("housing.consumer.lag", BatchQueue), 0, 60));
        var id = Guid.CreateVersion7();
        await Publish(node, "twice", id);
        await Eventually.Equal(1, async () => (await node.Lines("heard by the batch: twice")).Count);
        await Publish(node, "twice", id);
        await Eventually.Holds(async () => Assert.Equal((2, 1), ((await node.Lines("heard by the batch: twice")).Count, meters.Sum("housing.inbox.duplicates", BatchQueue))));
        await Publish(node, "once", Guid.CreateVersion7());
        await Eventually.Equal(1, async () => (await node.Lines("heard by the batch: once")).Count);
        Assert.Equal(1, meters.Sum("housing.inbox.duplicates", BatchQueue));
    }

    private string Queue => $"{_prefix}ledger-line-written";

    private string BatchQueue => $"{_prefix}ledger-lines-written";

    private static Task Publish(Node node, string text, Guid id) =>
        node.Services.GetRequiredService<IBus>().Publish(new LineWritten { LineId = id, Text = text }, context => context.MessageId = id);

    private async Task<Node> Start(Action<IBusRegistrationConfigurator>? consumers = null)
    {
        var node = await Node.Start(_database.ConnectionString, _servers.RabbitMq, _prefix, consumers ?? (bus => bus.AddConsumer<LineWrittenConsumer>()));
        await node.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(30));
        return node;
    }
}
