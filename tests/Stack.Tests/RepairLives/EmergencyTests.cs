using Google.Protobuf.WellKnownTypes;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;

namespace Housing.Stack.Tests.RepairLives;

[Collection(nameof(OneStack))]
public sealed class EmergencyTests(ObservedStack observed) : RepairLife(observed.Stack)
{
    // OHO-REP-02: Berkshire has a partner of its own, by night as well. OHO-REP-04, HAV-REP-05: others come out of hours.
    [Theory]
    [InlineData("one-housing", Tenure.Assured, "RG1 2AB", "whole-home/heating/heating-what: all", "housing-solutions", "OHO-REP-17 Met, OHO-REP-18 Met")]
    [InlineData("one-housing", Tenure.Assured, "N1 9GU", "kitchen/pipe-or-tank/leak-stops: no", "night-and-weekend", "OHO-REP-17 Met, OHO-REP-18 Met")]
    [InlineData("havering", Tenure.Secure, "RM1 3BB", "kitchen/pipe-or-tank/leak-stops: no", "emergency-service", "ENG-RTR-01 Met, HAV-REP-06 Met, HAV-REP-07 Met")]
    public async Task An_emergency_at_night_is_made_safe_mended_and_confirmed(string landlord, Tenure tenure, string postcode, string what, string contractor, string promises)
    {
        var household = await Stack.LetHome(landlord, tenure, home => home.Address.Postcode = postcode);
        var resident = await Resident(household);
        var said = what.Split('/');

        var answer = await resident.Repairs.ReportRepairAsync(Report(household, LastNight, said[0], said[1], said[2]));

        var order = answer.Repair.Order;
        Assert.Equal((contractor, true), (order.Contractor, order.OutOfHours));
        Assert.NotEmpty(answer.Repair.Advice);
        Assert.Empty(answer.Slots);         // somebody comes at once
        var sent = await Contractor(answer.Repair);
        await sent.Repairs.MakeSafeAsync(new() { RequestId = NewId(), RepairId = answer.Repair.RepairId, MadeSafeAt = LastNight.AddHours(1).ToTimestamp() });
        await sent.Repairs.RecordVisitAsync(Visit(answer.Repair, LastNight.AddHours(1), LastNight.AddHours(2), mended: true));
        await sent.Complete(answer.Repair, LastNight.AddHours(3));
        var done = await resident.Confirm(answer.Repair);

        Assert.Equal("reported made-safe arrived visited completed confirmed", Timeline(done));
        Assert.Equal(["resident", "contractor", "contractor", "contractor", "contractor", "resident"], done.Timeline.Select(t => t.By));
        Assert.Equal(promises, Promises(done));
        Assert.Equal((Stage.Completed, true, true), (done.Stage, done.Completion.FirstVisit, done.Confirmation.Satisfied));
        Assert.Equal(done, await (await Officer(household)).Read(done));
        await Told(observed, household, done.RepairId, "reported made-safe visited completed");
    }
}
