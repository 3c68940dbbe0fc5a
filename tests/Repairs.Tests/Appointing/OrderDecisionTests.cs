using static Housing.Repairs.Tests.Appointing.DiaryExamples;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests.Appointing;

/// <summary>Who is sent instead, when more is known after the report.</summary>
public class OrderDecisionTests
{
    private static readonly DateTimeOffset Night = Clock("2026-03-03 22:00");

    [Fact]
    public void A_repair_that_nobody_was_sent_to_gets_somebody()
    {
        var ordered = Decide(Reported()).Only<RepairMilestone.Ordered>();
        Assert.Equal(("council-repairs", "water", Now), (ordered.Order.Contractor, ordered.Order.Team, ordered.At));
    }

    [Fact]
    public void Asked_again_nobody_else_is_sent()
    {
        var repair = Sent(Reported());
        Decide(repair).IsNothing();
        Decide(repair, at: Night).IsNothing();
        Decide(Completed()).IsNothing();
    }

    [Fact]
    public void What_turns_out_not_to_be_the_landlords_has_nobody_and_its_slot_is_free_again()
    {
        var repair = Sent(Reported()).With(
            new RepairMilestone.Appointed(Guid.CreateVersion7(Now), Now.AddDays(1), Now.AddDays(1).AddHours(4), Now) { Place = new("council-repairs", "water", 1, "morning") },
            new RepairMilestone.ResponsibilityDecided(new(Party.Resident, LandlordPart.None, "HAV-REP-47", "It is yours."), Now));

        var milestones = Decide(repair).Milestones;
        repair.With([.. milestones]);

        Assert.Equal(["repair.order-withdrawn", "repair.appointment-cancelled"], milestones.Select(m => m.Name));
        Assert.Equal((null, AppointmentState.Cancelled, Stage.Reported), (repair.Order, repair.Appointments[0].State, repair.Stage));
        Assert.Equal("It is yours.", repair.Appointments[0].Reason);
        Decide(repair).IsNothing();
    }

    [Fact]
    public void What_became_an_emergency_at_night_goes_to_those_who_answer_at_night_HAV_REP_05()
    {
        var repair = Sent(Reported()).With(new RepairMilestone.Raised("priority-1", Night));
        var ordered = Decide(repair, raised: true, at: Night).Only<RepairMilestone.Ordered>();
        Assert.Equal(("emergency-service", true, Night), (ordered.Order.Contractor, ordered.Order.OutOfHours, ordered.At));
    }

    [Fact]
    public void What_became_an_emergency_by_day_stays_with_whoever_has_it() =>
        Decide(Sent(Reported()).With(new RepairMilestone.Raised("priority-1", Now)), raised: true).IsNothing();

    [Fact]
    public void What_was_reported_at_night_stays_with_those_who_answered_though_the_facts_come_by_day()
    {
        var repair = Reported(fault: "no-water", priority: "priority-1");
        repair.With(new RepairMilestone.Ordered(ContractorDecision.Decide(DiaryOf("havering"), CalendarOf(), "no-water", "priority-1", null, Night.AddDays(-1))));
        Decide(repair).IsNothing();
    }

    private static Standards.Decision<RepairMilestone> Decide(Repair repair, bool raised = false, DateTimeOffset? at = null) =>
        OrderDecision.Decide(Policy("havering"), CalendarOf(), repair, raised, at ?? Now);

    private static Repair Sent(Repair repair) => repair.With([.. Decide(repair).Milestones]);
}
