namespace Housing.Standards;

public enum Outcome
{
    Open,
    Met,
    Missed,
    Cancelled,
}

/// <summary>
/// One promise running on one case. It carries all it needs to end, so that a changed standards file never changes
/// what was promised to somebody. Kept in the database of the service that owns the case, in the same transaction as the
/// milestone that caused it; every change of it is kept too, as a <see cref="CommitmentChange"/>.
/// </summary>
public sealed class Commitment
{
    private Commitment()
    {
        // EF Core fills the properties in.
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public string Landlord { get; private set; } = "";

    /// <summary>The register row, and the version of it that was in force when the clock started.</summary>
    public string StandardId { get; private set; } = "";

    public int StandardVersion { get; private set; }

    public string Summary { get; private set; } = "";

    /// <summary>Document and section.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The milestone that started it; for a cadence the one it is counted from.</summary>
    public string StartedBy { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>For a cadence, how many times were missed before this one since it was last done; null for what happens once.</summary>
    public int? Occurrence { get; private set; }

    /// <summary>The first instant that is too late.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>What was due before anybody agreed to another date.</summary>
    public DateTimeOffset OriginalDueAt { get; private set; }

    /// <summary>When the landlord's people are to be warned; null once that is done, and when nobody is.</summary>
    public DateTimeOffset? WarnAt { get; private set; }

    public Outcome Outcome { get; private set; }

    /// <summary>When what was promised was done, in time or late.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Why it was cancelled.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether people decided that it is not owed. What milestones cancelled, a milestone recorded later can bring back; this stays.</summary>
    public bool Withdrawn { get; private set; }

    /// <summary>The milestones that keep it.</summary>
    public string[] Until { get; private set; } = [];

    /// <summary>The milestones after which it is not owed any more.</summary>
    public string[] Ends { get; private set; } = [];

    /// <summary>PostgreSQL's xmin: of two who change it at once, such as a milestone and the sweeper, the later one is told.</summary>
    public uint RowVersion { get; private set; }

    /// <summary>When it was kept; null when it was not, or not yet.</summary>
    public DateTimeOffset? MetAt => Outcome == Outcome.Met ? DoneAt : null;

    /// <summary>Whether it is still to be done, in time or late.</summary>
    public bool IsOwed => DoneAt is null && Outcome != Outcome.Cancelled;

    /// <summary>When the landlord's people are or were to be warned, by its own standard; null when nobody is.</summary>
    public DateTimeOffset? WarningBy(Standard standard) => Warning(standard, StartedAt, DueAt);

    /// <summary>How much too late it was done; null when it was in time or is not done yet.</summary>
    public TimeSpan? Lateness => Outcome == Outcome.Missed ? DoneAt - DueAt : null;

    /// <summary>How much too late it was by the date first promised, whatever was agreed later.</summary>
    public TimeSpan? OriginalLateness => DoneAt >= OriginalDueAt ? DoneAt - OriginalDueAt : null;

    /// <summary>What is true at an instant: an open commitment whose time has run out is missed, though nothing has happened since.</summary>
    public Outcome OutcomeAt(DateTimeOffset now) => Outcome == Outcome.Open && now >= DueAt ? Outcome.Missed : Outcome;

    internal static Commitment Open(Standard standard, string landlord, Guid caseId, Milestone start, int? occurrence, DateTimeOffset due) => new()
    {
        Id = Guid.CreateVersion7(),
        CaseId = caseId,
        Landlord = landlord,
        StandardId = standard.Id,
        StandardVersion = standard.Version,
        Summary = standard.Summary,
        Source = standard.Source,
        StartedBy = start.Name,
        StartedAt = start.At.ToUniversalTime(),
        Occurrence = occurrence,
        DueAt = due,
        OriginalDueAt = due,
        WarnAt = Warning(standard, start.At, due),
        Outcome = Outcome.Open,
        Until = [.. standard.Until],
        Ends = [.. standard.Ends],
    };

    /// <summary>When the earliest of these milestones did what was promised; one from before the clock started is not that. What is known as done may be older than any milestone kept.</summary>
    /// <param name="milestones">All that are kept.</param>
    /// <param name="counting">Those of them that can be what was promised, where not every one can.</param>
    internal DateTimeOffset? DoneBy(IReadOnlyCollection<Milestone> milestones, IReadOnlyCollection<Milestone>? counting = null)
    {
        var earliest = Earliest(counting ?? milestones, Until)?.At.ToUniversalTime();
        return DoneAt >= StartedAt && !(earliest <= DoneAt) && !milestones.Any(m => m.At == DoneAt) ? DoneAt : earliest;
    }

    /// <summary>The milestone after which it is not owed any more, when that comes before it is due and before it is done.</summary>
    internal Milestone? EndedBy(IReadOnlyCollection<Milestone> milestones, DateTimeOffset? done) =>
        Ends.Length > 0 && Earliest(milestones, Ends) is { } end && end.At < DueAt && !(done <= end.At) ? end : null;

    private Milestone? Earliest(IReadOnlyCollection<Milestone> milestones, string[] names)
    {
        Milestone? earliest = null;
        foreach (var milestone in milestones)
        {
            if (milestone.At >= StartedAt && !(milestone.At >= earliest?.At) && Array.IndexOf(names, milestone.Name) >= 0)
                earliest = milestone;
        }

        return earliest;
    }

    /// <summary>It was done then, or (null) is not done. True when that changes anything.</summary>
    internal bool Settle(DateTimeOffset? doneAt, DateTimeOffset now)
    {
        var outcome = doneAt is { } done ? (done < DueAt ? Outcome.Met : Outcome.Missed) : now >= DueAt ? Outcome.Missed : Outcome.Open;
        if (outcome == Outcome && doneAt == DoneAt)
            return false;
        (Outcome, DoneAt) = (outcome, doneAt);
        if (outcome != Outcome.Open)
            WarnAt = null;
        return true;
    }

    internal void Cancel(string reason)
    {
        Outcome = Outcome.Cancelled;
        Reason = reason;
        DoneAt = null;
        WarnAt = null;
    }

    internal void Withdraw(string reason)
    {
        Cancel(reason);
        Withdrawn = true;
    }

    /// <summary>It is owed after all; its outcome is to be settled next.</summary>
    internal void Reopen() => (Outcome, Reason) = (Outcome.Open, null);

    /// <summary>It began at another time than was known: what was due moves with its start, and what was agreed since stays agreed.</summary>
    internal void Restart(Standard standard, Milestone start, DateTimeOffset due)
    {
        (StandardVersion, Summary, Source, Until, Ends) = (standard.Version, standard.Summary, standard.Source, [.. standard.Until], [.. standard.Ends]);
        (StartedBy, StartedAt) = (start.Name, start.At.ToUniversalTime());
        if (due == OriginalDueAt)
            return;
        if (DueAt == OriginalDueAt)
            DueAt = due;
        OriginalDueAt = due;
        WarnAt = Warning(standard, StartedAt, DueAt);
    }

    // Warned of before or not: the date that counts is a new one.
    internal void Extend(DateTimeOffset due, Standard? standard, DateTimeOffset now)
    {
        (DueAt, WarnAt) = (due.ToUniversalTime(), standard is null ? WarnAt + (due - DueAt) : Warning(standard, now, due));
        Settle(DoneAt, now);
    }

    internal void Warned() => WarnAt = null;

    // A warning from before the start would be no warning.
    private static DateTimeOffset? Warning(Standard standard, DateTimeOffset start, DateTimeOffset due)
    {
        if (standard.Warn is not { } lead)
            return null;
        // What is due by the end of a day is due on that day: two working days before it is that morning, not the next.
        var at = lead.IsElapsed ? due.AddTicks(-lead.Elapsed.Ticks) : London.StartOf(London.DayOf(lead.DueBefore(due.AddTicks(-1), standard.Calendar).AddTicks(-1)));
        return at > start ? at : null;
    }
}
