using Housing.ServiceDefaults.Tests.Storage;
using Housing.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;

namespace Housing.ServiceDefaults.Tests.Messaging;

public sealed class RedeliveryTests : IAsyncLifetime
{
    private readonly string _prefix = Prefix.New();
    private readonly Poison _poison = new();
    private Servers _servers = null!;
    private Database _database = null!;
    private Node _node = null!;

    private string Queue => $"{_prefix}ledger-poisoned";

    public async Task InitializeAsync()
    {
        _servers = await Servers.Get();
        _database = await Databases.Clone(typeof(RedeliveryTests).Assembly);
        _node = await Node.Start(
            _database.ConnectionString, _servers.RabbitMq, _prefix,
            bus =>
            {
                bus.AddSingleton(_poison);
                bus.AddConsumer<PoisonedConsumer>();
            },
            redelivery: "00:00:00.050,00:00:00.050");
        await _node.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(30));
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_message_that_fails_for_a_while_is_handled_in_the_end_and_what_its_failures_saved_is_gone()
    {
        // Four tries at once (one and three immediate retries), then the first redelivery's second try holds.
        _poison.Fails = (_, tries) => tries < 6;
        await _node.Write("slow");

        await Eventually.Equal(1, async () => (await _node.Lines("took: slow")).Count);
        Assert.Equal(6, _poison.Tries("slow"));
        Assert.Equal(0L, await _database.Scalar<long>("select count(*) from redelivery"));
        Assert.False(await Queues.Exists(_servers.RabbitMq, $"{Queue}_skipped"));
        Assert.Empty(await _node.Errors.CountAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_message_that_always_fails_ends_in_the_error_queue_readable_while_the_rest_flows_and_can_be_replayed()
    {
        _poison.Fails = (text, _) => text == "poison";
        await _node.Write("poison");
        for (var i = 0; i < 20; i++)
            await _node.Write($"good {i}");

        await Eventually.Equal(20, async () => (await _node.Lines("took: good")).Count);
        await Eventually.Holds(async () => Assert.Equal(1, (await _node.Errors.CountAsync(CancellationToken.None))[Queue]));
        Assert.Equal(12, _poison.Tries("poison"));      // three rounds of four
        var failed = Assert.Single(await _node.Errors.ListAsync(Queue, 10, CancellationToken.None));
        Assert.Contains("poison is poisoned", failed.Error, StringComparison.Ordinal);
        Assert.EndsWith(":LineWritten", failed.Type, StringComparison.Ordinal);
        Assert.Contains("\"poison\"", failed.Body, StringComparison.Ordinal);
        // Reading gives it back, soon after the reader's channel has closed, and health says so.
        await Eventually.Holds(async () =>
        {
            var health = await _node.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
            Assert.Equal(HealthStatus.Degraded, health.Entries["errors"].Status);
            Assert.Contains($"1 in {Queue}_error", health.Entries["errors"].Description, StringComparison.Ordinal);
        });

        _poison.Fails = (_, _) => false;
        Assert.Equal(1, await _node.Errors.ReplayAsync(Queue, failed.MessageId, CancellationToken.None));

        await Eventually.Equal(1, async () => (await _node.Lines("took: poison")).Count);
        Assert.Empty(await _node.Errors.CountAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_message_that_is_no_message_goes_to_the_error_queue_and_the_rest_flows()
    {
        await using (var connection = await new ConnectionFactory { Uri = new Uri(_servers.RabbitMq) }.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)))
            await channel.BasicPublishAsync("", Queue, mandatory: true, "no JSON at all"u8.ToArray());
        await _node.Write("behind it");

        await Eventually.Equal(1, async () => (await _node.Lines("took: behind it")).Count);
        await Eventually.Holds(async () => Assert.Equal(1, (await _node.Errors.CountAsync(CancellationToken.None))[Queue]));
        Assert.Equal("no JSON at all", Assert.Single(await _node.Errors.ListAsync(Queue, 10, CancellationToken.None)).Body);
    }

    [Fact]
    public async Task Asking_for_a_queue_of_another_service_names_those_there_are()
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => _node.Errors.ListAsync("income-other", 1, CancellationToken.None));
        Assert.Contains(Queue, fault.Message, StringComparison.Ordinal);
    }
}
