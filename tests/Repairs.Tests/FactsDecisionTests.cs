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
        Assert.Equal([new RepairMilestone.HouseholdKnown(Vulnerable, Now), new RepairMilestone.Raised("emergency", Now)], decision.Milestones);
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

    private static Decision<RepairMilestone> Decide(Repair repair, HouseholdFacts? household) => FactsDecision.Decide(Policy(repair.Landlord), repair, household, Now);
}
