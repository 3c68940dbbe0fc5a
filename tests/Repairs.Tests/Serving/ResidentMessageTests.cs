using Google.Protobuf.WellKnownTypes;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;

namespace Housing.Repairs.Tests.Serving;

/// <summary>Whoever lives there is told of every change they would want to know.</summary>
public sealed class ResidentMessageTests(RepairsService service) : IClassFixture<RepairsService>
{
    [Fact]
    public async Task A_household_is_told_of_each_step_once_by_text_where_that_is_promised_OHO_REP_15()
    {
        var heard = await service.Host.ListenAsync<ResidentMessageDue>();
        var home = service.Neighbours.AddHome("one-housing");
        var household = service.Neighbours.MoveIn(home);
        var id = await MendAsync(home, "one-housing");

        await Eventually.Holds(() => Assert.Contains(heard.Events, e => e.CaseId == id && e.Template == "repair.completed"));
        var told = heard.Events.Where(e => e.CaseId == id).ToList();
        Assert.Equal(["repair.reported", "repair.appointed", "repair.visited", "repair.completed"], told.Select(e => e.Template));
        Assert.All(told, e => Assert.Equal((household, "one-housing", "OHO-REP-15", "Dripping or stuck tap"), (e.HouseholdId, e.Landlord, e.ByTextUnder, e.Facts["fault"])));
        Assert.Equal(("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z"), (told[1].Facts["starts-at"], told[1].Facts["ends-at"]));
        Assert.Equal("2026-03-31T23:00:00Z", told[0].Facts["next-due-at"]);                     // OHO-REP-18
        Assert.False(told[3].Facts.ContainsKey("next-due-at"));
        Assert.Equal(told.Count, told.DistinctBy(e => e.MessageId).Count());
    }

    [Fact]
    public async Task Where_no_text_is_promised_people_are_told_as_they_chose_and_an_empty_home_hears_nothing()
    {
        var heard = await service.Host.ListenAsync<ResidentMessageDue>();
        var empty = await MendAsync(service.Neighbours.AddHome("rosebery"), "rosebery");
        var home = service.Neighbours.AddHome("rosebery");
        service.Neighbours.MoveIn(home);
        var lived = await MendAsync(home, "rosebery");

        await Eventually.Holds(() => Assert.Contains(heard.Events, e => e.CaseId == lived && e.Template == "repair.completed"));
        Assert.All(heard.Events, e => Assert.Null(e.ByTextUnder));
        Assert.DoesNotContain(heard.Events, e => e.CaseId == empty);
    }

    [Theory]
    [InlineData("smoke-alarm")]
    [InlineData("heat-alarm")]
    [InlineData("carbon-monoxide-alarm")]
    public async Task A_resident_is_reminded_to_test_detectors_and_a_failed_one_is_a_repair_at_once_OHO_SAF_30(string detector)
    {
        var heard = await service.Host.ListenAsync<ResidentMessageDue>();
        var home = service.Neighbours.AddHome("one-housing");
        service.Neighbours.MoveIn(home);
        var mended = await MendAsync(home, "one-housing");
        await Eventually.Holds(() => Assert.Contains("detectors", Assert.Single(heard.Events, e => e.CaseId == mended && e.Template == "repair.completed").Facts["reminder"], StringComparison.Ordinal));

        var repair = await service.Report(home, "one-housing", detector);
        Assert.Equal(("emergency", Contracts.V1.LandlordPart.Mends), (repair.Priority, repair.Responsibility.LandlordPart));
        Assert.Contains(repair.Commitments, c => c.StandardId == "OHO-REP-17");
    }

    private async Task<Guid> MendAsync(Guid home, string landlord)
    {
        var officer = service.As($"officer@{landlord}");
        var id = (await service.Report(home, landlord, "dripping-tap", Noon.AddHours(-3))).RepairId;
        await officer.BookAppointmentAsync(new() { RequestId = NewId(), RepairId = id, StartsAt = Noon.AddHours(-2).ToTimestamp(), EndsAt = Noon.AddHours(-1).ToTimestamp() });
        await officer.RecordVisitAsync(new() { RequestId = NewId(), RepairId = id, VisitedAt = Noon.AddHours(-2).ToTimestamp() });
        await officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = id, WorkDone = "New washer" });
        return Guid.Parse(id);
    }
}
