using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests.Reporting;

public class ReportDecisionTests
{
    private static readonly DateOnly Today = new(2026, 5, 12);

    [Theory]
    [InlineData(ReportKind.Quarterly, "2026-01-01", "2026-03-31")]
    [InlineData(ReportKind.Quarterly, "2026-04-01", "2026-06-30")]
    [InlineData(ReportKind.Yearly, "2025-04-01", "2026-03-31")]
    [InlineData(ReportKind.Impact, "2023-04-01", "2024-03-31")]
    [InlineData(ReportKind.Yearly, "2026-01-01", null)]
    [InlineData(ReportKind.Quarterly, "2026-02-01", null)]
    [InlineData(ReportKind.Quarterly, "2026-01-02", null)]
    public void A_period_begins_where_the_landlords_quarters_and_years_do(ReportKind kind, string from, string? through) =>
        Assert.Equal(through, ReportPeriod.Of(kind, DateOnly.Parse(from, null), 4)?.Through.ToString("yyyy-MM-dd", null));

    [Theory]
    [InlineData(ReportKind.Quarterly, "2026-05-12", "2026-01-01")]
    [InlineData(ReportKind.Quarterly, "2026-03-31", "2025-10-01")]
    [InlineData(ReportKind.Quarterly, "2026-04-01", "2026-01-01")]
    [InlineData(ReportKind.Yearly, "2026-03-31", "2024-04-01")]
    [InlineData(ReportKind.Yearly, "2026-04-01", "2025-04-01")]
    public void The_last_period_that_is_over_is_the_one_owed(ReportKind kind, string today, string from) =>
        Assert.Equal(DateOnly.Parse(from, null), ReportPeriod.LastOver(kind, DateOnly.Parse(today, null), 4).From);

    [Fact]
    public void Only_what_the_landlord_makes_is_made_and_only_from_the_first_day()
    {
        Assert.Equal(["kind", "from"], Why(Decide("rosebery", new(null, null, null, ""))).Fields());
        Assert.Equal(["kind"], Why(Decide("havering", new(ReportKind.Quarterly, new(2026, 1, 1), null, ""))).Fields());
        var refusal = Why(Decide("rosebery", new(ReportKind.Quarterly, new(2026, 2, 1), null, "")));
        Assert.Contains("2026-01-01", refusal.Sentence, StringComparison.Ordinal);
        Assert.Equal(new(new(2026, 1, 1), new(2026, 3, 31)), Decide("rosebery", new(ReportKind.Quarterly, new(2026, 1, 1), null, "")).Milestones[0].Period);
        // A draft of the running quarter may be looked at.
        Assert.Equal(new(2026, 6, 30), Decide("rosebery", new(ReportKind.Quarterly, new(2026, 4, 1), null, "")).Milestones[0].Period.Through);
    }

    [Fact]
    public void What_is_published_is_only_corrected_by_one_that_says_so()
    {
        var published = Made(Now, new ReportPeriod(new(2025, 10, 1), new(2025, 12, 31)));
        published.Publish("manager-1", Now);
        var (again, kind) = (new GivenDay(2025, 10, 1), ReportKind.Quarterly);
        Assert.Equal("REPORT_PUBLISHED", Why(Decide("rosebery", new(kind, again, null, ""), published)).Code);
        Assert.Equal(["correction"], Why(Decide("rosebery", new(kind, again, published.Id, ""), published)).Fields());
        Assert.Equal(["correction"], Why(Decide("rosebery", new(kind, again, null, "Why?"), published)).Fields());
        Assert.Equal(["corrects"], Why(Decide("rosebery", new(kind, again, Guid.CreateVersion7(), "Late answers were left out."), published)).Fields());
        Assert.Equal(["corrects"], Why(Decide("rosebery", new(kind, again, published.Id, "Late answers were left out."))).Fields());
        Assert.Equal((published.Id, "Late answers were left out."), Decide("rosebery", new(kind, again, published.Id, "Late answers were left out."), published).Milestones[0] is var order ? (order.Corrects!.Value, order.Correction) : default);
    }

    [Fact]
    public void A_report_is_published_once_and_when_its_period_was_over_as_it_was_made()
    {
        var early = Made(Instant("2026-03-31T22:59Z"), new(new(2026, 1, 1), new(2026, 3, 31)));
        Assert.Equal("PERIOD_RUNNING", Assert.IsType<Decision<Publication>.Refused>(PublicationDecision.Decide(early, Now.AddYears(1))).Why.Code);
        var report = Made(Instant("2026-03-31T23:00Z"), new(new(2026, 1, 1), new(2026, 3, 31)));
        Assert.Equal(Now.AddYears(1), PublicationDecision.Decide(report, Now.AddYears(1)).Milestones[0].At);
        Assert.Contains("This is a draft", report.Html(), StringComparison.Ordinal);
        report.Publish("manager-1", Now.AddYears(1));
        Assert.DoesNotContain("This is a draft", report.Html(), StringComparison.Ordinal);
        Assert.Same(Decision<Publication>.Nothing, PublicationDecision.Decide(report, Now.AddYears(2)));
    }

    [Fact]
    public void Every_landlord_compares_itself_with_the_code_and_what_it_promises_has_its_row()
    {
        foreach (var landlord in Book.Landlords)
        {
            var reports = Policy(landlord).Reports;
            Assert.Equal("ENG-CMP-05", reports.Find(ReportKind.SelfAssessment)!.Clause);
            var known = Book.For(landlord).Account.Rules.Select(r => r.Id).Concat(Book.For(landlord).Account.Measures.Select(m => m.Id)).Concat(Book.All.Select(s => s.Standard.Id)).ToHashSet();
            Assert.All(reports.Kinds, k => Assert.True(k.Published ? known.Contains(k.Clause!) : k.Note is not null));
        }

        Assert.Equal(["ROS-PER-02", "ROS-PER-03"], ((ReportKind[])[ReportKind.Quarterly, ReportKind.Yearly]).Select(k => Policy("rosebery").Reports.Find(k)!.Clause));
        Assert.Equal(["OHC-PER-08", "OHC-PER-09"], ((ReportKind[])[ReportKind.Quarterly, ReportKind.Impact]).Select(k => Policy("one-housing").Reports.Find(k)!.Clause));
        Assert.Equal(
            ["reports.fewest", "reports.kinds[1].kind", "reports.least", "reports.yearBegins"],
            new ReportPolicy { Kinds = [new() { Kind = ReportKind.Yearly }, new() { Kind = ReportKind.Yearly }], YearBegins = 13, Fewest = 0, Least = 101 }.Check().Select(f => f.Path).Order(StringComparer.Ordinal));
    }

    private static ComplaintsReport Made(DateTimeOffset at, ReportPeriod period)
    {
        var report = ComplaintsReport.Draft(new("rosebery", ReportKind.Quarterly, period, null, null), at);
        report.Make(new("Rosebery", 5, [], [], [], []), null, "officer-1", at);
        return report;
    }

    private static Decision<ReportOrder> Decide(string landlord, MakeReport command, ComplaintsReport? published = null) => ReportDecision.Decide(Policy(landlord).Reports, landlord, command, published, Today);

    private static Refusal Why(Decision<ReportOrder> decision) => Assert.IsType<Decision<ReportOrder>.Refused>(decision).Why;
}
