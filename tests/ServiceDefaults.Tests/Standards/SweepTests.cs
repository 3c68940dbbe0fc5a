using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Housing.ServiceDefaults.Tests.Storage;
using Housing.Standards;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Housing.ServiceDefaults.Tests.Standards.PromiseNode;

namespace Housing.ServiceDefaults.Tests.Standards;

/// <summary>What a sweep writes down, on one node whose sweeper is asked by the test.</summary>
public sealed class SweepTests : IAsyncLifetime
{
    private static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    private readonly FixedClock _clock = new(Noon);
    private Database _database = null!;
    private PromiseNode _node = null!;

    public async Task InitializeAsync()
    {
        _database = await Databases.Clone(typeof(LedgerDb).Assembly);
        _node = await PromiseNode.Start(_database.ConnectionString, _clock, sweeps: false);
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_promise_is_missed_at_its_due_instant_and_not_before()
    {
        var id = await _node.Open("repair.reported", Noon);
        await Told();

        await SweepAt(Noon.AddHours(2) - Tick);
        Assert.Equal(Outcome.Open, (await _node.Commitment(id, "ABC-REP-02")).Outcome);

        await SweepAt(Noon.AddHours(2));
        await SweepAt(Noon.AddHours(2));
        var missed = await _node.Commitment(id, "ABC-REP-02");
        Assert.Equal((Outcome.Missed, null, null), (missed.Outcome, missed.DoneAt, missed.WarnAt));
        Assert.Equal(["Opened", "Warned", "Missed"], await _node.History(id, "ABC-REP-02"));
        Assert.Equal("service repairs", await _database.Scalar<string>("select by from commitment_change where what = 'Missed'"));

        var told = await Told();
        Assert.Equal(["warned", "missed"], told.SelectMany(e => e.Changes).Select(c => c.Change));
        var change = Assert.Single(told[^1].Changes);
        Assert.Equal(("repairs", "abc", id), (told[^1].Service, told[^1].Landlord, told[^1].CaseId));
        Assert.Equal((missed.Id, "missed", "ABC-REP-02", 1, Noon), (change.CommitmentId, change.Outcome, change.StandardId, change.StandardVersion, change.StartedAt));
        Assert.Equal((Noon.AddHours(2), Noon.AddHours(2), Noon.AddHours(2)), (change.DueAt, change.OriginalDueAt, change.RecordedAt));
    }

    [Fact]
    public async Task A_warning_comes_at_the_lead_time_and_once()
    {
        var id = await _node.Open("repair.reported", Noon);
        await SweepAt(Noon.AddHours(1) - Tick);
        Assert.Equal(["Opened"], await _node.History(id, "ABC-REP-02"));

        await SweepAt(Noon.AddHours(1));
        await SweepAt(Noon.AddHours(1) + Tick);
        Assert.Equal(["Opened", "Warned"], await _node.History(id, "ABC-REP-02"));
        Assert.Equal((Outcome.Open, null), ((await _node.Commitment(id, "ABC-REP-02")).Outcome, (await _node.Commitment(id, "ABC-REP-02")).WarnAt));
        Assert.Equal(["Opened"], await _node.History(id, "ABC-REP-01"));
    }

    [Fact]
    public async Task What_is_recorded_when_it_is_due_soon_is_warned_of_with_its_opening()
    {
        var id = Guid.CreateVersion7();
        await _node.Record(id, "repair.reported", Noon, now: Noon.AddMinutes(90));
        Assert.Equal(["Opened", "Warned"], await _node.History(id, "ABC-REP-02"));
        await SweepAt(Noon.AddMinutes(90));
        Assert.Equal(["Opened", "Warned"], await _node.History(id, "ABC-REP-02"));
        Assert.Equal(["Opened"], await _node.History(id, "ABC-REP-01"));
    }

    [Fact]
    public async Task After_a_long_sleep_what_is_over_is_missed_without_a_warning_and_told_in_one_event_a_case()
    {
        var id = await _node.Open("repair.reported", Noon);
        await Told();
        await SweepAt(Noon.AddHours(3.5));
        Assert.Equal(["Opened", "Missed"], await _node.History(id, "ABC-REP-02"));
        Assert.Equal(["ABC-REP-02 missed", "ABC-REP-01 warned"], Assert.Single(await Told()).Changes.Select(c => $"{c.StandardId} {c.Change}"));
    }

    [Fact]
    public async Task What_was_done_in_time_is_neither_warned_of_nor_missed()
    {
        var id = await _node.Open("repair.reported", Noon);
        await _node.Record(id, "repair.visited", Noon.AddMinutes(30));
        await SweepAt(Noon.AddHours(5));
        Assert.Equal(["Opened", "Met"], await _node.History(id, "ABC-REP-02"));
        Assert.Equal(["Opened", "Missed"], await _node.History(id, "ABC-REP-01"));
    }

    [Fact]
    public async Task Another_date_agreed_before_the_due_instant_prevents_the_miss()
    {
        var id = await _node.Open("repair.reported", Noon);
        await Agree(id, Noon.AddHours(6), now: Noon.AddMinutes(10));

        await SweepAt(Noon.AddHours(6) - Tick);
        Assert.Equal(Outcome.Open, (await _node.Commitment(id, "ABC-REP-02")).Outcome);
        Assert.Equal(["Opened", "Extended", "Warned"], await _node.History(id, "ABC-REP-02"));

        await SweepAt(Noon.AddHours(6));
        var missed = await _node.Commitment(id, "ABC-REP-02");
        Assert.Equal((Outcome.Missed, Noon.AddHours(2)), (missed.Outcome, missed.OriginalDueAt));
    }

    [Theory]
    [InlineData(1.5)]       // warned of already
    [InlineData(3)]         // missed already
    public async Task The_new_date_is_warned_of_as_well(double agreed)
    {
        var id = await _node.Open("repair.reported", Noon);
        await SweepAt(Noon.AddHours(agreed));
        var before = await _node.History(id, "ABC-REP-02");
        await Agree(id, Noon.AddHours(8), now: Noon.AddHours(agreed));

        await SweepAt(Noon.AddHours(7) - Tick);
        Assert.Equal([.. before, "Extended"], await _node.History(id, "ABC-REP-02"));
        await SweepAt(Noon.AddHours(7));
        Assert.Equal([.. before, "Extended", "Warned"], await _node.History(id, "ABC-REP-02"));
        Assert.Equal(Outcome.Open, (await _node.Commitment(id, "ABC-REP-02")).Outcome);
    }

    [Fact]
    public async Task A_cadence_left_undone_is_missed_once_more_for_each_further_period()
    {
        var id = await _node.Open("block.opened", Noon);
        await Told();
        var first = (await _node.Commitment(id, "ABC-EST-01")).DueAt;

        await SweepAt(first);
        Assert.Equal([(0, Outcome.Missed, first), (1, Outcome.Open, first.AddDays(7))], await Occurrences(id));
        Assert.Equal(["missed", "opened"], Assert.Single(await Told()).Changes.Select(c => c.Change));

        // Nobody sweeps for three weeks, over which the clocks go forward.
        await SweepAt(first.AddDays(28));
        Assert.Equal([Outcome.Missed, Outcome.Missed, Outcome.Missed, Outcome.Missed, Outcome.Missed, Outcome.Open], (await Occurrences(id)).Select(o => o.Outcome));
        Assert.Equal(["missed", "opened", "missed", "opened", "missed", "opened", "missed", "opened"], Assert.Single(await Told()).Changes.Select(c => c.Change));

        await SweepAt(first.AddDays(28));
        Assert.Empty(await Told());

        // Done at last: the next is counted from there.
        await _node.Record(id, "block.inspected", first.AddDays(30));
        Assert.Equal((0, Outcome.Open), ((await Occurrences(id))[^1].Occurrence, (await Occurrences(id))[^1].Outcome));
    }

    [Fact]
    public async Task A_cadence_that_has_ended_opens_nothing_more()
    {
        var id = await _node.Open("block.opened", Noon);
        await _node.Record(id, "block.closed", Noon.AddDays(2));
        await SweepAt(Noon.AddDays(60));
        Assert.Equal([(0, Outcome.Cancelled)], (await Occurrences(id)).Select(o => (o.Occurrence, o.Outcome)));
    }

    [Fact]
    public async Task A_case_that_cannot_be_read_keeps_no_other_from_its_next_time()
    {
        var (broken, gone, sound) = (await _node.Open("block.opened", Noon), await _node.Open("block.opened", Noon), await _node.Open("block.opened", Noon));
        await _database.Execute($"update case_milestone set facts = '[]' where case_id = '{broken}'");
        await _database.Execute($"update commitment set landlord = 'merged-away' where case_id = '{gone}'");
        await SweepAt(Noon.AddDays(10));
        Assert.Equal([Outcome.Missed], (await Occurrences(broken)).Select(o => o.Outcome));
        Assert.Equal([Outcome.Missed], (await Occurrences(gone)).Select(o => o.Outcome));
        Assert.Equal([Outcome.Missed, Outcome.Open], (await Occurrences(sound)).Select(o => o.Outcome));
    }

    [Fact]
    public async Task A_span_tells_landlord_case_and_standard_and_the_event_is_followed_from_it()
    {
        var ended = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var id = await _node.Open("repair.reported", Noon);
        await Told();

        await SweepAt(Noon.AddHours(5));

        var span = Assert.Single(ended, activity => activity.GetTagItem("housing.case") as string == id.ToString());
        Assert.Equal("abc", span.GetTagItem("housing.landlord"));
        Assert.Equal(["ABC-REP-02", "ABC-REP-01"], Assert.IsType<string[]>(span.GetTagItem("housing.standard")));
        Assert.Equal(default, span.ParentSpanId);
        Assert.Equal(span.Id, await _database.Scalar<string>("select traceparent from outbox"));
    }

    [Fact]
    public async Task What_is_owed_and_what_was_missed_is_counted_by_landlord_and_standard()
    {
        var id = await _node.Open("repair.reported", Noon);
        await _node.Open("repair.reported", Noon);
        await _node.Open("block.opened", Noon);
        var monitor = ActivatorUtilities.CreateInstance<PromiseMonitor>(_node.Services);
        Assert.Equal(
            [new("abc", "ABC-EST-01", 1, 0), new("abc", "ABC-REP-01", 2, 2), new("abc", "ABC-REP-02", 2, 2)],
            (await monitor.ReadAsync(CancellationToken.None)).OrderBy(o => o.StandardId, StringComparer.Ordinal));

        await SweepAt(Noon.AddHours(3));
        await _node.Record(id, "repair.completed", Noon.AddHours(4.5), now: Noon.AddHours(4.5));
        await SweepAt(Noon.AddDays(30));

        var counts = _node.Services.GetRequiredService<MissCount>().Counts.ToDictionary();
        // What was done late is one miss, though it was swept first. The one that nobody swept before it was done late is in the history alone.
        Assert.Equal((2, 1), (counts[("abc", "ABC-REP-02")], counts[("abc", "ABC-REP-01")]));
        Assert.Equal(await _database.Scalar<long>("select count(*) from commitment where standard_id = 'ABC-EST-01' and outcome = 'Missed'"), counts[("abc", "ABC-EST-01")]);
    }

    private Task Agree(Guid id, DateTimeOffset due, DateTimeOffset now) => _node.Change(id, (promises, known) =>
        promises.Extend(known.Commitments.Single(c => c.StandardId == "ABC-REP-02"), due, now, new Recording("officer anna", "The resident is at work until then.")));

    private Task SweepAt(DateTimeOffset now)
    {
        _clock.Now = now;
        return _node.Sweep();
    }

    private async Task<List<(int? Occurrence, Outcome Outcome, DateTimeOffset Due)>> Occurrences(Guid id) =>
        [.. (await _node.Commitments(id)).Select(c => (c.Occurrence, c.Outcome, c.DueAt))];

    /// <summary>The events about commitments written since the last time, in order.</summary>
    private async Task<List<CommitmentsChanged>> Told()
    {
        var bodies = await _database.Scalar<string>($"""
            with gone as (delete from outbox returning *)
            select coalesce(json_agg(body::json order by position)::text, '[]') from gone where type = 'Housing.Standards.Contracts.V1:CommitmentsChanged'
            """);
        return JsonSerializer.Deserialize<List<CommitmentsChanged>>(bodies, JsonSerializerOptions.Web)!;
    }
}
