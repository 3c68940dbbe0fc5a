namespace Housing.Standards.Tests;

public class CommitmentTests
{
    private static readonly DateTimeOffset Reported = Examples.Instant("2026-12-23T16:40:00Z");

    [Fact]
    public void A_milestone_opens_what_it_promises_with_all_it_needs_to_end()
    {
        var repair = Report("routine");
        var commitment = Assert.Single(repair.Commitments);
        Assert.Equal((repair.Id, "one-housing", "OHO-REP-18", 1), (commitment.CaseId, commitment.Landlord, commitment.StandardId, commitment.StandardVersion));
        Assert.Equal((Reported, Outcome.Open, "repair.reported"), (commitment.StartedAt, commitment.Outcome, commitment.StartedBy));
        Assert.Equal(commitment.DueAt, commitment.OriginalDueAt);
        Assert.Equal(["repair.completed"], commitment.Until);
        Assert.Null(commitment.MetAt);
        Assert.Null(commitment.Lateness);
        Assert.Equal(7, commitment.Id.Version);
        Assert.Equal([(Change.Opened, "officer test")], repair.Changes.Select(c => (c.What, c.By)));
    }

    [Fact]
    public void It_is_met_one_tick_before_it_is_due_and_missed_at_that_instant()
    {
        var inTime = Report("routine");
        var due = inTime.Commitments[0].DueAt;
        Complete(inTime, due.AddTicks(-1));
        Assert.Equal((Outcome.Met, due.AddTicks(-1)), (inTime.Commitments[0].Outcome, inTime.Commitments[0].MetAt));
        Assert.Null(inTime.Commitments[0].Lateness);

        var late = Report("routine");
        Complete(late, due);
        Assert.Equal((Outcome.Missed, TimeSpan.Zero), (late.Commitments[0].Outcome, late.Commitments[0].Lateness));
        Assert.Null(late.Commitments[0].MetAt);
    }

    [Fact]
    public void One_done_late_is_missed_by_so_much()
    {
        var repair = Report("routine");
        Complete(repair, repair.Commitments[0].DueAt.AddHours(26));
        Assert.Equal((Outcome.Missed, TimeSpan.FromHours(26)), (repair.Commitments[0].Outcome, repair.Commitments[0].Lateness));
    }

    [Fact]
    public void An_open_one_whose_time_has_run_out_is_missed_for_whoever_reads_it()
    {
        var commitment = Report("routine").Commitments[0];
        Assert.Equal(Outcome.Open, commitment.OutcomeAt(commitment.DueAt.AddTicks(-1)));
        Assert.Equal(Outcome.Missed, commitment.OutcomeAt(commitment.DueAt));
        Assert.Equal(Outcome.Open, commitment.Outcome);
    }

    [Fact]
    public void A_milestone_nobody_waits_for_changes_no_promise()
    {
        var repair = Report("routine");
        var recorded = repair.Take("repair.appointed", Reported.AddHours(1), ("priority", "routine"));
        Assert.Equal((0, 0), (recorded.Opened.Count, recorded.Changes.Count));
        Assert.Equal("repair.appointed", recorded.Milestone!.Name);
        Assert.Equal(Outcome.Open, repair.Commitments[0].Outcome);
    }

    [Fact]
    public void A_milestone_from_before_the_clock_started_does_not_meet_it()
    {
        var repair = Report("routine");
        Complete(repair, Reported.AddTicks(-1));
        Assert.Equal(Outcome.Open, repair.Commitments[0].Outcome);
    }

    [Fact]
    public void The_same_milestone_recorded_again_changes_nothing()
    {
        var repair = Report("routine");
        Assert.Same(Recorded.Nothing, repair.Take(Start("routine"), Reported.AddDays(3)));
        Complete(repair, Reported.AddDays(1));
        Complete(repair, Reported.AddDays(2));      // completed again, later: it was done by then
        Assert.Same(Recorded.Nothing, repair.Take(Start("routine"), Reported.AddDays(3)));
        Assert.Equal(Reported.AddDays(1), repair.Commitments[0].MetAt);
        Assert.Equal([Change.Opened, Change.Met], repair.Changes.Select(c => c.What));
    }

    [Fact]
    public void What_is_left_after_an_emergency_is_a_routine_job_from_when_it_was_safe()       // OHO-REP-17, OHO-REP-18, C2
    {
        var repair = Report("emergency");
        Assert.Equal(["OHO-REP-17"], repair.Commitments.Select(c => c.StandardId));
        var safe = Reported.AddHours(3);
        var recorded = repair.Take("repair.made-safe", safe, ("priority", "emergency"), ("fault", "other"));
        Assert.Equal(Outcome.Met, repair.Commitments[0].Outcome);
        var follows = Assert.Single(recorded.Opened);
        Assert.Equal(("OHO-REP-18", "repair.made-safe", safe, Examples.Instant("2027-01-21T00:00:00Z")), (follows.StandardId, follows.StartedBy, follows.StartedAt, follows.DueAt));
    }

    [Fact]
    public void A_case_keeps_the_version_it_started_with()
    {
        var book = Examples.Book(Examples.File(
            $"{Examples.With(("to", "\"2026-12-23\""))}, {Examples.With(("version", "2"), ("from", "\"2026-12-24\""), ("within", "\"5 working days\""))}"));
        var before = new Case(book, "abc");
        before.Take("repair.reported", Examples.Instant("2026-12-23T23:59:59Z"));
        var after = new Case(book, "abc");
        after.Take("repair.reported", Examples.Instant("2026-12-24T00:00:00Z"));
        Assert.Equal((1, Examples.Instant("2026-12-31T00:00:00Z")), (before.Commitments[0].StandardVersion, before.Commitments[0].DueAt));
        Assert.Equal((2, Examples.Instant("2027-01-06T00:00:00Z")), (after.Commitments[0].StandardVersion, after.Commitments[0].DueAt));

