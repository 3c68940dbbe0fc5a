using Housing.Testing;

namespace Housing.ServiceDefaults.Tests.Messaging;

public sealed class OutboxTests
{
    [Fact]
    public async Task What_is_told_is_heard_once_and_leaves_the_outbox_empty()
    {
        var servers = await Servers.Get();
        await using var database = await Databases.Clone(typeof(OutboxTests).Assembly);
        await using var node = await Node.Start(database.ConnectionString, servers.RabbitMq, Prefix.New(), bus => bus.AddConsumer<LineWrittenConsumer>());

        for (var i = 0; i < 20; i++)
            await node.Write($"line {i}");

        await Eventually.Equal(20, async () => (await node.Lines("heard: ")).Count);
        await Eventually.Equal(0L, () => database.Scalar<long>("select count(*) from outbox"));
        Assert.Equal(20, await database.Scalar<long>("select count(*) from inbox"));
    }
}
