using System.Globalization;
using System.Linq.Expressions;
using Google.Protobuf.WellKnownTypes;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

/// <summary>How reports are said on the wire, and read from it.</summary>
internal static class ReportMessages
{
    /// <summary>What a list shows of one: neither its figures nor its page.</summary>
    public sealed record Row(
        Guid Id, string Landlord, ReportKind Kind, DateOnly FromDay, DateOnly ThroughDay, DateTimeOffset MadeAt, DateTimeOffset? PublishedAt, Guid? Corrects, string? Correction, byte[] Checksum, byte[] CsvChecksum);

    public static Expression<Func<PerformanceReport, Row>> AsRow { get; } =
        r => new Row(r.Id, r.Landlord, r.Kind, r.FromDay, r.ThroughDay, r.MadeAt, r.PublishedAt, r.Corrects, r.Correction, r.Checksum, r.CsvChecksum);

    public static readonly Func<PerformanceReport, Row> ToRow = AsRow.Compile();

    public static Wire.Report ToMessage(this Row row, ReportPolicy policy) => new()
    {
        ReportId = row.Id.ToString(),
        Landlord = row.Landlord,
        Kind = ToMessage(row.Kind),
        From = row.FromDay.ToMessage(),
        Through = row.ThroughDay.ToMessage(),
        Published = row.PublishedAt is not null,
        MadeAt = row.MadeAt.ToTimestamp(),
        PublishedAt = row.PublishedAt?.ToTimestamp(),
        Corrects = row.Corrects?.ToString() ?? "",
        Correction = row.Correction ?? "",
        Checksum = Convert.ToHexStringLower(row.Checksum),
        CsvChecksum = Convert.ToHexStringLower(row.CsvChecksum),
        Clause = policy.Find(row.Kind)?.Clause ?? "",
    };

    /// <summary>A resident reads what everybody may; the landlord's people read what it is.</summary>
    public static Wire.ReportFigure ToMessage(this ReportFigure figure, int fewest, bool staff)
    {
        var message = new Wire.ReportFigure
        {
            StandardId = figure.Id,
            Summary = figure.Summary,
            Service = figure.Service,
            Limit = figure.Limit,
            Law = figure.Law,
            Target = figure.Target?.ToString(CultureInfo.InvariantCulture) ?? "",
            Reported = figure.Reported ?? "",
            WorkedOut = figure.WorkedOut,
            Shown = figure.Hidden ? Disclosure.InPlace(figure.Tally, fewest) : Tally.Rounded(figure.Tally.Value),
        };
        if (figure.Hidden && !staff)
            return message;
        (message.Numerator, message.Denominator, message.OriginalNumerator) = (figure.Tally.Met, figure.Tally.Due, figure.Tally.Met - figure.Tally.MetByExtension);
        (message.Value, message.OriginalValue) = (Tally.Rounded(figure.Tally.Value), Tally.Rounded(figure.Tally.OriginalValue));
        (message.Open, message.Excused) = (figure.Tally.InTime, figure.Tally.Excused);
        if (figure.Reached is { } reached)
            message.Reached = reached;
        if (figure.MedianSeconds is { } median)
            message.MedianSeconds = median;
        if (figure.NinthDecileSeconds is { } ninth)
            message.NinthDecileSeconds = ninth;
        return message;
    }

    public static string Word(ReportKind kind) => kind switch
    {
        ReportKind.Monthly => "monthly",
        ReportKind.Quarterly => "quarterly",
        ReportKind.Yearly => "yearly",
    };

    public static Wire.ReportKind ToMessage(ReportKind kind) => kind switch
    {
        ReportKind.Monthly => Wire.ReportKind.Monthly,
        ReportKind.Quarterly => Wire.ReportKind.Quarterly,
        ReportKind.Yearly => Wire.ReportKind.Yearly,
    };

    /// <summary>Null for one that is unset or that this version has not heard of.</summary>
    public static ReportKind? Read(Wire.ReportKind kind) => kind switch
    {
        Wire.ReportKind.Monthly => ReportKind.Monthly,
        Wire.ReportKind.Quarterly => ReportKind.Quarterly,
        Wire.ReportKind.Yearly => ReportKind.Yearly,
        _ => null,
    };
}
