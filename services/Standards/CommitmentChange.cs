namespace Housing.Standards;

/// <summary>What happened to a commitment.</summary>
public enum Change
{
    Opened,

    /// <summary>It is due soon and not done yet.</summary>
    Warned,
    Met,
    Missed,

    /// <summary>Another date was agreed.</summary>
    Extended,
    Cancelled,

    /// <summary>Something recorded late, with an earlier time, made its outcome or its start another.</summary>
    Corrected,
}

/// <summary>One line of a commitment's history. Nothing is deleted: an outcome put right leaves the line that was wrong, and the one that says so.</summary>
public sealed class CommitmentChange
{
    private CommitmentChange()
    {
        // EF Core fills the properties in.
    }

    public CommitmentChange(Commitment commitment, Change change, DateTimeOffset recordedAt, string by, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        Commitment = commitment;
        (CommitmentId, CaseId, What, RecordedAt, By, Reason) = (commitment.Id, commitment.CaseId, change, recordedAt.ToUniversalTime(), by, reason);
        (Outcome, DueAt, DoneAt) = (commitment.Outcome, commitment.DueAt, commitment.DoneAt);
    }

    /// <summary>In the order in which they were kept.</summary>
    public long Number { get; private set; }

    public Guid CommitmentId { get; private set; }

    public Guid CaseId { get; private set; }

    public Change What { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>Who: the role and subject of a caller, or the service itself.</summary>
    public string By { get; private set; } = "";

    /// <summary>Why, where somebody decided it: an extension, a cancellation, a correction.</summary>
    public string? Reason { get; private set; }

    /// <summary>What it was from then on.</summary>
    public Outcome Outcome { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>The commitment itself, where it was changed just now; it is not kept with the line.</summary>
    public Commitment? Commitment { get; }
}
