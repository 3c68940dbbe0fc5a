namespace Housing.Complaints;

/// <summary>What was found of an issue.</summary>
public enum FindingOutcome
{
    Upheld,
    PartlyUpheld,
    NotUpheld,
}

/// <summary>What a complaint knows of what was found out and what is to put it right.</summary>
public sealed partial class Complaint
{
    private readonly List<Evidence> _evidence = [];
    private readonly List<Finding> _findings = [];
    private readonly List<Remedy> _remedies = [];

    public string? Plan { get; private set; }

    public IReadOnlyList<Evidence> Evidence => _evidence;

    /// <summary>All of them, in order; of an issue at a stage the last one counts.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    public IReadOnlyList<Remedy> Remedies => _remedies;

    /// <summary>What counts of an issue at a stage; null while nothing was found.</summary>
    public Finding? Found(int issue, int stage) => _findings.LastOrDefault(f => f.Issue == issue && f.Stage == stage);

    public Remedy? Find(Guid remedyId) => _remedies.Find(r => r.Id == remedyId);

    /// <summary>The money promised on it, or about to be.</summary>
    public long CompensationPence => _remedies.Where(r => r.State != RemedyState.Dropped).Sum(r => r.Pence ?? 0);

    /// <summary>Promised to the resident and not done yet.</summary>
    public IEnumerable<Remedy> Undone => _remedies.Where(r => r.State == RemedyState.Promised);

    private void Take(ComplaintMilestone.OfInvestigation investigation, Recorder by)
    {
        switch (investigation)
        {
            case ComplaintMilestone.Planned planned:
                Plan = planned.Plan;
                break;
            case ComplaintMilestone.EvidenceAdded added:
                _evidence.Add(new Evidence(Id, _evidence.Count + 1, added, by));
                break;
            case ComplaintMilestone.Found found:
                _findings.Add(new Finding(Id, _findings.Count + 1, found, by));
                break;
            case ComplaintMilestone.RemedyProposed proposed:
                _remedies.Add(new Remedy(Id, _remedies.Count + 1, proposed, by));
                break;
            case ComplaintMilestone.RemedyApproved approved:
                Find(approved.RemedyId)!.Approve(by);
                break;
            case ComplaintMilestone.RemedyDropped dropped:
                Find(dropped.RemedyId)!.Drop();
                break;
            case ComplaintMilestone.ActionDone done:
                Find(done.RemedyId)!.Finish(done);
                break;
            case ComplaintMilestone.WorksOrdered ordered:
                Find(ordered.RemedyId)!.Order(ordered);
                break;
            case ComplaintMilestone.WorksStopped stopped:
                Find(stopped.RemedyId)!.Stop(stopped);
                break;
            case ComplaintMilestone.WorksGoOn goesOn:
                Find(goesOn.RemedyId)!.GoOn(goesOn);
                break;
            default:
                throw new InvalidOperationException($"A complaint cannot take in {investigation.GetType().Name}.");
        }
    }
}

/// <summary>Something that shows what happened, by where it is kept.</summary>
public sealed class Evidence
{
    public Guid ComplaintId { get; private set; }
    public int Number { get; private set; }
    public string What { get; private set; } = "";
    public string Reference { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public string BySubject { get; private set; } = "";

    private Evidence() { }

    internal Evidence(Guid complaintId, int number, ComplaintMilestone.EvidenceAdded added, Recorder by) =>
        (ComplaintId, Number, What, Reference, At, BySubject) = (complaintId, number, added.What, added.Reference, added.At, by.Subject);
}

/// <summary>What was found of one issue at one stage, and why.</summary>
public sealed class Finding
{
    public Guid ComplaintId { get; private set; }
    public int Number { get; private set; }
    public int Stage { get; private set; }
    public int Issue { get; private set; }
    public FindingOutcome Outcome { get; private set; }
    public string Reasons { get; private set; } = "";

    /// <summary>The key of a root cause in the landlord's list; null where nothing was wrong.</summary>
    public string? RootCause { get; private set; }

    public DateTimeOffset At { get; private set; }
    public string BySubject { get; private set; } = "";

    private Finding() { }

    internal Finding(Guid complaintId, int number, ComplaintMilestone.Found found, Recorder by) =>
        (ComplaintId, Number, Stage, Issue, Outcome, Reasons, RootCause, At, BySubject) =
        (complaintId, number, found.Stage, found.Issue, found.Outcome, found.Reasons, found.RootCause, found.At, by.Subject);
}
