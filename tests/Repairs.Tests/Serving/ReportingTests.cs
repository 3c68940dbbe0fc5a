using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

public sealed class ReportingTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    public void Dispose() => service.Reset();

    [Theory]
    [InlineData("one-housing", "gas-leak", "emergency", "OHO-REP-17 2026-03-04T12:00:00Z")]
    [InlineData("one-housing", "dripping-tap", "routine", "OHO-REP-18 2026-03-31T23:00:00Z")]
    [InlineData("havering", "no-water", "priority-1", "HAV-REP-06 2026-03-03T16:00:00Z", "HAV-REP-07 2026-03-03T16:00:00Z", "ENG-RTR-01 2026-03-05T00:00:00Z", "HAV-REP-15 2026-03-05T00:00:00Z")]
    [InlineData("havering", "stuck-tap", "priority-2", "ENG-RTR-03 2026-03-07T00:00:00Z", "HAV-REP-08 2026-03-07T00:00:00Z", "HAV-REP-27 2026-03-07T00:00:00Z")]
    [InlineData("housing-plus", "gas-leak", "emergency", "HPG-REP-04 2026-03-03T16:00:00Z", "HPG-REP-14 2026-03-03T18:00:00Z")]
    [InlineData("housing-plus", "guttering", "external", "HPG-REP-06 2026-04-02T23:00:00Z")]
    [InlineData("rosebery", "gas-leak", "emergency", "ROS-REP-07 2026-03-03T16:00:00Z", "ROS-REP-08 2026-03-04T12:00:00Z")]
    [InlineData("rosebery", "heating-lost", "urgent", "ROS-REP-04 2026-03-07T00:00:00Z", "ROS-REP-09 2026-03-31T23:00:00Z")]
    public async Task A_report_answers_with_the_band_and_every_promise_that_now_runs(string landlord, string fault, string priority, params string[] promises)
    {
        var home = service.Neighbours.AddHome(landlord);
        var household = service.Neighbours.MoveIn(home);

        var repair = await service.Report(home, landlord, fault);

        Assert.Equal((landlord, priority, Wire.Stage.Reported, false), (repair.Landlord, repair.Priority, repair.Stage, repair.FactsPending));
        Assert.Equal(household.ToString(), repair.HouseholdId);
        Assert.Equal(promises, repair.Commitments.Select(c => $"{c.StandardId} {c.DueAt.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        Assert.All(repair.Commitments, c => Assert.Equal((Outcome.Open, Noon), (c.Outcome, c.StartedAt.ToDateTimeOffset())));
        Assert.Equal(repair, (await service.As($"officer@{landlord}").GetRepairAsync(new() { RepairId = repair.RepairId })).Repair);
    }

    [Fact]
    public async Task Everybody_else_is_told_of_a_report_once()
    {
        var heard = await service.Host.ListenAsync<RepairReported>();
        var repair = await service.Report(service.Neighbours.AddHome("havering"));
        await Eventually.Holds(() => Assert.Single(heard.Events, e => e.RepairId.ToString() == repair.RepairId && e.Priority == "priority-2"));
    }

    [Fact]
    public async Task The_same_request_from_ten_callers_at_once_opens_one_repair()
    {
        var home = service.Neighbours.AddHome("havering");
        var request = Reported(home);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.As("officer@havering").ReportRepairAsync(request).ResponseAsync));
        Assert.Single(answers.Select(a => a.Repair).Distinct());
        Assert.Equal(1, await service.Count("repair", home));
    }

    [Fact]
    public async Task The_same_request_id_with_another_report_is_refused()
    {
        var home = service.Neighbours.AddHome("havering");
        var request = Reported(home);
        await service.As("officer@havering").ReportRepairAsync(request);
        request.Fault = "no-water";
        Assert.Equal(StatusCode.InvalidArgument, (await Refusal(() => service.As("officer@havering").ReportRepairAsync(request))).Status);
        Assert.Equal(1, await service.Count("repair", home));
    }

    [Fact]
    public async Task An_unknown_home_is_not_found() =>
        Assert.Equal(StatusCode.NotFound, (await Refusal(() => service.As("officer@havering").ReportRepairAsync(Reported(Guid.CreateVersion7())))).Status);

    [Fact]
    public async Task Another_landlords_home_is_refused_and_nothing_is_kept()
    {
        var home = service.Neighbours.AddHome("rosebery");
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("officer@havering").ReportRepairAsync(Reported(home)))).Status);
        Assert.Equal(0, await service.Count("repair", home));
    }

    [Fact]
    public async Task A_home_of_a_landlord_without_a_standards_file_is_refused_with_the_file_to_add()
    {
        var home = service.Neighbours.AddHome("nowhere-homes");
        var refusal = await Refusal(() => service.As("service@estates").ReportRepairAsync(Reported(home)));
        Assert.Equal(StatusCode.FailedPrecondition, refusal.Status);
        Assert.Contains("seeds/standards/nowhere-homes.json", refusal.Sentence);
    }

    public static TheoryData<string, string> BadReports => new()
    {
        { "home_id", "home" }, { "fault", "no fault" }, { "fault", "another landlord's fault" }, { "description", "no text" }, { "description", "ten thousand characters" },
        { "description", "a control character" }, { "reported_at", "tomorrow" }, { "reported_at", "long ago" }, { "reported_at", "no instant" },
    };

    [Theory]
    [MemberData(nameof(BadReports))]
    public async Task Bad_input_is_refused_by_its_field_and_leaves_nothing(string field, string what)
    {
        var home = service.Neighbours.AddHome("havering");
        var request = Reported(home);
        _ = what switch
        {
            "home" => request.HomeId = "the blue house",
            "no fault" => request.Fault = "",
            "another landlord's fault" => request.Fault = "guttering",
            "no text" => request.Description = "",
            "ten thousand characters" => request.Description = new string('a', 10_000),
            "a control character" => request.Description = "Tap\u0007",
            "tomorrow" => (object)(request.ReportedAt = Noon.AddDays(1).ToTimestamp()),
            "long ago" => request.ReportedAt = Noon.AddYears(-2).ToTimestamp(),
            "no instant" => request.ReportedAt = new Timestamp { Nanos = -1 },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };

        var refusal = await Refusal(() => service.As("officer@havering").ReportRepairAsync(request));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
        Assert.Equal([field], refusal.Fields);
        Assert.Equal(0, await service.Count("repair", home));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not-a-uuid")]
    public async Task A_report_needs_a_request_id(string requestId)
    {
        var request = Reported(service.Neighbours.AddHome("havering"));
        request.RequestId = requestId;
        Assert.Equal(StatusCode.InvalidArgument, (await Refusal(() => service.As("officer@havering").ReportRepairAsync(request))).Status);
    }

    [Fact]
    public async Task A_resident_reports_and_reads_for_the_own_household_only()
    {
        var home = service.Neighbours.AddHome("havering");
        var household = service.Neighbours.MoveIn(home);
        var (resident, neighbour) = (service.As("resident@havering", household), service.As("resident@havering", Guid.CreateVersion7()));

        var repair = (await resident.ReportRepairAsync(Reported(home))).Repair;

        Assert.Equal("resident", repair.Timeline[0].By);
        Assert.Equal(repair, (await resident.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair);
        Assert.Single((await resident.ListRepairsAsync(new() { Landlord = "havering" })).Repairs);
        Assert.Empty((await neighbour.ListRepairsAsync(new() { Landlord = "havering" })).Repairs);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => neighbour.GetRepairAsync(new() { RepairId = repair.RepairId }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => neighbour.ReportRepairAsync(Reported(home)))).Status);
    }

    [Theory]
    [InlineData("auditor@havering")]
    [InlineData("contractor@havering")]
    [InlineData("income@havering")]
    public async Task Those_who_do_not_take_reports_cannot_report(string who) =>
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As(who).ReportRepairAsync(Reported(service.Neighbours.AddHome("havering"))))).Status);

    [Theory]
    [InlineData(Neighbours.Mood.Down, StatusCode.Unavailable, "ESTATES_AWAY")]
    [InlineData(Neighbours.Mood.Slow, StatusCode.DeadlineExceeded, "")]     // the caller's own library says so, without waiting for our words
    public async Task Without_Estates_a_report_of_no_known_landlord_is_not_kept_and_the_same_request_succeeds_later(Neighbours.Mood mood, StatusCode expected, string reason)
    {
        var home = service.Neighbours.AddHome("havering");
        var request = Reported(home);
        service.Neighbours.Estates = mood;
        // A caller's own deadline: the machine's clock, not the case's.
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(mood == Neighbours.Mood.Slow ? 1 : 30).UtcDateTime;
        var refusal = await Refusal(() => service.As("service@complaints").ReportRepairAsync(request, deadline: deadline));
        Assert.Equal((expected, reason), (refusal.Status, refusal.Reason));
        Assert.Equal(0, await service.Count("repair", home));

        service.Neighbours.Estates = Neighbours.Mood.Answers;
        await service.As("service@complaints").ReportRepairAsync(request);
        Assert.Equal(1, await service.Count("repair", home));
    }

    [Theory]
    [InlineData(Neighbours.Mood.Down)]
    [InlineData(Neighbours.Mood.Slow)]
    public async Task Without_Tenancy_a_report_is_taken_and_its_priority_raised_when_Tenancy_is_back(Neighbours.Mood mood)
    {
        var home = service.Neighbours.AddHome("rosebery");
        var household = service.Neighbours.MoveIn(home, Need.OlderPerson);
        service.Neighbours.Tenancy = mood;
        if (mood == Neighbours.Mood.Slow)
            service.Patience = TimeSpan.FromMilliseconds(200);

        var repair = await service.Report(home, "rosebery", "heating-lost", Noon.AddHours(-1));
        Assert.Equal((true, "", "urgent"), (repair.FactsPending, repair.HouseholdId, repair.Priority));

        service.Neighbours.Tenancy = Neighbours.Mood.Answers;
        service.Patience = TimeSpan.FromSeconds(20);
        service.Host.Clock.Now = Noon.AddMinutes(10);
        await Eventually.Holds(async () => Assert.False((await Read(repair, "rosebery")).FactsPending));

        var raised = await Read(repair, "rosebery");
        Assert.Equal(("emergency", household.ToString()), (raised.Priority, raised.HouseholdId));
        // So little patience may be too little for Estates too, on a busy machine.
        Assert.Equal(["repair.reported", "repair.household-known", "repair.priority-raised"], raised.Timeline.Select(t => t.Name).Where(name => name is not "repair.home-known"));
        Assert.Equal(["ROS-REP-07 2026-03-03T15:00 Open", "ROS-REP-08 2026-03-04T11:00 Open", "ROS-REP-04 2026-03-07T00:00 Cancelled", "ROS-REP-09 2026-03-31T23:00 Cancelled"],
            raised.Commitments.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.StandardId} {c.DueAt.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm} {c.Outcome}")));
        Assert.Equal(0, await service.Count("awaited_facts", home));
    }

    [Fact]
    public async Task A_resident_can_report_and_read_while_Tenancy_is_down()
    {
        var home = service.Neighbours.AddHome("havering");
        var household = service.Neighbours.MoveIn(home);
        service.Neighbours.Tenancy = Neighbours.Mood.Down;
        var resident = service.As("resident@havering", household);

        var repair = (await resident.ReportRepairAsync(Reported(home))).Repair;

        Assert.True(repair.FactsPending);
        Assert.Equal(repair.RepairId, (await resident.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair.RepairId);
        Assert.Single((await resident.ListRepairsAsync(new() { Landlord = "havering" })).Repairs);
        Assert.Equal(StatusCode.PermissionDenied,
            (await Refusal(() => service.As("resident@havering", Guid.CreateVersion7()).GetRepairAsync(new() { RepairId = repair.RepairId }))).Status);
    }

    private async Task<Wire.Repair> Read(Wire.Repair repair, string landlord) =>
        (await service.As($"officer@{landlord}").GetRepairAsync(new() { RepairId = repair.RepairId })).Repair;
}
