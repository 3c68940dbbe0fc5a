namespace Housing.Standards.Tests;

/// <summary>What each landlord's published promises come to, worked by hand; the ids are the register's rows.</summary>
public class PromisesTests
{
    // 23 December 2026 is a Wednesday; the 25th and, for Boxing Day, the 28th are bank holidays. 26 and 29 March 2027 are Good Friday
    // and Easter Monday, and the clocks go forward on the 28th. They go back on 25 October 2026.
    [Theory]
    // Havering: all three clocks of a one-day fault run (E1); its lists are working days (E2).
    [InlineData("havering", "priority-1", "no-water", "2026-12-23T16:40Z", "HAV-REP-06 2026-12-23T20:40Z", "HAV-REP-07 2026-12-23T20:40Z", "HAV-REP-15 2026-12-25T00:00Z")]
    [InlineData("havering", "priority-1", "no-water", "2026-12-24T23:30Z", "HAV-REP-06 2026-12-25T03:30Z", "HAV-REP-07 2026-12-25T03:30Z", "HAV-REP-15 2026-12-30T00:00Z")]
    [InlineData("havering", "priority-1", "no-gas", "2027-03-28T00:30Z", "HAV-REP-06 2027-03-28T04:30Z", "HAV-REP-07 2027-03-28T04:30Z", "HAV-REP-15 2027-03-30T23:00Z")]
    [InlineData("havering", "priority-1", "no-gas", "2026-10-24T23:30Z", "HAV-REP-06 2026-10-25T03:30Z", "HAV-REP-07 2026-10-25T03:30Z", "HAV-REP-15 2026-10-27T00:00Z")]
    [InlineData("havering", "priority-1", "uncontrollable-leak", "2026-12-23T16:40Z", "HAV-REP-06 2026-12-23T20:40Z", "HAV-REP-07 2026-12-23T20:40Z")]
    [InlineData("havering", "priority-2", "stuck-tap", "2026-12-23T16:40Z", "HAV-REP-08 2026-12-31T00:00Z", "HAV-REP-27 2026-12-31T00:00Z")]
    [InlineData("havering", "priority-2", "stuck-tap", "2027-03-24T10:00Z", "HAV-REP-08 2027-03-31T23:00Z", "HAV-REP-27 2027-03-31T23:00Z")]
    [InlineData("havering", "priority-2", "heating-lost", "2026-10-30T12:00Z", "HAV-REP-08 2026-11-05T00:00Z", "HAV-REP-27 2026-11-05T00:00Z")]       // warm season (E3)
    [InlineData("havering", "priority-3", "leaking-roof", "2026-12-23T16:40Z", "HAV-REP-09 2027-02-05T00:00Z", "HAV-REP-36 2027-02-05T00:00Z")]
    [InlineData("havering", "priority-3", "other", "2026-10-24T22:59:59Z", "HAV-REP-09 2026-12-03T00:00Z", "HAV-REP-36 2026-12-03T00:00Z")]
    // One Housing: emergencies in 24 hours, the rest in 28 calendar days (A1, C2).
    [InlineData("one-housing", "emergency", "no-water", "2026-12-24T18:00Z", "OHO-REP-17 2026-12-25T18:00Z")]
    [InlineData("one-housing", "emergency", "no-water", "2027-03-27T12:00Z", "OHO-REP-17 2027-03-28T12:00Z")]
    [InlineData("one-housing", "routine", "other", "2026-12-23T16:40Z", "OHO-REP-18 2027-01-21T00:00Z")]
    [InlineData("one-housing", "routine", "other", "2026-10-24T22:30Z", "OHO-REP-18 2026-11-22T00:00Z")]        // half past eleven at night
    [InlineData("one-housing", "routine", "other", "2026-10-24T23:30Z", "OHO-REP-18 2026-11-23T00:00Z")]        // half past midnight
    [InlineData("one-housing", "routine", "other", "2027-03-24T10:00Z", "OHO-REP-18 2027-04-21T23:00Z")]
    // Housing Plus: calendar days (A1); a gas leak is an emergency as well and both clocks run (F1).
    [InlineData("housing-plus", "emergency", "gas-leak", "2026-12-25T03:00Z", "HPG-REP-04 2026-12-25T07:00Z", "HPG-REP-14 2026-12-25T09:00Z")]
    [InlineData("housing-plus", "emergency", "uncontrollable-leak", "2026-10-24T23:30Z", "HPG-REP-04 2026-10-25T03:30Z", "HPG-REP-13 2026-10-25T05:30Z")]
    [InlineData("housing-plus", "emergency", "unsafe-electrics", "2027-03-28T00:30Z", "HPG-REP-04 2027-03-28T04:30Z")]
    [InlineData("housing-plus", "no-heating", "no-heating", "2026-12-23T22:00Z", "HPG-REP-12 2026-12-24T04:00Z")]
    [InlineData("housing-plus", "heating", "radiator-valve", "2026-12-23T16:40Z", "HPG-REP-18 2027-01-08T00:00Z")]
    [InlineData("housing-plus", "routine", "other", "2026-12-23T16:40Z", "HPG-REP-05 2027-01-10T00:00Z")]
    [InlineData("housing-plus", "routine", "other", "2027-03-24T10:00Z", "HPG-REP-05 2027-04-10T23:00Z")]
    [InlineData("housing-plus", "external", "fencing", "2026-12-23T16:40Z", "HPG-REP-06 2027-01-23T00:00Z")]
    [InlineData("housing-plus", "major", "major-works", "2026-12-23T16:40Z", "HPG-REP-08 2027-02-22T00:00Z")]
    [InlineData("housing-plus", "major", "major-works", "2027-12-31T10:00Z", "HPG-REP-08 2028-03-01T00:00Z")]   // 29 February 2028
    // Rosebery: contact and completion run side by side; urgent work has no figure of its own but the 28 days (G1).
    [InlineData("rosebery", "emergency", "gas-leak", "2026-12-25T03:00Z", "ROS-REP-07 2026-12-25T07:00Z", "ROS-REP-08 2026-12-26T03:00Z")]
    [InlineData("rosebery", "emergency", "gas-leak", "2026-10-24T23:30Z", "ROS-REP-07 2026-10-25T03:30Z", "ROS-REP-08 2026-10-25T23:30Z")]
    [InlineData("rosebery", "urgent", "heating-lost", "2026-12-23T16:40Z", "ROS-REP-04 2026-12-31T00:00Z", "ROS-REP-09 2027-01-21T00:00Z")]
    [InlineData("rosebery", "urgent", "heating-lost", "2027-03-24T10:00Z", "ROS-REP-04 2027-03-31T23:00Z", "ROS-REP-09 2027-04-21T23:00Z")]
    [InlineData("rosebery", "non-urgent", "dripping-tap", "2026-12-23T16:40Z", "ROS-REP-05 2027-01-05T00:00Z", "ROS-REP-09 2027-01-21T00:00Z")]
    [InlineData("rosebery", "non-urgent", "dripping-tap", "2027-03-24T10:00Z", "ROS-REP-05 2027-04-02T23:00Z", "ROS-REP-09 2027-04-21T23:00Z")]
    public void A_reported_repair_opens(string landlord, string priority, string fault, string at, params string[] due)
    {
        var opened = Examples.Opened(Examples.Seeds, landlord, Milestone("repair.reported", at, priority, fault));
        Assert.Equal(due, opened.Select(c => $"{c.StandardId} {c.DueAt:yyyy-MM-dd'T'HH:mm}Z"));
    }

