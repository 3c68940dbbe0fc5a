using System.Globalization;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Performance;

/// <summary>A report as a page that everybody may read: no figure by which somebody could be recognised, and no case. Each figure leads to how it was worked out, further down on the same page.</summary>
public static class ReportPage
{
    private const string Untold = "The numbers are not told, so that nobody is recognised.";

    private static readonly PrintTemplate<PageContents> Reports = new(typeof(ReportPage).Assembly, "Housing.Performance.Reporting.Report.hbs");

    public sealed record PageContents(
        string Landlord, string Title, string From, string Through, string Made, string? Published, string Report, string? Correction, int Fewest, Line Total, IReadOnlyList<Section> Sections, Tenants? Tenants,
        string Common, IReadOnlyList<Working> Workings);

    public sealed record Section(string Anchor, string Name, bool HasTargets, IReadOnlyList<Line> Lines);

    /// <summary>One row. What is not told is said in <c>Kept</c>, and everything after it is empty.</summary>
    public sealed record Line(string Id, string Name, string Limit, string Kept, string Share, string Bar, string First, string Target, string Reached, string Days);

    public sealed record Tenants(string From, string Through, string? Homes, IReadOnlyList<TenantLine> Lines, IReadOnlyList<TenantLine> NotMeasured);

    public sealed record TenantLine(string Id, string Code, string Name, string Value, string Unit, string Of);

    /// <summary>How one figure was worked out: the rule, where it stands, and the sum.</summary>
    public sealed record Working(string Id, string Name, IReadOnlyList<string> Says, string? Sum);

    internal static string Html(PerformanceReport report, ReportContents contents) => Reports.Html(Of(report, contents));

    private static PageContents Of(PerformanceReport report, ReportContents contents)
    {
        // What every share has in common is said once.
        var common = contents.Figures.FirstOrDefault(f => !f.IsFigure)?.WorkedOut ?? "";
        return Of(report, contents, common);
    }

    private static PageContents Of(PerformanceReport report, ReportContents contents, string common) => new(
        contents.LandlordName, Title(report.Kind), Day(report.FromDay), Day(report.ThroughDay), Day(London.DayOf(report.MadeAt)), report.PublishedAt is { } at ? Day(London.DayOf(at)) : null, report.Id.ToString(),
        report.Correction, contents.Fewest, LineOf("", "All of our own promises together", "", contents.Total, null, null, Disclosure.IsFew(contents.Total, contents.Fewest), contents.Fewest),
        [
            .. contents.Figures.GroupBy(Heading, StringComparer.Ordinal).Select((group, n) => new Section(
                string.Create(CultureInfo.InvariantCulture, $"part-{n + 1}"), group.Key, group.Any(f => f.Target is not null),
                [.. group.Select(f => LineOf(f.Id, f.Summary, f.Limit, f.Tally, f.Target, f.MedianSeconds, f.Hidden, contents.Fewest))])),
        ],
        contents.Tenants is { } tenants ? Of(tenants, contents.Fewest) : null,
        common, [.. contents.Figures.Select(f => WorkingOf(f, common)), .. contents.Tenants?.Measures.SelectMany(m => m.Figures.Select(f => WorkingOf(m, f, contents.Fewest))) ?? []]);

    private static string Heading(ReportFigure figure) => figure switch
    {
        { Law.Length: > 0 } => "What the law asks of us",
        { IsFigure: true } => "Published figures",
        { Service: "repairs" } => "Our promises on repairs",
        { Service: "complaints" } => "Our promises on complaints",
        { Service: "income" } => "Our promises on rent and charges",
        { Service: "tenancy" } => "Our promises on tenancies and leases",
        { Service: "estates" } => "Our promises on buildings and estates",
        { Service: "contact" } => "Our promises when you get in touch",
        _ => "Our other promises",
    };

    private static Line LineOf(string id, string name, string limit, Tally tally, decimal? target, long? median, bool hidden, int fewest) => hidden
        ? new(id, name, limit, Disclosure.InPlace(tally, fewest), "", "", "", Percent(target), "", "")
        : new(
            id, name, limit, tally.Due == 0 ? "none yet" : $"{Number(tally.Met)} of {Number(tally.Due)}", Percent(tally.Value), tally.Value is { } share ? Tally.Rounded(share) : "", Percent(tally.OriginalValue),
            Percent(target), tally.Reaches(target) switch { true => "reached", false => "not reached", null => "" }, median is { } seconds ? Time(seconds) : "");

