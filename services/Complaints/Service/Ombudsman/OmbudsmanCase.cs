namespace Housing.Complaints;

public sealed partial class Complaint
{
    private readonly List<OmbudsmanCase> _ombudsman = [];

    /// <summary>When it was first taken to the Ombudsman; null while it was not.</summary>
    public DateTimeOffset? TakenToOmbudsmanAt { get; private set; }

    /// <summary>The Ombudsman found severe maladministration, by what stands now.</summary>
    public bool Severe { get; private set; }

    /// <summary>In the order in which they were taken there. Only read where there are any.</summary>
    public IReadOnlyList<OmbudsmanCase> Ombudsman => _ombudsman;

    public OmbudsmanCase? FindCase(Guid caseId) => _ombudsman.Find(o => o.Id == caseId);

    /// <summary>An order of any of them, and its case.</summary>
    public (OmbudsmanCase Case, OmbudsmanOrder Order)? FindOrder(Guid orderId)
    {
        foreach (var taken in _ombudsman)
        {
            if (taken.Find(orderId) is { } order)
                return (taken, order);
        }

        return null;
    }

    private void Take(ComplaintMilestone.OfOmbudsman milestone, Recorder by)
    {
        if (milestone is ComplaintMilestone.Taken taken)
        {
            _ombudsman.Add(new OmbudsmanCase(Id, _ombudsman.Count + 1, taken));
            TakenToOmbudsmanAt ??= taken.At;
            return;
        }

        FindCase(milestone.CaseId)!.Take(milestone, by);
        Severe = _ombudsman.Exists(o => o.Severe);
        if (milestone is ComplaintMilestone.Determined { Severe: true })
            AskForLesson(milestone.At);
    }
}

/// <summary>A complaint, or part of one, at the Ombudsman: what it asked for, what it found, and what it ordered.</summary>
public sealed class OmbudsmanCase
{
    private readonly List<InformationRequest> _requests = [];
    private readonly List<Determination> _determinations = [];
    private readonly List<OmbudsmanOrder> _orders = [];

    public Guid Id { get; private set; }
    public Guid ComplaintId { get; private set; }
    public int Number { get; private set; }

    /// <summary>The Ombudsman's own.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>What was taken to it.</summary>
    public string About { get; private set; } = "";
    public DateTimeOffset TakenAt { get; private set; }

    /// <summary>When the determination that stands was made; null before.</summary>
    public DateTimeOffset? DeterminedAt { get; private set; }

    /// <summary>Where that determination is kept.</summary>
    public string? DeterminationReference { get; private set; }

    /// <summary>1 for the first determination, 2 for one that a review changed.</summary>
    public int Round { get; private set; }

    /// <summary>By the determination that stands.</summary>
    public bool Severe { get; private set; }

    public DateTimeOffset? ReviewAskedAt { get; private set; }
    public string? ReviewReasons { get; private set; }
    public DateTimeOffset? ReviewDecidedAt { get; private set; }

    /// <summary>Whether the review changed the determination; null while nothing was decided.</summary>
    public bool? ReviewChanged { get; private set; }
    public string? ReviewWords { get; private set; }

    public IReadOnlyList<InformationRequest> Requests => _requests;

    /// <summary>Of every round, in order.</summary>
    public IReadOnlyList<Determination> Determinations => _determinations;

    public IReadOnlyList<OmbudsmanOrder> Orders => _orders;

    private OmbudsmanCase() { }

    internal OmbudsmanCase(Guid complaintId, int number, ComplaintMilestone.Taken taken) =>
        (Id, ComplaintId, Number, Reference, About, TakenAt) = (taken.CaseId, complaintId, number, taken.OmbudsmanReference, taken.About, taken.At);

    public OmbudsmanOrder? Find(Guid orderId) => _orders.Find(o => o.Id == orderId);

    public InformationRequest? FindRequest(Guid requestId) => _requests.Find(r => r.Id == requestId);

    internal void InOrder()
    {
        _requests.Sort((a, b) => a.Number.CompareTo(b.Number));
        _determinations.Sort((a, b) => (a.Round, a.Number).CompareTo((b.Round, b.Number)));
        _orders.Sort((a, b) => a.Number.CompareTo(b.Number));
    }

    internal void Take(ComplaintMilestone.OfOmbudsman milestone, Recorder by)
    {
        switch (milestone)
        {
            case ComplaintMilestone.Asked asked:
                _requests.Add(new InformationRequest(Id, _requests.Count + 1, asked));
                break;
            case ComplaintMilestone.Informed informed:
                FindRequest(informed.RequestId)!.Answer(informed);
                break;
            case ComplaintMilestone.Determined determined:
                (DeterminedAt, DeterminationReference, Severe, Round) = (determined.At, determined.Reference, determined.Severe, Round + 1);
                _determinations.AddRange(determined.Issues.Select((issue, i) => new Determination(Id, Round, i + 1, issue)));
                break;
            case ComplaintMilestone.MadeOrder made:
                _orders.Add(new OmbudsmanOrder(ComplaintId, Id, Round, _orders.Count + 1, made));
                break;
            case ComplaintMilestone.ReviewAsked asked:
                (ReviewAskedAt, ReviewReasons) = (asked.At, asked.Reasons);
                break;
            case ComplaintMilestone.ReviewDecided decided:
                (ReviewDecidedAt, ReviewChanged, ReviewWords) = (decided.At, decided.Changed, decided.Words);
                break;
            case { Clock: { } order }:
                Find(order)!.Take(milestone, by);
                break;
            default:
                throw new InvalidOperationException($"A case at the Ombudsman cannot take in {milestone.GetType().Name}.");
        }
    }
}

