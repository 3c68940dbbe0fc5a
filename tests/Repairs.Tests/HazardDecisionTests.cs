using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

public class HazardDecisionTests
{
    private static readonly Hazard Mould = new("damp-and-mould", HazardLevel.Significant);
    private static readonly DateTimeOffset Noticed = Now.AddHours(-1);

    [Fact]
    public void A_hazard_is_noticed_once_and_saying_so_again_changes_nothing()
    {
        var noticed = HazardDecision.Notice(Reported(), Mould, Noticed, Now, Tolerance).Only<RepairMilestone.HazardStep>();
        Assert.Equal(("hazard.noticed", Noticed), (noticed.Name, noticed.At));
        Assert.True(noticed.Facts.SameAs(Facts.Of(("hazard", "significant"), ("hazard-kind", "damp-and-mould"))));

        var repair = Reported().With(noticed);
        HazardDecision.Notice(repair, Mould, Noticed, Now, Tolerance).IsNothing();
        HazardDecision.Notice(repair, Mould, null, Now, Tolerance).IsNothing();
        Assert.Equal("HAZARD_KNOWN", HazardDecision.Notice(repair, Mould with { Level = HazardLevel.Emergency }, null, Now, Tolerance).Refusal().Code);
    }

    [Theory]
    [InlineData(1, "noticed_at")]
    [InlineData(-3, "noticed_at")]
    public void It_is_noticed_neither_in_the_future_nor_before_the_report(int hours, string field) =>
        Assert.Equal(field, HazardDecision.Notice(Reported(), Mould, Now.AddHours(hours), Now, Tolerance).Refusal().Field());

    [Fact]
    public void Nothing_is_done_about_a_hazard_that_nobody_noticed() =>
        Assert.Equal(HazardRefusals.NoHazard, Decide(Reported(), HazardStepKind.MadeSafe).Refusal());

    [Theory]
    [InlineData(HazardStepKind.SummarySent, "NOT_INVESTIGATED")]
    [InlineData(HazardStepKind.Noticed, "INVALID_FIELD")]
    public void A_step_waits_its_turn(HazardStepKind step, string code) => Assert.Equal(code, Decide(WithMould(), step).Refusal().Code);

    [Theory]
    [InlineData(HazardStepKind.MadeSafe, "hazard.made-safe")]
    [InlineData(HazardStepKind.WorkBegun, "hazard.work-begun")]
    [InlineData(HazardStepKind.WorkFinished, "hazard.work-finished")]
    public void What_was_done_is_a_milestone_by_the_laws_name_and_is_done_once(HazardStepKind step, string name)
    {
        var done = Decide(WithMould(), step).Only<RepairMilestone.HazardStep>();
        Assert.Equal((name, Now), (done.Name, done.At));
        var repair = WithMould().With(done);
        Decide(repair, step).IsNothing();
        Assert.Equal("STEP_DONE", Decide(repair, step, at: Now.AddMinutes(-5)).Refusal().Code);
    }

    [Fact]
    public void The_facts_of_an_investigation_are_what_it_found()
    {
        var grave = Investigate(WithMould(), Investigation.Standard, HazardLevel.Emergency).Only<RepairMilestone.HazardStep>();
        Assert.True(grave.Facts.SameAs(Facts.Of(("hazard", "emergency"), ("hazard-kind", "damp-and-mould"))));
        Assert.Equal(Facts.None, Investigate(WithMould(), Investigation.Standard, null).Only<RepairMilestone.HazardStep>().Facts);
    }

    [Theory]
    [InlineData(Investigation.Standard, null, "INVESTIGATED_BEFORE")]
    [InlineData(Investigation.Emergency, null, "INVESTIGATED_BEFORE")]
    [InlineData(Investigation.Renewed, "FIRST_INVESTIGATION", null)]
    [InlineData(Investigation.Further, "FIRST_INVESTIGATION", null)]
    public void ENG_HAZ_14_an_investigation_is_standard_renewed_further_or_emergency(Investigation kind, string? first, string? second)
    {
        var repair = WithMould();
        Says(first, Investigate(repair, kind, HazardLevel.Significant));
        repair.With(new RepairMilestone.HazardStep(HazardStepKind.Investigated, Mould, "Wet wall.", Investigation.Standard, Now.AddMinutes(-30)));
        Says(second, Investigate(repair, kind, HazardLevel.Significant));

        void Says(string? refusal, Decision<RepairMilestone> decision)
        {
            if (refusal is null)
                Assert.Equal(kind, decision.Only<RepairMilestone.HazardStep>().Investigation);
            else
                Assert.Equal((refusal, "ENG-HAZ-14"), (decision.Refusal().Code, decision.Refusal().Clause));
        }
    }

