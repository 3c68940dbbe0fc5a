using System.Security.Cryptography;
using System.Text;

namespace Housing.Complaints;

public enum LetterKind
{
    Acknowledgement,
    Extension,
    Exclusion,
    Answer,
    EscalationRefusal,
    EscalationAcknowledgement,
    FinalAnswer,
    NotOurs,
}

/// <summary>Which steps are told in writing.</summary>
public static class LetterKinds
{
    /// <summary>The letter of a step; null for one that has none.</summary>
    public static LetterKind? Of(ComplaintMilestone milestone) => milestone switch
    {
        ComplaintMilestone.Acknowledged acknowledged => acknowledged.Stage == 1 ? LetterKind.Acknowledgement : LetterKind.EscalationAcknowledgement,
        ComplaintMilestone.Extended => LetterKind.Extension,
        ComplaintMilestone.Excluded => LetterKind.Exclusion,
        ComplaintMilestone.Answered answered => answered.Reply.Stage == 1 ? LetterKind.Answer : LetterKind.FinalAnswer,
        ComplaintMilestone.EscalationRefused => LetterKind.EscalationRefusal,
        ComplaintMilestone.NotOurs => LetterKind.NotOurs,
        _ => null,
    };
}

/// <summary>Whom a letter is for and where it goes, as far as that is known.</summary>
/// <param name="Name">Null where nobody is known.</param>
/// <param name="Lines">Of the postal address, the postcode last; none where it is not known.</param>
public sealed record Addressee(string? Name, IReadOnlyList<string> Lines)
{
    public static Addressee Unknown { get; } = new(null, []);

    /// <summary>The resident for whom somebody else is written to; null where that is the resident, or the name is not known.</summary>
    public string? For { get; init; }

    /// <summary>They read large print.</summary>
    public bool LargePrint { get; init; }
}

/// <summary>A letter as it was written with a step of its complaint: the very page. The database refuses a change (0008_letters.sql).</summary>
public sealed class Letter
{
    private Letter() { }

    public Guid Id { get; private set; }
    public Guid ComplaintId { get; private set; }
    public string Landlord { get; private set; } = "";
    public LetterKind Kind { get; private set; }
    public int Stage { get; private set; }

    /// <summary>In UTF-8.</summary>
    public byte[] Page { get; private set; } = [];

    /// <summary>The page's SHA-256.</summary>
    public byte[] Checksum { get; private set; } = [];

    public string? AddresseeName { get; private set; }
    public IReadOnlyList<string> AddresseeLines { get; private set; } = [];

    /// <inheritdoc cref="Complaint.IsToldByPost"/>
    public bool ByPost { get; private set; }

    /// <summary>Whoever it is for reads large print.</summary>
    public bool LargePrint { get; private set; }

    /// <summary>How well it reads, with what was flagged when it was sent.</summary>
    public Readability Readability { get; private set; } = null!;

    public DateTimeOffset WrittenAt { get; private set; }
    public string WrittenBy { get; private set; } = "";

    public static Letter Of(Guid id, Complaint complaint, LetterKind kind, string page, Addressee addressee, Readability readability, Recorder by, DateTimeOffset now)
    {
        var bytes = Encoding.UTF8.GetBytes(page);
        return new()
        {
            Id = id,
            ComplaintId = complaint.Id,
            Landlord = complaint.Landlord,
            Kind = kind,
            Stage = complaint.StageNumber,
            Page = bytes,
            Checksum = SHA256.HashData(bytes),
            AddresseeName = addressee.Name,
            AddresseeLines = addressee.Lines,
            ByPost = complaint.IsToldByPost,
            LargePrint = addressee.LargePrint,
            Readability = readability,
            WrittenAt = now,
            WrittenBy = by.Subject,
        };
    }

    /// <summary>The page, once it is seen that it is the one that was written.</summary>
    public string Html() => SHA256.HashData(Page).AsSpan().SequenceEqual(Checksum)
        ? Encoding.UTF8.GetString(Page)
        : throw new InvalidOperationException($"The page of letter {Id} is not the one that was written: its checksum differs.");
}

/// <summary>A letter was printed and posted. Never changed.</summary>
public sealed class LetterPosting
{
    private LetterPosting() { }

    public Guid LetterId { get; private set; }
    public DateTimeOffset PostedAt { get; private set; }

    /// <summary>Name and address, as on the envelope.</summary>
    public string PostedTo { get; private set; } = "";

    /// <summary>The subject of whoever posted it.</summary>
    public string PostedBy { get; private set; } = "";

    internal static LetterPosting Of(ComplaintMilestone.LetterPosted posted, Recorder by) => new() { LetterId = posted.LetterId, PostedAt = posted.At, PostedTo = posted.To, PostedBy = by.Subject };
}
