using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Performance;

/// <summary>A report as a page that everybody may read: no figure by which somebody could be recognised, and no case.</summary>
public static class ReportPage
{
    private static readonly PrintTemplate<PageContents> Reports = new(typeof(ReportPage).Assembly, "Housing.Performance.Reporting.Report.hbs");

    public sealed record PageContents(
        string Landlord, string Title, string From, string Through, string Made, string? Published, string Report, string? Correction, int Fewest, Line Total, IReadOnlyList<Section> Sections, IReadOnlyList<string> How);

    public sealed record Section(string Name, IReadOnlyList<Line> Lines);

    public sealed record Line(string Name, string Limit, string Kept, string Due, string Share, string First, string Target, string Days);

    internal static string Html(PerformanceReport report, ReportContents contents) => Reports.Html(Of(report, contents));

    private static PageContents Of(PerformanceReport report, ReportContents contents) => new(
        contents.LandlordName, Title(report.Kind), Day(report.FromDay), Day(report.ThroughDay), Day(London.DayOf(report.MadeAt)), report.PublishedAt is { } at ? Day(London.DayOf(at)) : null, report.Id.ToString(),
        report.Correction, contents.Fewest, LineOf("All of our own promises together", "", contents.Total, null, null, Disclosure.IsFew(contents.Total, contents.Fewest), contents.Fewest),
        [
            .. contents.Figures.GroupBy(f => f.Law.Length > 0 ? "What the law asks of us" : f.IsFigure ? "Published figures" : $"Our promises: {f.Service}", StringComparer.Ordinal)
                .Select(g => new Section(g.Key, [.. g.Select(f => LineOf($"{f.Summary} ({f.Id})", f.Limit, f.Tally, f.Target, f.MedianSeconds, f.Hidden, contents.Fewest))])),
        ],
        [.. contents.Figures.Select(f => f.IsFigure ? $"{f.Id}: {f.WorkedOut}" : f.WorkedOut).Distinct(StringComparer.Ordinal)]);

    private static Line LineOf(string name, string limit, Tally tally, decimal? target, long? median, bool hidden, int fewest) => hidden
        ? new(name, limit, Disclosure.InPlace(tally, fewest), "", "", "", Percent(target), "")
        : new(name, limit, Number(tally.Met), Number(tally.Due), Percent(tally.Value), Percent(tally.OriginalValue), Percent(target), median is { } seconds ? Time(seconds) : "");

    private static string Title(ReportKind kind) => kind switch
    {
        ReportKind.Monthly => "How we kept our promises this month",
        ReportKind.Quarterly => "How we kept our promises this quarter",
        ReportKind.Yearly => "How we kept our promises this year",
    };

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(decimal? share) => share is null ? "" : $"{Tally.Rounded(share)} %";

    private static string Time(long seconds) => TimeSpan.FromSeconds(seconds) is { TotalDays: >= 2 } days
        ? string.Create(CultureInfo.InvariantCulture, $"{days.TotalDays:0.#} days")
        : string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromSeconds(seconds).TotalHours:0.#} hours");

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}

/// <summary>The same as a table for a spreadsheet (RFC 4180).</summary>
internal static class ReportCsv
{
    public static string Write(PerformanceReport report, ReportContents contents)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape }))
        {
            Row(csv, "landlord", "report", "from", "through", "clause", "promise", "service", "limit", "kept", "due", "share", "share_by_first_date", "target", "reported", "median_seconds", "ninth_decile_seconds", "worked_out");
            foreach (var figure in contents.Figures)
            {
                var (tally, told) = (figure.Tally, !figure.Hidden);
                Row(
                    csv, contents.LandlordName, ReportMessages.Word(report.Kind), Iso(report.FromDay), Iso(report.ThroughDay), figure.Id, figure.Summary, figure.Service, figure.Limit,
                    told ? Number(tally.Met) : Disclosure.InPlace(tally, contents.Fewest), told ? Number(tally.Due) : "", told ? Tally.Rounded(tally.Value) : "", told ? Tally.Rounded(tally.OriginalValue) : "",
                    figure.Target?.ToString(CultureInfo.InvariantCulture) ?? "", figure.Reported ?? "", told ? Number(figure.MedianSeconds) : "", told ? Number(figure.NinthDecileSeconds) : "", figure.WorkedOut);
            }
        }

        return text.ToString();
    }

    private static void Row(CsvWriter csv, params string[] fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        csv.NextRecord();
    }

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
