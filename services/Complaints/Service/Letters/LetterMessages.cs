using Google.Protobuf.WellKnownTypes;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>Letters as callers see them.</summary>
internal static class LetterMessages
{
    /// <summary>As the landlord's people or a resident may see it: who wrote and posted it, where to, and how well it reads, is the landlord's own.</summary>
    public static Wire.Letter ToMessage(this LetterRow letter, bool staff) => new()
    {
        LetterId = letter.Id.ToString(),
        ComplaintId = letter.ComplaintId.ToString(),
        Reference = letter.Reference,
        Kind = letter.Kind.ToMessage(),
        Stage = letter.Stage,
        WrittenAt = letter.WrittenAt.ToTimestamp(),
        Checksum = Convert.ToHexStringLower(letter.Checksum),
        Addressee = ToMessage(letter.AddresseeName, letter.AddresseeLines, letter.LargePrint),
        Form = Keys.Of(letter.Form ?? (letter.LargePrint ? LetterForm.LargePrint : LetterForm.Print)),
        Language = letter.Language ?? "",
        ByPost = letter.ByPost,
        Posting = letter.Posting is { } posting
            ? new() { PostedAt = posting.PostedAt.ToTimestamp(), PostedTo = staff ? posting.PostedTo : "", PostedBy = staff ? posting.PostedBy : "" }
            : null,
        WrittenBy = staff ? letter.WrittenBy : "",
        Readability = staff ? letter.Readability.ToMessage() : null,
    };

    public static Wire.Correspondent ToMessage(string? name, IReadOnlyList<string> lines, bool largePrint) => new() { Name = name ?? "", Lines = { lines }, LargePrint = largePrint };

    public static Wire.Readability ToMessage(this Readability readability) => new()
    {
        Sentences = readability.Sentences,
        Words = readability.Words,
        AverageSentence = (double)readability.AverageSentence,
        ReadingAge = readability.ReadingAge ?? 0,
        Flags = { readability.Flags.Select(flag => new Wire.ReadabilityFlag { Fault = flag.Fault.ToMessage(), Part = flag.Part ?? "", Sentence = flag.Sentence ?? "", Says = flag.Says }) },
    };

    public static Wire.LetterKind ToMessage(this LetterKind kind) => kind switch
    {
        LetterKind.Acknowledgement => Wire.LetterKind.Acknowledgement,
        LetterKind.Extension => Wire.LetterKind.Extension,
        LetterKind.Exclusion => Wire.LetterKind.Exclusion,
        LetterKind.Answer => Wire.LetterKind.Answer,
        LetterKind.EscalationRefusal => Wire.LetterKind.EscalationRefusal,
        LetterKind.EscalationAcknowledgement => Wire.LetterKind.EscalationAcknowledgement,
        LetterKind.FinalAnswer => Wire.LetterKind.FinalAnswer,
        LetterKind.NotOurs => Wire.LetterKind.NotOurs,
    };

    private static Wire.ReadabilityFault ToMessage(this ReadabilityFault fault) => fault switch
    {
        ReadabilityFault.LongSentence => Wire.ReadabilityFault.LongSentence,
        ReadabilityFault.LongOnAverage => Wire.ReadabilityFault.LongOnAverage,
        ReadabilityFault.HardToRead => Wire.ReadabilityFault.HardToRead,
    };
}
