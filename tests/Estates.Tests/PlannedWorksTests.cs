using Housing.Standards;
using static Housing.Estates.Tests.Examples;

namespace Housing.Estates.Tests;

/// <summary>What is planned to be replaced, and what becomes of it.</summary>
public class PlannedWorksTests
{
    private static readonly PlanWorks Roof = new("havering", new(null, Guid.CreateVersion7(), null), "roof", " Home MOT ", new(2026, 6, 1), new(2026, 8, 31));

    [Fact]
    public void Works_are_planned_as_they_were_given()
    {
        var planned = Assert.IsType<WorksMilestone.Planned>(Assert.Single(Plan(Roof).Milestones));
        Assert.Equal(("works.planned", "roof", "Home MOT", new DateOnly(2026, 6, 1), new DateOnly(2026, 8, 31)), (planned.Name, planned.Element, planned.Programme, planned.From, planned.To));

        var works = PlannedWorks.Plan(planned, "officer", "officer-1");
        Assert.Equal((WorksState.Planned, Roof.Place.BlockId, null), (works.State, works.BlockId, works.HomeId));
        var step = Assert.Single(works.History);
        Assert.Equal(("works.planned", Now, "officer-1"), (step.Name, step.At, step.BySubject));
    }

    [Fact]
    public void Everything_wrong_with_a_plan_is_told_in_one_answer() =>
        Assert.Equal(["home_id", "element", "programme", "from", "to"], Fields(Plan(new("havering", new(null, null, null), "Roof", "", null, new(2026, 2, 30)))));

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public void A_plan_is_for_one_place(bool home, bool block, bool estate) =>
        Assert.Equal(["home_id"], Fields(Plan(Roof with { Place = new(home ? Guid.CreateVersion7() : null, block ? Guid.CreateVersion7() : null, estate ? "Harold Hill" : null) })));

    [Theory]
    [InlineData("")]
    [InlineData("ROOF")]
    [InlineData("front door")]
    [InlineData("-roof")]
    [InlineData("roof-")]
    [InlineData("roof2")]
    [InlineData("roof\n")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmno")]
    public void An_element_is_written_as_in_the_fault_catalogue(string element) => Assert.Equal(["element"], Fields(Plan(Roof with { Element = element })));

    [Theory]
    [InlineData("2026-03-03", "2026-03-03", null)]
    [InlineData("2026-01-05", "2026-03-03", null)]      // begun already
    [InlineData("2026-01-05", "2026-03-02", "to")]      // over already
    [InlineData("2026-08-31", "2026-06-01", "to")]
    [InlineData("2016-03-02", "2026-06-01", "from")]
    [InlineData("2026-06-01", "2106-03-04", "to")]
    public void Its_days_are_in_order_and_not_over(string from, string to, string? fault)
    {
        var decision = Plan(Roof with { From = Given(from), To = Given(to) });
        if (fault is null)
            Assert.Single(decision.Milestones);
        else
            Assert.Equal([fault], Fields(decision));
    }

    [Fact]
    public void Planned_works_are_moved_with_a_reason_and_the_days_before_stay_on_record()
    {
        var works = Planned();
        Assert.Equal(["moved.from", "moved.to", "moved.reason"], Fields(Change(works, new ChangeWorks.Move(null, null, ""))));
        var move = new ChangeWorks.Move(new(2027, 6, 1), new(2027, 8, 31), "The contractor is behind.");
        Take(works, Change(works, move));
        Assert.Equal((new DateOnly(2027, 6, 1), new DateOnly(2027, 8, 31), "The contractor is behind."), (works.From, works.To, works.Reason));
        Assert.Equal([2026, 2027], works.History.Select(s => s.From.Year));
        Assert.Same(Decision<WorksMilestone>.Nothing, Change(works, move));
    }

    [Fact]
    public void Works_are_done_on_a_day_that_has_come()
    {
        Assert.Equal(["done.on"], Fields(Change(Planned(), new ChangeWorks.Finish(new(2026, 3, 4)))));
        var works = Planned();
        Take(works, Change(works, new ChangeWorks.Finish(new(2026, 2, 27))));
        Assert.Equal((WorksState.Done, new DateOnly(2026, 2, 27)), (works.State, works.DoneOn));
        Assert.Same(Decision<WorksMilestone>.Nothing, Change(works, new ChangeWorks.Finish(null)));
        Assert.Equal("WORKS_OVER", Why(Change(works, new ChangeWorks.Finish(new(2026, 2, 26)))).Code);
        Assert.Equal("WORKS_OVER", Why(Change(works, new ChangeWorks.Drop("No money."))).Code);
    }

    [Fact]
    public void Works_are_dropped_with_a_reason_and_moved_no_more()
    {
        var works = Planned();
        Assert.Equal(["dropped.reason"], Fields(Change(works, new ChangeWorks.Drop(" "))));
        Take(works, Change(works, new ChangeWorks.Drop("The block is sold.")));
        Assert.Equal((WorksState.Dropped, "The block is sold.", null), (works.State, works.Reason, works.DoneOn));
        Assert.Same(Decision<WorksMilestone>.Nothing, Change(works, new ChangeWorks.Drop("The block is sold.")));
        Assert.Contains("The block is sold.", Why(Change(works, new ChangeWorks.Move(new(2027, 6, 1), new(2027, 8, 31), "Later."))).Sentence);
    }

    private static PlannedWorks Planned() => PlannedWorks.Plan((WorksMilestone.Planned)Plan(Roof).Milestones[0], "officer", "officer-1");

    private static Decision<WorksMilestone> Plan(PlanWorks command) => PlanningDecision.Decide(command, Today, Now);

    private static Decision<WorksMilestone> Change(PlannedWorks works, ChangeWorks command) => WorksChangeDecision.Decide(works, command, Today, Now);

    private static void Take(PlannedWorks works, Decision<WorksMilestone> decision) => works.Apply(Assert.Single(decision.Milestones), "officer", "officer-1");

    private static Refusal Why(Decision<WorksMilestone> decision) => Assert.IsType<Decision<WorksMilestone>.Refused>(decision).Why;

    private static IEnumerable<string> Fields(Decision<WorksMilestone> decision) => Why(decision).Fields.Select(f => f.Field);

    private static GivenDay Given(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd") is var d ? new(d.Year, d.Month, d.Day) : null!;
}
