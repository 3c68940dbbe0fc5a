using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

public class AftercareTests
{
    private static readonly CompleteRepair Done = new("New washer", Now.AddMinutes(-5));
    private static readonly RecordPostInspection Failed = new(Passed: false, "It still drips.", null);
    private static readonly ConfirmRepair Unhappy = new(Satisfied: false, "It still drips.", Reopen: true);

    // HAV-REP-10, OHO-REP-16: the figures count repairs that one visit finished.
    [Theory]
    [InlineData("one visit", true, 1)]
    [InlineData("one visit that says it mended it", true, 1)]
    [InlineData("one visit that says it did not", false, 1)]
    [InlineData("two visits", false, 2)]
    [InlineData("made safe and nothing else", true, 1)]
    [InlineData("made safe and visited on one day", true, 1)]
    [InlineData("made safe and visited the next day", false, 2)]
    public void A_repair_knows_whether_one_visit_finished_it(string how, bool firstVisit, int visits)
    {
        var repair = Reported();
        RepairMilestone Visited(double hours, bool? mended = null) => new RepairMilestone.Visited(null, Now.AddHours(hours), null, new VisitReport { Fixed = mended });
        RepairMilestone[] before = how switch
        {
            "one visit" => [Visited(-1)],
            "one visit that says it mended it" => [Visited(-1, true)],
            "one visit that says it did not" => [Visited(-1, false)],
            "two visits" => [Visited(-1), Visited(20)],
            "made safe and nothing else" => [new RepairMilestone.MadeSafe(Now.AddHours(-1))],
            "made safe and visited on one day" => [Visited(-1), new RepairMilestone.MadeSafe(Now.AddMinutes(-30))],
            "made safe and visited the next day" => [new RepairMilestone.MadeSafe(Now.AddHours(-1)), Visited(20, true)],
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
        repair.With([.. before, new RepairMilestone.Completed("New washer", Now.AddHours(21))]);
        Assert.Equal((firstVisit, visits), (repair.FirstVisit, repair.Comings));
        var facts = RepairFacts.Of(repair, Policy("havering"), new RepairMilestone.Completed("New washer", Now.AddHours(21)));
        Assert.Equal((firstVisit, visits, false), (Said(facts, "first-visit").Yes, Said(facts, "visits").Number, Said(facts, "recall").Yes));
    }

    // Each figure asks for facts of repair.completed, and for whether repair.recalled followed; the notes in the landlords' files say which.
    [Theory]
    [InlineData("OHO-REP-06", "one-housing", "dripping-tap", "recall")]
    [InlineData("OHO-REP-16", "one-housing", "dripping-tap", "first-visit")]
    [InlineData("OHO-LSE-06", "one-housing", "communal-light", "first-visit communal")]
    [InlineData("HAV-REP-10", "havering", "stuck-tap", "first-visit")]
    [InlineData("HPG-REP-09", "housing-plus", "dripping-tap", "first-visit recall")]
    [InlineData("HPG-REP-15", "housing-plus", "no-heating", "first-visit fault")]
    [InlineData("ROS-REP-10", "rosebery", "dripping-tap", "first-visit recall")]
    public void What_a_figure_counts_goes_with_the_completion(string figure, string landlord, string fault, string facts)
    {
        var place = Policy(landlord).Find(fault)!.Place ?? Place.InHome;
        var done = new RepairMilestone.Completed("Done", Now);
        var repair = Reported(landlord, fault, Policy(landlord).Find(fault)!.Priority, circumstances: Circumstances.Plain with { Place = place }).With(new RepairMilestone.Visited(null, Now.AddHours(-1)), done);
        var said = RepairFacts.Of(repair, Policy(landlord), done);
        Assert.All(facts.Split(' '), name => Assert.True(said.TryGet(name, out _), $"{figure} counts by {name}."));
        Assert.Contains(StandardsBook.Read(StandardsFolder.BesideAssemblies).For(landlord).Account.Measures, m => m.Id == figure);
    }

    [Fact]
    public void Whoever_finishes_a_shared_place_says_whether_it_was_left_clean_and_tidy_OHO_LSE_09()
    {
        var hall = Reported("one-housing", "communal-light", "routine", circumstances: Circumstances.Plain with { Place = Place.Communal }).With(new RepairMilestone.Visited(null, Now.AddHours(-1)));
        var refusal = CompletionDecision.Decide(Policy("one-housing"), hall, Done, Now, Tolerance).Refusal();
        Assert.Equal(("TIDINESS_UNSAID", "OHO-LSE-09"), (refusal.Code, refusal.Clause));

        hall.With(CompletionDecision.Decide(Policy("one-housing"), hall, Done with { LeftTidy = false }, Now, Tolerance).Only<RepairMilestone.Completed>());
        Assert.False(hall.LeftTidy);
        Assert.False(Said(RepairFacts.Of(hall, Policy("one-housing"), new RepairMilestone.Completed("", Now)), "left-tidy").Yes);

        var inside = Reported("one-housing", "dripping-tap", "routine").With(new RepairMilestone.Visited(null, Now.AddHours(-1)));
        CompletionDecision.Decide(Policy("one-housing"), inside, Done, Now, Tolerance).Only<RepairMilestone.Completed>();
    }

    [Fact]
    public void What_it_cost_is_what_is_said_or_else_what_the_visits_came_to()
    {
        var repair = Reported().With(new RepairMilestone.Visited(null, Now.AddHours(-1), null, new VisitReport { LabourPence = 4_000, Materials = [new("Washer", 1, 50)] }));
        Assert.Equal(4_050, repair.TotalPence);
        repair.With(CompletionDecision.Decide(Policy("havering"), repair, Done with { CostPence = 3_000, Photos = ["p-9"] }, Now, Tolerance).Only<RepairMilestone.Completed>());
        Assert.Equal(3_000, repair.TotalPence);
        Assert.Equal(["p-9"], repair.CompletionPhotos);
    }

    [Theory]
    [InlineData(-1L, 0, "cost_pence")]
    [InlineData(10_000_001L, 0, "cost_pence")]
    [InlineData(0L, 21, "photos")]
    public void What_cannot_be_right_of_finished_work_is_named(long pence, int photos, string field) => Assert.Equal(field, CompletionDecision.Decide(
        Policy("havering"), InProgress(), Done with { CostPence = pence, Photos = [.. Enumerable.Repeat("p", photos)] }, Now, Tolerance).Refusal().Field());

    // The share is in the landlord's file; which repairs it falls on follows from their ids.
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(100)]
    public void A_share_of_finished_repairs_is_looked_at_OHO_PER_10(int percent)
    {
        var ids = Enumerable.Range(1, 4_000).Select(n => new Guid(n, 7, 1, 2, 3, 4, 5, 6, 7, 8, 9)).ToList();
        var chosen = ids.Where(id => PostInspectionDecision.IsChosen(id, percent)).ToList();
        Assert.Equal(chosen, ids.Where(id => PostInspectionDecision.IsChosen(id, percent)));
        Assert.InRange(chosen.Count, percent is 0 or 100 ? 40 * percent : 40 * percent * 8 / 10, 40 * percent * 12 / 10);
        Assert.Subset(ids.Where(id => PostInspectionDecision.IsChosen(id, Math.Min(percent + 1, 100))).ToHashSet(), chosen.ToHashSet());
    }

