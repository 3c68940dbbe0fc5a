using Grpc.Core;
using Housing.Testing;
using Npgsql;
using static Housing.Performance.Tests.Serving.PerformanceService;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance.Tests.Serving;

/// <summary>What is published stays as it is, with the promises behind each figure. Each test has a landlord of its own.</summary>
public sealed class ReportTests(PerformanceService service) : IClassFixture<PerformanceService>
{
    private static readonly DateTimeOffset February = new(2026, 2, 10, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_published_report_stays_while_what_happened_is_put_right_and_a_correction_says_why_HPG_PER_07()
    {
        var wrong = Guid.CreateVersion7();
        await Due("housing-plus", "HPG-REP-05", met: 9, missed: 2);
        await service.Hear("housing-plus", 12, Of("housing-plus", State("HPG-REP-05", "missed", "missed", February, id: wrong)));
        var (manager, resident) = (Reports("manager@housing-plus"), Reports("resident@housing-plus", Guid.CreateVersion7()));

        var draft = (await manager.MakeReportAsync(Order("housing-plus", Wire.ReportKind.Monthly, 2))).Report;
        Assert.False(draft.Published);
        Assert.Equal(StatusCode.NotFound, (await Refusal(() => resident.GetReportAsync(new() { ReportId = draft.ReportId }))).Status);
        var published = (await manager.PublishReportAsync(new() { RequestId = NewId(), ReportId = draft.ReportId })).Report;
        Assert.True(published.Published);

        // What becomes known later is in no published report.
        await service.Host.PublishAsync(Of("housing-plus", State("HPG-REP-05", "corrected", "met", February, February.AddHours(-1), recorded: Noon, id: wrong)));
        await Eventually.Equal(10L, () => service.Host.Database.Scalar<long>("select count(*) from kept_promise where landlord = 'housing-plus' and outcome = 'met'"));
        var read = await resident.GetReportAsync(new() { ReportId = draft.ReportId, Format = Wire.ReportFormat.Html });
        var figure = read.Figures.Single(f => f.StandardId == "HPG-REP-05");
        Assert.Equal((9L, 12L, "75.00", "Every year, in the report to tenants"), (figure.Numerator, figure.Denominator, figure.Value, figure.Reported));
        Assert.Equal((9L, 12L), read.Figures.Single(f => f.StandardId == "HPG-PER-07") is var all ? (all.Numerator, all.Denominator) : default);
        Assert.Contains("75.00%", read.Page.ToStringUtf8(), StringComparison.Ordinal);
        Assert.Contains("in neither number", figure.WorkedOut, StringComparison.Ordinal);

        // The promises behind it, as they were counted.
        var cases = await Reports("officer@housing-plus").ListReportCasesAsync(new() { ReportId = draft.ReportId, StandardId = "HPG-REP-05", Part = "not-kept", PageSize = 2 });
        var rest = await Reports("officer@housing-plus").ListReportCasesAsync(new() { ReportId = draft.ReportId, StandardId = "HPG-REP-05", Part = "not-kept", PageSize = 2, PageToken = cases.NextPageToken });
        Assert.Equal((2, 1), (cases.Cases.Count, rest.Cases.Count));
        Assert.Contains(cases.Cases.Concat(rest.Cases), c => c.CommitmentId == wrong.ToString() && c is { Service: "repairs", Part: "not-kept" } && c.CaseId is not "");

        Assert.Equal("REPORT_PUBLISHED", (await Refusal(() => manager.MakeReportAsync(Order("housing-plus", Wire.ReportKind.Monthly, 2)))).Reason);
        var correcting = Order("housing-plus", Wire.ReportKind.Monthly, 2);
        (correcting.Corrects, correcting.Correction) = (draft.ReportId, "One repair was recorded late.");
        var correction = (await manager.MakeReportAsync(correcting)).Report;
        await manager.PublishReportAsync(new() { RequestId = NewId(), ReportId = correction.ReportId });
        read = await resident.GetReportAsync(new() { ReportId = correction.ReportId, Format = Wire.ReportFormat.Csv });
        Assert.Equal((10L, 12L), read.Figures.Single(f => f.StandardId == "HPG-REP-05") is var put ? (put.Numerator, put.Denominator) : default);
        Assert.Contains("HPG-REP-05", read.Page.ToStringUtf8(), StringComparison.Ordinal);
        var listed = (await resident.ListReportsAsync(new() { Landlord = "housing-plus" })).Reports;
        Assert.Equal([("", draft.ReportId), (draft.ReportId, correction.ReportId)], listed.Select(r => (r.Corrects, r.ReportId)).OrderBy(r => r.Corrects.Length));

        // The database itself refuses a change.
        foreach (var change in new[]
        {
            $"update performance_report set page = '' where id = '{draft.ReportId}'", $"delete from performance_report_cases where report_id = '{draft.ReportId}'",
            $"update performance_report_cases set parts = ids::text[] where report_id = '{correction.ReportId}'",
        })
            Assert.Contains("is published", (await Assert.ThrowsAsync<PostgresException>(() => service.Host.Database.Execute(change))).MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_made_anew_is_printed_and_is_not_published_before_its_period_is_over()
    {
        await Due("rosebery", "ROS-REP-04", met: 6, missed: 1);
        var manager = Reports("manager@rosebery");
        var first = (await manager.MakeReportAsync(Order("rosebery", Wire.ReportKind.Yearly, 4, 2025))).Report;
        await Due("rosebery", "ROS-REP-04", met: 1, missed: 0, known: 7);
        var again = (await manager.MakeReportAsync(Order("rosebery", Wire.ReportKind.Yearly, 4, 2025))).Report;
        Assert.Equal(first.ReportId, again.ReportId);
        Assert.NotEqual(first.Checksum, again.Checksum);
        Assert.Equal("PERIOD_RUNNING", (await Refusal(() => manager.PublishReportAsync(new() { RequestId = NewId(), ReportId = again.ReportId }))).Reason);

        var pdf = await manager.GetReportAsync(new() { ReportId = again.ReportId, Format = Wire.ReportFormat.Pdf, LargePrint = true });
        Assert.Equal("application/pdf", pdf.MediaType);
        Assert.Contains("draft", await Pdf.Text(pdf.Page.ToByteArray()), StringComparison.Ordinal);

        var owed = (await manager.ListReportsAsync(new() { Landlord = "rosebery" })).Owed;
        Assert.Equal([Wire.ReportKind.Monthly, Wire.ReportKind.Quarterly, Wire.ReportKind.Yearly], owed.Select(o => o.Kind).Order());
        Assert.Equal((2026, 2), owed.Single(o => o.Kind == Wire.ReportKind.Monthly).From is var from ? (from.Year, from.Month) : default);
    }

    [Fact]
    public async Task Residents_are_not_told_so_few_that_somebody_could_be_recognised()
    {
        await Due("havering", "HAV-REP-08", met: 2, missed: 1);
        await Due("havering", "HAV-REP-09", met: 7, missed: 1, known: 3);
        await Due("havering", "HAV-REP-15", met: 20, missed: 1, known: 11);
        var manager = Reports("manager@havering");
        var made = (await manager.MakeReportAsync(Order("havering", Wire.ReportKind.Monthly, 2))).Report;
        await manager.PublishReportAsync(new() { RequestId = NewId(), ReportId = made.ReportId });

        var told = (await Reports("resident@havering", Guid.CreateVersion7()).GetReportAsync(new() { ReportId = made.ReportId, Format = Wire.ReportFormat.Csv }));
        Wire.ReportFigure Told(string id) => told.Figures.Single(f => f.StandardId == id);
        Assert.Equal((0L, "", "fewer than 5"), (Told("HAV-REP-08").Denominator, Told("HAV-REP-08").Value, Told("HAV-REP-08").Shown));
        // It would follow from the total and the others, so the next smallest is not told either.
        Assert.Equal((0L, "", "not told"), (Told("HAV-REP-09").Denominator, Told("HAV-REP-09").Value, Told("HAV-REP-09").Shown));
        Assert.Equal((20L, 21L), (Told("HAV-REP-15").Numerator, Told("HAV-REP-15").Denominator));
        Assert.Contains("fewer than 5", told.Page.ToStringUtf8(), StringComparison.Ordinal);
        Assert.Equal((2L, 3L), (await manager.GetReportAsync(new() { ReportId = made.ReportId })).Figures.Single(f => f.StandardId == "HAV-REP-08") is var known ? (known.Numerator, known.Denominator) : default);

        // The same of the figures that are asked for by themselves.
        var february = new Wire.Date { Year = 2026, Month = 2, Day = 1 };
        var shares = (await service.As("resident@havering", Guid.CreateVersion7()).GetSharesAsync(new() { Landlord = "havering", From = february, Through = february })).Shares;
        Assert.Equal((0L, "fewer than 5"), shares.Single(s => s.StandardId == "HAV-REP-08") is var few ? (few.Denominator, few.Shown) : default);
        Assert.Equal((0L, "not told"), shares.Single(s => s.StandardId == "HAV-REP-09") is var next ? (next.Denominator, next.Shown) : default);
        Assert.Equal((21L, "95.24"), shares.Single(s => s.StandardId == "HAV-REP-15") is var enough ? (enough.Denominator, enough.Shown) : default);
    }

    private Wire.Reports.ReportsClient Reports(string who, Guid? household = null) => new(service.Host.ChannelAs(who, household));

    private static string NewId() => Guid.CreateVersion7().ToString();

    private static Wire.MakeReportRequest Order(string landlord, Wire.ReportKind kind, int month, int year = 2026) =>
        new() { RequestId = NewId(), Landlord = landlord, Kind = kind, From = new() { Year = year, Month = month, Day = 1 } };

    private Task Due(string landlord, string id, int met, int missed, int known = 0) => service.Hear(
        landlord, known + met + missed,
        [
            .. Enumerable.Range(0, met).Select(n => Of(landlord, State(id, "met", "met", February.AddDays(n % 9), February.AddDays((n % 9) - 1)))),
            .. Enumerable.Range(0, missed).Select(_ => Of(landlord, State(id, "missed", "missed", February))),
        ]);
}
