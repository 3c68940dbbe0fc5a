using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

public class FactsDecisionTests
{
    private static readonly HouseholdFacts Vulnerable = Family with { HasVulnerableMember = true };

    [Fact]
    public void Facts_that_come_late_raise_the_priority_ROS_REP_03()
    {
        var repair = Reported("rosebery", "heating-lost", "urgent", pending: true);
        var decision = Decide(repair, Vulnerable);
        Assert.Equal([new RepairMilestone.HouseholdKnown(Vulnerable, Now), new RepairMilestone.Raised("emergency", Now) { Clause = "ROS-REP-03" }], decision.Milestones);
        repair.With([.. decision.Milestones]);
        Assert.Equal(("emergency", false, Vulnerable), (repair.Priority, repair.FactsPending, repair.Household));
    }

    [Fact]
    public void Facts_without_a_need_leave_the_priority()
    {
        var repair = Reported("rosebery", "heating-lost", "urgent", pending: true);
        Decide(repair, Family).Only<RepairMilestone.HouseholdKnown>();
    }

    [Fact]
    public void A_need_that_ends_lowers_nothing_ROS_REP_03()
    {
        var repair = Reported("rosebery", "heating-lost", "emergency", Vulnerable);
        repair.With(Decide(repair, Family).Only<RepairMilestone.HouseholdKnown>());
        Assert.Equal(("emergency", false), (repair.Priority, repair.HasVulnerableMember));
    }

    [Fact]
    public void A_home_that_turns_out_empty_is_no_longer_pending()
    {
        var repair = Reported("rosebery", "heating-lost", "urgent", pending: true);
        repair.With(Decide(repair, null).Only<RepairMilestone.HouseholdKnown>());
        Assert.Equal((false, null), (repair.FactsPending, repair.HouseholdId));
    }

    [Fact]
    public void What_is_on_record_already_changes_nothing() => Decide(Reported("rosebery", "heating-lost", "urgent", Family), Family).IsNothing();

    [Fact]
    public void A_new_household_takes_the_repair_over()
    {
        var repair = Reported("rosebery", "heating-lost", "urgent", Family);
        var next = new HouseholdFacts(Guid.CreateVersion7(Now), "assured", HasVulnerableMember: true);
        repair.With([.. Decide(repair, next).Milestones]);
        Assert.Equal((next.HouseholdId, "emergency"), (repair.HouseholdId, repair.Priority));
    }

    [Fact]
    public void A_completed_repair_learns_who_lived_there_and_is_not_raised()
    {
        var repair = Reported("rosebery", "heating-lost", "urgent", pending: true)
            .With(new RepairMilestone.MadeSafe(Now), new RepairMilestone.Completed("New pump", Now));
        Decide(repair, Vulnerable).Only<RepairMilestone.HouseholdKnown>();
    }

    [Fact]
    public void The_season_stays_that_of_the_report_E3()
    {
        // Reported in March and heard of in July: still the cold season's band, which no need raises.
        var repair = Reported("havering", "heating-lost", "priority-1", pending: true);
        FactsDecision.Decide(Policy("havering"), repair, Vulnerable, Now.AddMonths(4)).Only<RepairMilestone.HouseholdKnown>();
    }

    [Fact]
    public void Whose_it_is_is_decided_when_Tenancy_says_on_what_terms_the_home_is_lived_in_OHO_LSE_05()
    {
        var repair = Reported("one-housing", "dripping-tap", "routine", pending: true);
        Assert.Null(repair.Responsibility);
        var owners = Family with { Tenure = "leasehold" };

        var decision = Decide(repair, owners);

        Assert.Equal(new RepairMilestone.HouseholdKnown(owners, Now), decision.Milestones[0]);
        Assert.Equal(("repair.responsibility-decided", Now), (decision.Milestones[1].Name, decision.Milestones[1].At));
        repair.With([.. decision.Milestones]);
        Assert.Equal((Party.Homeowner, LandlordPart.None, "OHO-LSE-04"), (repair.Responsibility!.Party, repair.Responsibility.LandlordPart, repair.Responsibility.Clause));
    }

    [Fact]
    public void What_could_be_said_at_the_report_is_not_said_again() =>
        Decide(Reported("one-housing", "communal-light", "routine", pending: true), Family with { Tenure = "leasehold" }).Only<RepairMilestone.HouseholdKnown>();

    [Fact]
    public void The_builders_months_are_those_of_the_report_OHO_LSE_10()
    {
        var repair = Reported("one-housing", "dripping-tap", "routine", pending: true, circumstances: Circumstances.Plain with { HandedOver = new(2025, 3, 4) });
        var decision = FactsDecision.Decide(Policy("one-housing"), repair, Family with { Tenure = "leasehold" }, Now.AddMonths(6));
        Assert.Equal(Party.Developer, Assert.IsType<RepairMilestone.ResponsibilityDecided>(decision.Milestones[1]).Responsibility.Party);
    }

    [Fact]
    public void A_tenant_after_an_owner_has_the_landlord_to_mend_it()
    {
        var repair = Reported("one-housing", "dripping-tap", "routine", Family with { Tenure = "leasehold" });
        Assert.Equal(Party.Homeowner, repair.Responsibility!.Party);
        repair.With([.. Decide(repair, Family with { Tenure = "assured" }).Milestones]);
        Assert.Equal(Party.Landlord, repair.Responsibility!.Party);
    }

    private static Decision<RepairMilestone> Decide(Repair repair, HouseholdFacts? household) => FactsDecision.Decide(Policy(repair.Landlord), repair, household, Now);
}
