using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>A report as a page that everybody may read: no figure by which somebody could be recognised, no name, no case.</summary>
public static class ReportPage
{
    private static readonly PrintTemplate<PageContents> Reports = new(typeof(ReportPage).Assembly, "Housing.Complaints.Reporting.Report.hbs");

    public sealed record PageContents(
        string Landlord, string Title, string From, string Through, string Made, string? Published, string Report, string? Correction, int Fewest, IReadOnlyList<Section> Sections,
        IReadOnlyList<Said> Improvements, IReadOnlyList<Effect> Effects, IReadOnlyList<Chapter> Chapters, IReadOnlyList<HowLine> How, bool HasFigures);

    public sealed record Section(string Name, IReadOnlyList<Line> Lines);

    public sealed record Line(string Name, string Count, string Of, string Share);

    public sealed record Said(string YouSaid, string WeDid, string On);

    public sealed record Effect(string Theme, string? WeDid, string Done, string Days, string Before, string After, string Review);

    public sealed record Chapter(string Name, IReadOnlyList<Answer> Answers);

    public sealed record Answer(string Number, string Asks, string Complies, string Finding, string? Statement, string? Stated, IReadOnlyList<string> Evidence);

    public sealed record HowLine(string Name, string WorkedOut);

    internal static string Title(ReportKind kind) => kind switch
    {
        ReportKind.Quarterly => "Complaints this quarter",
        ReportKind.Yearly => "Complaints this year",
        ReportKind.Impact => "What complaints have changed",
        ReportKind.SelfAssessment => "How we compare with the Complaint Handling Code",
    };

    internal static string Html(ComplaintsReport report, ReportContents contents) => Reports.Html(Of(report, contents));

    internal static PageContents Of(ComplaintsReport report, ReportContents contents) => new(
        contents.Landlord, Title(report.Kind), Day(report.FromDay), Day(report.ThroughDay), Day(London.DayOf(report.MadeAt)), report.PublishedAt is { } at ? Day(London.DayOf(at)) : null, report.Id.ToString(),
        report.Correction, contents.Fewest,
        [
            .. Disclosure.Of(contents.Figures, contents.Fewest).GroupBy(f => f.Figure.Section, StringComparer.Ordinal)
                .Select(g => new Section(g.Key, [.. g.Select(f => new Line(f.Figure.Name, f.Shown, f.Figure.Unit == FigureUnit.Pence ? $"{f.ShownOf} complaints" : f.ShownOf, f.Figure.Unit == FigureUnit.Pence ? "" : f.Share))])),
        ],
        [.. contents.Improvements.Select(i => new Said(i.YouSaid, i.WeDid, Day(London.DayOf(i.PublishedAt))))],
        [
            .. contents.Impacts.Select(i => new Effect(
                i.Theme, i.WeDid, Day(i.DoneOn), i.Days.ToString(CultureInfo.InvariantCulture), Disclosure.Told(i.Before, contents.Fewest), Disclosure.Told(i.After, contents.Fewest), Word(i.Review))),
        ],
        [.. contents.Provisions.GroupBy(p => p.Chapter, StringComparer.Ordinal).Select(g => new Chapter(g.Key, [.. g.Select(Answered)]))],
        [.. contents.Figures.GroupBy(f => (f.Section, f.WorkedOut)).Select(g => new HowLine(g.Count() == 1 ? g.First().Name : g.Key.Section, g.Key.WorkedOut))],
        contents.Figures.Count > 0);

    private static Answer Answered(AnsweredProvision provision) => new(
        provision.Number, provision.Asks, provision.Answer switch { true => "Yes", false => "No", null => "Not answered yet" }, provision.Finding, provision.Statement,
        provision.StatedBy is { } by ? $"Stated by {by} on {Day(provision.StatedOn!.Value)}; to be looked up: {provision.StatedEvidence}." : null, provision.Evidence);

    private static string Word(LessonEffect? effect) => effect switch
    {
        LessonEffect.Better => "Better",
        LessonEffect.NoChange => "No change",
        LessonEffect.TooEarly => "Too early to say",
        null => "Not looked at yet",
    };

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}

/// <summary>The same as a table for a spreadsheet (RFC 4180).</summary>
internal static class ReportCsv
{
    public static string Write(ComplaintsReport report, ReportContents contents)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape }))
        {
            Row(csv, "landlord", "report", "from", "through", "section", "figure", "count", "of", "share", "worked_out");
            string[] of = [contents.Landlord, Keys.Of(report.Kind), Iso(report.FromDay), Iso(report.ThroughDay)];
            foreach (var figure in Disclosure.Of(contents.Figures, contents.Fewest))
                Row(csv, [.. of, figure.Figure.Section, figure.Figure.Name, figure.Shown, figure.ShownOf, figure.Share, figure.Figure.WorkedOut]);
            foreach (var impact in contents.Impacts)
            {
                Row(csv, [.. of, "What came of each lesson", impact.Theme, Disclosure.Told(impact.After, contents.Fewest), Disclosure.Told(impact.Before, contents.Fewest), "",
                    string.Create(CultureInfo.InvariantCulture, $"Complaints in the {impact.Days} days after {impact.DoneOn:yyyy-MM-dd}, of those in as many days before.")]);
            }

            foreach (var provision in contents.Provisions)
                Row(csv, [.. of, provision.Chapter, $"{provision.Number} {provision.Asks}", provision.Answer switch { true => "yes", false => "no", null => "open" }, "", "", provision.Statement is null ? provision.Finding : $"{provision.Finding} {provision.Statement}"]);
        }

        return text.ToString();
    }

    private static void Row(CsvWriter csv, params string[] fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        csv.NextRecord();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