    [Theory]
    [InlineData("one-housing", 10, "OHO-PER-10")]
    [InlineData("havering", 5, null)]
    [InlineData("housing-plus", 5, null)]
    [InlineData("rosebery", 5, null)]
    public void Every_landlord_says_how_many_it_looks_at(string landlord, int percent, string? clause) =>
        Assert.Equal((percent, clause), (Policy(landlord).PostInspection!.Percent, Policy(landlord).PostInspection!.Clause));

    [Fact]
    public void A_repair_in_the_sample_waits_for_somebody_to_look_at_it_once_it_is_done_OHO_PER_10()
    {
        var everything = Policy("havering") with { PostInspection = new() { Percent = 100 } };
        var repair = InProgress();
        repair.With(CompletionDecision.Decide(everything, repair, Done, Now, Tolerance).Only<RepairMilestone.Completed>());
        Assert.Equal(PostInspection.Waiting, repair.PostInspection);
        repair.With(PostInspectionDecision.Decide(repair, Failed with { Passed = true }, Now, Tolerance).Only<RepairMilestone.PostInspected>());
        Assert.Equal((PostInspection.Passed, "It still drips."), (repair.PostInspection, repair.PostInspectionFindings));

        var other = InProgress();
        other.With(CompletionDecision.Decide(everything with { PostInspection = new() { Percent = 0 } }, other, Done, Now, Tolerance).Only<RepairMilestone.Completed>());
        Assert.Null(other.PostInspection);
    }

    [Fact]
    public void Work_that_fails_is_done_again_once()
    {
        var repair = Completed();
        var milestones = PostInspectionDecision.Decide(repair, Failed, Now, Tolerance).Milestones;
        Assert.Equal(["repair.post-inspected", "repair.recalled"], milestones.Select(m => m.Name));
        repair.With([.. milestones]);
        Assert.Equal((PostInspection.Failed, ((RepairMilestone.Recalled)milestones[1]).RecallId), (repair.PostInspection, repair.RecalledBy));
        PostInspectionDecision.Decide(repair, Failed, Now.AddHours(1), Tolerance).IsNothing();
        Assert.Equal(RepairRefusals.InspectedAlready, PostInspectionDecision.Decide(repair, Failed with { Passed = true }, Now, Tolerance).Refusal());

        var recalled = Completed().With(new RepairMilestone.Recalled(Guid.CreateVersion7(), Now));
        PostInspectionDecision.Decide(recalled, Failed, Now, Tolerance).Only<RepairMilestone.PostInspected>();
    }

