using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Housing.Income;

/// <summary>What became of a row.</summary>
public enum BenefitOutcome
{
    Matched,
    Suspense,
}

/// <summary>A schedule that was taken in, and what became of it. Written once.</summary>
public sealed class BenefitSchedule
{
    private BenefitSchedule() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public string Payer { get; private set; } = "";
    public BenefitKind Kind { get; private set; }
    public string Reference { get; private set; } = "";
    public DateOnly PaidOn { get; private set; }
    public string Digest { get; private set; } = "";
    public long TotalPence { get; private set; }
    public int Matched { get; private set; }
    public long MatchedPence { get; private set; }
    public int Suspense { get; private set; }
    public long SuspensePence { get; private set; }

    /// <summary>Those in a schedule imported before.</summary>
    public int Known { get; private set; }

    public long KnownPence { get; private set; }
    public DateTimeOffset ImportedAt { get; private set; }
    public string ImportedBy { get; private set; } = "";

    internal static BenefitSchedule Of(GivenSchedule given, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Landlord = given.Landlord,
        Payer = given.Payer.Key,
        Kind = given.Kind,
        Reference = given.Reference,
        PaidOn = given.PaidOn,
        Digest = given.Digest(),
        TotalPence = given.Lines.Sum(line => line.Pence),
        ImportedAt = now,
        ImportedBy = by,
    };

    internal void Count(BenefitOutcome? outcome, long pence)
    {
        switch (outcome)
        {
            case BenefitOutcome.Matched:
                (Matched, MatchedPence) = (Matched + 1, MatchedPence + pence);
                break;
            case BenefitOutcome.Suspense:
                (Suspense, SuspensePence) = (Suspense + 1, SuspensePence + pence);
                break;
            case null:
                (Known, KnownPence) = (Known + 1, KnownPence + pence);
                break;
        }
    }
}

/// <summary>A schedule as it was sent, once its form is right and it comes to what it says.</summary>
public sealed record GivenSchedule(string Landlord, BenefitPayer Payer, BenefitKind Kind, string Reference, DateOnly PaidOn, IReadOnlyList<BenefitLine> Lines)
{
    public Guid IdOf(BenefitLine line) => line.IdFor(Landlord, Payer.Key, Kind);

    /// <summary>What it says, in short: the same schedule sent again has the same.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Kind} {PaidOn:yyyy-MM-dd} {string.Join(' ', Lines.Select(IdOf).Order())}"))));

    /// <summary>The name under which a claim is known once staff have said whose it is.</summary>
    public string ClaimKey(BenefitLine line) => $"{Payer.Key} {line.Claim}".ToUpperInvariant();
}

/// <summary>One row of a schedule. Written once.</summary>
public sealed class BenefitRow
{
    private BenefitRow() { }

    public Guid Id { get; private set; }
    public Guid ScheduleId { get; private set; }
    public int Line { get; private set; }
    public string Reference { get; private set; } = "";
    public string Claim { get; private set; } = "";
    public DateOnly From { get; private set; }
    public DateOnly To { get; private set; }
    public long AmountPence { get; private set; }
    public BenefitOutcome Outcome { get; private set; }
    public string Why { get; private set; } = "";
    public Guid AccountId { get; private set; }
    public Guid PostingId { get; private set; }

    internal static BenefitRow Of(Guid id, BenefitSchedule schedule, BenefitLine line, BenefitOutcome outcome, string why, Posting posting) => new()
    {
        Id = id,
        ScheduleId = schedule.Id,
        Line = line.Line,
        Reference = line.Reference,
        Claim = line.Claim,
        From = line.From,
        To = line.To,
        AmountPence = line.Pence,
        Outcome = outcome,
        Why = why,
        AccountId = posting.AccountId,
        PostingId = posting.Id,
    };
}