/// <summary>Something that the Ombudsman asked for, and what it was sent.</summary>
public sealed class InformationRequest
{
    /// <summary>Its clock's case, too.</summary>
    public Guid Id { get; private set; }
    public Guid CaseId { get; private set; }
    public int Number { get; private set; }
    public string What { get; private set; } = "";
    public DateTimeOffset AskedAt { get; private set; }
    public DateOnly AnswerBy { get; private set; }
    public string? Sent { get; private set; }

    /// <summary>Where that is kept.</summary>
    public string? SentReference { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }

    private InformationRequest() { }

    internal InformationRequest(Guid caseId, int number, ComplaintMilestone.Asked asked) =>
        (Id, CaseId, Number, What, AskedAt, AnswerBy) = (asked.RequestId, caseId, number, asked.What, asked.At, asked.AnswerBy);

    internal void Answer(ComplaintMilestone.Informed informed) => (Sent, SentReference, SentAt) = (informed.Sent, informed.Reference, informed.At);
}

/// <summary>What was found of one thing. Never changed: what a review changed is another round.</summary>
public sealed class Determination
{
    public Guid CaseId { get; private set; }
    public int Round { get; private set; }
    public int Number { get; private set; }
    public int? Issue { get; private set; }
    public string About { get; private set; } = "";
    public string Outcome { get; private set; } = "";

    private Determination() { }

    internal Determination(Guid caseId, int round, int number, NewDetermination found) =>
        (CaseId, Round, Number, Issue, About, Outcome) = (caseId, round, number, found.Issue, found.About, found.Outcome);
}

/// <summary>Something that the Ombudsman ordered or recommended: done, with evidence; and complied with once a manager has confirmed it and the evidence was sent.</summary>
public sealed class OmbudsmanOrder
{
    /// <summary>The cause of what Income and Repairs do about it, and its clock's case.</summary>
    public Guid Id { get; private set; }
    public Guid ComplaintId { get; private set; }
    public Guid CaseId { get; private set; }
    public int Round { get; private set; }
    public int Number { get; private set; }
    public OrderKind Kind { get; private set; }
    public bool Recommendation { get; private set; }
    public string Words { get; private set; } = "";
    public DateOnly? DueOn { get; private set; }

    /// <summary>The day in the determination, where the Ombudsman agreed to another since.</summary>
    public DateOnly? OriginalDueOn { get; private set; }
    public string? MovedReason { get; private set; }
    public long? Pence { get; private set; }
    public bool PaidDirectly { get; private set; }
    public Guid? HomeId { get; private set; }
    public string? Fault { get; private set; }
    public string Owner { get; private set; } = "";
    public DateTimeOffset OrderedAt { get; private set; }
    public Guid? RepairId { get; private set; }
    public string? StoppedReason { get; private set; }

    /// <summary>Why Repairs goes on with it although it does not stand any more; null where it does not.</summary>
    public string? GoesOnReason { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public string? Proof { get; private set; }
    public DateTimeOffset? CompliedAt { get; private set; }

    /// <summary>Of what the Ombudsman was sent.</summary>
    public string? CompliedReference { get; private set; }
    public string? ConfirmedBy { get; private set; }
    public string? WithdrawnReason { get; private set; }

    /// <summary>From when on it is at risk, by the landlord's lead time; null when nobody is to be warned.</summary>
    public DateTimeOffset? AtRiskAt { get; private set; }

    public bool IsOpen => CompliedAt is null && WithdrawnReason is null;

    private OmbudsmanOrder() { }

    internal OmbudsmanOrder(Guid complaintId, Guid caseId, int round, int number, ComplaintMilestone.MadeOrder made)
    {
        (Id, ComplaintId, CaseId, Round, Number, OrderedAt) = (made.OrderId, complaintId, caseId, round, number, made.At);
        (Kind, Recommendation, Words, DueOn, OriginalDueOn) = (made.Order.Kind, made.Order.Recommendation, made.Order.Words, made.Order.DueOn, made.Order.DueOn);
        (Pence, PaidDirectly, HomeId, Fault, Owner) = (made.Order.Pence, made.Order.PaidDirectly, made.Order.HomeId, made.Order.Fault, made.Order.Owner);
    }

    internal void Take(ComplaintMilestone.OfOmbudsman milestone, Recorder by)
    {
        switch (milestone)
        {
            case ComplaintMilestone.OrderWorksOrdered works:
                (RepairId, StoppedReason) = (works.RepairId, null);
                break;
            case ComplaintMilestone.OrderWorksStopped stopped:
                StoppedReason = stopped.Reason;
                break;
            case ComplaintMilestone.OrderWorksGoOn goesOn:
                GoesOnReason = goesOn.Reason;
                break;
            case ComplaintMilestone.OrderDone done:
                (DoneAt, Proof, StoppedReason) = (done.At, done.Proof, null);
                break;
            case ComplaintMilestone.Complied complied:
                (CompliedAt, CompliedReference, ConfirmedBy) = (complied.At, complied.Reference, by.Subject);
                break;
            case ComplaintMilestone.OrderMoved moved:
                (DueOn, MovedReason) = (moved.NewDay, moved.Reason);
                break;
            case ComplaintMilestone.OrderWithdrawn withdrawn:
                WithdrawnReason = withdrawn.Reason;
                break;
            default:
                throw new InvalidOperationException($"An order cannot take in {milestone.GetType().Name}.");
        }
    }

    /// <summary>Takes in from when on it is at risk, so that lists need not ask its promise.</summary>
    internal void Warn(DateTimeOffset? atRiskAt) => AtRiskAt = atRiskAt;
}
