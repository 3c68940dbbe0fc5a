using System.Collections.Concurrent;
using System.Globalization;
using Housing.ServiceDefaults.Tests.Messaging;
using Housing.ServiceDefaults.Tests.Storage;
using Housing.Standards;
using Housing.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using static Housing.ServiceDefaults.Tests.Standards.PromiseNode;

namespace Housing.ServiceDefaults.Tests.Standards;

/// <summary>When the sweeper wakes, with whom it shares, and what it survives.</summary>
public sealed class SweeperTests : IAsyncLifetime
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    private Database _database = null!;

    public async Task InitializeAsync() => _database = await Databases.Clone(typeof(LedgerDb).Assembly);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task It_wakes_for_a_promise_made_after_it_went_to_sleep_at_its_due_instant()
    {
        // It looks for nothing by itself: only the commit can tell it, and only a timer can wake it.
        await using var node = await PromiseNode.Start(_database.ConnectionString, TimeProvider.System, poll: Never);
        var later = await node.Open("block.opened", TimeProvider.System.Now());
        var soon = await node.Open("call.begun", TimeProvider.System.Now());

        await Eventually.Holds(async () => Assert.Equal(Outcome.Missed, (await node.Commitment(soon, "ABC-CON-01")).Outcome));
        Assert.Equal(["Opened", "Missed"], await node.History(soon));
        Assert.True(await _database.Scalar<bool>("select bool_and(recorded_at >= due_at) from commitment_change where what = 'Missed'"));
        Assert.Equal(Outcome.Open, Assert.Single(await node.Commitments(later)).Outcome);
    }

    [Fact]
    public async Task It_finds_what_others_wrote_and_follows_a_clock_that_is_moved()
    {
        var clock = new FixedClock(Noon);
        await using var sweeper = await PromiseNode.Start(_database.ConnectionString, clock);
        await using var other = await PromiseNode.Start(_database.ConnectionString, clock, sweeps: false);
        var id = await other.Open("repair.reported", Noon);
        clock.Advance(TimeSpan.FromDays(3));
        await Eventually.Holds(async () => Assert.All(await other.Commitments(id), c => Assert.Equal(Outcome.Missed, c.Outcome)));
    }

    [Fact]
    public async Task Replicas_share_ten_thousand_that_fall_due_at_once_and_none_is_missed_twice_or_left()
    {
        // Two promises a case, and every tenth case with a cadence as well.
        await _database.Execute($"""
            insert into commitment (id, case_id, landlord, standard_id, standard_version, summary, source, started_by, started_at, due_at, original_due_at, outcome, until, occurrence)
            select gen_random_uuid(), md5((n / 2)::text)::uuid, 'abc', 'ABC-REP-0' || (n % 2 + 1), 1, 's', 's', 'repair.reported', timestamptz '{Noon:O}', timestamptz '{Noon.AddHours(4):O}', timestamptz '{Noon.AddHours(4):O}', 'Open', array['repair.completed'], null::integer
            from generate_series(0, 8999) n
            union all
            select gen_random_uuid(), md5(n::text)::uuid, 'abc', 'ABC-EST-01', 1, 's', 's', 'block.opened', timestamptz '{Noon:O}', timestamptz '{Noon.AddHours(4):O}', timestamptz '{Noon.AddHours(4):O}', 'Open', array['block.inspected'], 0
            from generate_series(0, 999) n;
            insert into case_milestone select md5(n::text)::uuid, 'block.opened', timestamptz '{Noon:O}', jsonb_build_object(), timestamptz '{Noon:O}' from generate_series(0, 999) n;
            """);
        var clock = new FixedClock(Noon);
        await using var one = await PromiseNode.Start(_database.ConnectionString, clock);
        await using var two = await PromiseNode.Start(_database.ConnectionString, clock);

        clock.Advance(TimeSpan.FromHours(4));

        await Eventually.Equal(0L, () => _database.Scalar<long>($"select count(*) from commitment where outcome = 'Open' and due_at <= '{clock.Now:O}'"));
        Assert.Equal(10_000L, await _database.Scalar<long>("select count(*) from commitment where outcome = 'Missed'"));
        Assert.Equal("10000 10000", await _database.Scalar<string>("select count(*) || ' ' || count(distinct commitment_id) from commitment_change where what = 'Missed'"));
        Assert.Equal("10000 10000", await _database.Scalar<string>("""
            select count(*) || ' ' || count(distinct change ->> 'commitmentId') from outbox, json_array_elements(body::json -> 'changes') change where change ->> 'change' = 'missed'
            """));
        // Each cadence's next time was opened once.
        Assert.Equal("1000 1000", await _database.Scalar<string>("select count(*) || ' ' || count(distinct case_id) from commitment where outcome = 'Open' and occurrence = 1"));
    }

    [Fact]
    public async Task It_survives_a_database_that_is_away_says_so_once_and_goes_on()
    {
        var postgres = new NpgsqlConnectionStringBuilder(_database.ConnectionString);
        await using var gate = new Gate(postgres.Host!, postgres.Port);
        gate.Open();
        (postgres.Host, postgres.Port) = ("127.0.0.1", gate.Port);
        var clock = new FixedClock(Noon);
        using var logs = new Logs();
        await using var node = await PromiseNode.Start(postgres.ConnectionString, clock, logs: logs);
        var id = await node.Open("repair.reported", Noon);

        gate.Shut();
        await Eventually.Holds(() => Assert.Single(logs.Of(LogLevel.Warning)));
        clock.Advance(TimeSpan.FromHours(5));
        gate.Open();

        await Eventually.Holds(async () => Assert.All(await node.Commitments(id), c => Assert.Equal(Outcome.Missed, c.Outcome)));
        await Eventually.Holds(() => Assert.Contains("Promises are swept again", logs.Of(LogLevel.Information)));
        Assert.StartsWith("Promises cannot be swept", Assert.Single(logs.Of(LogLevel.Warning)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-00:00:01")]
    [InlineData("49.00:00:00")]
    public async Task A_setting_that_would_never_sleep_or_never_wake_stops_the_start(string poll)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => PromiseNode.Start(_database.ConnectionString, new FixedClock(Noon), poll: TimeSpan.Parse(poll, CultureInfo.InvariantCulture)));
        Assert.Contains("at most a day, such as 00:00:02", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>What the sweeper logs.</summary>
    private sealed class Logs : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

        public IEnumerable<string> Of(LogLevel level) => _lines.Where(line => line.Level == level).Select(line => line.Text);

        public ILogger CreateLogger(string categoryName) => categoryName.EndsWith(nameof(PromiseSweeper), StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue((logLevel, formatter(state, exception)));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
