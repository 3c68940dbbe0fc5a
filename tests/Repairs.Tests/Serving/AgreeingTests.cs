using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Outcome = Housing.Repairs.Contracts.V1.Outcome;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>What is agreed with a household, and that somebody spoke to them.</summary>
public sealed class AgreeingTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    private readonly Wire.Repairs.RepairsClient _officer = service.As("officer@havering");

    public void Dispose() => service.Reset();

    [Fact]
    public async Task Another_day_agreed_is_the_day_that_counts_and_the_first_one_stays_on_record()
    {
        var id = await Reported();
        var before = Of(await Get(id), "HAV-REP-08");
        var request = Extension(id, London.DayOf(before.DueAt.ToDateTimeOffset()).AddDays(7));

        var after = (await _officer.ExtendRepairAsync(request)).Repair;

        var extended = Of(after, "HAV-REP-08");
        Assert.Equal((before.DueAt, Outcome.Open), (extended.OriginalDueAt, extended.Outcome));
        Assert.Equal(London.EndOf(Day(request.NewDay)), extended.DueAt.ToDateTimeOffset());
        Assert.Equal(after.Commitments.Where(c => c.Outcome == Outcome.Open).Min(c => c.DueAt), after.NextDueAt);
        Assert.Equal("HAV-REP-08, agreed by phone: The part is on order.", Assert.Single(after.Timeline, t => t.Name == "repair.extended").Note);

        request.RequestId = NewId();
        Assert.Single((await _officer.ExtendRepairAsync(request)).Repair.Timeline, t => t.Name == "repair.extended");
    }

    [Fact]
    public async Task The_laws_time_is_nobodys_to_put_off()
    {
        var id = await Reported();
        var request = Extension(id, London.DayOf(Noon).AddDays(30));
        request.StandardId = "ENG-RTR-03";
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _officer.ExtendRepairAsync(request));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Contains("law", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("standard_id")]
    [InlineData("reason")]
    [InlineData("agreed_by")]
    [InlineData("new_day")]
    public async Task What_is_missing_is_named(string field)
    {
        var id = await Reported();
        var request = Extension(id, London.DayOf(Noon).AddDays(30));
        switch (field)
        {
            case "standard_id":
                request.StandardId = "HAV-REP-99";
                break;
            case "reason":
                request.Reason = "";
                break;
            case "agreed_by":
                request.AgreedBy = Wire.ContactChannel.Unspecified;
                break;
            default:
                var due = Of(await Get(id), "HAV-REP-08").DueAt.ToDateTimeOffset();
                request.NewDay = Day(London.DayOf(due).AddDays(-2));
                break;
        }

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _officer.ExtendRepairAsync(request));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains(field, refused.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain((await Get(id)).Timeline, t => t.Name == "repair.extended");
    }

    [Fact]
    public async Task What_is_missed_cannot_be_put_off_any_more()
    {
        var id = await Reported("no-water", Noon.AddHours(-5));
        var request = Extension(id, London.DayOf(Noon).AddDays(3));
        request.StandardId = "HAV-REP-06";
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _officer.ExtendRepairAsync(request));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
    }

    [Fact]
    public async Task A_contact_is_on_the_timeline_once_and_its_note_is_not_for_residents()
    {
        var home = service.Neighbours.AddHome("havering");
        var household = service.Neighbours.MoveIn(home);
        var id = (await service.Report(home, at: Noon.AddHours(-3))).RepairId;
        var request = new RecordRepairContactRequest
        {
            RequestId = NewId(), RepairId = id, Channel = Wire.ContactChannel.Phone, Reached = false, Note = "No answer; left a message.", At = Noon.AddHours(-1).ToTimestamp(),
        };
        await _officer.RecordRepairContactAsync(request);
        request.RequestId = NewId();
        var repair = (await _officer.RecordRepairContactAsync(request)).Repair;

        Assert.Equal("By phone, nobody reached: No answer; left a message.", Assert.Single(repair.Timeline, t => t.Name == "repair.contacted").Note);
        var theirs = (await service.As("resident@havering", household).GetRepairAsync(new() { RepairId = id })).Repair;
        Assert.Equal("", Assert.Single(theirs.Timeline, t => t.Name == "repair.contacted").Note);
        await Assert.ThrowsAsync<RpcException>(async () => await service.As("resident@havering", household).RecordRepairContactAsync(request));
        await Assert.ThrowsAsync<RpcException>(async () => await service.As("officer@rosebery").RecordRepairContactAsync(request));
    }

    [Fact]
    public async Task Repairs_known_from_elsewhere_are_listed_by_their_ids()
    {
        var (one, two) = (await Reported(), await Reported());
        await Reported();
        var listed = await _officer.ListRepairsAsync(new() { Landlord = "havering", RepairIds = { one, two } });
        // Both were reported at one instant, of which no one repair is the newer.
        Assert.Equal(new[] { one, two }.Order(StringComparer.Ordinal), listed.Repairs.Select(r => r.RepairId).Order(StringComparer.Ordinal));
        Assert.Empty((await service.As("officer@rosebery").ListRepairsAsync(new() { Landlord = "rosebery", RepairIds = { one } })).Repairs);
    }

    private static ExtendRepairRequest Extension(string id, DateOnly day) => new()
    {
        RequestId = NewId(), RepairId = id, StandardId = "HAV-REP-08", NewDay = Day(day), Reason = "The part is on order.", AgreedBy = Wire.ContactChannel.Phone,
    };

    private static Wire.Commitment Of(Wire.Repair repair, string standard) => Assert.Single(repair.Commitments, c => c.StandardId == standard);

    private static Date Day(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    private static DateOnly Day(Date day) => new(day.Year, day.Month, day.Day);

    private async Task<string> Reported(string fault = "stuck-tap", DateTimeOffset? at = null)
    {
        var home = service.Neighbours.AddHome("havering");
        service.Neighbours.MoveIn(home);
        return (await service.Report(home, fault: fault, at: at ?? Noon.AddHours(-3))).RepairId;
    }

    private async Task<Wire.Repair> Get(string id) => (await _officer.GetRepairAsync(new() { RepairId = id })).Repair;
}
