namespace Housing.Standards;

/// <summary>A milestone as it is kept with its case, so that one with an earlier time, recorded later, can put right what was said before it was known.</summary>
public sealed class CaseMilestone
{
    private Milestone? _milestone;

    private CaseMilestone()
    {
        // EF Core fills the properties in.
    }

    public CaseMilestone(Guid caseId, Milestone milestone, DateTimeOffset recordedAt)
    {
        ArgumentNullException.ThrowIfNull(milestone);
        (CaseId, Name, At) = (caseId, milestone.Name, milestone.At.ToUniversalTime());
        Say(milestone.Facts, recordedAt);
    }

    public Guid CaseId { get; private set; }

    public string Name { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>The facts known then, or since; nothing personal.</summary>
    public string FactsJson { get; private set; } = "{}";

    public DateTimeOffset RecordedAt { get; private set; }

    public Milestone Milestone => _milestone ??= new(Name, At, FactsFormat.Read(FactsJson));

    /// <summary>The facts turned out to be others. What the case did about it is in the changes of its commitments.</summary>
    public void Say(Facts facts, DateTimeOffset recordedAt)
    {
        (FactsJson, RecordedAt, _milestone) = (FactsFormat.Write(facts), recordedAt.ToUniversalTime(), null);
    }
}
