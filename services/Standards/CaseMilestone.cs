namespace Housing.Standards;

/// <summary>A milestone as it is kept with its case, so that one with an earlier time, recorded later, can put right what was said before it was known.</summary>
public sealed class CaseMilestone
{
    private Milestone? _milestone;

    private CaseMilestone()
    {
        // EF Core fills the properties in.
    }

    public CaseMilestone(string landlord, Guid caseId, Milestone milestone, DateTimeOffset recordedAt)
    {
        ArgumentNullException.ThrowIfNull(milestone);
        (Landlord, CaseId, Name, At) = (landlord, caseId, milestone.Name, milestone.At.ToUniversalTime());
        Say(milestone.Facts, recordedAt);
    }

    /// <summary>Null for what was recorded before it was kept here; the case's promises say it then.</summary>
    public string? Landlord { get; private set; }

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
