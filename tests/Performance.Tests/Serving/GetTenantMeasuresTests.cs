using System.Text.Json;
using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Performance.Tests.Serving.PerformanceService;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance.Tests.Serving;

/// <summary>The tenant satisfaction measures from what was heard, asked for and published. Each test has a landlord of its own.</summary>
public sealed class GetTenantMeasuresTests(GetTenantMeasuresTests.Stage stage) : IClassFixture<GetTenantMeasuresTests.Stage>
{
    private static readonly DateTimeOffset April = new(2026, 4, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset InJune = new(2025, 6, 10, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The service with an Estates that knows how many homes there are, unless it is away.</summary>
    public sealed class Stage : IAsyncLifetime
    {
        private Peer _estates = null!;

        public Estates Estates { get; } = new();

        public ServiceHost<PerformanceDb> Host { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            _estates = await Peer.StartAsync(Estates);
            Host = await ServiceHost<PerformanceDb>.StartAsync(April, settings: new Dictionary<string, string?> { ["services:estates:http:0"] = _estates.Address });
        }

        public async Task DisposeAsync()
        {
            await Host.DisposeAsync();
            await _estates.DisposeAsync();
        }
    }

    /// <summary>2,000 homes for everybody but a landlord it does not answer about.</summary>
    public sealed class Estates : Housing.Estates.Contracts.V1.Estates.EstatesBase
    {
        public string AwayFor { get; set; } = "";

        public override Task<CountHomesResponse> CountHomes(CountHomesRequest request, ServerCallContext context) =>
            request.Landlord == AwayFor ? throw new RpcException(new Status(StatusCode.Unavailable, "away")) : Task.FromResult(new CountHomesResponse { Homes = 2_000 });
    }

    [Fact]
    public async Task CH01_and_CH02_are_of_the_complaints_made_in_the_year_up_to_midnight_of_31_March_in_London()
    {
        // Twelve in time, two of them by an extension, six late, one never taken; and one half an hour before the year, one half an hour after it.
        for (var n = 0; n < 18; n++)
            await Complaint("havering", InJune.AddDays(n), n < 12 ? "met" : "missed", n < 2);
        await Complaint("havering", InJune, "cancelled", milestones: ["complaint.excluded"]);
        await Complaint("havering", new(2025, 3, 31, 22, 30, 0, TimeSpan.Zero), "missed");       // summer time began the day before
        await Complaint("havering", new(2026, 3, 31, 23, 30, 0, TimeSpan.Zero), "missed");
        await Complaint("havering", new(2026, 3, 31, 22, 30, 0, TimeSpan.Zero), "missed");
        await Heard("havering", milestones: 23, promises: 22);

        var year = await Ask("officer@havering");
        Assert.Equal((2025, 4, 1, 2026, 3, 31, true, 2_000L), (year.From.Year, year.From.Month, year.From.Day, year.Through.Year, year.Through.Month, year.Through.Day, year.Over, year.Homes));
        Assert.Equal((19L, 2_000L, "9.50", 1_000), Figure(year, "ENG-TSM-13/1") is var received ? (received.Numerator, received.Denominator, received.Value, received.PerHomes) : default);
        Assert.Equal((12L, 19L, "63.16", 2L), Figure(year, "ENG-TSM-14/1") is var answered ? (answered.Numerator, answered.Denominator, answered.Value, answered.ByExtension) : default);
        Assert.Equal((0L, "0.00"), Figure(year, "ENG-TSM-13/2") is var none ? (none.Numerator, none.Value) : default);
        Assert.Equal((0L, ""), Figure(year, "ENG-TSM-14/2") is var nothing ? (nothing.Denominator, nothing.Value) : default);

        var next = await Ask("officer@havering", new() { Year = 2026, Month = 4, Day = 20 });
        Assert.Equal((1L, false), (Figure(next, "ENG-TSM-13/1").Numerator, next.Over));
        Assert.Equal("fewer than 5", Figure(next, "ENG-TSM-13/1").Shown);
    }

    [Fact]
    public async Task RP02_is_of_the_repairs_finished_in_the_year_and_not_of_those_that_fell_due()
    {
        for (var n = 0; n < 20; n++)
            await Repair("rosebery", InJune.AddDays(n), "ROS-REP-09", n < 15 ? "met" : "missed");
        for (var n = 0; n < 10; n++)
            await Repair("rosebery", InJune.AddDays(n), "ROS-REP-08", n < 9 ? "met" : "missed");
        await Repair("rosebery", finished: null, "ROS-REP-09", "missed");
        await Repair("rosebery", new(2026, 4, 2, 9, 0, 0, TimeSpan.Zero), "ROS-REP-09", "missed");
        await Repair("rosebery", InJune, promise: null, "");
        await Heard("rosebery", milestones: 32, promises: 32);

        var year = await Ask("auditor@rosebery");
        Assert.Equal(("Non-emergency repairs finished in time", 15L, 20L, "75.00"), Figure(year, "ENG-TSM-17/1") is var ordinary ? (ordinary.Name, ordinary.Numerator, ordinary.Denominator, ordinary.Value) : default);
        Assert.Equal(("Emergency repairs finished in time", 9L, 10L, "90.00"), Figure(year, "ENG-TSM-17/2") is var urgent ? (urgent.Name, urgent.Numerator, urgent.Denominator, urgent.Value) : default);
        Assert.Contains("date first promised", Figure(year, "ENG-TSM-17/1").WorkedOut, StringComparison.Ordinal);
        Assert.All(year.Measures.Where(m => m.Code.StartsWith("BS", StringComparison.Ordinal)), m => Assert.Equal(("Safety data is not kept yet.", 0), (m.NotMeasured, m.Figures.Count)));
        Assert.Equal(22, year.Measures.Count);
    }

    [Fact]
    public async Task They_are_in_the_yearly_report_frozen_with_the_cases_behind_them_and_residents_are_told_no_small_numbers()
    {
        for (var n = 0; n < 8; n++)
            await Repair("housing-plus", InJune.AddDays(n), "HPG-REP-05", n < 6 ? "met" : "missed");
        for (var n = 0; n < 3; n++)
            await Repair("housing-plus", InJune.AddDays(n), "HPG-REP-04", "met");
        await Heard("housing-plus", milestones: 11, promises: 11);
        var (manager, resident) = (Reports("manager@housing-plus"), Reports("resident@housing-plus", Guid.CreateVersion7()));
        var order = new Wire.MakeReportRequest { Landlord = "housing-plus", Kind = Wire.ReportKind.Yearly, From = new() { Year = 2025, Month = 4, Day = 1 } };

        // Without the number of homes there is a draft, but nothing to publish.
        stage.Estates.AwayFor = "housing-plus";
        var draft = (await manager.MakeReportAsync(new(order) { RequestId = NewId() })).Report;
        Assert.Equal("HOMES_UNKNOWN", (await Refusal(() => manager.PublishReportAsync(new() { RequestId = NewId(), ReportId = draft.ReportId }))).Reason);
        Assert.Equal("How many homes there are is not known just now.", Figure((await manager.GetReportAsync(new() { ReportId = draft.ReportId })).TenantMeasures, "ENG-TSM-13/1").Missing);
        stage.Estates.AwayFor = "";
        draft = (await manager.MakeReportAsync(new(order) { RequestId = NewId() })).Report;
        await manager.PublishReportAsync(new() { RequestId = NewId(), ReportId = draft.ReportId });

        await Repair("housing-plus", InJune, "HPG-REP-05", "missed");       // what becomes known later is in no published report
        await Heard("housing-plus", milestones: 12, promises: 12);
        var told = await resident.GetReportAsync(new() { ReportId = draft.ReportId, Format = Wire.ReportFormat.Html });
        var page = System.Net.WebUtility.HtmlDecode(told.Page.ToStringUtf8());
        Assert.Equal((6L, 8L, "75.00"), Figure(told.TenantMeasures, "ENG-TSM-17/1") is var ordinary ? (ordinary.Numerator, ordinary.Denominator, ordinary.Shown) : default);
        Assert.Equal((0L, 0L, "", "fewer than 5"), Figure(told.TenantMeasures, "ENG-TSM-17/2") is var few ? (few.Numerator, few.Denominator, few.Value, few.Shown) : default);
        Assert.Contains("Not yet measured: safety data is not kept yet.", page, StringComparison.Ordinal);
        Assert.Contains("6 ÷ 8 = 75.00%", page, StringComparison.Ordinal);
        Assert.DoesNotContain("3 ÷ 3", page, StringComparison.Ordinal);
        Assert.Contains("The numbers are not told, so that nobody is recognised.", page, StringComparison.Ordinal);
        // Each figure leads to how it was worked out.
        foreach (var id in (string[])["HPG-REP-05", "ENG-TSM-17/1", "ENG-TSM-13/1"])
            Assert.True(page.Contains($"href=\"#w-{id}\"", StringComparison.Ordinal) && page.Contains($"id=\"w-{id}\"", StringComparison.Ordinal), id);
        var csv = (await resident.GetReportAsync(new() { ReportId = draft.ReportId, Format = Wire.ReportFormat.Csv })).Page.ToStringUtf8();
        Assert.Contains("\"RP02, Non-emergency repairs finished in time\",repairs,,6,8,75.00,", csv, StringComparison.Ordinal);
        Assert.Contains("\"RP02, Emergency repairs finished in time\",repairs,,fewer than 5,,,", csv, StringComparison.Ordinal);
        Assert.Contains(",not yet measured,,,", csv, StringComparison.Ordinal);

        var late = await Reports("officer@housing-plus").ListReportCasesAsync(new() { ReportId = draft.ReportId, StandardId = "ENG-TSM-17/1", Part = "not-kept", PageSize = 1 });
        Assert.Equal(("repairs", "", "not-kept"), (late.Cases[0].Service, late.Cases[0].CommitmentId, late.Cases[0].Part));
        Assert.Single((await Reports("officer@housing-plus").ListReportCasesAsync(new() { ReportId = draft.ReportId, StandardId = "ENG-TSM-17/1", Part = "not-kept", PageSize = 1, PageToken = late.NextPageToken })).Cases);
        Assert.Equal("FIGURE_UNKNOWN", (await Refusal(() => manager.ListReportCasesAsync(new() { ReportId = draft.ReportId, StandardId = "ENG-TSM-18/1" }))).Reason);
    }

    [Fact]
    public async Task They_are_for_the_landlords_own_people()
    {
        await Client("resident@one-housing", Guid.CreateVersion7()).GetTenantMeasuresAsync(new() { Landlord = "one-housing" });
        await Client("service@portal").GetTenantMeasuresAsync(new() { Landlord = "one-housing" });
        foreach (var stranger in (string[])["officer@rosebery", "contractor-smiths@one-housing", "income@one-housing"])
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => Client(stranger).GetTenantMeasuresAsync(new() { Landlord = "one-housing" }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => Client("resident@rosebery", Guid.CreateVersion7()).GetTenantMeasuresAsync(new() { Landlord = "one-housing" }))).Status);
        Assert.Equal(["on"], (await Refusal(() => Client("officer@one-housing").GetTenantMeasuresAsync(new() { Landlord = "one-housing", On = new() { Year = 2027, Month = 4, Day = 1 } }))).Fields);
        Assert.Equal(["landlord"], (await Refusal(() => Client("service@portal").GetTenantMeasuresAsync(new() { Landlord = "nowhere" }))).Fields);
    }

