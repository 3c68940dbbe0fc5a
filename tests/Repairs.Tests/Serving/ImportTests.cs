using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>The orders of another system, taken in from a file.</summary>
public sealed class ImportTests(RepairsService service) : IClassFixture<RepairsService>
{
    private const string Headings = "order,home,fault,description,reported_at,completed_at,work_done,sor_codes\n";
    private readonly Wire.Repairs.RepairsClient _manager = service.As("manager@havering");

    [Fact]
    public async Task Orders_come_in_with_their_past_and_their_promises_and_nobody_is_told_of_it_today()
    {
        var messages = await service.Host.ListenAsync<ResidentMessageDue>();
        var reports = await service.Host.ListenAsync<RepairReported>();
        var (home, household) = Lived();
        var answer = await _manager.ImportRepairsAsync(Import($"A-1,{home},no-water,No water,2026-03-03T06:00:00Z,2026-03-03T09:00:00Z,New stop tap,PL101\nA-2,{home},stuck-tap,Stuck,2026-03-02T10:00:00Z,,,\n"));
        Assert.Equal((2, 0), (answer.Lines, answer.Refused.Count));
        Assert.Equal(["A-1", "A-2"], answer.Imported.Select(i => i.Order));

        // Tenancy is asked afterwards, as after any report it missed.
        await Eventually.Holds(async () => Assert.Equal(household.ToString(), (await Get(answer.Imported[0].RepairId)).HouseholdId));
        var done = await Get(answer.Imported[0].RepairId);
        Assert.Equal((Wire.Stage.Completed, "old books", "A-1", "PL101"), (done.Stage, done.OrderSource, done.OrderReference, Assert.Single(done.SorCodes)));
        Assert.Contains(done.Commitments, c => c.StandardId == "HAV-REP-07" && c.Outcome == Wire.Outcome.Met);
        var open = await Get(answer.Imported[1].RepairId);
        Assert.Contains(open.Commitments, c => c.StandardId == "HAV-REP-08" && c.Outcome == Wire.Outcome.Open);
        await Eventually.Holds(() => Assert.Equal(2, reports.Events.Count(e => answer.Imported.Any(i => i.RepairId == e.RepairId.ToString()))));
        Assert.DoesNotContain(messages.Events, m => m.Template is "repair.reported" or "repair.completed");
    }

    [Fact]
    public async Task One_bad_line_keeps_the_whole_file_out_and_every_bad_line_is_reported()
    {
        var (home, _) = Lived();
        var answer = await _manager.ImportRepairsAsync(Import(
            $"B-1,{home},stuck-tap,Stuck,2026-03-02T10:00:00Z,,,\nB-2,nowhere,stuck-tap,Stuck,yesterday,,,\nB-3,{home},stuck-tpa,Stuck,2026-03-02T10:00:00Z,,,\n"));
        Assert.Empty(answer.Imported);
        Assert.Equal([(3, "B-2", "home"), (3, "B-2", "reported_at"), (4, "B-3", "fault")], answer.Refused.Select(f => (f.Line, f.Order, f.Column)));
        Assert.Contains("stuck-tap", answer.Refused[2].Fault, StringComparison.Ordinal);
        Assert.Equal(0, await service.Count("repair", Guid.Parse(home)));
    }

    [Fact]
    public async Task A_check_keeps_nothing_and_the_same_file_again_is_known()
    {
        var (home, _) = Lived();
        var file = Import($"C-1,{home},stuck-tap,Stuck,2026-03-02T10:00:00Z,,,\n");
        file.CheckOnly = true;
        Assert.Empty((await _manager.ImportRepairsAsync(file)).Refused);
        Assert.Equal(0, await service.Count("repair", Guid.Parse(home)));

        file.CheckOnly = false;
        var first = await _manager.ImportRepairsAsync(file);
        Assert.Equal(first, await _manager.ImportRepairsAsync(file));
        file.RequestId = NewId();
        var again = await _manager.ImportRepairsAsync(file);
        Assert.Contains(first.Imported[0].RepairId, Assert.Single(again.Refused).Fault, StringComparison.Ordinal);
        Assert.Equal(1, await service.Count("repair", Guid.Parse(home)));
    }

    [Theory]
    [InlineData("officer@havering", StatusCode.PermissionDenied)]
    [InlineData("manager@rosebery", StatusCode.PermissionDenied)]
    [InlineData("resident@havering", StatusCode.PermissionDenied)]
    public async Task Only_the_landlords_own_managers_import(string who, StatusCode status)
    {
        var (home, _) = Lived();
        Assert.Equal(status, (await Refusal(() => service.As(who, who.StartsWith("resident", StringComparison.Ordinal) ? Guid.CreateVersion7() : null).ImportRepairsAsync(Import($"D-1,{home},stuck-tap,Stuck,2026-03-02T10:00:00Z,,,\n")))).Status);
        Assert.Equal(0, await service.Count("repair", Guid.Parse(home)));
    }

    [Fact]
    public async Task The_codes_of_the_schedule_of_rates_are_put_on_an_order_and_the_same_again_change_nothing()
    {
        var id = (await service.Report(service.Neighbours.AddHome("havering"))).RepairId;
        var officer = service.As("officer@havering");
        var request = new CodeOrderRequest { RequestId = NewId(), RepairId = id, SorCodes = { "PL101", "PL102" }, TradeCode = "PL" };
        var coded = (await officer.CodeOrderAsync(request)).Repair;
        Assert.Equal(("PL", 2), (coded.TradeCode, coded.SorCodes.Count));
        request.RequestId = NewId();
        Assert.Equal(coded, (await officer.CodeOrderAsync(request)).Repair);

        request.RequestId = NewId();
        request.SorCodes.Add("not a code");
        var (status, _, fields, _) = await Refusal(() => officer.CodeOrderAsync(request));
        Assert.Equal((StatusCode.InvalidArgument, "sor_codes[2]"), (status, Assert.Single(fields)));
    }

    private (string Home, Guid Household) Lived()
    {
        var home = service.Neighbours.AddHome("havering");
        return (home.ToString(), service.Neighbours.MoveIn(home));
    }

    private async Task<Wire.Repair> Get(string id) => (await _manager.GetRepairAsync(new() { RepairId = id })).Repair;

    private static ImportRepairsRequest Import(string lines) => new() { RequestId = NewId(), Landlord = "havering", Source = "old books", Csv = Headings + lines };
}
