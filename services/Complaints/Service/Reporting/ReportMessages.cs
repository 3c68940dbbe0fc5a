using System.Linq.Expressions;
using Google.Protobuf.WellKnownTypes;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>How reports are said on the wire, and read from it.</summary>
internal static class ReportMessages
{
    /// <summary>What a list shows of one: neither its figures nor its page.</summary>
    public sealed record Row(
        Guid Id, string Landlord, ReportKind Kind, DateOnly FromDay, DateOnly ThroughDay, DateTimeOffset MadeAt, DateTimeOffset? PublishedAt, Guid? Corrects, string? Correction, byte[] Checksum, byte[] CsvChecksum);

    public static Expression<Func<ComplaintsReport, Row>> ToRow { get; } =
        r => new Row(r.Id, r.Landlord, r.Kind, r.FromDay, r.ThroughDay, r.MadeAt, r.PublishedAt, r.Corrects, r.Correction, r.Checksum, r.CsvChecksum);

    private static readonly Func<ComplaintsReport, Row> RowOf = ToRow.Compile();

    public static Wire.Report ToMessage(this ComplaintsReport report, ReportPolicy policy) => RowOf(report).ToMessage(policy);

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
    public static Wire.ReportFigure ToMessage(this PublicFigure shown, bool staff)
    {
        var message = new Wire.ReportFigure
        {
            Section = shown.Figure.Section,
            Key = shown.Figure.Key,
            Name = shown.Figure.Name,
            Share = staff ? Disclosure.Share(shown.Figure) : shown.Share,
            WorkedOut = shown.Figure.WorkedOut,
            Shown = shown.Shown,
        };
        if ((staff ? shown.Figure.Count : shown.Count) is { } count)
            message.Count = count;
        if ((staff ? shown.Figure.Of : shown.Of) is { } of)
            message.Of = of;
        return message;
    }

    public static Wire.ReportImprovement ToMessage(ReportImprovement improvement) => new() { YouSaid = improvement.YouSaid, WeDid = improvement.WeDid, PublishedAt = improvement.PublishedAt.ToTimestamp() };

    public static Wire.Provision ToMessage(AnsweredProvision provision) => new()
    {
        Number = provision.Number,
        Chapter = provision.Chapter,
        Asks = provision.Asks,
        Answer = provision.Answer switch
        {
            true => Wire.ProvisionAnswer.Yes,
            false => Wire.ProvisionAnswer.No,
            null => Wire.ProvisionAnswer.Open,
        },
        Finding = provision.Finding,
        ByData = provision.ByData,
        Evidence = { provision.Evidence, provision.StatedEvidence is { } stated ? [stated] : [] },
        Statement = provision.Statement ?? "",
        StatedBy = provision.StatedBy ?? "",
        StatedOn = provision.StatedOn?.ToMessage(),
    };

    public static Wire.ReportKind ToMessage(ReportKind kind) => kind switch
    {
        ReportKind.Quarterly => Wire.ReportKind.Quarterly,
        ReportKind.Yearly => Wire.ReportKind.Yearly,
        ReportKind.Impact => Wire.ReportKind.Impact,
        ReportKind.SelfAssessment => Wire.ReportKind.SelfAssessment,
    };

    /// <summary>Null for one that is unset or that this version has not heard of.</summary>
    public static ReportKind? Read(Wire.ReportKind kind) => kind switch
    {
        Wire.ReportKind.Quarterly => ReportKind.Quarterly,
        Wire.ReportKind.Yearly => ReportKind.Yearly,
        Wire.ReportKind.Impact => ReportKind.Impact,
        Wire.ReportKind.SelfAssessment => ReportKind.SelfAssessment,
        _ => null,
    };
}