    [Fact]
    public void Nobody_looks_at_work_before_it_is_done()
    {
        Assert.Equal(RepairRefusals.NotFinished, PostInspectionDecision.Decide(InProgress(), Failed, Now, Tolerance).Refusal());
        Assert.Equal("inspected_at", PostInspectionDecision.Decide(Completed(), Failed with { InspectedAt = Now.AddMinutes(-6) }, Now, Tolerance).Refusal().Field());
        Assert.Equal("inspected_at", PostInspectionDecision.Decide(Completed(), Failed with { InspectedAt = Now.AddMinutes(3) }, Now, Tolerance).Refusal().Field());
        Assert.Equal("findings", PostInspectionDecision.Decide(Completed(), Failed with { Findings = "" }, Now, Tolerance).Refusal().Field());
    }

    [Fact]
    public void Work_that_the_household_is_not_satisfied_with_is_looked_at_whatever_the_sample()
    {
        var repair = Completed();
        repair.With(ConfirmationDecision.Decide(repair, Unhappy with { Reopen = false }, Now).Only<RepairMilestone.Confirmed>());
        Assert.Equal((false, "It still drips.", PostInspection.Waiting, null), (repair.Satisfied, repair.SatisfiedNote, repair.PostInspection, repair.RecalledBy));

        var content = Completed();
        content.With(ConfirmationDecision.Decide(content, new ConfirmRepair(Satisfied: true, "", Reopen: false), Now).Only<RepairMilestone.Confirmed>());
        Assert.Equal((true, null), (content.Satisfied, content.PostInspection));
    }

    [Fact]
    public void Confirmed_said_again_does_nothing_and_otherwise_is_refused()
    {
        var repair = Completed();
        repair.With([.. ConfirmationDecision.Decide(repair, Unhappy, Now).Milestones]);
        Assert.NotNull(repair.RecalledBy);
        ConfirmationDecision.Decide(repair, Unhappy, Now.AddHours(1)).IsNothing();
        Assert.Equal(RepairRefusals.ConfirmedAlready, ConfirmationDecision.Decide(repair, new ConfirmRepair(Satisfied: true, "", Reopen: false), Now).Refusal());
        Assert.Equal(RepairRefusals.NotFinished, ConfirmationDecision.Decide(InProgress(), Unhappy, Now).Refusal());
        Assert.Equal("note", ConfirmationDecision.Decide(Completed(), Unhappy with { Note = "" }, Now).Refusal().Field());
        Assert.Equal("reopen", ConfirmationDecision.Decide(Completed(), Unhappy with { Satisfied = true }, Now).Refusal().Field());
    }

    [Fact]
    public void Doing_it_again_is_the_landlords_whatever_it_came_from_at_first()
    {
        var damaged = Reported(circumstances: Circumstances.Plain with { Cause = Cause.Resident });
        var id = Guid.CreateVersion7(Now);
        var again = RecallDecision.Open(Policy("havering"), damaged, id, "It still drips.", Now);
        Assert.Equal((id, damaged.Id, damaged.Fault, Party.Landlord, LandlordPart.Mends, Cause.Wear), (again.RepairId, again.RecallOf, again.Fault, again.Responsibility!.Party, again.Responsibility.LandlordPart, again.Circumstances.Cause));
        Assert.Equal((damaged.Household, Now, "It still drips."), (again.Household, again.At, again.Description));
    }

    // Three months from a completion on 3 March: the last instant is before midnight at the end of 3 June, in summer time.
    [Theory]
    [InlineData("2026-03-03T12:00:00Z", true)]
    [InlineData("2026-06-03T22:59:59Z", true)]
    [InlineData("2026-06-03T23:00:00Z", false)]
    [InlineData("2026-03-03T11:59:59Z", false)]
    public void A_fault_comes_back_within_the_guarantee_or_is_a_new_one(string reported, bool recall)
    {
        var calendar = StandardsBook.Read(StandardsFolder.BesideAssemblies).For("havering").Calendar;
        Assert.Equal(recall, Policy("havering").Guarantee!.Covers(Now, DateTimeOffset.Parse(reported, System.Globalization.CultureInfo.InvariantCulture), calendar));
    }

    [Theory]
    [InlineData("stuck-tap", Cause.Wear, true)]
    [InlineData("stuck-tap", Cause.Resident, false)]
    [InlineData("other", Cause.Wear, false)]
    public void Damage_that_somebody_did_and_anything_else_are_no_faults_come_back(string fault, Cause cause, bool recall)
    {
        var reported = new RepairMilestone.Reported(
            Guid.CreateVersion7(), "havering", Guid.CreateVersion7(), fault, "Again.", "priority-2", Circumstances.Plain with { Cause = cause }, null, Family, FactsPending: false, null, Now);
        Assert.Equal(recall, RecallDecision.MayBe(Policy("havering"), reported));
        Assert.False(RecallDecision.MayBe(Policy("havering") with { Guarantee = null }, reported));
    }

    private static Fact Said(Facts facts, string name) => facts.TryGet(name, out var fact) ? fact : default;
}
