namespace Housing.Complaints;

public enum RemedyKind
{
    Apology,
    Compensation,

    /// <summary>Work at a home, which Repairs orders.</summary>
    Works,
    Action,
}

public enum RemedyState
{
    WaitsForApproval,

    /// <summary>Part of the next answer.</summary>
    Ready,

    /// <summary>The resident was told.</summary>
    Promised,
    Done,
    Dropped,
}

/// <summary>Something to put it right, as it is proposed.</summary>
/// <param name="Words">As the resident reads it.</param>
public sealed record NewRemedy(RemedyKind Kind, string Words)
{
    public string? Category { get; init; }
    public long? Pence { get; init; }
    public string? WorkedOut { get; init; }
    public IReadOnlyList<int> Evidence { get; init; } = [];
    public Guid? HomeId { get; init; }
    public string? Fault { get; init; }
    public string? Owner { get; init; }
    public DateOnly? DueOn { get; init; }
}

/// <summary>Something to put it right: proposed, approved where it needs to be, promised with an answer, and done.</summary>
public sealed class Remedy
{
    /// <summary>The cause of what other services do about it, which they do once.</summary>
    public Guid Id { get; private set; }
    public Guid ComplaintId { get; private set; }
    public int Number { get; private set; }
    public int Stage { get; private set; }
    public RemedyKind Kind { get; private set; }
    public RemedyState State { get; private set; }
    public string Words { get; private set; } = "";

    /// <summary>Of the landlord's compensation table.</summary>
    public string? Category { get; private set; }
    public long? Pence { get; private set; }

    /// <summary>How a share of the rent was worked out, in words; null for what is no share.</summary>
    public string? WorkedOut { get; private set; }

    /// <summary>Numbers of the evidence that the sum rests on.</summary>
    public IReadOnlyList<int> Evidence { get; private set; } = [];

    public Guid? HomeId { get; private set; }
    public string? Fault { get; private set; }
    public string? Owner { get; private set; }
    public DateOnly? DueOn { get; private set; }
    public string ProposedBy { get; private set; } = "";
    public string? ApprovedBy { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public string? Proof { get; private set; }

    /// <summary>The repair that does promised work; null until Repairs has ordered it.</summary>
    public Guid? RepairId { get; private set; }

    /// <summary>Why promised work does not go on; null while it does.</summary>
    public string? StoppedReason { get; private set; }

    /// <summary>Why Repairs goes on with work that is not wanted any more; null where it does not.</summary>
    public string? GoesOnReason { get; private set; }

    private Remedy() { }

    internal Remedy(Guid complaintId, int number, ComplaintMilestone.RemedyProposed proposed, Recorder by)
    {
        (Id, ComplaintId, Number, Stage, ProposedBy) = (proposed.RemedyId, complaintId, number, proposed.Stage, by.Subject);
        State = proposed.WaitsForApproval ? RemedyState.WaitsForApproval : RemedyState.Ready;
        (Kind, Words, Category, Pence, Evidence) = (proposed.Remedy.Kind, proposed.Remedy.Words, proposed.Remedy.Category, proposed.Remedy.Pence, proposed.Remedy.Evidence);
        WorkedOut = proposed.Remedy.WorkedOut;
        (HomeId, Fault, Owner, DueOn) = (proposed.Remedy.HomeId, proposed.Remedy.Fault, proposed.Remedy.Owner, proposed.Remedy.DueOn);
    }

    internal void Approve(Recorder by) => (State, ApprovedBy) = (RemedyState.Ready, by.Subject);

    internal void Drop() => State = RemedyState.Dropped;

    /// <summary>
    /// The resident was told, with the answer of a stage: also what was readied at stage one, when silence was all that came of that. An apology is made with the answer; everything else stays promised until there is proof that it was done.
    /// </summary>
    internal void Promise(int stage, DateTimeOffset at)
    {
        if (State == RemedyState.Ready)
            (Stage, State) = (stage, Kind == RemedyKind.Apology ? RemedyState.Done : RemedyState.Promised);
        if (State == RemedyState.Done)
            DoneAt ??= at;
    }

    internal void Finish(ComplaintMilestone.ActionDone done) => (State, DoneAt, Proof, StoppedReason) = (RemedyState.Done, done.At, done.Proof, null);

    internal void Order(ComplaintMilestone.WorksOrdered ordered) => (RepairId, StoppedReason) = (ordered.RepairId, null);

    internal void GoOn(ComplaintMilestone.WorksGoOn goesOn) => GoesOnReason = goesOn.Reason;

    internal void Stop(ComplaintMilestone.WorksStopped stopped) => StoppedReason = stopped.Reason;
}
