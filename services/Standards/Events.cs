using System.Text.Json;

namespace Housing.Standards.Contracts.V1;      // this name is on the wire: it never changes

/// <summary>Something happened to a case. Published once for each milestone by the service that owns the case, and again when its facts turn out to be others.</summary>
public sealed record MilestoneRecorded
{
    /// <summary>The service: "repairs".</summary>
    public required string Service { get; init; }

    public required string Landlord { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>"repair.reported"</summary>
    public required string Name { get; init; }

    /// <summary>When it happened, which may be long before it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>What was known of the case; nothing personal. A value is a text, a number, true, false, or {"at": instant}.</summary>
    public required JsonElement Facts { get; init; }
}

/// <summary>What a milestone, the passing of time or an agreement did to the promises of one case. Published with the change, once.</summary>
public sealed record CommitmentsChanged
{
    /// <summary>The service: "repairs".</summary>
    public required string Service { get; init; }

    public required string Landlord { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>In the order in which they happened.</summary>
    public required IReadOnlyList<CommitmentState> Changes { get; init; }
}

/// <summary>What happened to a commitment, and what it is from then on.</summary>
public sealed record CommitmentState
{
    public required Guid CommitmentId { get; init; }

    /// <summary>opened, warned, met, missed, extended, cancelled, corrected</summary>
    public required string Change { get; init; }

    /// <summary>The register row, and the version of it that runs.</summary>
    public required string StandardId { get; init; }

    public required int StandardVersion { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The first instant that is too late.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The same before anybody agreed to another date.</summary>
    public required DateTimeOffset OriginalDueAt { get; init; }

    /// <summary>open, met, missed, cancelled</summary>
    public required string Outcome { get; init; }

    /// <summary>When it was done, in time or late; null when it is not.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Why, where somebody decided it.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>
/// A household is to be told of something. Contact sends it, in the words of the template and on the channel and in the format that the person chose. Published once a message.
/// </summary>
public sealed record ResidentMessageDue
{
    public required Guid MessageId { get; init; }

    /// <summary>The service: "repairs".</summary>
    public required string Service { get; init; }

    public required string Landlord { get; init; }

    public required Guid CaseId { get; init; }

    public required Guid HouseholdId { get; init; }

    /// <summary>Which words: the name of what happened, "repair.appointed".</summary>
    public required string Template { get; init; }

    /// <summary>What the words need to say, by name; instants in UTC ("2026-03-03T12:00:00Z"). Nothing personal.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    /// <summary>The register row by which it goes by text where a mobile number is held; null where only the person's choice counts.</summary>
    public string? ByTextUnder { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