    [Fact]
    public void An_investigation_says_its_kind_and_its_findings_and_no_other_step_does()
    {
        Assert.Equal("investigation", HazardDecision.Decide(WithMould(), new(HazardStepKind.Investigated, "Wet.", null, HazardLevel.Significant, null), Now, Tolerance).Refusal().Field());
        Assert.Equal("text", HazardDecision.Decide(WithMould(), new(HazardStepKind.Investigated, "", Investigation.Standard, null, null), Now, Tolerance).Refusal().Field());
        Assert.Equal("investigation", HazardDecision.Decide(WithMould(), new(HazardStepKind.MadeSafe, "", Investigation.Standard, null, null), Now, Tolerance).Refusal().Field());
        Assert.Equal("text", Decide(WithMould(), HazardStepKind.MadeSafe, "Done.").Refusal().Field());
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(1)]
    public void A_step_is_neither_before_the_hazard_was_noticed_nor_in_the_future(int hours) =>
        Assert.Equal("at", Decide(WithMould(), HazardStepKind.MadeSafe, at: Now.AddHours(hours)).Refusal().Field());

    [Fact]
    public void ENG_HAZ_10_work_that_was_begun_stands_as_unfinished_until_it_is_finished()
    {
        var repair = WithMould();
        Assert.Null(repair.HazardWorkUnfinishedSince);
        repair.With(Decide(repair, HazardStepKind.WorkBegun, at: Now.AddMinutes(-20)).Only<RepairMilestone.HazardStep>());
        Assert.Equal(Now.AddMinutes(-20), repair.HazardWorkUnfinishedSince);
        repair.With(Decide(repair, HazardStepKind.MadeSafe).Only<RepairMilestone.HazardStep>());
        Assert.Equal(Now.AddMinutes(-20), repair.HazardWorkUnfinishedSince);

        Assert.Equal("at", Decide(repair, HazardStepKind.WorkFinished, at: Now.AddMinutes(-30)).Refusal().Field());
        repair.With(Decide(repair, HazardStepKind.WorkFinished).Only<RepairMilestone.HazardStep>());
        Assert.Null(repair.HazardWorkUnfinishedSince);
    }

    [Fact]
    public void ENG_HAZ_12_somewhere_to_stay_is_offered_while_the_home_is_not_safe()
    {
        Assert.Equal("hazard.accommodation-offered", Decide(WithMould(), HazardStepKind.AccommodationOffered, "A flat in Mayfield House.").Only<RepairMilestone.HazardStep>().Name);
        Assert.Equal("text", Decide(WithMould(), HazardStepKind.AccommodationOffered).Refusal().Field());
        var safe = WithMould().With(new RepairMilestone.HazardStep(HazardStepKind.MadeSafe, Mould, "", null, Now.AddMinutes(-10)));
        Assert.Equal(HazardRefusals.SafeAlready, Decide(safe, HazardStepKind.AccommodationOffered, "A flat in Mayfield House.").Refusal());
    }

    [Fact]
    public void ENG_HAZ_13_what_was_tried_is_kept_each_time()
    {
        var first = Decide(WithMould(), HazardStepKind.Attempted, "Rang three times, nobody in.").Only<RepairMilestone.HazardStep>();
        var repair = WithMould().With(first);
        Assert.Equal("hazard.attempted", first.Name);
        Decide(repair, HazardStepKind.Attempted, "Rang three times, nobody in.").IsNothing();
        repair.With(Decide(repair, HazardStepKind.Attempted, "Wrote a letter.").Only<RepairMilestone.HazardStep>());
        Assert.Equal(["Rang three times, nobody in.", "Wrote a letter."], repair.HazardSteps.Where(s => s.Step == HazardStepKind.Attempted).Select(s => s.Text));
    }

    private static Repair WithMould() => Reported().With(new RepairMilestone.HazardStep(HazardStepKind.Noticed, Mould, "", null, Noticed));

    private static Decision<RepairMilestone> Decide(Repair repair, HazardStepKind step, string text = "", DateTimeOffset? at = null) =>
        HazardDecision.Decide(repair, new(step, text, null, null, at), Now, Tolerance);

    private static Decision<RepairMilestone> Investigate(Repair repair, Investigation kind, HazardLevel? found) =>
        HazardDecision.Decide(repair, new(HazardStepKind.Investigated, "The wall is wet.", kind, found, null), Now, Tolerance);
}
