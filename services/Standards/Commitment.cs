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
/// milestone that caused it.
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

    /// <summary>The milestone that started it.</summary>
    public string StartedBy { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>The first instant that is too late.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>What was due before anybody agreed to another date.</summary>
    public DateTimeOffset OriginalDueAt { get; private set; }

    public Outcome Outcome { get; private set; }

    /// <summary>When what was promised was done, in time or late.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Why it was cancelled.</summary>
    public string? Reason { get; private set; }

    /// <summary>The milestones that keep it.</summary>
    public string[] Until { get; private set; } = [];

    /// <summary>When it was kept; null when it was not, or not yet.</summary>
    public DateTimeOffset? MetAt => Outcome == Outcome.Met ? DoneAt : null;

    /// <summary>How much too late it was done; null when it was in time or is not done yet.</summary>
    public TimeSpan? Lateness => Outcome == Outcome.Missed ? DoneAt - DueAt : null;

    /// <summary>What is true at an instant: an open commitment whose time has run out is missed, though nothing has happened since.</summary>
    public Outcome OutcomeAt(DateTimeOffset now) => Outcome == Outcome.Open && now >= DueAt ? Outcome.Missed : Outcome;

    internal static Commitment Open(Standard standard, string landlord, Calendar calendar, Guid caseId, Milestone start)
    {
        var due = standard.Within.Due(start.At, calendar);
        return new Commitment
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
            DueAt = due,
            OriginalDueAt = due,
            Outcome = Outcome.Open,
            Until = [.. standard.Until],
        };
    }

    /// <summary>Whether this milestone is what was promised. One from before the clock started is not.</summary>
    internal bool Awaits(Milestone milestone) =>
        Outcome == Outcome.Open && milestone.At >= StartedAt && Array.IndexOf(Until, milestone.Name) >= 0;

    internal void Done(DateTimeOffset at)
    {
        DoneAt = at.ToUniversalTime();
        Outcome = at < DueAt ? Outcome.Met : Outcome.Missed;
    }

    internal void Cancel(string reason)
    {
        Outcome = Outcome.Cancelled;
        Reason = reason;
    }
}
