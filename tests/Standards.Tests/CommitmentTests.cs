namespace Housing.Standards.Tests;

public class CommitmentTests
{
    private static readonly DateTimeOffset Reported = Examples.Instant("2026-12-23T16:40:00Z");
    private static readonly Guid Case = Guid.CreateVersion7();

    [Fact]
    public void A_milestone_opens_what_it_promises_with_all_it_needs_to_end()
    {
        var commitment = Assert.Single(Report("routine").Opened);
        Assert.Equal((Case, "one-housing", "OHO-REP-18", 1), (commitment.CaseId, commitment.Landlord, commitment.StandardId, commitment.StandardVersion));
        Assert.Equal((Reported, Outcome.Open, "repair.reported"), (commitment.StartedAt, commitment.Outcome, commitment.StartedBy));
        Assert.Equal(commitment.DueAt, commitment.OriginalDueAt);
        Assert.Equal(["repair.completed"], commitment.Until);
        Assert.Null(commitment.MetAt);
        Assert.Null(commitment.Lateness);
        Assert.Equal(7, commitment.Id.Version);
    }

    [Fact]
    public void It_is_met_one_tick_before_it_is_due_and_missed_at_that_instant()
    {
        var inTime = Report("routine").Opened;
        var changed = Record("repair.completed", inTime[0].DueAt.AddTicks(-1), inTime).Changed;
        Assert.Equal((Outcome.Met, inTime[0].DueAt.AddTicks(-1)), (Assert.Single(changed).Outcome, changed[0].MetAt));
        Assert.Null(changed[0].Lateness);

        var late = Report("routine").Opened;
        Record("repair.completed", late[0].DueAt, late);
        Assert.Equal((Outcome.Missed, TimeSpan.Zero), (late[0].Outcome, late[0].Lateness));
        Assert.Null(late[0].MetAt);
    }

    [Fact]
    public void One_done_late_is_missed_by_so_much()
    {
        var commitments = Report("routine").Opened;
        Record("repair.completed", commitments[0].DueAt.AddHours(26), commitments);
        Assert.Equal((Outcome.Missed, TimeSpan.FromHours(26)), (commitments[0].Outcome, commitments[0].Lateness));
    }

    [Fact]
    public void An_open_one_whose_time_has_run_out_is_missed_for_whoever_reads_it()
    {
        var commitment = Report("routine").Opened[0];
        Assert.Equal(Outcome.Open, commitment.OutcomeAt(commitment.DueAt.AddTicks(-1)));
        Assert.Equal(Outcome.Missed, commitment.OutcomeAt(commitment.DueAt));
        Assert.Equal(Outcome.Open, commitment.Outcome);
    }

    [Fact]
    public void A_milestone_nobody_waits_for_changes_nothing()
    {
        var commitments = Report("routine").Opened;
        Assert.Same(Recorded.Nothing, Record("repair.appointed", Reported.AddHours(1), commitments));
        Assert.Equal(Outcome.Open, commitments[0].Outcome);
    }

    [Fact]
    public void A_milestone_from_before_the_clock_started_does_not_meet_it()
    {
        var commitments = Report("routine").Opened;
        Assert.Same(Recorded.Nothing, Record("repair.completed", Reported.AddTicks(-1), commitments));
    }

    [Fact]
    public void The_same_milestone_recorded_again_changes_nothing()
    {
        var commitments = Report("routine").Opened;
        Assert.Same(Recorded.Nothing, Report("routine", commitments));
        Record("repair.completed", Reported.AddDays(1), commitments);
        Assert.Same(Recorded.Nothing, Record("repair.completed", Reported.AddDays(2), commitments));
        Assert.Same(Recorded.Nothing, Report("routine", commitments));
        Assert.Equal(Reported.AddDays(1), commitments[0].MetAt);
    }

    [Fact]
    public void What_is_left_after_an_emergency_is_a_routine_job_from_when_it_was_safe()       // OHO-REP-17, OHO-REP-18, C2
    {
        var commitments = Report("emergency").Opened.ToList();
        Assert.Equal(["OHO-REP-17"], commitments.Select(c => c.StandardId));
        var safe = Reported.AddHours(3);
        var recorded = Record("repair.made-safe", safe, commitments, "emergency");
        Assert.Equal(Outcome.Met, Assert.Single(recorded.Changed).Outcome);
        var follows = Assert.Single(recorded.Opened);
        Assert.Equal(("OHO-REP-18", "repair.made-safe", safe, Examples.Instant("2027-01-21T00:00:00Z")), (follows.StandardId, follows.StartedBy, follows.StartedAt, follows.DueAt));
    }