    private Wire.Performance.PerformanceClient Client(string who, Guid? household = null) => new(stage.Host.ChannelAs(who, household));

    private Wire.Reports.ReportsClient Reports(string who, Guid? household = null) => new(stage.Host.ChannelAs(who, household));

    private async Task<Wire.GetTenantMeasuresResponse> Ask(string who, Wire.Date? on = null) =>
        await Client(who).GetTenantMeasuresAsync(new() { Landlord = who.Split('@')[1], On = on ?? new() { Year = 2026, Month = 3, Day = 31 } });

    private static Wire.TenantFigure Figure(Wire.GetTenantMeasuresResponse year, string id) => Figure(year.Measures, id);

    private static Wire.TenantFigure Figure(IEnumerable<Wire.TenantMeasure> measures, string id) => measures.SelectMany(m => m.Figures).Single(f => f.FigureId == id);

    private static string NewId() => Guid.CreateVersion7().ToString();

    /// <summary>A complaint with its answer at stage one, and what else happened to it.</summary>
    private async Task Complaint(string landlord, DateTimeOffset received, string outcome, bool byExtension = false, params string[] milestones)
    {
        var id = Guid.CreateVersion7();
        foreach (var name in milestones.Prepend("complaint.received"))
            await Happened("complaints", landlord, id, name, received);
        var due = received.AddDays(14);
        await Promised("complaints", landlord, id, "ENG-CMP-02", outcome, due, byExtension ? due.AddDays(-7) : due);
    }

