using Google.Protobuf.WellKnownTypes;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;

namespace Housing.Stack.Tests.RepairLives;

[Collection(nameof(OneStack))]
public sealed class RechargeTests(ObservedStack observed) : RepairLife(observed.Stack)
{
    [Fact]
    public async Task HAV_REP_45_what_a_resident_broke_is_made_safe_first_mended_once_signed_for_charged_once_and_taken_back_once()
    {
        var household = await Stack.LetHome("havering", Tenure.Secure);
        var (resident, officer, manager) = (await Resident(household), await Officer(household), await As("manager@havering"));
        var report = Report(household, Now.AddHours(-3), "hall-and-stairs", "entrance", "entrance-shuts: no");
        report.Cause = Cause.Resident;
        var repair = (await resident.Repairs.ReportRepairAsync(report)).Repair;
        Assert.Equal((Party.Resident, LandlordPart.MakesSafe, "HAV-REP-06 Open"), (repair.Responsibility.Party, repair.Responsibility.LandlordPart, Promises(repair)));

        // E6: the danger is ended before anybody speaks of money; the rest waits.
        var contractor = await Contractor(repair);
        await contractor.Repairs.MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, MadeSafeAt = Now.AddHours(-2).ToTimestamp() });
        Assert.Equal("SIGNATURE_MISSING", await Refused(contractor.Repairs.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, WorkDone = "New lock." })));
        var estimate = (await officer.Recharges.EstimateRechargeAsync(new()
        {
            RequestId = NewId(), RepairId = repair.RepairId, Lines = { new RechargeLine { What = "New lock and two keys", Pence = 12_500 } },
        })).Recharge;
        Assert.Equal((1_500, 14_000), (estimate.AdministrationPence, estimate.TotalPence));
        Assert.Equal("SIGNATURE_MISSING", await Refused(contractor.Repairs.RecordVisitAsync(new() { RequestId = NewId(), RepairId = repair.RepairId })));

        await resident.Recharges.AcceptRechargeAsync(new()
        {
            RequestId = NewId(), RechargeId = estimate.RechargeId, TotalPence = 14_000, SignedBy = "Robin Sample", Means = SignatureMeans.Online,
        });
        Assert.Equal("HAV-REP-06 Met, HAV-REP-07 Open, HAV-REP-15 Open", Promises(await resident.Read(repair)));
        await contractor.Repairs.RecordVisitAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Fixed = true });
        await contractor.Complete(repair);
        var charge = Assert.Single(await Postings(household, 1));
        Assert.Equal(("recharge", estimate.RechargeId, 14_000), (charge.Kind, charge.Cause, charge.AmountPence));

        await resident.Recharges.DisputeRechargeAsync(new() { RequestId = NewId(), RechargeId = estimate.RechargeId, Reason = "The frame was rotten." });
        var decision = new DecideDisputeRequest { RequestId = NewId(), RechargeId = estimate.RechargeId, Outcome = DisputeOutcome.Upheld, Reason = "It was.", LandlordMends = true };
        Assert.Equal(await manager.Recharges.DecideDisputeAsync(decision), await manager.Recharges.DecideDisputeAsync(decision));
        Assert.Equal([("recharge", 14_000L), ("recharge-withdrawn", -14_000L)], (await Postings(household, 2)).Select(p => (p.Kind, p.AmountPence)));

        var done = await resident.Read(repair);
        Assert.Equal(
            "reported made-safe recharge-estimated recharge-accepted taken-on visited completed recharge-agreed recharge-disputed recharge-withdrawn", Timeline(done));
        Assert.Equal("HAV-REP-06 Met, HAV-REP-07 Met, HAV-REP-15 Met", Promises(done));
        await Told(
            observed, household, done.RepairId,
            "reported made-safe recharge-estimated recharge-accepted taken-on visited completed recharge-agreed recharge-disputed recharge-withdrawn");
    }
}
