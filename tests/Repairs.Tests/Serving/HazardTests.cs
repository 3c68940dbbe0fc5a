using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>The times of the hazards regulations, beside the landlord's own.</summary>
public sealed class HazardTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    public void Dispose() => service.Reset();

    [Theory]
    [InlineData("no", Wire.HazardLevel.Significant, "ENG-HAZ-01 2026-03-18T00:00")]
    [InlineData("yes", Wire.HazardLevel.Emergency, "ENG-HAZ-07 2026-03-04T12:00", "ENG-HAZ-08 2026-03-04T12:00")]
    public async Task ENG_HAZ_01_and_07_the_law_counts_from_the_report_of_damp_beside_the_landlords_own_times(string danger, Wire.HazardLevel level, params string[] due)
    {
        var home = service.Neighbours.AddHome("rosebery");
        service.Neighbours.MoveIn(home, Tenure.Assured);
        var repair = await Damp("rosebery", home, danger);

        Assert.Equal(("damp-and-mould", level, Noon), (repair.Hazard.Kind, repair.Hazard.Level, repair.Hazard.NoticedAt.ToDateTimeOffset()));
        Assert.Equal(["repair.reported", "hazard.noticed"], repair.Timeline.Select(t => t.Name));
        Assert.Equal(due, Law(repair));
        Assert.Contains(repair.Commitments, c => c.StandardId == "ROS-REP-09");
        Assert.Equal(repair, (await service.As("officer@rosebery").GetRepairAsync(new() { RepairId = repair.RepairId })).Repair);
    }

    [Fact]
    public async Task ENG_HAZ_02_to_06_the_times_after_the_investigation_run_from_it()
    {
        var home = service.Neighbours.AddHome("rosebery");
        service.Neighbours.MoveIn(home, Tenure.Assured);
        var repair = await Damp("rosebery", home, "no");
        service.Host.Clock.Now = Noon.AddDays(1);

        var hazard = await Step(repair, Wire.HazardStepKind.Investigated, "The wall is wet behind the wardrobe.", Wire.Investigation.Standard, Wire.HazardLevel.Significant);

        Assert.Equal([Wire.HazardStepKind.Noticed, Wire.HazardStepKind.Investigated], hazard.Steps.Select(s => s.Step));
        // The fourth of March is a Wednesday; ENG-HAZ-16: what cannot begin in five working days begins within twelve weeks.
        Assert.Equal(
            ["ENG-HAZ-01 2026-03-18T00:00 Met", "ENG-HAZ-02 2026-03-10T00:00", "ENG-HAZ-04 2026-03-12T00:00", "ENG-HAZ-05 2026-03-12T00:00", "ENG-HAZ-06 2026-05-27T23:00"],
            Law(await Read(repair)));

        await Step(repair, Wire.HazardStepKind.SummarySent);
        await Step(repair, Wire.HazardStepKind.MadeSafe);
        await Step(repair, Wire.HazardStepKind.WorkBegun);
        await Step(repair, Wire.HazardStepKind.WorkFinished);
        Assert.All((await Read(repair)).Commitments.Where(c => c.StandardId.StartsWith("ENG-HAZ", StringComparison.Ordinal)), c => Assert.Equal(Outcome.Met, c.Outcome));
    }

    [Fact]
    public async Task ENG_HAZ_15_an_owners_home_has_no_hazard_times_and_a_tenure_known_late_counts_when_it_is_known()
    {
        var home = service.Neighbours.AddHome("one-housing");
        service.Neighbours.MoveIn(home, Tenure.Leasehold);
        Assert.Empty(Law(await Damp("one-housing", home, "no")));

        service.Neighbours.Tenancy = Neighbours.Mood.Down;
        var early = await Damp("one-housing", home, "yes");
        Assert.Equal(["ENG-HAZ-07 2026-03-04T12:00", "ENG-HAZ-08 2026-03-04T12:00"], Law(early));

        service.Neighbours.Tenancy = Neighbours.Mood.Answers;
        service.Host.Clock.Now = Noon.AddMinutes(10);
        await Eventually.Holds(async () => Assert.False((await Read(early)).FactsPending));
        Assert.Equal(["ENG-HAZ-07 2026-03-04T12:00 Cancelled", "ENG-HAZ-08 2026-03-04T12:00 Cancelled"], Law(await Read(early)));
    }

    [Fact]
    public async Task Those_who_see_a_hazard_in_another_repair_say_so_and_nobody_else_may()
    {
        var home = service.Neighbours.AddHome("havering");
        var household = service.Neighbours.MoveIn(home);
        var repair = await service.Report(home, fault: "loose-banister");
        var request = new NoticeHazardRequest { RequestId = NewId(), RepairId = repair.RepairId, Kind = "falls", Level = Wire.HazardLevel.Emergency, NoticedAt = Noon.ToTimestamp() };
        var officer = As("officer@havering");

        Assert.Equal(StatusCode.NotFound, (await Refusal(() => officer.GetHazardAsync(new() { RepairId = repair.RepairId }))).Status);
        foreach (var (who, whose) in new[] { ("resident@havering", household), ("officer@rosebery", (Guid?)null), ("auditor@havering", null) })
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => As(who, whose).NoticeHazardAsync(request))).Status);
        var hazard = (await officer.NoticeHazardAsync(request)).Hazard;

        Assert.Equal(hazard, (await officer.NoticeHazardAsync(request)).Hazard);
        Assert.Equal(hazard, (await As("resident@havering", household).GetHazardAsync(new() { RepairId = repair.RepairId })).Hazard);
        Assert.Equal(["ENG-HAZ-07 2026-03-04T12:00", "ENG-HAZ-08 2026-03-04T12:00"], Law((await service.As("officer@havering").GetRepairAsync(new() { RepairId = repair.RepairId })).Repair));
    }

    [Fact]
    public async Task A_report_carries_photos_access_notes_and_how_to_be_told_and_they_are_read_back()
    {
        var home = service.Neighbours.AddHome("havering");
        var household = service.Neighbours.MoveIn(home);
        var request = Reported(home);
        request.PhotoReferences.AddRange(["photo-1", "photo-2"]);
        (request.AccessNotes, request.ContactBy, request.Channel) = ("The bell is broken: knock.", Wire.ContactChannel.Text, Wire.ReportChannel.SocialMedia);
        var resident = service.As("resident@havering", household);

        var report = (await resident.ReportRepairAsync(request)).Repair.Report;

        Assert.Equal(["photo-1", "photo-2"], report.PhotoReferences);
        Assert.Equal(("The bell is broken: knock.", Wire.ContactChannel.Text, Wire.ReportChannel.SocialMedia), (report.AccessNotes, report.ContactBy, report.Channel));
        var read = Assert.Single((await resident.ListRepairsAsync(new() { Landlord = "havering" })).Repairs);
        Assert.Equal(report, (await resident.GetRepairAsync(new() { RepairId = read.RepairId })).Repair.Report);
    }

    // ROS-REP-02: at any hour; OHO-REP-08: in several ways.
    [Theory]
    [InlineData("rosebery", Wire.ReportChannel.Portal)]
    [InlineData("rosebery", Wire.ReportChannel.Phone)]
    [InlineData("one-housing", Wire.ReportChannel.Portal)]
    [InlineData("one-housing", Wire.ReportChannel.Email)]
    [InlineData("one-housing", Wire.ReportChannel.InPerson)]
    [InlineData("one-housing", Wire.ReportChannel.Letter)]
    public async Task OHO_REP_08_ROS_REP_02_a_report_is_taken_at_three_on_a_Sunday_morning_whichever_way_it_comes(string landlord, Wire.ReportChannel channel)
    {
        service.Host.Clock.Now = new DateTimeOffset(2026, 3, 8, 3, 0, 0, TimeSpan.Zero);
        var request = Reported(service.Neighbours.AddHome(landlord), "dripping-tap");
        request.Channel = channel;
        var repair = (await service.As($"officer@{landlord}").ReportRepairAsync(request)).Repair;
        Assert.Equal((channel, service.Host.Clock.Now), (repair.Report.Channel, repair.ReportedAt.ToDateTimeOffset()));
    }

    [Theory]
    [InlineData("photo_references", "eleven photos")]
    [InlineData("photo_references", "an empty reference")]
    [InlineData("access_notes", "too long notes")]
    [InlineData("access_notes", "a control character")]
    [InlineData("contact_by", "a channel nobody has heard of")]
    public async Task What_a_report_carries_has_its_bounds(string field, string what)
    {
        var home = service.Neighbours.AddHome("havering");
        var request = Reported(home);
        switch (what)
        {
            case "eleven photos":
                request.PhotoReferences.AddRange(Enumerable.Range(0, 11).Select(i => $"photo-{i}"));
                break;
            case "an empty reference":
                request.PhotoReferences.Add(" ");
                break;
            case "too long notes":
                request.AccessNotes = new string('a', 501);
                break;
            case "a control character":
                request.AccessNotes = "Knock\u0007";
                break;
            default:
                request.ContactBy = (Wire.ContactChannel)99;
                break;
        }

        var refusal = await Refusal(() => service.As("officer@havering").ReportRepairAsync(request));
        Assert.Equal((StatusCode.InvalidArgument, field), (refusal.Status, Assert.Single(refusal.Fields)));
        Assert.Equal(0, await service.Count("repair", home));
    }

    private Wire.Hazards.HazardsClient As(string who, Guid? household = null) => new(service.Host.ChannelAs(who, household));

    private async Task<Wire.Hazard> Step(
        Wire.Repair repair, Wire.HazardStepKind step, string text = "", Wire.Investigation investigation = Wire.Investigation.Unspecified, Wire.HazardLevel found = Wire.HazardLevel.Unspecified) =>
        (await As($"officer@{repair.Landlord}").RecordHazardStepAsync(
            new() { RequestId = NewId(), RepairId = repair.RepairId, Step = step, Text = text, Investigation = investigation, Found = found })).Hazard;

    private async Task<Wire.Repair> Damp(string landlord, Guid home, string danger)
    {
        var request = Reported(home, "");
        request.Item = "damp";
        request.Answers.Add(new Wire.Answer { Question = "damp-danger", Answer_ = danger });
        return (await service.As($"officer@{landlord}").ReportRepairAsync(request)).Repair;
    }

    private async Task<Wire.Repair> Read(Wire.Repair repair) => (await service.As($"officer@{repair.Landlord}").GetRepairAsync(new() { RepairId = repair.RepairId })).Repair;

    /// <summary>The law's times on a repair, with what became of them when they run no more.</summary>
    private static IEnumerable<string> Law(Wire.Repair repair) => repair.Commitments
        .Where(c => c.StandardId.StartsWith("ENG-HAZ", StringComparison.Ordinal))
        .OrderBy(c => c.StandardId, StringComparer.Ordinal)
        .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.StandardId} {c.DueAt.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm}{(c.Outcome == Outcome.Open ? "" : $" {c.Outcome}")}"));
}
