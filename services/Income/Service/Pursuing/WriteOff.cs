namespace Housing.Income;

/// <summary>Why a debt cannot be had.</summary>
public enum WriteOffReason
{
    NotTraced,
    Uneconomic,
    Died,
    Insolvent,
    Other,
}

/// <summary>How far a write-off has come.</summary>
public enum WriteOffStage
{
    Proposed,
    Approved,
    Rejected,

    /// <summary>The household pays again: the debt is on its account as before.</summary>
    Reinstated,
}

/// <summary>What can happen to a write-off.</summary>
public abstract record WriteOffMilestone(string By, DateTimeOffset At)
{
    public sealed record Proposed(long AmountPence, WriteOffReason Reason, string Note, string By, DateTimeOffset At) : WriteOffMilestone(By, At);

    public sealed record Approved(string Note, string By, DateTimeOffset At) : WriteOffMilestone(By, At);

    public sealed record Rejected(string Note, string By, DateTimeOffset At) : WriteOffMilestone(By, At);

    public sealed record Reinstated(string Note, string By, DateTimeOffset At) : WriteOffMilestone(By, At);
}

/// <summary>A former tenant's debt that is given up: proposed by one person and approved by another.</summary>
public sealed class WriteOff
{
    private WriteOff() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public string Landlord { get; private set; } = "";
    public long AmountPence { get; private set; }
    public WriteOffReason Reason { get; private set; }
    public string Note { get; private set; } = "";
    public WriteOffStage Stage { get; private set; }
    public string ProposedBy { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecisionNote { get; private set; }

    /// <summary>The posting that wrote it off.</summary>
    public Guid? PostingId { get; private set; }

    public string? ReinstatedBy { get; private set; }
    public DateTimeOffset? ReinstatedAt { get; private set; }
    public uint Version { get; private set; }

    internal static WriteOff Propose(Account account, WriteOffMilestone.Proposed proposed) => new()
    {
        Id = Guid.CreateVersion7(proposed.At),
        AccountId = account.Id,
        Landlord = account.Landlord,
        AmountPence = proposed.AmountPence,
        Reason = proposed.Reason,
        Note = proposed.Note,
        ProposedBy = proposed.By,
        ProposedAt = proposed.At,
    };

    internal void Apply(WriteOffMilestone milestone, Guid? postingId = null)
    {
        switch (milestone)
        {
            case WriteOffMilestone.Approved approved:
                (Stage, DecidedBy, DecidedAt, DecisionNote, PostingId) = (WriteOffStage.Approved, approved.By, approved.At, approved.Note, postingId);
                break;
            case WriteOffMilestone.Rejected rejected:
                (Stage, DecidedBy, DecidedAt, DecisionNote) = (WriteOffStage.Rejected, rejected.By, rejected.At, rejected.Note);
                break;
            case WriteOffMilestone.Reinstated reinstated:
                (Stage, ReinstatedBy, ReinstatedAt) = (WriteOffStage.Reinstated, reinstated.By, reinstated.At);
                break;
        }
    }
}
