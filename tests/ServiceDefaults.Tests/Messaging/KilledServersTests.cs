using System.Collections.Concurrent;
using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Housing.Testing;
using MassTransit;

namespace Housing.ServiceDefaults.Tests.Messaging;

/// <summary>Servers of its own, killed under a stream of work and started again.</summary>
public sealed class KilledServersTests : IAsyncLifetime
{
    private Servers _servers = null!;

    public async Task InitializeAsync() => _servers = await Servers.StartOwn();

    public async Task DisposeAsync() => await _servers.Application!.DisposeAsync();

    [Theory]
    [InlineData("rabbitmq")]
    [InlineData("postgres")]
    public async Task What_was_written_is_there_once_and_heard_once_whichever_server_is_killed_meanwhile(string killed)
    {
        await using var database = await Databases.MigratedOn(_servers, typeof(KilledServersTests).Assembly);
        await using var node = await Node.Start(database.ConnectionString, _servers.RabbitMq, Prefix.New(), bus => bus.AddConsumer<LineWrittenConsumer>());
        var written = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var stream = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested;)
            {
                // Refused, the writer was told so and nothing is promised: it goes on with another line.
                await Eventually.Holds(
                    async () =>
                    {
                        var text = $"{killed} {i++:00000}.";
                        await node.Write(text);
                        written.Add(text);
                    },
                    TimeSpan.FromMinutes(3));
            }
        });
        // RabbitMQ 3.10 writes a quorum queue's term down some seconds after it began; killed before that, the queue finds no leader again.
        var flowing = Stopwatch.StartNew();
        await Eventually.Holds(() => Assert.True(written.Count > 50 && flowing.Elapsed > TimeSpan.FromSeconds(8)));

        Kill(killed);
        var before = written.Count;
        await _servers.Application!.ResourceNotifications.WaitForResourceAsync(killed, e => e.Snapshot.State?.Text != KnownResourceStates.Running);
        await _servers.Application.ResourceCommands.ExecuteCommandAsync(killed, KnownResourceCommands.StartCommand);
        await _servers.Application.ResourceNotifications.WaitForResourceHealthyAsync(killed);
        await Eventually.Holds(() => Assert.True(written.Count > before + 50), TimeSpan.FromSeconds(60));
        await stop.CancelAsync();
        await stream;

        await Eventually.Equal(0L, () => database.Scalar<long>("select count(*) from outbox"), TimeSpan.FromSeconds(90));
        await Eventually.Holds(
            async () => Assert.Equal(
                await database.Scalar<long>("select count(*) from entry where text not like 'heard%'"),
                await database.Scalar<long>("select count(*) from entry where text like 'heard%'")),
            TimeSpan.FromSeconds(60));
        var lines = await node.Lines(killed);
        Assert.Empty(written.Except(lines));
        // Heard once each: as many distinct lines heard as there are hearings.
        var heard = (await node.Lines("heard: ")).Select(line => line.Split(": ")[1]).ToList();
        Assert.Equal(heard.Count, heard.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(await node.Errors.CountAsync(CancellationToken.None));
    }

    private void Kill(string resource)
    {
        Assert.True(_servers.Application!.ResourceNotifications.TryGetCurrentState(resource, out var current));
        var id = Convert.ToInt32(current.Snapshot.Properties.Single(property => property.Name == "executable.pid").Value, System.Globalization.CultureInfo.InvariantCulture);
        using var process = Process.GetProcessById(id);
        process.Kill(entireProcessTree: true);
    }
}
