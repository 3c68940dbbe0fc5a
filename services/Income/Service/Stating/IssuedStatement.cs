using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Housing.Income;

/// <summary>What is to be issued.</summary>
/// <param name="From">The first day of the period; for a schedule the day that it speaks of.</param>
/// <param name="Through">The last one.</param>
/// <param name="Run">The end of the run's period; null for one that somebody asked for.</param>
/// <param name="By">Who asked for it.</param>
public sealed record StatementOrder(StatementDocument Document, DateOnly From, DateOnly Through, DateOnly? Run, string By)
{
    /// <summary>Whether the household is told; whoever asked for their own has it before them.</summary>
    public bool Told { get; init; } = true;
}

/// <summary>A statement or schedule as it was issued: its figures and the very page. The database refuses a change (0014_statements.sql).</summary>
public sealed class IssuedStatement
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    private IssuedStatement() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public StatementDocument Document { get; private set; }
    public DateOnly From { get; private set; }
    public DateOnly Through { get; private set; }

    /// <summary>The end of the run's period: for each account, document and period there is one. Null for one that somebody asked for.</summary>
    public DateOnly? Run { get; private set; }

    /// <summary>Zero for a schedule, as is the closing balance.</summary>
    public long OpeningPence { get; private set; }

    public long ClosingPence { get; private set; }

    /// <summary>The figures, as JSON.</summary>
    public string Contents { get; private set; } = "{}";

    /// <summary>The page as it was issued, in UTF-8.</summary>
    public byte[] Page { get; private set; } = [];

    /// <summary>The page's SHA-256.</summary>
    public byte[] Checksum { get; private set; } = [];

    public DateTimeOffset IssuedAt { get; private set; }
    public string IssuedBy { get; private set; } = "";

    public static IssuedStatement Of(Guid id, Guid accountId, StatementOrder order, Statement statement, string page, DateTimeOffset now)
    {
        var issued = Of(id, accountId, order, page, now);
        (issued.OpeningPence, issued.ClosingPence, issued.Contents) = (statement.OpeningPence, statement.ClosingPence, JsonSerializer.Serialize(statement, Format));
        return issued;
    }

    public static IssuedStatement Of(Guid id, Guid accountId, StatementOrder order, ChargeSchedule schedule, string page, DateTimeOffset now)
    {
        var issued = Of(id, accountId, order, page, now);
        issued.Contents = JsonSerializer.Serialize(schedule, Format);
        return issued;
    }

    /// <summary>The figures of a statement; null for a schedule. Read again, it still adds up.</summary>
    public Statement? Statement() => Document == StatementDocument.ChargeSchedule ? null : JsonSerializer.Deserialize<Statement>(Contents, Format);

    /// <summary>The charges of a schedule; null for a statement.</summary>
    public ChargeSchedule? Schedule() => Document == StatementDocument.ChargeSchedule ? JsonSerializer.Deserialize<ChargeSchedule>(Contents, Format) : null;

    /// <summary>The page, once it is seen that it is the one that was issued.</summary>
    public string Html() => SHA256.HashData(Page).AsSpan().SequenceEqual(Checksum)
        ? Encoding.UTF8.GetString(Page)
        : throw new InvalidOperationException($"The page of statement {Id} is not the one that was issued: its checksum differs.");

    private static IssuedStatement Of(Guid id, Guid accountId, StatementOrder order, string page, DateTimeOffset now)
    {
        var bytes = Encoding.UTF8.GetBytes(page);
        return new()
        {
            Id = id,
            AccountId = accountId,
            Document = order.Document,
            From = order.From,
            Through = order.Through,
            Run = order.Run,
            Page = bytes,
            Checksum = SHA256.HashData(bytes),
            IssuedAt = now,
            IssuedBy = order.By,
        };
    }
}
