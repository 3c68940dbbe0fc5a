using Google.Protobuf.WellKnownTypes;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;

namespace Housing.Stack.Tests.RepairLives;

[Collection(nameof(OneStack))]
public sealed class HazardTests(ObservedStack observed) : RepairLife(observed.Stack)
{
    [Fact]
    public async Task Damp_has_the_laws_times_from_the_report_and_from_the_investigation_until_the_work_is_done()
    {
        var household = await Stack.LetHome("housing-plus");
        var (resident, officer) = (await Resident(household), await Officer(household));
        var report = Now.AddDays(-2);
        var repair = (await resident.Repairs.ReportRepairAsync(Report(household, report, "bathroom", "damp", "damp-danger: no", "danger: no"))).Repair;
        Assert.Equal(("damp-and-mould", HazardLevel.Significant), (repair.Hazard.Kind, repair.Hazard.Level));
        Assert.Equal("ENG-HAZ-01 Open, HPG-REP-05 Open", Promises(repair));

        await Step(HazardStepKind.Investigated, report.AddHours(20), "The wall is wet behind the bath.");
        Assert.Equal("ENG-HAZ-01 Met, ENG-HAZ-02 Open, ENG-HAZ-04 Open, ENG-HAZ-05 Open, ENG-HAZ-06 Open, HPG-REP-05 Open", Promises(await resident.Read(repair)));
        await Step(HazardStepKind.SummarySent, report.AddHours(22));
        await Step(HazardStepKind.MadeSafe, report.AddHours(30));
        await Step(HazardStepKind.WorkBegun, report.AddHours(31));
        await Step(HazardStepKind.WorkFinished, report.AddHours(40));
        var contractor = await Contractor(repair);
        await contractor.Repairs.RecordVisitAsync(Visit(repair, report.AddHours(31), report.AddHours(40), mended: true));
        var done = await contractor.Complete(repair);

        Assert.Equal(
            "reported hazard.noticed hazard.investigated hazard.summary-sent hazard.made-safe hazard.work-begun hazard.work-finished arrived visited completed", Timeline(done));
        Assert.Equal("ENG-HAZ-01 Met, ENG-HAZ-02 Met, ENG-HAZ-04 Met, ENG-HAZ-05 Met, ENG-HAZ-06 Met, HPG-REP-05 Met", Promises(done));
        await Told(
            observed, household, done.RepairId,
            "reported hazard.noticed hazard.investigated hazard.summary-sent hazard.made-safe hazard.work-begun hazard.work-finished visited completed");

        async Task Step(HazardStepKind step, DateTimeOffset at, string text = "") => await officer.Hazards.RecordHazardStepAsync(new()
        {
            RequestId = NewId(), RepairId = repair.RepairId, Step = step, At = at.ToTimestamp(), Text = text,
            Investigation = step == HazardStepKind.Investigated ? Investigation.Standard : Investigation.Unspecified,
            Found = step == HazardStepKind.Investigated ? HazardLevel.Significant : HazardLevel.Unspecified,
        });
    }

    [Fact]
    public async Task ROS_REP_03_what_Tenancy_hears_of_a_household_makes_its_repair_an_emergency_from_the_report()
    {
        var household = await Stack.LetHome("rosebery");
        var resident = await Resident(household);
        var report = Now.AddHours(-1);
        var repair = (await resident.Repairs.ReportRepairAsync(Report(household, report, "whole-home", "heating", "heating-what: all"))).Repair;
        Assert.Equal(("urgent", "ROS-REP-04 Open, ROS-REP-09 Open"), (repair.Priority, Promises(repair)));

        await Stack.Tenancies.RecordNeedsAsync(new() { RequestId = NewId(), HouseholdId = household.HouseholdId, Needs = { Need.OlderPerson } }, await Stack.As("officer@rosebery"));
        await Eventually.Equal("emergency", async () => (await resident.Read(repair)).Priority);
        var raised = await resident.Read(repair);
        Assert.All(raised.Commitments.Where(c => c.Outcome == Outcome.Open), c => Assert.Equal(repair.ReportedAt, c.StartedAt));

        var contractor = await Contractor(raised);
        await contractor.Repairs.RecordVisitAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Fixed = true });
        var done = await contractor.Complete(repair);
        // Whether somebody else is sent for it turns on the hour at which this runs.
        Assert.Equal("reported household-known priority-raised visited completed", Timeline(done).Replace(" ordered", "", StringComparison.Ordinal));
        Assert.Equal("ROS-REP-04 Cancelled, ROS-REP-07 Met, ROS-REP-08 Met, ROS-REP-09 Cancelled", Promises(done));
    }
}