    [Theory]
    // Attended, made safe, completed or in touch: what keeps each promise.
    [InlineData("havering", "priority-1", "no-water", "repair.made-safe", "HAV-REP-06")]
    [InlineData("havering", "priority-1", "no-water", "repair.completed", "HAV-REP-06", "HAV-REP-07", "HAV-REP-15")]
    [InlineData("havering", "priority-1", "no-water", "repair.visited")]
    [InlineData("one-housing", "emergency", "no-water", "repair.made-safe", "OHO-REP-17")]
    [InlineData("one-housing", "emergency", "no-water", "repair.completed", "OHO-REP-17")]
    [InlineData("housing-plus", "emergency", "gas-leak", "repair.visited", "HPG-REP-14")]
    [InlineData("housing-plus", "emergency", "gas-leak", "repair.made-safe", "HPG-REP-04", "HPG-REP-14")]
    [InlineData("rosebery", "emergency", "gas-leak", "repair.visited", "ROS-REP-07")]
    [InlineData("rosebery", "emergency", "gas-leak", "repair.completed", "ROS-REP-07", "ROS-REP-08")]
    [InlineData("rosebery", "urgent", "heating-lost", "repair.appointed", "ROS-REP-04")]
    [InlineData("rosebery", "non-urgent", "other", "repair.appointed", "ROS-REP-05")]
    [InlineData("rosebery", "non-urgent", "other", "repair.appointment-missed")]
    public void A_milestone_keeps(string landlord, string priority, string fault, string milestone, params string[] kept)
    {
        var repair = new Case(Examples.Seeds, landlord);
        repair.Take(Milestone("repair.reported", "2026-12-23T16:40Z", priority, fault));
        repair.Take(Milestone(milestone, "2026-12-23T17:00Z", priority, fault));
        Assert.Equal(kept, repair.Commitments.Where(c => c.StartedBy == "repair.reported" && c.Outcome == Outcome.Met).Select(c => c.StandardId));
        Assert.DoesNotContain(repair.Commitments, c => c.Outcome is Outcome.Missed or Outcome.Cancelled);
    }