    [Fact]
    public void A_case_keeps_the_version_it_started_with()
    {
        var book = Examples.Book(Examples.File(
            $"{Examples.With(("to", "\"2026-12-23\""))}, {Examples.With(("version", "2"), ("from", "\"2026-12-24\""), ("within", "\"5 working days\""))}"));
        var before = book.Record("abc", Case, new Milestone("repair.reported", Examples.Instant("2026-12-23T23:59:59Z"), Facts.None), []).Opened;
        var after = book.Record("abc", Guid.CreateVersion7(), new Milestone("repair.reported", Examples.Instant("2026-12-24T00:00:00Z"), Facts.None), []).Opened;
        Assert.Equal((1, Examples.Instant("2026-12-31T00:00:00Z")), (before[0].StandardVersion, before[0].DueAt));
        Assert.Equal((2, Examples.Instant("2027-01-06T00:00:00Z")), (after[0].StandardVersion, after[0].DueAt));

        // The second version is in force by the time the work is done; what was promised stays what it was.
        book.Record("abc", Case, new Milestone("repair.completed", Examples.Instant("2027-01-04T12:00:00Z"), Facts.None), before);
        Assert.Equal(Outcome.Missed, before[0].Outcome);
    }

    [Fact]
    public void A_raised_priority_starts_its_clocks_at_the_original_report_and_ends_the_others_with_the_reason()        // F3
    {
        var commitments = Report("routine").Opened.ToList();
        var recorded = Examples.Seeds.Reclassify("one-housing", Case, Start("emergency"), [], commitments, "Somebody vulnerable lives there.");
        var opened = Assert.Single(recorded.Opened);
        Assert.Equal(("OHO-REP-17", Reported, Reported.AddHours(24)), (opened.StandardId, opened.StartedAt, opened.DueAt));
        var ended = Assert.Single(recorded.Changed);
        Assert.Equal(("OHO-REP-18", Outcome.Cancelled, "Somebody vulnerable lives there."), (ended.StandardId, ended.Outcome, ended.Reason));
        Assert.Null(ended.DoneAt);

        // Said again, it changes nothing.
        commitments.Add(opened);
        var again = Examples.Seeds.Reclassify("one-housing", Case, Start("emergency"), [], commitments, "Somebody vulnerable lives there.");
        Assert.Equal((0, 0), (again.Opened.Count, again.Changed.Count));
    }

    [Fact]
    public void What_happened_before_the_priority_was_raised_counts_for_the_new_clocks()
    {
        var commitments = Report("routine").Opened;
        Milestone[] since = [new("repair.completed", Reported.AddHours(30), Facts.None), new("repair.made-safe", Reported.AddHours(25), Facts.None)];
        var opened = Assert.Single(Examples.Seeds.Reclassify("one-housing", Case, Start("emergency"), since, commitments, "Needs").Opened);
        Assert.Equal((Outcome.Missed, TimeSpan.FromHours(1)), (opened.Outcome, opened.Lateness));
    }

    [Fact]
    public void A_clock_that_both_priorities_share_runs_on()
    {
        var urgent = new Milestone("repair.reported", Reported, Facts.Of(("priority", "urgent"), ("fault", "loose-banister")));
        var nonUrgent = urgent with { Facts = Facts.Of(("priority", "non-urgent"), ("fault", "loose-banister")) };
        var commitments = Examples.Seeds.Record("rosebery", Case, nonUrgent, []).Opened;
        var recorded = Examples.Seeds.Reclassify("rosebery", Case, urgent, [], commitments, "Needs");
        Assert.Equal(["ROS-REP-04"], recorded.Opened.Select(c => c.StandardId));
        Assert.Equal(["ROS-REP-05"], recorded.Changed.Select(c => c.StandardId));
        Assert.Equal(Outcome.Open, commitments.Single(c => c.StandardId == "ROS-REP-09").Outcome);
    }

    [Fact]
    public void An_unknown_landlord_is_named_beside_those_there_are()
    {
        var fault = Assert.Throws<KeyNotFoundException>(() => Examples.Seeds.Record("camden", Case, Start("routine"), []));
        Assert.Equal("No landlord “camden” has a standards file; there are havering, housing-plus, one-housing, rosebery.", fault.Message);
        Assert.False(Examples.Seeds.Knows("camden"));
        Assert.True(Examples.Seeds.Knows("havering"));
    }

    private static Milestone Start(string priority) => new("repair.reported", Reported, Facts.Of(("priority", priority), ("fault", "other")));

    private static Recorded Report(string priority, IReadOnlyCollection<Commitment>? commitments = null) =>
        Examples.Seeds.Record("one-housing", Case, Start(priority), commitments ?? []);

    private static Recorded Record(string milestone, DateTimeOffset at, IReadOnlyCollection<Commitment> commitments, string priority = "routine") =>
        Examples.Seeds.Record("one-housing", Case, new Milestone(milestone, at, Facts.Of(("priority", priority), ("fault", "other"))), commitments);
}
