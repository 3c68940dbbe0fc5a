using Housing.Standards;

namespace Housing.Tenancy.Tests;

public class NeedsDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_known_replaces_what_was_known()
    {
        var household = Knowing(Need.YoungChild);

        household.Apply(Assert.Single(Decide(household, Need.Disability, Need.OlderPerson).Milestones));

        Assert.Equal([Need.OlderPerson, Need.Disability], household.Needs);
    }

    [Fact]
    public void Needs_that_have_gone_are_taken_away()
    {
        var household = Knowing(Need.Pregnancy);

        household.Apply(Assert.Single(Decide(household).Milestones));

        Assert.Empty(household.Needs);
    }

    [Fact]
    public void Saying_the_same_again_changes_nothing()
    {
        Assert.Equal(Decision<HouseholdMilestone.NeedsChanged>.Nothing, Decide(Knowing(Need.OlderPerson, Need.Disability), Need.Disability, Need.OlderPerson, Need.Disability));
        Assert.Equal(Decision<HouseholdMilestone.NeedsChanged>.Nothing, Decide(Knowing()));
    }

    [Fact]
    public void A_need_nobody_knows_is_named_by_its_place()
    {
        var refused = Assert.IsType<Decision<HouseholdMilestone.NeedsChanged>.Refused>(Decide(Knowing(), Need.Disability, null));

        var fault = Assert.Single(refused.Why.Fields);
        Assert.Equal("needs[1]", fault.Field);
        Assert.Contains("NEED_RECENT_BEREAVEMENT", fault.Fault, StringComparison.Ordinal);
    }

    private static Decision<HouseholdMilestone.NeedsChanged> Decide(Household household, params Need?[] needs) =>
        NeedsDecision.Decide(household, new RecordNeeds(needs), Now);

    private static Household Knowing(params Need[] needs) =>
        Household.Form(new TenancyMilestone.Started(Guid.CreateVersion7(), "havering", Tenure.Secure, new DateOnly(2026, 3, 2), "Ada Example", needs, Now));
}
