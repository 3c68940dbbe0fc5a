using Housing.Standards;

namespace Housing.Complaints;

/// <summary>Something that happened to a complaint, as a decision returned it. <see cref="Complaint.Apply"/> is the one place that takes it in.</summary>
public abstract partial record ComplaintMilestone(string Name, DateTimeOffset At)
{
    public const string ReceivedName = "complaint.received";
    public const string ImportedName = "complaint.imported";
    public const string RequestName = "complaint.service-request";
    public const string AnsweredName = "complaint.answered";
    public const string FinalAnsweredName = "complaint.final-answered";

    /// <summary>What it says of itself, beside what the complaint says.</summary>
    public virtual Facts Facts => Facts.None;

    /// <summary>What was said of it, for the timeline.</summary>
    public virtual string? Note => null;

    /// <summary>Somebody is unhappy with something; what only waits for its time is a request, and starts no clock.</summary>
    public sealed record Opened(
        Guid ComplaintId, string Landlord, Guid? HomeId, Guid? HouseholdId, Channel Channel, string Words, string? OutcomeWanted, IReadOnlyList<NewIssue> Issues, string Team, bool IsRequest, DateTimeOffset At)
        : ComplaintMilestone(IsRequest ? RequestName : ReceivedName, At)
    {
        public bool FactsPending { get; init; }

        /// <summary>The estate that the home is on.</summary>
        public string? Estate { get; init; }

        /// <summary>On what terms the household holds it.</summary>
        public string? Tenure { get; init; }

        public About? About { get; init; }
        public Guid? JointWith { get; init; }
        public Guid? Reopens { get; init; }
        public Representative? Representative { get; init; }
        public IReadOnlyList<string> Concerned { get; init; } = [];
    }

    /// <summary>What was recorded as a request is a complaint: the resident says so (E10).</summary>
    public sealed record Insisted(DateTimeOffset At) : ComplaintMilestone(ReceivedName, At);

    /// <summary>The same household complained of the same again; the clocks stay those of the first time.</summary>
    public sealed record Repeated(Channel Channel, string Words, DateTimeOffset At) : ComplaintMilestone("complaint.repeated", At)
    {
        public override string Note => Words;
    }

    /// <summary>Estates and Tenancy have said, after it was taken, whose home it is and who lives there.</summary>
    public sealed record FactsKnown(Guid? HomeId, Guid? HouseholdId, DateTimeOffset At) : ComplaintMilestone("complaint.facts-known", At)
    {
        /// <summary>The estate that the home is on.</summary>
        public string? Estate { get; init; }

        /// <summary>On what terms the household holds it.</summary>
        public string? Tenure { get; init; }
    }

    /// <summary>It was taken while Estates was away, and is about nobody's home here.</summary>
    public sealed record NotOurs(string Why, DateTimeOffset At) : ComplaintMilestone("complaint.not-ours", At)
    {
        public override string Note => Why;
    }

    /// <summary>Another system kept it until now, under this reference.</summary>
    public sealed record Imported(string System, string Reference, DateTimeOffset At) : ComplaintMilestone(ImportedName, At)
    {
        public override string Note => $"{System}: {Reference}";
    }

    public sealed record Routed(string Team, string Reason, DateTimeOffset At) : ComplaintMilestone("complaint.routed", At)
    {
        public override string Note => Reason;
    }

    /// <summary>Not taken, for one of the law's reasons (ENG-CMP-11).</summary>
    public sealed record Excluded(ExclusionReason Reason, string Explanation, string? Reference, DateTimeOffset At) : ComplaintMilestone("complaint.excluded", At)
    {
        public override string Note => Explanation;
    }

    /// <summary>It should have been taken: another case takes it up again.</summary>
    public sealed record Reopened(Guid As, string Reason, DateTimeOffset At) : ComplaintMilestone("complaint.reopened", At)
    {
        public override string Note => Reason;
    }

    public sealed record Withdrawn(string Words, DateTimeOffset At) : ComplaintMilestone("complaint.withdrawn", At)
    {
        public override string Note => Words;
    }

    public sealed record Closed(DateTimeOffset At) : ComplaintMilestone("complaint.closed", At);

    /// <summary>What is done with it while it is looked at: who handles it, contact, acknowledgement, another date.</summary>
    public abstract record OfHandling(string Name, DateTimeOffset At) : ComplaintMilestone(Name, At);

    public sealed record HandlerAssigned(int Stage, Handler Handler, string? Reason, DateTimeOffset At) : OfHandling("complaint.handler-assigned", At)
    {
        public override string? Note => Reason;
    }

    public sealed record Contacted(Channel Channel, bool Reached, string Text, string NextSteps, DateTimeOffset At)
        : OfHandling(Reached ? "complaint.contacted" : "complaint.contact-tried", At)
    {
        public override string Note => Text;
    }

    /// <summary>The resident was told that it is logged, at stage one or two, how it was understood, who handles it and by when there is a decision.</summary>
    public sealed record Acknowledged(int Stage, string Understanding, string NextSteps, DateOnly DecideBy, DateTimeOffset At)
        : OfHandling(Stage == 1 ? "complaint.acknowledged" : "complaint.escalation-acknowledged", At);

    /// <summary>Another day for the answer; the promises that it extends, and those that stay.</summary>
    public sealed record Extended(int Stage, DateOnly NewDay, string Reason, Agreement? Agreement, IReadOnlyList<string> Promises, IReadOnlyList<string> Staying, DateTimeOffset At)
        : OfHandling("complaint.extended", At)
    {
        public override string Note => Reason;
    }

    /// <summary>Where letters go from now on.</summary>
    public sealed record CorrespondentNamed(Correspondent Correspondent, DateTimeOffset At) : OfHandling("complaint.correspondent-named", At);

