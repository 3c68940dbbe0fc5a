using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>What changes when the home goes to another household while a repair is open.</summary>
public class PassedOnTests
{
    private static readonly HouseholdFacts Next = new(Guid.CreateVersion7(Now), "secure", HasVulnerableMember: false);

    [Fact]
    public void A_repair_is_passed_on_when_others_live_there_and_not_when_the_same_have_a_new_need()
    {
        Assert.Null(Known(Reported(), Family with { HasVulnerableMember = true }).PassedOnAt);
        Assert.Equal(Now, Known(Reported(), Next).PassedOnAt);
        Assert.Equal(Now, Known(Known(Reported(), null), Next).PassedOnAt);
    }

    [Fact]
    public void What_staff_reported_of_a_home_that_nobody_was_known_to_live_in_is_nobodys_secret()
    {
        Assert.Null(Known(Reported(pending: true), Next).PassedOnAt);
        Assert.Null(Known(Known(Reported(pending: true), null), Next).PassedOnAt);
    }

    [Fact]
    public void Nobody_answers_for_what_the_household_before_broke_HAV_REP_47()
    {
        var broken = Reported(circumstances: Circumstances.Plain with { Cause = Cause.Resident });
        Assert.Equal(Party.Resident, broken.Responsible);

        Known(broken, Next);

        Assert.Equal((Party.Landlord, LandlordPart.Mends), (broken.Responsible, broken.LandlordPart));
        Assert.Equal("NOT_RECHARGEABLE", EstimateDecision.Decide(Policy("havering"), Examples.Standards.For("havering").Calendar, broken, new EstimateRecharge([new("New tap", 4_000)]), Now).Refusal().Code);
    }

    [Fact]
    public void The_household_that_broke_it_still_answers_for_it_when_its_needs_change_HAV_REP_47()
    {
        var broken = Known(Reported(circumstances: Circumstances.Plain with { Cause = Cause.Resident }), Family with { HasVulnerableMember = true });
        Assert.Equal(Party.Resident, broken.Responsible);
    }

    private static Repair Known(Repair repair, HouseholdFacts? household) => repair.With([.. FactsDecision.Decide(Policy(repair.Landlord), repair, household, Now).Milestones]);
}
