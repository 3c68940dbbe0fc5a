using Google.Protobuf.WellKnownTypes;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;

namespace Housing.Stack.Tests.RepairLives;

/// <summary>Housing Plus: heating, whose days run from a visit, and work that turns out to be major.</summary>
[Collection(nameof(OneStack))]
public sealed class SizeTests(ObservedStack observed) : RepairLife(observed.Stack)
{
    [Fact]
    public async Task Heating_that_a_visit_did_not_mend_has_its_five_days_from_the_end_of_that_visit_HPG_REP_16()
    {
        var household = await Stack.LetHome("housing-plus");
        var resident = await Resident(household);
        var report = Now.AddHours(-5);
        var repair = (await resident.Repairs.ReportRepairAsync(Report(household, report, "living-rooms", "heating", "heating-what: all", "heating-fuel: gas", "danger: no"))).Repair;
        Assert.Equal(("no-heating", "no-heating", "HPG-REP-12 Open"), (repair.Fault, repair.Priority, Promises(repair)));

        var contractor = await Contractor(repair);
        var left = report.AddHours(3);
        var visited = (await contractor.Repairs.RecordVisitAsync(Visit(repair, report.AddHours(2), left, mended: false))).Repair;
        var five = Assert.Single(visited.Commitments, c => c.StandardId == "HPG-REP-16");
        Assert.Equal((left, London.StartOf(London.DayOf(left).AddDays(6))), (five.StartedAt.ToDateTimeOffset(), five.DueAt.ToDateTimeOffset()));

        await contractor.Repairs.RecordVisitAsync(Visit(repair, Now.AddHours(-1), Now, mended: true));
        var done = await contractor.Complete(repair);

        Assert.Equal("reported arrived visited arrived visited completed", Timeline(done));
        Assert.Equal("HPG-REP-12 Met, HPG-REP-16 Met", Promises(done));
        await Told(observed, household, done.RepairId, "reported visited visited completed");
    }

    [Fact]
    public async Task Work_over_five_hundred_pounds_is_major_from_the_day_it_was_reported_HPG_REP_08()
    {
        var household = await Stack.LetHome("housing-plus");
        var (resident, officer) = (await Resident(household), await Officer(household));
        var repair = (await resident.Repairs.ReportRepairAsync(Report(household, Now.AddDays(-4), "outside", "gutter", "danger: no"))).Repair;
        Assert.Equal(("external", "HPG-REP-06 Open"), (repair.Priority, Promises(repair)));

        var contractor = await Contractor(repair);
        var varied = (await contractor.Repairs.VaryRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, EstimatedPence = 50_001, Why = "All of it has to come down." })).Repair;
        Assert.Equal(("major", "external"), (varied.Priority, varied.Estimate.BandBefore));
        var sixty = Assert.Single(varied.Commitments, c => c.StandardId == "HPG-REP-08");
        var reported = repair.ReportedAt.ToDateTimeOffset();
        Assert.Equal((reported, London.StartOf(London.DayOf(reported).AddDays(61))), (sixty.StartedAt.ToDateTimeOffset(), sixty.DueAt.ToDateTimeOffset()));

        await contractor.Repairs.RecordVisitAsync(Visit(repair, Now.AddHours(-3), Now, mended: true));
        await contractor.Complete(repair);
        var done = await officer.Confirm(repair);      // who was told so on the telephone

        Assert.Equal("reported varied rebanded arrived visited completed confirmed", Timeline(done));
        Assert.Equal("HPG-REP-06 Cancelled, HPG-REP-08 Met", Promises(done));
        await Told(observed, household, done.RepairId, "reported rebanded visited completed");
    }
}
