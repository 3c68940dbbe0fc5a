namespace Housing.Standards;

/// <summary>Why a request is refused. The kind picks the status at the edge, in one place.</summary>
public enum RefusalKind
{
    /// <summary>What was sent can never be right: INVALID_ARGUMENT.</summary>
    Invalid,
    NotFound,
    AlreadyExists,
    /// <summary>Right in itself, but not in the state things are in: FAILED_PRECONDITION.</summary>
    Precondition,
    Forbidden,
    /// <summary>Somebody else changed it first; safe to try again: ABORTED.</summary>
    LostRace,
    /// <summary>Another service that this needs does not answer just now; safe to try again: UNAVAILABLE.</summary>
    Unavailable,
}

/// <summary>What is wrong with one field, and what would be right. The field is named as in the proto: "starts_at".</summary>
public sealed record FieldFault(string Field, string Fault);

/// <summary>A rule said no. A value, not an exception: a service's refusals live together in its <c>…Refusals.cs</c>.</summary>
/// <param name="Code">Stable, for programs: "NOT_STARTED". It never changes once published.</param>
/// <param name="Sentence">One plain sentence for people: what was wrong and what would be right.</param>
/// <param name="Clause">The register row it rests on, where there is one.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Sentence, string? Clause = null)
{
    public IReadOnlyList<FieldFault> Fields { get; init; } = [];

    public static Refusal Invalid(string code, string sentence, params FieldFault[] fields) =>
        new(RefusalKind.Invalid, code, sentence) { Fields = fields };

    public static Refusal NotFound(string code, string sentence) => new(RefusalKind.NotFound, code, sentence);

    public static Refusal AlreadyExists(string code, string sentence) => new(RefusalKind.AlreadyExists, code, sentence);

    public static Refusal Precondition(string code, string sentence, string? clause = null) =>
        new(RefusalKind.Precondition, code, sentence, clause);

    public static Refusal Forbidden(string code, string sentence) => new(RefusalKind.Forbidden, code, sentence);

    public static Refusal LostRace(string code, string sentence) => new(RefusalKind.LostRace, code, sentence);

    public static Refusal Unavailable(string code, string sentence) => new(RefusalKind.Unavailable, code, sentence);

    // Two refusals that say the same are the same, field by field.
    public bool Equals(Refusal? other) =>
        other is not null && Kind == other.Kind && Code == other.Code && Sentence == other.Sentence && Clause == other.Clause
        && Fields.SequenceEqual(other.Fields);

    public override int GetHashCode() => HashCode.Combine(Kind, Code, Sentence, Clause, Fields.Count);
}
