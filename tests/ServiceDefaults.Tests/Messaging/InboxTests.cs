using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
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
        var measured = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        await using var node = await Start();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                // Other tests have meters of this name too; this one's was made by this node's factory.
                if (instrument.Meter.Name == "Housing" && ReferenceEquals(instrument.Meter.Scope, node.Services.GetRequiredService<IMeterFactory>()))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.Start();

        await node.Write("measured");
        await Eventually.Holds(() => Assert.InRange(measured.GetValueOrDefault("housing.consumer.lag", -1), 0, 60));
        var id = Guid.CreateVersion7();
        await Publish(node, "twice", id);
        await Publish(node, "twice", id);
        await Eventually.Holds(() => Assert.Equal(1, measured.GetValueOrDefault("housing.inbox.duplicates")));

        node.Services.GetRequiredService<MessagingMetrics>().Backlog = new Backlog(Unsent: 3, OldestSeconds: 4.5, Delayed: 2);
        listener.RecordObservableInstruments();
        Assert.Equal((3, 4.5, 2), (measured["housing.outbox.depth"], measured["housing.outbox.age"], measured["housing.redelivery.depth"]));
    }

    private static Task Publish(Node node, string text, Guid id) =>
        node.Services.GetRequiredService<IBus>().Publish(new LineWritten { LineId = id, Text = text }, context => context.MessageId = id);

    private async Task<Node> Start()
    {
        var node = await Node.Start(_database.ConnectionString, _servers.RabbitMq, _prefix, bus => bus.AddConsumer<LineWrittenConsumer>());
        await node.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(30));
        return node;
    }
}