    private async Task Repair(string landlord, DateTimeOffset? finished, string? promise, string outcome)
    {
        var id = Guid.CreateVersion7();
        if (finished is { } at)
            await Happened("repairs", landlord, id, "repair.completed", at);
        if (promise is not null)
            await Promised("repairs", landlord, id, promise, outcome, finished ?? InJune, finished ?? InJune);
    }

    private Task Happened(string service, string landlord, Guid id, string name, DateTimeOffset at) => stage.Host.PublishAsync(
        new MilestoneRecorded { Service = service, Landlord = landlord, CaseId = id, Name = name, At = at, RecordedAt = at, Facts = JsonSerializer.SerializeToElement(new { }) });

    private Task Promised(string service, string landlord, Guid id, string standard, string outcome, DateTimeOffset due, DateTimeOffset original) => stage.Host.PublishAsync(
        new CommitmentsChanged
        {
            Service = service, Landlord = landlord, CaseId = id,
            Changes = [State(standard, outcome, outcome, due, outcome is "met" or "missed" ? due.AddHours(outcome == "met" ? -1 : 1) : null, original)],
        });

    private async Task Heard(string landlord, long milestones, long promises)
    {
        await Eventually.Equal(milestones, () => stage.Host.Database.Scalar<long>($"select count(*) from milestone where landlord = '{landlord}'"));
        await Eventually.Equal(promises, () => stage.Host.Database.Scalar<long>($"select count(*) from kept_promise where landlord = '{landlord}'"));
    }
}