    /// <summary>A letter was printed and posted.</summary>
    public sealed record LetterPosted(Guid LetterId, string To, DateTimeOffset At) : OfHandling("complaint.letter-posted", At);

    /// <summary>What is found out, and what is to put it right.</summary>
    public abstract record OfInvestigation(string Name, DateTimeOffset At) : ComplaintMilestone(Name, At);

    public sealed record Planned(string Plan, DateTimeOffset At) : OfInvestigation("complaint.investigation-planned", At);

    public sealed record EvidenceAdded(string What, string Reference, DateTimeOffset At) : OfInvestigation("complaint.evidence-added", At);

    public sealed record Found(int Stage, int Issue, FindingOutcome Outcome, string Reasons, string? RootCause, DateTimeOffset At) : OfInvestigation("complaint.found", At);

    public sealed record RemedyProposed(Guid RemedyId, int Stage, NewRemedy Remedy, bool WaitsForApproval, DateTimeOffset At) : OfInvestigation("complaint.remedy-proposed", At);

    public sealed record RemedyApproved(Guid RemedyId, DateTimeOffset At) : OfInvestigation("complaint.remedy-approved", At);

    public sealed record RemedyDropped(Guid RemedyId, string Reason, DateTimeOffset At) : OfInvestigation("complaint.remedy-dropped", At)
    {
        /// <summary>The resident was promised it.</summary>
        public bool WasPromised { get; init; }

        public override string Note => Reason;
    }

    /// <summary>What was promised with an answer is done (ROS-CMP-03, ENG-CMP-12).</summary>
    public sealed record ActionDone(Guid RemedyId, string Proof, DateTimeOffset At) : OfInvestigation("complaint.action-done", At)
    {
        /// <summary>The service that was told of it says so.</summary>
        public bool Heard { get; init; }

        public override string Note => Proof;
    }

    /// <summary>Repairs has promised work on order; <paramref name="RepairId"/> is the repair that does it.</summary>
    public sealed record WorksOrdered(Guid RemedyId, Guid RepairId, DateTimeOffset At) : OfInvestigation("complaint.works-ordered", At);

    /// <summary>Promised work does not go on, and somebody has to see to it.</summary>
    public sealed record WorksStopped(Guid RemedyId, string Reason, DateTimeOffset At) : OfInvestigation("complaint.works-stopped", At)
    {
        public override string Note => Reason;
    }

    /// <summary>Repairs goes on with work that is not wanted any more: it has begun, or is needed for something else.</summary>
    public sealed record WorksGoOn(Guid RemedyId, string Reason, DateTimeOffset At) : OfInvestigation("complaint.works-go-on", At)
    {
        public override string Note => Reason;
    }

    /// <summary>The answer of a stage, and the way from one to the other.</summary>
    public abstract record OfAnswer(string Name, DateTimeOffset At) : ComplaintMilestone(Name, At);

    public sealed record Answered(NewReply Reply, DateTimeOffset At) : OfAnswer(Reply.Stage == 1 ? AnsweredName : FinalAnsweredName, At)
    {
        public override Facts Facts => Facts.Of(("outcome", Keys.Of(Reply.Outcome)), ("early", Reply.Early), ("compensation-pence", Reply.CompensationPence));
    }

    public sealed record Escalated(string Words, DateTimeOffset At) : OfAnswer("complaint.escalated", At)
    {
        public override string? Note => Words is "" ? null : Words;
    }

    public sealed record EscalationRefused(string Reasons, DateTimeOffset At) : OfAnswer("complaint.escalation-refused", At)
    {
        public override string Note => Reasons;
    }

    /// <summary>What it taught (HPG-CMP-05).</summary>
    public abstract record OfLearning(string Name, DateTimeOffset At) : ComplaintMilestone(Name, At);

    public sealed record LessonDrawn(Guid LessonId, string Learnt, DateTimeOffset At) : OfLearning("complaint.lesson-drawn", At)
    {
        public override string Note => Learnt;
    }

    public sealed record NothingLearnt(string Reason, DateTimeOffset At) : OfLearning("complaint.nothing-learnt", At)
    {
        public override string Note => Reason;
    }
}

/// <summary>One of the things that a complaint is about.</summary>
public sealed record NewIssue(string Subject, string Text);

/// <summary>The case of another service.</summary>
public sealed record About(string Service, Guid CaseId);

/// <summary>Who speaks for the resident, and where their authority can be looked up.</summary>
public sealed record Representative(string Name, string Authority);

/// <summary>Who is written to, at which postal address: one to six lines, the postcode last.</summary>
/// <param name="LargePrint">They read large print.</param>
public sealed record Correspondent(string Name, IReadOnlyList<string> Lines, bool LargePrint = false);

/// <summary>Who handles a complaint: the subject of their token, the name the resident is told, and their rank in the landlord's list.</summary>
public sealed record Handler(string Subject, string Name, string Rank);

/// <summary>How and when the resident agreed, and where that can be looked up: evidence, not a tick (OHO-CMP-08).</summary>
public sealed record Agreement(Channel Channel, DateTimeOffset At, string Reference);

/// <summary>Who recorded a milestone: the role and subject of the caller's token.</summary>
/// <param name="TellsResidents">False for what happened long ago elsewhere.</param>
public sealed record Recorder(string Role, string Subject, bool TellsResidents = true)
{
    /// <summary>This service itself.</summary>
    public static Recorder Complaints { get; } = new("service", "complaints");

    /// <summary>Income, by what it tells.</summary>
    public static Recorder Income { get; } = new("service", "income");

    /// <summary>Repairs, by what it tells.</summary>
    public static Recorder Repairs { get; } = new("service", "repairs");
}
