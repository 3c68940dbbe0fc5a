using Google.Protobuf.WellKnownTypes;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;

namespace Housing.Stack.Tests.RepairLives;

[Collection(nameof(OneStack))]
public sealed class DefectTests(ObservedStack observed) : RepairLife(observed.Stack)
{
    [Fact]
    public async Task OHO_LSE_10_a_leaseholders_defect_in_a_new_building_is_sent_to_the_builder_chased_put_right_and_checked()
    {
        var today = London.DayOf(Now);
        var handedOver = today.AddMonths(-6);
        var household = await Stack.LetHome(
            "one-housing", Tenure.Leasehold, home => home.HandedOver = new() { Year = handedOver.Year, Month = handedOver.Month, Day = handedOver.Day });
        var (resident, officer) = (await Resident(household), await Officer(household));
        var repair = (await resident.Repairs.ReportRepairAsync(Report(household, Now.AddHours(-1), "kitchen", "tap"))).Repair;
        Assert.Equal((Party.Developer, "OHO-LSE-10", ""), (repair.Responsibility.Party, repair.Responsibility.Clause, Promises(repair)));

        var agreed = today.AddDays(10);
        var sent = (await officer.Defects.SendToDeveloperAsync(new()
        {
            RequestId = NewId(), RepairId = repair.RepairId, Developer = "Brick & Sons", Reference = "BS-77", AgreedFor = new() { Year = agreed.Year, Month = agreed.Month, Day = agreed.Day },
        })).Defect;
        Assert.Equal(DefectState.Sent, sent.State);
        await officer.Defects.ChaseDeveloperAsync(new() { RequestId = NewId(), RepairId = repair.RepairId });
        await resident.Defects.RecordDeveloperAppointmentAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, AppointmentAt = Now.AddDays(2).ToTimestamp() });
        await officer.Defects.RecordDefectFixedAsync(new() { RequestId = NewId(), RepairId = repair.RepairId });
        var check = (await officer.Defects.CheckDefectAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Satisfied = true, Note = "It no longer drips." })).Defect;
        Assert.Equal((DefectState.Checked, 1), (check.State, check.Round));

        var done = await resident.Read(repair);
        // Completed as of when it was put right, which is before it was checked.
        Assert.Equal("reported defect.sent defect.period-agreed defect.chased defect.appointment-made defect.fixed completed defect.checked", Timeline(done));
        Assert.Equal("OHO-LSE-11 Met", Promises(done));
        Assert.Equal(London.StartOf(agreed.AddDays(1)), Assert.Single(done.Commitments).DueAt.ToDateTimeOffset());
        Assert.Equal(Stage.Completed, done.Stage);
        await Told(observed, household, done.RepairId, "reported defect.sent defect.appointment-made defect.fixed completed");
    }
}
