using Housing.Standards;

namespace Housing.Standards.Tests;

public class DecisionTests
{
    private static readonly Refusal NotStarted = Refusal.Precondition("NOT_STARTED", "Nobody has come yet; record the visit first.", "HAV-REP-11");

    private abstract record Step
    {
        public sealed record Begun : Step;

        public sealed record Ended(string Work) : Step;
    }

    [Fact]
    public void A_milestone_converts_to_an_accepted_decision()
    {
        Decision<Step> decision = new Step.Ended("New washer");
        Assert.Equal([new Step.Ended("New washer")], Assert.IsType<Decision<Step>.Accepted>(decision).All);
    }

    [Fact]
    public void A_refusal_converts_to_a_refused_decision()
    {
        Decision<Step> decision = NotStarted;
        Assert.Equal(NotStarted, Assert.IsType<Decision<Step>.Refused>(decision).Why);
        Assert.Empty(decision.Milestones);
    }

    [Fact]
    public void Several_milestones_keep_their_order()
    {
        Decision<Step> decision = new Step[] { new Step.Begun(), new Step.Ended("New tap") };
        Assert.Equal([new Step.Begun(), new Step.Ended("New tap")], decision.Milestones);
    }

    [Fact]
    public void A_list_that_changes_later_does_not_change_the_decision()
    {
        var steps = new List<Step> { new Step.Begun() };
        Decision<Step> decision = steps;
        steps.Clear();
        Assert.Single(decision.Milestones);
    }

    [Fact]
    public void No_milestones_at_all_is_nothing_to_do()
    {
        Decision<Step> decision = new List<Step>();
        Assert.Equal(Decision<Step>.Nothing, decision);
        Assert.IsType<Decision<Step>.NothingToDo>(decision);
    }

    [Theory]
    [InlineData("reported", typeof(Decision<Step>.Refused))]
    [InlineData("in progress", typeof(Decision<Step>.Accepted))]
    [InlineData("ended", typeof(Decision<Step>.NothingToDo))]
    public void A_switch_may_mix_milestones_refusals_and_nothing(string stage, Type expected)
    {
        Decision<Step> decision = stage switch
        {
            "reported" => NotStarted,
            "in progress" => new Step.Ended("New washer"),
            _ => Decision<Step>.Nothing,
        };
        Assert.IsType(expected, decision);
    }

    [Fact]
    public void Refusals_that_say_the_same_are_equal_field_by_field()
    {
        var first = Refusal.Invalid("EMPTY", "Say what is broken.", new FieldFault("description", "is empty"));
        var same = Refusal.Invalid("EMPTY", "Say what is broken.", new FieldFault("description", "is empty"));
        var other = Refusal.Invalid("EMPTY", "Say what is broken.", new FieldFault("fault", "is empty"));
        Assert.Equal(first, same);
        Assert.Equal(first.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(first, other);
    }
}
