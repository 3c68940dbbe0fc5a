using System.Security.Cryptography;
using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Testing;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

/// <summary>What is published about complaints. Each test has a landlord of its own.</summary>
public sealed class ReportTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    private static readonly Date Quarter = new() { Year = 2026, Month = 1, Day = 1 };

    [Fact]
    public async Task A_quarters_report_is_made_from_the_data_frozen_and_read_by_every_resident_ROS_PER_02()
    {
        service.Reset();
        var published = await service.Host.ListenAsync<ComplaintsReportPublished>();
        var (officer, manager) = (service.Reporting("officer@rosebery"), service.Reporting("manager@rosebery"));
        var upheld = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            service.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            var (complaint, _, _) = await service.Receive("rosebery", i == 0 ? "rent-and-charges" : "repairs");
            await service.Assign(complaint.ComplaintId, "rosebery");
            await service.Acknowledge(complaint.ComplaintId, "rosebery");
            await service.Answer(complaint.ComplaintId, "rosebery");
            upheld.Add(complaint.ComplaintId);
        }

        await Learn("rosebery", upheld[0], "We answer letters twice.", "We answer each letter once.");
        var make = new MakeReportRequest { RequestId = NewId(), Landlord = "rosebery", Kind = Wire.ReportKind.Quarterly, From = Quarter };
        var early = (await officer.MakeReportAsync(make)).Report;
        Assert.Equal("PERIOD_RUNNING", (await Refusal(() => manager.PublishReportAsync(new() { RequestId = NewId(), ReportId = early.ReportId }))).Reason);
        Assert.Empty((await service.Reporting("resident@rosebery", Guid.CreateVersion7()).ListReportsAsync(new() { Landlord = "rosebery" })).Reports);

        service.Host.Clock.Now = Examples.Instant("2026-04-20T09:00Z");
        Assert.Contains((await officer.ListReportsAsync(new() { Landlord = "rosebery" })).Owed, o => o.Kind == Wire.ReportKind.Quarterly && o.From.Equals(Quarter) && o.Clause == "ROS-PER-02");
        make.RequestId = NewId();
        var report = (await officer.MakeReportAsync(make)).Report;
        Assert.Equal((early.ReportId, false, new Date { Year = 2026, Month = 3, Day = 31 }), (report.ReportId, report.Published, report.Through));
        Assert.Equal(report, (await officer.MakeReportAsync(make)).Report);
        var figures = (await officer.GetReportAsync(new() { ReportId = report.ReportId })).Figures.ToDictionary(f => f.Key);
        Assert.Equal((6, "1,000.0 for every 1,000 homes"), (figures["received-1"].Count, figures["received-1"].Share));
        Assert.Equal((6, 6, "100.0 %"), (figures["answered-in-time-1"].Count, figures["answered-in-time-1"].Of, figures["answered-in-time-1"].Share));
        Assert.Equal((6, 6), (figures["promise:ROS-CMP-04"].Count, figures["promise:ROS-CMP-04"].Of));
        Assert.Equal((1, "fewer than 5"), (figures["subject:rent-and-charges"].Count, figures["subject:rent-and-charges"].Shown));
        Assert.Equal((5, "not told"), (figures["subject:repairs"].Count, figures["subject:repairs"].Shown));       // it would tell the other
        Assert.Equal(("not told", 5), (figures["subject-upheld:repairs"].Shown, figures["subject-upheld:repairs"].Count));
        Assert.Equal((1, 5, 0), (figures["learnt"].Count, figures["unlearnt"].Count, figures["nothing-learnt"].Count));
        Assert.Equal((6, 0), (figures["upheld-1"].Count, figures["not-upheld-1"].Count));
        var first = await officer.ListReportCasesAsync(new() { ReportId = report.ReportId, Key = "unlearnt", PageSize = 3 });
        var rest = await officer.ListReportCasesAsync(new() { ReportId = report.ReportId, Key = "unlearnt", PageSize = 3, PageToken = first.NextPageToken });
        Assert.Equal(upheld.Skip(1), first.Cases.Concat(rest.Cases).Select(c => c.Id));
        Assert.Equal(["key"], (await Refusal(() => officer.ListReportCasesAsync(new() { ReportId = report.ReportId, Key = "weather" }))).Fields);

        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => officer.PublishReportAsync(new() { RequestId = NewId(), ReportId = report.ReportId }))).Status);
        report = (await manager.PublishReportAsync(new() { RequestId = NewId(), ReportId = report.ReportId })).Report;
        Assert.True(report.Published);
        await Eventually.Holds(() => Assert.Equal(("quarterly", "ROS-PER-02"), Assert.Single(published.Events, e => e.ReportId.ToString() == report.ReportId) is var e ? (e.Kind, e.Clause) : default));
        Assert.DoesNotContain((await officer.ListReportsAsync(new() { Landlord = "rosebery" })).Owed, o => o.Kind == Wire.ReportKind.Quarterly);

        var resident = service.Reporting("resident@rosebery", Guid.CreateVersion7());
        Assert.Equal([report], (await resident.ListReportsAsync(new() { Landlord = "rosebery" })).Reports);
        var read = await resident.GetReportAsync(new() { ReportId = report.ReportId, Format = ReportFormat.Html });
        Assert.False(read.Figures.Single(f => f.Key == "subject:rent-and-charges").HasCount);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(read.Page.Span)), "We answer each letter once."), (report.Checksum, Assert.Single(read.Improvements).WeDid));
        Assert.Contains("You said, we did", read.Page.ToStringUtf8(), StringComparison.Ordinal);
        Assert.DoesNotContain("Osei", read.Page.ToStringUtf8(), StringComparison.Ordinal);
        var csv = (await resident.GetReportAsync(new() { ReportId = report.ReportId, Format = ReportFormat.Csv })).Page;
        Assert.Equal(report.CsvChecksum, Convert.ToHexStringLower(SHA256.HashData(csv.Span)));
        Assert.Contains("By subject,Rent and service charges,fewer than 5,,,", csv.ToStringUtf8(), StringComparison.Ordinal);

        // What changes afterwards changes nothing of it, not even in the database; a correction is another that says so.
        await service.Receive("rosebery");
        Assert.Equal(read.Page, (await resident.GetReportAsync(new() { ReportId = report.ReportId, Format = ReportFormat.Html })).Page);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => service.Host.Database.Scalar<int>($"update complaints_report set contents = '{{}}' where id = '{report.ReportId}' returning 1"));
        make.RequestId = NewId();
        Assert.Equal("REPORT_PUBLISHED", (await Refusal(() => officer.MakeReportAsync(make))).Reason);
        (make.Corrects, make.Correction) = (report.ReportId, "One complaint was counted under another subject.");
        var correction = (await officer.MakeReportAsync(make)).Report;
        await manager.PublishReportAsync(new() { RequestId = NewId(), ReportId = correction.ReportId });
        Assert.Contains("One complaint was counted under another subject.", (await resident.GetReportAsync(new() { ReportId = correction.ReportId, Format = ReportFormat.Html })).Page.ToStringUtf8(), StringComparison.Ordinal);
        Assert.Equal(2, (await resident.ListReportsAsync(new() { Landlord = "rosebery" })).Reports.Count);
    }

    [Fact]
    public async Task The_cases_behind_a_report_stand_beside_it_sealed_and_those_of_one_from_before_in_it()
    {
        service.Reset();
        var complaints = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            service.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            complaints.Add((await service.Receive("one-housing")).Complaint.ComplaintId);
        }

        service.Host.Clock.Now = Examples.Instant("2026-04-20T09:00Z");
        var (officer, manager) = (service.Reporting("officer@one-housing"), service.Reporting("manager@one-housing"));
        var make = new MakeReportRequest { RequestId = NewId(), Landlord = "one-housing", Kind = Wire.ReportKind.Quarterly, From = Quarter };
        var report = (await officer.MakeReportAsync(make)).Report.ReportId;
        make.RequestId = NewId();
        Assert.Equal(report, (await officer.MakeReportAsync(make)).Report.ReportId);       // what stood beside the draft before does not stand there twice
        Assert.Equal(complaints, await Cases());
        Assert.DoesNotContain(complaints[0], await Sql<string>($"select contents::text from complaints_report where id = '{report}'"), StringComparison.Ordinal);
        await Sql<int>($"update report_cases set ids = ids[2:] where report_id = '{report}' and key = 'received-1' returning 1");
        Assert.Equal(StatusCode.Internal, (await Refusal(() => officer.ListReportCasesAsync(new() { ReportId = report, Key = "received-1" }))).Status);

        // As one was kept before cases stood beside it.
        var received = $"(select (n - 1)::text from complaints_report, jsonb_array_elements(contents->'figures') with ordinality f (figure, n) where id = '{report}' and figure->>'key' = 'received-1')";
        await Sql<int>($$"""
            update complaints_report set contents = jsonb_set(contents #- array['figures', {{received}}, 'casesSeal'], array['figures', {{received}}, 'cases'], '["{{complaints[0]}}", "{{complaints[2]}}"]')
            where id = '{{report}}' returning 1
            """);
        Assert.Equal([complaints[0], complaints[2]], await Cases());

        await manager.PublishReportAsync(new() { RequestId = NewId(), ReportId = report });
        foreach (var change in (string[])[
            $"update report_cases set number = 7 where report_id = '{report}' returning 1", $"delete from report_cases where report_id = '{report}' returning 1",
            $"insert into report_cases select gen_random_uuid(), '{report}', 'received-1', false, 9, '{{}}' returning 1"])
            Assert.Contains("is published", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Sql<int>(change))).MessageText, StringComparison.Ordinal);

        async Task<IEnumerable<string>> Cases() => (await officer.ListReportCasesAsync(new() { ReportId = report, Key = "received-1" })).Cases.Select(c => c.Id);
        Task<T> Sql<T>(string sql) => service.Host.Database.Scalar<T>(sql);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_PDF_says_what_the_report_says_ROS_PER_03(bool large)
    {
        service.Reset();
        await service.Receive("one-housing");
        service.Host.Clock.Now = Examples.Instant("2026-04-20T09:00Z");
        var officer = service.Reporting("officer@one-housing");
        var report = (await officer.MakeReportAsync(new() { RequestId = NewId(), Landlord = "one-housing", Kind = Wire.ReportKind.Yearly, From = new() { Year = 2025, Month = 4, Day = 1 } })).Report;
        var pdf = (await officer.GetReportAsync(new() { ReportId = report.ReportId, Format = ReportFormat.Pdf, LargePrint = large })).Page.ToByteArray();
        var (text, about) = (await Pdf.Text(pdf), await Pdf.About(pdf));
        Assert.Equal("yes", about["Tagged"]);
        foreach (var said in (string[])["Complaints this year", "From 1 April 2025 to 31 March 2026", "This is a draft", "What was received", "fewer than 5", "How each figure was worked out", $"Page 1 of {about["Pages"]}"])
            Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_complaints_changed_in_a_year_is_shown_by_complaints_before_and_after_OHC_PER_09()
    {
        service.Reset();
        service.Host.Clock.Now = Examples.Instant("2025-06-02T09:00Z");
        for (var i = 0; i < 6; i++)
            await service.Answer((await service.Receive("housing-plus")).Complaint.ComplaintId, "housing-plus");
        var taught = (await service.Lessons("officer@housing-plus").ListUnlearntAsync(new() { Landlord = "housing-plus" })).Complaints[0].ComplaintId;
        service.Host.Clock.Now = Examples.Instant("2025-07-01T09:00Z");
        await Learn("housing-plus", taught, "You said that nobody calls.", "We call an hour before.");
        service.Host.Clock.Now = Examples.Instant("2025-09-01T09:00Z");
        await service.Answer((await service.Receive("housing-plus")).Complaint.ComplaintId, "housing-plus");

        service.Host.Clock.Now = Examples.Instant("2026-04-20T09:00Z");
        var officer = service.Reporting("officer@housing-plus");
        var report = (await officer.MakeReportAsync(new() { RequestId = NewId(), Landlord = "housing-plus", Kind = Wire.ReportKind.Impact, From = new() { Year = 2025, Month = 4, Day = 1 } })).Report;
        var read = await officer.GetReportAsync(new() { ReportId = report.ReportId, Format = ReportFormat.Csv });
        Assert.Contains("What came of each lesson,Repairs: Not done in time,fewer than 5,6,", read.Page.ToStringUtf8(), StringComparison.Ordinal);
        Assert.Equal(1, read.Figures.Single(f => f.Key == "lessons-done").Count);
        Assert.Equal((7, 0), (read.Figures.Single(f => f.Key == "subject:repairs").Count, read.Figures.Single(f => f.Key == "subject-before:repairs").Count));
        Assert.Equal("We call an hour before.", Assert.Single(read.Improvements).WeDid);
    }

    [Fact]
    public async Task The_comparison_with_the_code_is_filled_in_from_the_data_and_the_rest_is_stated_ENG_CMP_05()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive("havering");
        await service.Assign(complaint.ComplaintId, "havering");
        await service.Acknowledge(complaint.ComplaintId, "havering");
        await service.Answer(complaint.ComplaintId, "havering");
        var (late, _, _) = await service.Receive("havering");
        service.Host.Clock.Now = Examples.Instant("2026-04-20T09:00Z");
        await Eventually.Holds(async () => Assert.Equal("Missed", await service.Host.Database.Scalar<string>($"select outcome from commitment where case_id = '{late.ComplaintId}' and standard_id = 'ENG-CMP-01'")));
        var manager = service.Reporting("manager@havering");
        var make = new MakeReportRequest { RequestId = NewId(), Landlord = "havering", Kind = Wire.ReportKind.SelfAssessment, From = new() { Year = 2025, Month = 4, Day = 1 } };
        var report = (await manager.MakeReportAsync(make)).Report;
        var provisions = (await manager.GetReportAsync(new() { ReportId = report.ReportId })).Provisions;
        Assert.Equal((ProvisionAnswer.No, true), provisions.Single(p => p.Number == "6.2") is var acknowledged ? (acknowledged.Answer, acknowledged.ByData) : default);
        Assert.Equal([late.ComplaintId], (await manager.ListReportCasesAsync(new() { ReportId = report.ReportId, Key = "6.2" })).Cases.Select(c => c.Id));
        Assert.Equal(ProvisionAnswer.Yes, provisions.Single(p => p.Number == "6.19").Answer);
        Assert.Equal(ProvisionAnswer.Yes, provisions.Single(p => p.Number == "7.1").Answer);
        Assert.Equal("PROVISIONS_OPEN", (await Refusal(() => manager.PublishReportAsync(new() { RequestId = NewId(), ReportId = report.ReportId }))).Reason);
        Assert.Equal("ANSWERED_BY_DATA", (await Refusal(() => manager.StateProvisionAsync(State(report.ReportId, "6.2")))).Reason);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Reporting("officer@havering").StateProvisionAsync(State(report.ReportId, "4.3")))).Status);

        foreach (var open in provisions.Where(p => p.Answer == ProvisionAnswer.Open))
            Assert.Equal((ProvisionAnswer.Yes, false), (await manager.StateProvisionAsync(State(report.ReportId, open.Number))).Provision is var said ? (said.Answer, said.ByData) : default);
        make.RequestId = NewId();
        Assert.Equal(report.ReportId, (await manager.MakeReportAsync(make)).Report.ReportId);       // what was stated stays in it
        Assert.True((await manager.PublishReportAsync(new() { RequestId = NewId(), ReportId = report.ReportId })).Report.Published);
        var page = (await service.Reporting("resident@havering", Guid.CreateVersion7()).GetReportAsync(new() { ReportId = report.ReportId, Format = ReportFormat.Html })).Page.ToStringUtf8();
        Assert.Contains("Stated by The board on 10 April 2026", page, StringComparison.Ordinal);
        Assert.Equal("REPORT_PUBLISHED", (await Refusal(() => manager.StateProvisionAsync(State(report.ReportId, "4.3")))).Reason);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => service.Host.Database.Scalar<int>($"update provision_statement set words = 'x' where report_id = '{report.ReportId}' returning 1"));
    }

    [Fact]
    public async Task Reports_are_the_landlords_own_and_without_Estates_none_is_made()
    {
        service.Reset();
        service.Host.Clock.Now = Examples.Instant("2026-04-20T09:00Z");
        var officer = service.Reporting("officer@one-housing");
        var make = new MakeReportRequest { RequestId = NewId(), Landlord = "one-housing", Kind = Wire.ReportKind.Quarterly, From = Quarter };
        service.Neighbours.Away = true;
        Assert.Equal((StatusCode.Unavailable, "HOMES_UNCOUNTED"), await Refusal(() => officer.MakeReportAsync(make)) is var refused ? (refused.Status, refused.Reason) : default);
        service.Neighbours.Away = false;
        var report = (await officer.MakeReportAsync(make)).Report;
        foreach (var stranger in (Wire.Reports.ReportsClient[])[
            service.Reporting("officer@rosebery"), service.Reporting("resident@rosebery", Guid.CreateVersion7()), service.Reporting("contractor-smiths@one-housing")])
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.GetReportAsync(new() { ReportId = report.ReportId }))).Status);
        Assert.Equal("REPORT_UNKNOWN", (await Refusal(() => service.Reporting("resident@one-housing", Guid.CreateVersion7()).GetReportAsync(new() { ReportId = report.ReportId }))).Reason);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Reporting("resident@one-housing", Guid.CreateVersion7()).ListReportCasesAsync(new() { ReportId = report.ReportId, Key = "received-1" }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Reporting("auditor@one-housing").MakeReportAsync(make))).Status);
        Assert.Equal(["kind", "from"], (await Refusal(() => officer.MakeReportAsync(new() { RequestId = NewId(), Landlord = "one-housing" }))).Fields);
        Assert.Equal(["format"], (await Refusal(() => officer.GetReportAsync(new() { ReportId = report.ReportId, Format = (ReportFormat)9 }))).Fields);
        Assert.Equal("NOT_AN_ASSESSMENT", (await Refusal(() => service.Reporting("manager@one-housing").StateProvisionAsync(State(report.ReportId, "4.3")))).Reason);
        Assert.Equal("SATISFACTION_NOT_YOURS", (await Refusal(() => officer.ListReportCasesAsync(new() { ReportId = report.ReportId, Key = "satisfied" }))).Reason);
    }

    private static StateProvisionRequest State(string report, string number) => new()
    {
        RequestId = NewId(), ReportId = report, Number = number, Answer = ProvisionAnswer.Yes, Statement = "We do.", StatedBy = "The board", StatedOn = new() { Year = 2026, Month = 4, Day = 10 }, Evidence = "minutes/12",
    };

    private async Task Learn(string landlord, string complaint, string youSaid, string weDid)
    {
        var (officer, manager) = (service.Lessons($"officer@{landlord}"), service.Lessons($"manager@{landlord}"));
        var lesson = (await officer.DrawLessonAsync(new()
        {
            RequestId = NewId(), ComplaintIds = { complaint }, Learnt = "Nobody calls.", Action = "Call.", Owner = "bell", DueOn = new() { Year = 2026, Month = 3, Day = 30 },
        })).Lesson.LessonId;
        await officer.CompleteLessonAsync(new() { RequestId = NewId(), LessonId = lesson, Proof = "minutes/7" });
        var improvement = (await officer.WriteImprovementAsync(new() { RequestId = NewId(), LessonId = lesson, YouSaid = youSaid, WeDid = weDid })).Improvement.ImprovementId;
        await manager.PublishImprovementAsync(new() { RequestId = NewId(), LessonId = lesson, ImprovementId = improvement, NobodyRecognisable = true });
    }
}