    [Theory]
    [InlineData("no-heating", "HPG-REP-16 2026-12-30T00:00Z")]
    [InlineData("no-heating-other-fuel", "HPG-REP-17 2027-01-04T00:00Z")]
    public void Heating_the_first_visit_did_not_mend_gets_its_days_from_that_visit(string fault, string due)       // F2
    {
        var repair = new Case(Examples.Seeds, "housing-plus");
        repair.Take(Milestone("repair.reported", "2026-12-23T22:00Z", "no-heating", fault));
        var first = repair.Take(Milestone("repair.visited", "2026-12-24T02:00Z", "no-heating", fault));
        Assert.Equal(due, $"{Assert.Single(first.Opened).StandardId} {first.Opened[0].DueAt:yyyy-MM-dd'T'HH:mm}Z");

        Assert.Empty(repair.Take(Milestone("repair.visited", "2026-12-27T10:00Z", "no-heating", fault)).Opened);
    }

    [Fact]
    public void A_first_visit_that_mended_the_heating_starts_nothing()     // HPG-REP-16
    {
        var visited = new Milestone("repair.visited", Examples.Instant("2026-12-24T02:00Z"), Facts.Of(("fault", "no-heating"), ("fixed", true)));
        Assert.Empty(Examples.Opened(Examples.Seeds, "housing-plus", visited));
    }

    [Fact]
    public void An_aim_runs_and_is_marked_as_one()     // ROS-REP-07, A5
    {
        Assert.True(Assert.Single(Examples.Seeds.Find("ROS-REP-07")!).Aim);
        Assert.False(Assert.Single(Examples.Seeds.Find("ROS-REP-08")!).Aim);
    }

    [Fact]
    public void No_target_is_invented_where_none_was_published() =>        // A6: no repairs deadline of the register has a percentage
        Assert.All(Examples.Seeds.Landlords.SelectMany(l => Examples.Seeds.For(l).Standards).Where(s => s.Service == "repairs"), standard => Assert.Null(standard.Target));

    private static Milestone Milestone(string name, string at, string priority, string fault) =>
        new(name, Examples.Instant(at), Facts.Of(("priority", priority), ("fault", fault)));
}
