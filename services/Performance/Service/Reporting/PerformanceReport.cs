using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Housing.Performance;

/// <summary>What is to be made.</summary>
public sealed record ReportOrder(string Landlord, ReportKind Kind, ReportPeriod Period, Guid? Corrects, string? Correction);

/// <summary>What a report says.</summary>
/// <param name="Fewest">Fewer cases than this are not counted out in the page and the CSV.</param>
/// <param name="Total">All of the landlord's own published promises together.</param>
/// <param name="Tenants">The regulator's measures of its year; null in a report of another period, and in those made before there were any.</param>
public sealed record ReportContents(string LandlordName, int Fewest, IReadOnlyList<ReportFigure> Figures, Tally Total, TenantYear? Tenants = null);

/// <summary>The share of one promise, or published figure, that was kept in the period.</summary>
/// <param name="Hidden">Not told to residents, by how few they are.</param>
/// <param name="Clock">What starts and what keeps it; null where it is a share of several.</param>
/// <param name="Source">Where it was published.</param>
public sealed record ReportFigure(
    string Id, string Summary, string Service, string Limit, decimal? Target, string? Reported, string Law, bool Aim, bool IsFigure, Tally Tally, long? MedianSeconds, long? NinthDecileSeconds, bool Hidden,
    string WorkedOut, string? Clock = null, string? Source = null)
{
    public bool? Reached => Tally.Reaches(Target);
}

/// <summary>A report as it was made: its figures, the cases behind them, and the very page. Once it is published the database refuses a change (0005_reports.sql).</summary>
public sealed class PerformanceReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    private readonly List<ReportCases> _cases = [];

    private PerformanceReport() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public ReportKind Kind { get; private set; }
    public DateOnly FromDay { get; private set; }

    /// <summary>The last day, which is in it.</summary>
    public DateOnly ThroughDay { get; private set; }

    /// <summary>The published report that it corrects, and why.</summary>
    public Guid? Corrects { get; private set; }
    public string? Correction { get; private set; }

    /// <summary>As JSON.</summary>
    public string Contents { get; private set; } = "{}";

    /// <summary>The page as everybody may read it, in UTF-8, and the same figures as CSV.</summary>
    public byte[] Page { get; private set; } = [];
    public byte[] Csv { get; private set; } = [];

    /// <summary>SHA-256 of each.</summary>
    public byte[] Checksum { get; private set; } = [];
    public byte[] CsvChecksum { get; private set; } = [];

    public DateTimeOffset MadeAt { get; private set; }
    public string MadeBy { get; private set; } = "";

    /// <summary>Null for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }
    public string? PublishedBy { get; private set; }

    /// <summary>PostgreSQL's xmin: of two writers at once the later one loses.</summary>
    public uint Version { get; private set; }

    public IReadOnlyList<ReportCases> Cases => _cases;

    public static PerformanceReport Draft(ReportOrder order, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Landlord = order.Landlord,
        Kind = order.Kind,
        FromDay = order.Period.From,
        ThroughDay = order.Period.Through,
        Corrects = order.Corrects,
        Correction = order.Correction,
    };

    /// <summary>What it says, made now; of a draft alone.</summary>
    public void Make(ReportContents contents, IEnumerable<(string Standard, CountedCase[] Cases)> cases, string? correction, string by, DateTimeOffset now)
    {
        (Contents, MadeAt, MadeBy, Correction) = (JsonSerializer.Serialize(contents, Format), now, by, correction ?? Correction);
        var behind = cases.ToDictionary(c => c.Standard, c => c.Cases, StringComparer.Ordinal);
        _cases.RemoveAll(known => !behind.ContainsKey(known.StandardId));
        foreach (var (standard, counted) in behind)
        {
            if (_cases.Find(known => known.StandardId == standard) is not { } known)
                _cases.Add(known = new ReportCases(Id, standard));
            known.Take(counted);
        }

        Print(contents);
    }

    public void Publish(string by, DateTimeOffset now)
    {
        (PublishedAt, PublishedBy) = (now, by);
        Print(Read());
    }

    public ReportContents Read() => JsonSerializer.Deserialize<ReportContents>(Contents, Format)!;

    /// <summary>The page, once it is seen that it is the one that was made.</summary>
    public string Html() => Checked(Page, Checksum);

    public string CsvText() => Checked(Csv, CsvChecksum);

    private void Print(ReportContents contents)
    {
        (Page, Csv) = (Encoding.UTF8.GetBytes(ReportPage.Html(this, contents)), Encoding.UTF8.GetBytes(ReportCsv.Write(this, contents)));
        (Checksum, CsvChecksum) = (SHA256.HashData(Page), SHA256.HashData(Csv));
    }

    private string Checked(byte[] bytes, byte[] checksum) => SHA256.HashData(bytes).AsSpan().SequenceEqual(checksum)
        ? Encoding.UTF8.GetString(bytes)
        : throw new InvalidOperationException($"Report {Id} is not the one that was made: its checksum differs.");
}

/// <summary>One promise on one case, as a report counted it.</summary>
/// <param name="Part">kept, kept-by-extension, not-kept, open, excused</param>
public sealed record CountedCase(Guid Id, string Part);

/// <summary>The promises behind one figure of a report, in order of their ids, each with how it was counted.</summary>
public sealed class ReportCases
{
    private ReportCases() { }

    internal ReportCases(Guid reportId, string standardId) => (ReportId, StandardId) = (reportId, standardId);

    public Guid ReportId { get; private set; }
    public string StandardId { get; private set; } = "";
    public Guid[] Ids { get; private set; } = [];
    public string[] Parts { get; private set; } = [];

    internal void Take(CountedCase[] counted) => (Ids, Parts) = ([.. counted.Select(one => one.Id)], [.. counted.Select(one => one.Part)]);
}