    private static Tenants Of(TenantYear year, int fewest) => new(
        Day(year.From), Day(year.Through), year.Homes is { } homes ? Number(homes) : null,
        [.. year.Measures.SelectMany(m => m.Figures.Select(f => LineOf(m, f, fewest)))],
        [.. year.Measures.Where(m => m.NotMeasured is not null).Select(m => new TenantLine("", m.Code, m.Summary, $"Not yet measured: {Lower(m.NotMeasured!)}", "", ""))]);

    private static TenantLine LineOf(TenantMeasure measure, TenantFigure figure, int fewest)
    {
        var told = figure.Value is not null && !figure.IsFew(fewest);
        return new(
            figure.Id, measure.Code, figure.Name, told ? figure.Rounded : figure.Value is null && figure.Missing is null ? "Nothing to measure" : figure.Told(fewest),
            told ? figure.PerHomes is { } homes ? $" for every {Number(homes)} homes" : "%" : "", told ? SumOf(figure) : "");
    }

    private static string SumOf(TenantFigure figure) =>
        figure.PerHomes is null ? $"{Number(figure.Numerator)} of {Number(figure.Denominator)}" : $"{Number(figure.Numerator)} in {Number(figure.Denominator)} homes";

    private static Working WorkingOf(ReportFigure figure, string common)
    {
        List<string> says = figure.Hidden ? [Untold] : [];
        if (figure.WorkedOut != common)
            says.Add(common.Length > 0 && figure.WorkedOut.StartsWith(common, StringComparison.Ordinal) ? figure.WorkedOut[common.Length..].Trim() : figure.WorkedOut);
        if (figure.Clock is { } clock)
            says.Add(figure.Limit.Length > 0 ? $"{clock}: {figure.Limit}." : $"{clock}.");
        if (figure.Law.Length > 0)
            says.Add($"The law: {figure.Law}.");
        else if (figure.Source is { Length: > 0 } source)
            says.Add($"Published in: {source}.");
        return new(figure.Id, figure.Summary, says, figure.Hidden ? null : Sum(figure.Tally));
    }

    private static Working WorkingOf(TenantMeasure measure, TenantFigure figure, int fewest) => new(
        figure.Id, $"{measure.Code}, {figure.Name}", [.. figure.IsFew(fewest) ? [Untold] : Array.Empty<string>(), figure.WorkedOut, $"The law: {measure.Summary}"],
        figure.Value is null || figure.IsFew(fewest) ? null : figure.PerHomes is { } homes
            ? $"{Number(figure.Numerator)} ÷ {Number(figure.Denominator)} homes × {Number(homes)} = {figure.Rounded}"
            : $"{Number(figure.Numerator)} ÷ {Number(figure.Denominator)} = {figure.Rounded}%{Aside(("in time because another date was agreed", figure.ByExtension), ("still in time", figure.Open))}");

    private static string? Sum(Tally tally) => tally.Value is null
        ? null
        : $"{Number(tally.Met)} kept ÷ ({Number(tally.Met)} kept + {Number(tally.Due - tally.Met)} late or not done) = {Percent(tally.Value)}"
            + Aside(("kept by a date agreed later", tally.MetByExtension), ("excused", tally.Excused), ("still in time", tally.InTime));

    private static string Aside(params (string What, long Count)[] others) =>
        others.Any(o => o.Count > 0) ? $" ({string.Join(", ", others.Where(o => o.Count > 0).Select(o => $"{Number(o.Count)} {o.What}"))})" : "";

    private static string Title(ReportKind kind) => kind switch
    {
        ReportKind.Monthly => "How we kept our promises this month",
        ReportKind.Quarterly => "How we kept our promises this quarter",
        ReportKind.Yearly => "How we kept our promises this year",
    };

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(decimal? share) => share is null ? "" : $"{Tally.Rounded(share)}%";

    private static string Time(long seconds) => TimeSpan.FromSeconds(seconds) is { TotalDays: >= 2 } days
        ? string.Create(CultureInfo.InvariantCulture, $"{days.TotalDays:0.#} days")
        : string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromSeconds(seconds).TotalHours:0.#} hours");

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
