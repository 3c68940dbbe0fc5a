namespace Housing.Complaints;

/// <summary>
/// What a landlord's letters need that no case knows. In the <c>complaints</c> section:
/// <code>
/// "letters": {
///   "sender": { "lines": ["Complaints team", "1 High Street", "AB1 2CD"], "phone": "…", "email": "…" },
///   "readability": { "averageSentence": 25, "longestSentence": 25, "readingAge": 12, "fewestWords": 30 }
/// }
/// </code>
/// </summary>
public sealed record LetterPolicy
{
    public required LetterSender Sender { get; init; }
    public required ReadabilityLimits Readability { get; init; }
}

/// <summary>How whoever gets a letter can reach the landlord about it.</summary>
public sealed record LetterSender : ISourced
{
    /// <summary>Of the postal address, under the landlord's name.</summary>
    public required IReadOnlyList<string> Lines { get; init; }
    public required string Phone { get; init; }
    public required string Email { get; init; }

    public bool Published { get; init; } = true;
    public string? Clause { get; init; }
    public string? Note { get; init; }
}

/// <summary>Beyond which a text is flagged to its writer.</summary>
public sealed record ReadabilityLimits : ISourced
{
    /// <summary>Words a sentence, on average.</summary>
    public required int AverageSentence { get; init; }

    /// <summary>Words of a single sentence.</summary>
    public required int LongestSentence { get; init; }

    /// <summary>Years.</summary>
    public required int ReadingAge { get; init; }

    /// <summary>Words below which a text is too short for a reading age to mean anything.</summary>
    public required int FewestWords { get; init; }

    public bool Published { get; init; } = true;
    public string? Clause { get; init; }
    public string? Note { get; init; }
}
