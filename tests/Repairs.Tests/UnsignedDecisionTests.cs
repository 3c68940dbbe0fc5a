using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>What becomes of a repair that is the resident's, when nobody signs for its cost (HAV-REP-45, HAV-REP-47).</summary>
public class UnsignedDecisionTests
{
    private static readonly DateTimeOffset Later = Now.AddDays(30);
    private static readonly Circumstances Damage = Circumstances.Plain with { Cause = Cause.Resident };

    [Fact]
    public void An_estimate_that_waits_is_declined_once_with_a_reason()
    {
        var repair = Estimated();
        Assert.Equal("reason", Decline(repair, " ").Refusal().Field());
        var declined = Decline(repair).Only<RepairMilestone.RechargeDeclined>();
        Assert.Equal(("repair.recharge-declined", Later), (declined.Name, declined.At));

        repair.With(declined);
        Assert.Equal((RechargeState.Declined, "My brother mends it."), (repair.RechargeState, repair.Recharge!.DeclineReason));
        Decline(repair).IsNothing();
        Assert.Equal("RECHARGE_SETTLED", Decline(repair, "Too dear.").Refusal().Code);
    }

    [Fact]
    public void What_was_signed_for_or_disputed_is_not_declined_any_more()
    {
        var signed = Estimated();
        signed.With(new RepairMilestone.RechargeAccepted(signed.Recharge!.Id, new("A. Tenant", SignatureMeans.Online, Now)));
        Assert.Equal("RECHARGE_SETTLED", Decline(signed).Refusal().Code);
        var disputed = Estimated();
        disputed.With(new RepairMilestone.RechargeDisputed(disputed.Recharge!.Id, "It was rotten.", Now));
        Assert.Equal("RECHARGE_SETTLED", Decline(disputed).Refusal().Code);
    }

    [Fact]
    public void An_estimate_runs_out_at_the_instant_it_says_and_not_before()
    {
        var repair = Estimated();
        ExpiryDecision.Decide(repair, Expiry.AddTicks(-1)).IsNothing();
        var expired = ExpiryDecision.Decide(repair, Expiry.AddHours(2)).Only<RepairMilestone.RechargeExpired>();
        Assert.Equal(Expiry, expired.At);
        repair.With(expired);
        ExpiryDecision.Decide(repair, Later).IsNothing();
        Assert.Equal("ESTIMATE_EXPIRED", Sign(repair).Refusal().Code);
    }

    [Fact]
    public void What_was_signed_for_or_is_finished_does_not_run_out()
    {
        var signed = Estimated();
        signed.With(new RepairMilestone.RechargeAccepted(signed.Recharge!.Id, new("A. Tenant", SignatureMeans.Online, Now)));
        ExpiryDecision.Decide(signed, Later).IsNothing();
        ExpiryDecision.Decide(Estimated().With(new RepairMilestone.Completed("Done", Now)), Later).IsNothing();
    }

    [Theory]
    [InlineData(true, "see to this yourself")]
    [InlineData(false, "Nobody signed")]
    public void The_landlord_without_a_part_in_it_closes_it_with_the_reason(bool declined, string reason)
    {
        var repair = Unsigned(Estimated(), declined);
        var closed = End(repair).Only<RepairMilestone.Closed>();
        Assert.Contains(reason, closed.Reason);
        repair.With(closed);
        Assert.Equal((Stage.Closed, Family.HouseholdId), (repair.Stage, repair.Reader));
        End(repair).IsNothing();
    }

    [Fact]
    public void What_the_landlord_makes_safe_is_closed_once_it_is_safe_E6()
    {
        var repair = Unsigned(Estimated("insecure-entrance", "priority-1"), declined: true);
        Assert.Equal(LandlordPart.MakesSafe, repair.LandlordPart);
        End(repair).IsNothing();
        End(repair.With(new RepairMilestone.MadeSafe(Now))).Only<RepairMilestone.Closed>();
    }

    [Fact]
    public void What_is_owed_by_law_is_done_whoever_pays_before_the_case_is_over() =>
        UnsignedDecision.Decide(Unsigned(Estimated(), declined: true), owedByLaw: true, Later).IsNothing();

    [Fact]
    public void Work_against_a_hazard_that_was_begun_is_finished_first_ENG_HAZ_10()
    {
        var mould = new Hazard("damp-and-mould", HazardLevel.Significant);
        var repair = Unsigned(Estimated(), declined: true).With(
            new RepairMilestone.HazardStep(HazardStepKind.Noticed, mould, "", null, Now), new RepairMilestone.HazardStep(HazardStepKind.WorkBegun, mould, "", null, Now));
        End(repair).IsNothing();
        End(repair.With(new RepairMilestone.HazardStep(HazardStepKind.WorkFinished, mould, "", null, Now))).Only<RepairMilestone.Closed>();
    }

    [Fact]
    public void What_the_landlord_mends_in_any_case_goes_on() =>
        End(Unsigned(Estimated("insecure-entrance", "priority-1", Damage with { Place = Place.Communal }), declined: true)).IsNothing();

    [Fact]
    public void Another_estimate_keeps_it_open() =>
        End(Estimate(Unsigned(Estimated("insecure-entrance", "priority-1"), declined: false)).With(new RepairMilestone.MadeSafe(Now))).IsNothing();

    [Fact]
    public void Those_who_moved_in_since_were_not_asked() =>
        End(Unsigned(Estimated(), declined: false).With(new RepairMilestone.HouseholdKnown(Family with { HouseholdId = Guid.CreateVersion7(Now) }, Now))).IsNothing();

    private static Standards.Decision<RepairMilestone> End(Repair repair) => UnsignedDecision.Decide(repair, owedByLaw: false, Later);

    private static DateTimeOffset Expiry => Now.AddDays(28);

    private static Repair Estimated(string fault = "door-or-frame", string priority = "priority-3", Circumstances? circumstances = null) =>
        Estimate(Reported(fault: fault, priority: priority, circumstances: circumstances ?? Damage));

    private static Repair Estimate(Repair repair) =>
        repair.With(new RepairMilestone.RechargeEstimated(Guid.CreateVersion7(), Family.HouseholdId, [new("New door", 12_500)], 1_500, "HAV-REP-44", Expiry, Now));

    private static Repair Unsigned(Repair repair, bool declined) => repair.With(declined
        ? new RepairMilestone.RechargeDeclined(repair.Recharge!.Id, "My brother mends it.", Now)
        : new RepairMilestone.RechargeExpired(repair.Recharge!.Id, Expiry));

    private static Standards.Decision<RepairMilestone> Decline(Repair repair, string reason = "My brother mends it.") => DeclineDecision.Decide(repair.Recharge!, new(reason), Later);

    private static Standards.Decision<RepairMilestone> Sign(Repair repair) =>
        AcceptanceDecision.Decide(Policy("havering").Recharges!, repair, repair.Recharge!, new(14_000, "A. Tenant", SignatureMeans.Online, null, ByResident: true), Later, Tolerance);
}