        // The second version is in force by the time the work is done; what was promised stays what it was.
        before.Take("repair.completed", Examples.Instant("2027-01-04T12:00:00Z"));
        Assert.Equal(Outcome.Missed, before.Commitments[0].Outcome);
    }

    [Fact]
    public void A_raised_priority_starts_its_clocks_at_the_original_report_and_ends_the_others_with_the_reason()        // F3
    {
        var repair = Report("routine");
        var raised = Reported.AddHours(5);
        var recorded = repair.Take(Start("emergency"), raised, "Somebody vulnerable lives there.");
        var opened = Assert.Single(recorded.Opened);
        Assert.Equal(("OHO-REP-17", Reported, Reported.AddHours(24)), (opened.StandardId, opened.StartedAt, opened.DueAt));
        var ended = repair.Commitments[0];
        Assert.Equal(("OHO-REP-18", Outcome.Cancelled, "Somebody vulnerable lives there."), (ended.StandardId, ended.Outcome, ended.Reason));
        Assert.Null(ended.DoneAt);
        Assert.Same(Recorded.Nothing, repair.Take(Start("emergency"), raised.AddHours(1), "Said again."));
    }

    [Fact]
    public void A_clock_that_had_run_out_before_the_case_was_classified_anew_stays_missed()       // F3
    {
        var repair = Report("routine");
        repair.Take(Start("emergency"), repair.Commitments[0].DueAt, "Needs");
        Assert.Equal(Outcome.Missed, repair.Commitments[0].Outcome);
    }

    [Fact]
    public void What_happened_before_the_priority_was_raised_counts_for_the_new_clocks()
    {
        var repair = Report("routine");
        repair.Take("repair.completed", Reported.AddHours(30));
        repair.Take("repair.made-safe", Reported.AddHours(25));
        var opened = Assert.Single(repair.Take(Start("emergency"), Reported.AddHours(31), "Needs").Opened);
        Assert.Equal((Outcome.Missed, TimeSpan.FromHours(1)), (opened.Outcome, opened.Lateness));
    }

    [Fact]
    public void A_clock_that_both_priorities_share_runs_on()
    {
        var repair = new Case(Examples.Seeds, "rosebery");
        repair.Take("repair.reported", Reported, ("priority", "non-urgent"), ("fault", "loose-banister"));
        var recorded = repair.Take("repair.reported", Reported, ("priority", "urgent"), ("fault", "loose-banister"));
        Assert.Equal(["ROS-REP-04"], recorded.Opened.Select(c => c.StandardId));
        Assert.Equal(["ROS-REP-05"], repair.Commitments.Where(c => c.Outcome == Outcome.Cancelled).Select(c => c.StandardId));
        Assert.Equal(Outcome.Open, repair.Commitments.Single(c => c.StandardId == "ROS-REP-09").Outcome);
    }

    [Fact]
    public void A_milestone_recorded_late_with_an_earlier_time_puts_the_outcome_right_and_leaves_a_trace()
    {
        var repair = Report("emergency");
        repair.Take("repair.made-safe", Reported.AddHours(30), ("priority", "emergency"));
        Assert.Equal(Outcome.Missed, repair.Commitments[0].Outcome);
        repair.Take(new("repair.made-safe", Reported.AddHours(20), Facts.Of(("priority", "emergency"))), Reported.AddHours(40), "The operative's note was handed in late.");
        Assert.Equal((Outcome.Met, Reported.AddHours(20)), (repair.Commitments[0].Outcome, repair.Commitments[0].MetAt));
        var trace = repair.Changes.Where(c => c.CommitmentId == repair.Commitments[0].Id).ToList();
        Assert.Equal([Change.Opened, Change.Missed, Change.Corrected], trace.Select(c => c.What));
        Assert.Equal((Outcome.Missed, "The operative's note was handed in late."), (trace[1].Outcome, trace[2].Reason));
    }

    [Fact]
    public void What_keeps_a_promise_may_be_known_before_what_starts_it()
    {
        var repair = new Case(Examples.Seeds, "one-housing");
        Complete(repair, Reported.AddDays(2));
        repair.Take(Start("routine"), Reported.AddDays(3));
        Assert.Equal(Outcome.Met, Assert.Single(repair.Commitments).Outcome);
    }

    [Fact]
    public void One_missed_when_it_is_first_heard_of_is_missed_at_once()
    {
        var repair = new Case(Examples.Seeds, "one-housing");
        repair.Take(Start("emergency"), Reported.AddDays(3));
        Assert.Equal((Outcome.Missed, null), (repair.Commitments[0].Outcome, repair.Commitments[0].DoneAt));
        Assert.Equal([Change.Opened, Change.Missed], repair.Changes.Select(c => c.What));
    }

    [Fact]
    public void An_unknown_landlord_is_named_beside_those_there_are()
    {
        var fault = Assert.Throws<KeyNotFoundException>(() => Examples.Opened(Examples.Seeds, "camden", Start("routine")));
        Assert.Equal("No landlord “camden” has a standards file; there are havering, housing-plus, one-housing, rosebery.", fault.Message);
        Assert.False(Examples.Seeds.Knows("camden"));
        Assert.True(Examples.Seeds.Knows("havering"));
    }

    private static Milestone Start(string priority) => new("repair.reported", Reported, Facts.Of(("priority", priority), ("fault", "other")));

    private static Case Report(string priority)
    {
        var repair = new Case(Examples.Seeds, "one-housing");
        repair.Take(Start(priority));
        return repair;
    }

    private static void Complete(Case repair, DateTimeOffset at) => repair.Take("repair.completed", at, ("priority", "routine"), ("fault", "other"));
}
