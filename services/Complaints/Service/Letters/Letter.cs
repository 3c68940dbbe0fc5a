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

/// <summary>In which form somebody reads a letter; large print is made here, what comes after it is made by hand from the page.</summary>
public enum LetterForm
{
    Print,
    LargePrint,
    Braille,
    Audio,
    EasyRead,
}

/// <summary>How somebody asked to be written to.</summary>
/// <param name="Language">Null for English.</param>
/// <param name="ByLetter">Rather than by a message.</param>
public sealed record Reading(LetterForm Form, string? Language, bool ByLetter)
{
    public static Reading AsAll { get; } = new(LetterForm.Print, null, ByLetter: false);

    /// <summary>A page on a screen is not what they asked for.</summary>
    public bool OnPaper => ByLetter || Form != LetterForm.Print || Language is not null;
}

/// <summary>Whom a letter is for and where it goes, as far as that is known.</summary>
/// <param name="Name">Null where nobody is known.</param>
/// <param name="Lines">Of the postal address, the postcode last; none where it is not known.</param>
public sealed record Addressee(string? Name, IReadOnlyList<string> Lines)
{
    public static Addressee Unknown { get; } = new(null, []);

    /// <summary>The resident for whom somebody else is written to; null where that is the resident, or the name is not known.</summary>
    public string? For { get; init; }

    public Reading Reading { get; init; } = Reading.AsAll;
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

    /// <summary>It reaches whom it is for only when somebody posts it.</summary>
    public bool ByPost { get; private set; }

    /// <summary>Whoever it is for reads large print.</summary>
    public bool LargePrint { get; private set; }

    /// <summary>In which form, where it is not the page as it is; null for print, in ordinary size or large.</summary>
    public LetterForm? Form { get; private set; }

    /// <summary>The language they asked for; null for English.</summary>
    public string? Language { get; private set; }

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
            ByPost = complaint.IsToldByPost || addressee.Reading.OnPaper,
            LargePrint = addressee.Reading.Form == LetterForm.LargePrint,
            Form = addressee.Reading.Form is LetterForm.Print or LetterForm.LargePrint ? null : addressee.Reading.Form,
            Language = addressee.Reading.Language,
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
