namespace Housing.Standards;

/// <summary>What people decide about a running promise; time and milestones do the rest.</summary>
public static class CommitmentDecisions
{
    /// <summary>Another date was agreed. The original stays on record.</summary>
    /// <param name="commitment">The promise.</param>
    /// <param name="due">The first instant that is too late from now on.</param>
    /// <param name="now">When it was agreed.</param>
    /// <param name="by">Who agreed it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="standard">The promise as published, which says how long before the new date to warn; null when its file is gone.</param>
    public static Decision<CommitmentChange> Extend(Commitment commitment, DateTimeOffset due, DateTimeOffset now, string by, string? reason, Standard? standard = null)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return ReasonMissing;
        if (commitment.Outcome is Outcome.Met or Outcome.Cancelled || commitment.DoneAt is not null)
            return Over(commitment);
        if (due <= commitment.DueAt)
            return due == commitment.DueAt ? Decision<CommitmentChange>.Nothing : Refusal.Precondition("DATE_NOT_LATER", $"It is due by {commitment.DueAt:yyyy-MM-dd HH:mm} UTC; another date agreed must be later.");
        commitment.Extend(due, standard, now);
        return new CommitmentChange(commitment, Change.Extended, now, by, reason);
    }

    /// <summary>It is not owed any more. One whose time had run out before it began could not be kept by anybody: that one is excused, missed as it is.</summary>
    public static Decision<CommitmentChange> Cancel(Commitment commitment, DateTimeOffset now, string by, string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return ReasonMissing;
        if (commitment.Outcome == Outcome.Cancelled)
            return Decision<CommitmentChange>.Nothing;
        var hopeless = commitment.DueAt <= commitment.StartedAt && commitment.DoneAt is null;
        if (commitment.OutcomeAt(now) != Outcome.Open && !hopeless)
            return Over(commitment);
        commitment.Withdraw(reason);
        return new CommitmentChange(commitment, Change.Cancelled, now, by, reason);
    }

    private static Refusal ReasonMissing { get; } = Refusal.Invalid("REASON_MISSING", "Why must be said: it is shown to the resident and stays on record.", new FieldFault("reason", "must be set."));

    private static Refusal Over(Commitment commitment) => Refusal.Precondition(
        "COMMITMENT_OVER", $"{commitment.StandardId} on this case is over ({commitment.Outcome.ToString().ToLowerInvariant()}); only one that is still owed can be changed.", commitment.StandardId);
}
