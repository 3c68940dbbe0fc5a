using Grpc.Core;
using Housing.Errors.Contracts.V1;
using Housing.ServiceDefaults.Tests.Storage;
using Housing.Testing;
using Housing.Tests.Edge;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.ServiceDefaults.Tests.Messaging;

/// <summary>A service's error queues as its administrators meet them, over gRPC.</summary>
public sealed class FailedMessagesTests : IAsyncLifetime
{
    private readonly string _prefix = Prefix.New();
    private readonly Poison _poison = new() { Fails = (_, _) => true };
    private Database _database = null!;
    private EchoHost _host = null!;

    private string Queue => $"{_prefix}ledger-poisoned";

    private FailedMessages.FailedMessagesClient Client => new(_host.Channel);

    private static Metadata Administrator => TestTokens.Metadata("administrator");

    public async Task InitializeAsync()
    {
        var servers = await Servers.Get();
        _database = await Databases.Clone(typeof(FailedMessagesTests).Assembly);
        _host = await EchoHost.Start(
            builder =>
            {
                builder.AddStorage<LedgerDb>("ledger-db");
                builder.AddMessaging<LedgerDb>(bus =>
                {
                    bus.AddSingleton(_poison);
                    bus.AddConsumer<PoisonedConsumer>();
                });
            },
            new("ConnectionStrings:ledger-db", _database.ConnectionString),
            new("ConnectionStrings:rabbitmq", servers.RabbitMq),
            new("Messaging:Prefix", _prefix),
            new("Messaging:Service", "ledger"),
            new("Messaging:Poll", "00:00:00.100"),
            new("Messaging:Redelivery:0", "00:00:00.050"));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_always_failed_is_read_with_its_reason_and_what_is_in_it_only_when_asked_for_which_is_logged()
    {
        var failed = await Fail("poison");

        Assert.EndsWith(":LineWritten", failed.Type, StringComparison.Ordinal);
        Assert.Contains("poison is poisoned", failed.Fault, StringComparison.Ordinal);
        Assert.Equal("System.InvalidOperationException", failed.FaultType);
        Assert.Equal(2, failed.Rounds);      // at once, and once after it was put aside
        Assert.Matches("^[0-9a-f]{32}$", failed.TraceId);
        Assert.True(failed.ToldAt <= failed.FailedAt);
        Assert.Equal(1, Assert.Single((await Client.ListQueuesAsync(new(), Administrator)).Queues, q => q.Queue == Queue).Waiting);

        await Eventually.Holds(async () => Assert.Empty((await Client.GetFailedMessageAsync(new() { Queue = Queue, MessageId = failed.MessageId }, Administrator)).Body));
        Assert.DoesNotContain(_host.Log, line => line.Contains("read what is in message", StringComparison.Ordinal));
        await Eventually.Holds(async () =>
            Assert.Contains("\"poison\"", (await Client.GetFailedMessageAsync(new() { Queue = Queue, MessageId = failed.MessageId, WithBody = true }, Administrator)).Body, StringComparison.Ordinal));
        Assert.Contains(_host.Log, line => line.Contains($"administrator administrator read what is in message {failed.MessageId}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sent_back_when_the_cause_is_gone_it_is_handled_once_however_often_it_is_asked_for()
    {
        var failed = await Fail("mended");
        _poison.Fails = (_, _) => false;
        var request = new ReplayFailedMessagesRequest { RequestId = Id(), Queue = Queue, MessageId = failed.MessageId };

        await Eventually.Holds(async () => Assert.Equal(1, (await Client.ReplayFailedMessagesAsync(request, Administrator)).Sent));
        Assert.Equal(1, (await Client.ReplayFailedMessagesAsync(request, Administrator)).Sent);

        await Eventually.Equal(1, () => Count("select count(*) from entry where text = 'took: mended'"));
        Assert.Empty((await Client.ListFailedMessagesAsync(new() { Queue = Queue }, Administrator)).Messages);
        var gone = await Refused(() => Client.ReplayFailedMessagesAsync(new() { RequestId = Id(), Queue = Queue, MessageId = failed.MessageId }, Administrator));
        Assert.Equal(StatusCode.NotFound, gone);
    }

    [Fact]
    public async Task Discarded_it_is_kept_whole_with_the_reason_and_the_rest_stays()
    {
        var unwanted = await Fail("unwanted");
        var other = await Fail("other");
        Assert.Equal(StatusCode.InvalidArgument, await Refused(() => Client.DiscardFailedMessageAsync(new() { RequestId = Id(), Queue = Queue, MessageId = unwanted.MessageId, Reason = " " }, Administrator)));
        var request = new DiscardFailedMessageRequest { RequestId = Id(), Queue = Queue, MessageId = unwanted.MessageId, Reason = "It was a test's." };

        DiscardedMessage? kept = null;
        await Eventually.Holds(async () => kept = (await Client.DiscardFailedMessageAsync(request, Administrator)).Message);

        Assert.Equal(kept, (await Client.DiscardFailedMessageAsync(request, Administrator)).Message);
        Assert.Equal(("It was a test's.", "administrator", unwanted.MessageId), (kept!.Reason, kept.DiscardedBy, kept.MessageId));
        Assert.Equal(kept, Assert.Single((await Client.ListDiscardedMessagesAsync(new(), Administrator)).Messages));
        Assert.Equal(1, await Count($"select count(*) from discarded_message where message_id = '{unwanted.MessageId}' and body like '%\"unwanted\"%' and headers like '%MT-Fault-Message%'"));
        await Eventually.Holds(async () => Assert.Equal(other.MessageId, Assert.Single((await Client.ListFailedMessagesAsync(new() { Queue = Queue }, Administrator)).Messages).MessageId));
        Assert.Equal(StatusCode.NotFound, await Refused(() => Client.DiscardFailedMessageAsync(new() { RequestId = Id(), Queue = Queue, MessageId = unwanted.MessageId, Reason = "Again." }, Administrator)));
    }

    /// <summary>A process that ends after keeping it and before letting go leaves both; whoever discards it again loses neither reason.</summary>
    [Fact]
    public async Task Kept_and_not_let_go_it_waits_still_and_a_second_discard_keeps_both_reasons()
    {
        var failed = await Fail("halfway");
        var errors = _host.Services.GetRequiredService<ErrorQueues>();
        await Eventually.Holds(() => Assert.ThrowsAsync<TimeoutException>(() => errors.DiscardAsync(Queue, Guid.Parse(failed.MessageId), _ => throw new TimeoutException(), CancellationToken.None)));
        await using (var source = Npgsql.NpgsqlDataSource.Create(_database.ConnectionString))
        await using (var command = source.CreateCommand(
            $"insert into discarded_message values ('{Id()}', 'administrator', now(), 'The first reason.', '{Queue}', '{failed.MessageId}', 'x', null, 'x', '{{}}', 'x')"))
            await command.ExecuteNonQueryAsync();

        await Eventually.Holds(async () => await Client.DiscardFailedMessageAsync(new() { RequestId = Id(), Queue = Queue, MessageId = failed.MessageId, Reason = "The second reason." }, Administrator));

        var page = await Client.ListDiscardedMessagesAsync(new() { PageSize = 1 }, Administrator);
        Assert.Equal("The second reason.", Assert.Single(page.Messages).Reason);
        page = await Client.ListDiscardedMessagesAsync(new() { PageSize = 1, PageToken = page.NextPageToken }, Administrator);
        Assert.Equal(("The first reason.", ""), (Assert.Single(page.Messages).Reason, page.NextPageToken));
    }

    [Theory]
    [InlineData("officer@havering")]
    [InlineData("manager@havering")]
    [InlineData("auditor@havering")]
    [InlineData("service@repairs")]
    public async Task Nobody_else_may_ask(string who)
    {
        var headers = TestTokens.Metadata(who);
        Assert.Equal(StatusCode.PermissionDenied, await Refused(() => Client.ListQueuesAsync(new(), headers)));
        Assert.Equal(StatusCode.PermissionDenied, await Refused(() => Client.GetFailedMessageAsync(new() { Queue = Queue, MessageId = Id() }, headers)));
        Assert.Equal(StatusCode.PermissionDenied, await Refused(() => Client.DiscardFailedMessageAsync(new() { RequestId = Id(), Queue = Queue, MessageId = Id(), Reason = "x" }, headers)));
    }

    [Fact]
    public async Task An_administrator_is_of_no_landlord_and_another_services_queue_is_named_as_unknown()
    {
        Assert.Equal(StatusCode.PermissionDenied, await Refused(() => _host.Client.SayAsync(new() { Text = "x" }, Administrator)));
        Assert.Equal(StatusCode.InvalidArgument, await Refused(() => Client.ListFailedMessagesAsync(new() { Queue = "income-other" }, Administrator)));
        Assert.False(new Caller("administrator", Role.Administrator, Landlord: null, Household: null).MayRead("havering"));
    }

    /// <summary>Writes a line that fails until it waits in the error queue.</summary>
    private async Task<Errors.Contracts.V1.FailedMessage> Fail(string text)
    {
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
            var id = Guid.CreateVersion7();
            db.Entries.Add(new Entry { Id = id, Text = text });
            db.Tell(new LineWritten { LineId = id, Text = text });
            await db.SaveChangesAsync();
        }

        Errors.Contracts.V1.FailedMessage? failed = null;
        await Eventually.Holds(async () => failed = Assert.Single((await Client.ListFailedMessagesAsync(new() { Queue = Queue }, Administrator)).Messages, m => m.Fault.Contains($"{text} is poisoned", StringComparison.Ordinal)));
        return failed!;
    }

    private async Task<long> Count(string sql) => await _database.Scalar<long>(sql);

    private static async Task<StatusCode> Refused<T>(Func<AsyncUnaryCall<T>> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call())).StatusCode;

    private static string Id() => Guid.CreateVersion7().ToString();
}
