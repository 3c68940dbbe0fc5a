using Housing.Testing;

namespace Housing.ServiceDefaults.Tests.Messaging;

/// <summary>What is kept for repeats goes once no repeat can come, however much there is of it.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private Servers _servers = null!;
    private Database _database = null!;

    public async Task InitializeAsync()
    {
        _servers = await Servers.Get();
        _database = await Databases.Clone(typeof(RetentionTests).Assembly);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Handled_messages_are_known_for_thirty_days_and_answers_are_kept_for_seven()
    {
        // More than one statement removes, and one row of each that is not old enough.
        var many = (MessagingMonitor.TidyBatch * 2) + 1;
        await Inbox(many, "30 days 1 minute");
        await Answers(many, "7 days 1 minute");
        await Inbox(1, "29 days 23 hours");
        await Answers(1, "6 days 23 hours");

        await using var node = await Node.Start(_database.ConnectionString, _servers.RabbitMq, Prefix.New());

        await Eventually.Equal((1L, 1L), Left);
        Assert.Equal(0L, await _database.Scalar<long>("select count(*) from inbox where handled_at < now() - interval '30 days'"));
        Assert.Equal(0L, await _database.Scalar<long>("select count(*) from answered_request where answered_at < now() - interval '7 days'"));
    }

    [Fact]
    public async Task How_long_is_a_setting()
    {
        await Inbox(1, "61 minutes");
        await Inbox(1, "59 minutes");
        await Answers(2, "31 minutes");
        await Answers(3, "29 minutes");

        await using var node = await Node.Start(
            _database.ConnectionString, _servers.RabbitMq, Prefix.New(),
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Messaging:InboxKept"] = "01:00:00", ["Messaging:AnswersKept"] = "00:30:00" });

        await Eventually.Equal((1L, 3L), Left);
    }

    private async Task<(long Inbox, long Answers)> Left() =>
        (await _database.Scalar<long>("select count(*) from inbox"), await _database.Scalar<long>("select count(*) from answered_request"));

    private Task Inbox(int count, string ago) => _database.Execute(
        $"insert into inbox (message_id, consumer, handled_at) select gen_random_uuid(), 'ledger-line-written', now() - interval '{ago}' from generate_series(1, {count})");

    private Task Answers(int count, string ago) => _database.Execute(
        $"""
        insert into answered_request (request_id, method, subject, request_hash, answer, answered_at)
        select gen_random_uuid(), '/ledger/Write', 'officer@havering', '', '', now() - interval '{ago}' from generate_series(1, {count})
        """);
}
