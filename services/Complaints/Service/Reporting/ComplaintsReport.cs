using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Housing.Complaints;

/// <summary>What is to be made.</summary>
public sealed record ReportOrder(string Landlord, ReportKind Kind, ReportPeriod Period, Guid? Corrects, string? Correction);

/// <summary>A report as it was made: its figures with what seals the cases behind them, and the very page. Once it is published the database refuses a change (0013_reports.sql).</summary>
public sealed class ComplaintsReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    private readonly List<ProvisionStatement> _statements = [];

    private ComplaintsReport() { }

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

    /// <summary>What the governing body stated, by provision; the last one counts.</summary>
    public IReadOnlyList<ProvisionStatement> Statements => _statements;

    public ReportPeriod Period => new(FromDay, ThroughDay);

    public static ComplaintsReport Draft(ReportOrder order, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Landlord = order.Landlord,
        Kind = order.Kind,
        FromDay = order.Period.From,
        ThroughDay = order.Period.Through,
        Corrects = order.Corrects,
        Correction = order.Correction,
    };

    /// <summary>What it says, made now; of a draft alone. The cases behind it are to be kept in the place of those from before.</summary>
    public IReadOnlyList<ReportCases> Make(ReportContents contents, string? correction, string by, DateTimeOffset now)
    {
        var (said, cases) = ReportCases.Apart(Id, contents);
        (Contents, MadeAt, MadeBy, Correction) = (JsonSerializer.Serialize(said, Format), now, by, correction ?? Correction);
        Print(said);
        return cases;
    }

    public void State(ProvisionStatement statement, ReportContents contents)
    {
        if (_statements.Find(s => s.Number == statement.Number) is { } before)
            before.Take(statement);
        else
            _statements.Add(statement);
        Contents = JsonSerializer.Serialize(contents, Format);
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

/// <summary>What the landlord's governing body stated of a provision of the code, with who, when and where it can be looked up.</summary>
public sealed class ProvisionStatement
{
    public Guid ReportId { get; private set; }
    public string Number { get; private set; } = "";

    /// <summary>Null beside an answer of the data.</summary>
    public bool? Answer { get; private set; }
    public string Words { get; private set; } = "";
    public string StatedBy { get; private set; } = "";
    public DateOnly StatedOn { get; private set; }
    public string Evidence { get; private set; } = "";
    public string BySubject { get; private set; } = "";

    private ProvisionStatement() { }

    internal ProvisionStatement(Guid reportId, string number, bool? answer, string words, string statedBy, DateOnly statedOn, string evidence, string bySubject) =>
        (ReportId, Number, Answer, Words, StatedBy, StatedOn, Evidence, BySubject) = (reportId, number, answer, words, statedBy, statedOn, evidence, bySubject);

    internal void Take(ProvisionStatement other) => (Answer, Words, StatedBy, StatedOn, Evidence, BySubject) = (other.Answer, other.Words, other.StatedBy, other.StatedOn, other.Evidence, other.BySubject);
}
