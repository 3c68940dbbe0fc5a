using Google.Protobuf.WellKnownTypes;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;

namespace Housing.Stack.Tests.RepairLives;

[Collection(nameof(OneStack))]
public sealed class RecallTests(ObservedStack observed) : RepairLife(observed.Stack)
{
    // OHO-REP-06: mended at the first visit is what did not have to be mended again.
    [Fact]
    public async Task What_the_resident_is_not_content_with_is_done_again_as_a_repair_of_its_own_and_once()
    {
        var household = await Stack.LetHome("one-housing");
        var (resident, officer) = (await Resident(household), await Officer(household));
        var repair = (await resident.Repairs.ReportRepairAsync(Report(household, Now.AddDays(-2), "kitchen", "sink"))).Repair;
        var contractor = await Contractor(repair);
        await contractor.Repairs.RecordVisitAsync(Visit(repair, Now.AddHours(-3), Now.AddHours(-2), mended: true));
        await contractor.Complete(repair);

        var no = new ConfirmRepairRequest { RequestId = NewId(), RepairId = repair.RepairId, Note = "It is blocked again.", Reopen = true };
        var first = (await resident.Repairs.ConfirmRepairAsync(no)).Repair;
        no.RequestId = NewId();      // pressed again, as by somebody who was not sure that it had gone
        Assert.Equal(first.RecalledBy, (await resident.Repairs.ConfirmRepairAsync(no)).Repair.RecalledBy);
        Assert.Equal("reported arrived visited completed confirmed recalled", Timeline(first));
        Assert.Equal((false, PostInspectionState.Waiting), (first.Confirmation.Satisfied, first.PostInspection.State));
        Assert.Equal("OHO-REP-18 Met", Promises(first));
        await Told(observed, household, first.RepairId, "reported visited completed recalled");

        var again = await resident.Read(first.RecalledBy);
        Assert.Equal((repair.RepairId, "blocked-sink", "It is blocked again.", "OHO-REP-18 Open"), (again.RecallOf, again.Fault, again.Description, Promises(again)));
        Assert.Equal(again.RepairId, Assert.Single((await officer.Repairs.ListRepairsAsync(new() { Landlord = "one-housing", HomeId = household.HomeId, Unfinished = true })).Repairs).RepairId);
        await contractor.Repairs.RecordVisitAsync(new() { RequestId = NewId(), RepairId = again.RepairId, Fixed = true });
        await contractor.Complete(again);
        var done = await resident.Confirm(again);

        Assert.Equal("reported visited completed confirmed", Timeline(done));
        Assert.Equal("OHO-REP-18 Met", Promises(done));
        await Told(observed, household, done.RepairId, "reported visited completed");
    }

    [Fact]
    public async Task A_repair_in_an_empty_home_becomes_that_of_whoever_moves_in()
    {
        var staff = await Stack.As("officer@housing-plus");
        var home = (await Stack.Estates.RegisterHomeAsync(
            new() { RequestId = NewId(), Landlord = "housing-plus", Reference = $"T-{NewId()[^12..]}", Address = new() { Lines = { "3 Test Street" }, Postcode = "ST16 3AD" } }, staff)).Home;
        var officer = await As("officer@housing-plus");
        var repair = (await officer.Repairs.ReportRepairAsync(
            new() { RequestId = NewId(), HomeId = home.HomeId, Fault = "internal-door", Description = "Found at the void inspection.", ReportedAt = Now.AddDays(-1).ToTimestamp() })).Repair;
        Assert.Equal(("", false, "HPG-REP-05 Open"), (repair.HouseholdId, repair.FactsPending, Promises(repair)));

        var today = Housing.Standards.London.DayOf(Now);
        var household = (await Stack.Tenancies.StartTenancyAsync(
            new() { RequestId = NewId(), HomeId = home.HomeId, Tenure = Tenure.Assured, LeadName = "Sam Sample", StartsOn = new() { Year = today.Year, Month = today.Month, Day = today.Day } }, staff)).Household;
        await Eventually.Equal(household.HouseholdId, async () => (await officer.Read(repair)).HouseholdId);

        var resident = await Resident(household);
        var contractor = await Contractor(repair);
        await contractor.Repairs.RecordVisitAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Fixed = true });
        await contractor.Complete(repair);
        var done = await resident.Confirm(repair);

        Assert.Equal("reported household-known visited completed confirmed", Timeline(done));
        Assert.Equal("HPG-REP-05 Met", Promises(done));
        await Told(observed, household, done.RepairId, "visited completed");      // the report was before their time
    }
}
