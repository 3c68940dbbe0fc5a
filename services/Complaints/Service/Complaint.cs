namespace Housing.Complaints;

public enum Stage
{
    /// <summary>Recorded, and no complaint unless the resident insists: what was asked for is still within its time.</summary>
    ServiceRequest,
    One,
    OneAnswered,
    Two,
    FinalAnswered,
    Excluded,
    Withdrawn,
    Closed,
}

/// <summary>How something was said (OHO-CMP-02, OHC-CMP-01, ROS-CMP-02).</summary>
public enum Channel
{
    Phone,
    Letter,
    Email,
    Web,
    Portal,
    InPerson,

    /// <summary>Somebody else for the resident, with authority.</summary>
    Representative,
}

/// <summary>What a resident is unhappy with, from the first word to the last answer. Its state changes only in <see cref="Apply"/>.</summary>
public sealed partial class Complaint
{
    private const int MostSaid = 200_000;

    private readonly List<TimelineEntry> _timeline = [];
    private readonly List<Issue> _issues = [];

    public Guid Id { get; private set; }

    /// <summary>Short, for people: <see cref="Complaints.Reference"/>.</summary>
    public string Reference { get; private set; } = "";

    public string Landlord { get; private set; } = "";

    /// <summary>Null where it is about no home.</summary>
    public Guid? HomeId { get; private set; }

    /// <summary>The estate that the home was on when it was complained of, as Estates calls it; null where it is on none, or not known.</summary>
    public string? Estate { get; private set; }

    /// <summary>On what terms the household held the home when it complained: "shared-ownership"; null where it is about no home, and where nobody could say.</summary>
    public string? Tenure { get; private set; }

    /// <summary>Whose complaint it is: may read it, and is told of every step. Null for somebody who holds no home here.</summary>
    public Guid? HouseholdId { get; private set; }

    public Stage Stage { get; private set; }
    public Channel Channel { get; private set; }

    /// <summary>As it was said.</summary>
    public string Words { get; private set; } = "";

    public string? OutcomeWanted { get; private set; }
    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>The team that answers.</summary>
    public string Team { get; private set; } = "";

    /// <summary>The case that it is about: the service, and its id there.</summary>
    public string? AboutService { get; private set; }
    public Guid? AboutCaseId { get; private set; }

    /// <summary>Another household's complaint about the same; each has its own answer.</summary>
    public Guid? JointWith { get; private set; }

    /// <summary>The excluded case that this one takes up again, and the other way round.</summary>
    public Guid? Reopens { get; private set; }
    public Guid? ReopenedAs { get; private set; }

    /// <summary>The system that it was taken over from, and what it was called there; null for one that was received here.</summary>
    public string? OldSystem { get; private set; }
    public string? OldReference { get; private set; }

    /// <summary>All that the resident said, by which it is found again.</summary>
    public string Said { get; private set; } = "";

    public string? RepresentativeName { get; private set; }
    public string? RepresentativeAuthority { get; private set; }

    /// <summary>The subjects of those who took part in what it is about: none of them handles it.</summary>
    public IReadOnlyList<string> Concerned { get; private set; } = [];

    /// <summary>Estates has yet to say whose home it is, or Tenancy who lives there.</summary>
    public bool FactsPending { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it was excluded, withdrawn or closed.</summary>
    public string? EndedReason { get; private set; }

    /// <summary>When the first of the promises still owed is due, or was; null when nothing is owed.</summary>
    public DateTimeOffset? NextDueAt { get; private set; }

    /// <summary>From when on a promise still owed is at risk, by the landlord's lead time; null when nobody is to be warned.</summary>
    public DateTimeOffset? AtRiskAt { get; private set; }

    /// <summary>PostgreSQL's xmin: of two writers at once the later one loses.</summary>
    public uint Version { get; private set; }

    public IReadOnlyList<TimelineEntry> Timeline => _timeline;
    public IReadOnlyList<Issue> Issues => _issues;

    /// <summary>1 or 2: the stage that it is in, or was in last.</summary>
    public int StageNumber => EscalatedAt is null ? 1 : 2;

    /// <summary>Whether it is being looked at, at either stage.</summary>
    public bool IsBeingHandled => Stage is Stage.One or Stage.Two;

    public bool HasEnded => Stage is Stage.Excluded or Stage.Withdrawn or Stage.Closed;

    private Complaint() { }

    public static Complaint Open(ComplaintMilestone.Opened opened, Recorder by, DateTimeOffset now)
    {
        var complaint = new Complaint { Id = opened.ComplaintId };
        complaint.Apply(opened, by, now);
        return complaint;
    }

    /// <summary>Takes in what a decision returned and writes it on the timeline.</summary>
    public void Apply(ComplaintMilestone milestone, Recorder by, DateTimeOffset now)
    {
        switch (milestone)
        {
            case ComplaintMilestone.Opened opened:
                Take(opened);
                break;
            case ComplaintMilestone.Insisted insisted:
                (Stage, ReceivedAt) = (Stage.One, insisted.At);
                break;
            case ComplaintMilestone.Repeated:
                break;      // what was said is on the timeline
            case ComplaintMilestone.FactsKnown known:
                (HomeId, HouseholdId, Estate, Tenure, FactsPending) = (known.HomeId ?? HomeId, known.HouseholdId ?? HouseholdId, known.Estate ?? Estate, known.Tenure ?? Tenure, false);
                break;
            case ComplaintMilestone.NotOurs stranger:
                FactsPending = false;
                End(Stage.Closed, stranger.Why, stranger.At);
                break;
            case ComplaintMilestone.Imported imported:
                (OldSystem, OldReference) = (imported.System, imported.Reference);
                break;
            case ComplaintMilestone.Routed routed:
                Team = routed.Team;
                break;
            case ComplaintMilestone.Reopened reopened:
                ReopenedAs = reopened.As;
                break;
            case ComplaintMilestone.Excluded excluded:
                End(Stage.Excluded, excluded.Explanation, excluded.At);
                break;
            case ComplaintMilestone.Withdrawn withdrawn:
                End(Stage.Withdrawn, withdrawn.Words, withdrawn.At);
                break;
            case ComplaintMilestone.Closed closed:
                End(Stage.Closed, "Nothing was left to do.", closed.At);
                break;
            case ComplaintMilestone.OfHandling handling:
                Take(handling, by);
                break;
            case ComplaintMilestone.OfInvestigation investigation:
                Take(investigation, by);
                break;
            case ComplaintMilestone.OfAnswer answer:
                Take(answer);
                break;
            case ComplaintMilestone.OfOmbudsman ombudsman:
                Take(ombudsman, by);
                break;
            case ComplaintMilestone.OfLearning learning:
                Take(learning);
                break;
            default:
                throw new InvalidOperationException($"A complaint cannot take in {milestone.GetType().Name}.");
        }

        _timeline.Add(new TimelineEntry(Id, _timeline.Count + 1, milestone, now, by));
        Hear(milestone);
    }

    /// <summary>Adds what the resident said with it to what it is found by, as far as an index of words reaches.</summary>
    private void Hear(ComplaintMilestone milestone)
    {
        IEnumerable<string?> said = milestone switch
        {
            ComplaintMilestone.Opened opened => [opened.Words, opened.OutcomeWanted, opened.Representative?.Name, .. opened.Issues.Select(i => i.Text).Where(text => text != opened.Words)],
            ComplaintMilestone.Repeated repeated => [repeated.Words],
            ComplaintMilestone.Escalated escalated => [escalated.Words],
            _ => [],
        };
        var all = string.Join('\n', said.Prepend(Said).Where(text => !string.IsNullOrEmpty(text)));
        Said = all.Length > MostSaid ? Said : all;
    }

    /// <summary>Puts what was read into the order in which it was recorded.</summary>
    internal void InOrder()
    {
        _timeline.Sort((a, b) => a.Number.CompareTo(b.Number));
        _issues.Sort((a, b) => a.Number.CompareTo(b.Number));
        _handlers.Sort((a, b) => a.Number.CompareTo(b.Number));
        _contacts.Sort((a, b) => a.Number.CompareTo(b.Number));
        _extensions.Sort((a, b) => a.Number.CompareTo(b.Number));
        _evidence.Sort((a, b) => a.Number.CompareTo(b.Number));
        _findings.Sort((a, b) => a.Number.CompareTo(b.Number));
        _remedies.Sort((a, b) => a.Number.CompareTo(b.Number));
        _replies.Sort((a, b) => a.Stage.CompareTo(b.Stage));
        _ombudsman.Sort((a, b) => a.Number.CompareTo(b.Number));
        _ombudsman.ForEach(taken => taken.InOrder());
    }

    /// <summary>Takes in what is owed on it by now, so that lists need not ask every promise.</summary>
    public void Owe(DateTimeOffset? nextDueAt, DateTimeOffset? atRiskAt) => (NextDueAt, AtRiskAt) = (nextDueAt, atRiskAt);

    private void Take(ComplaintMilestone.Opened opened)
    {
        (Reference, Landlord, Stage) = (Complaints.Reference.Of(opened.ComplaintId), opened.Landlord, opened.IsRequest ? Stage.ServiceRequest : Stage.One);
        (HomeId, HouseholdId, Estate, Tenure, FactsPending) = (opened.HomeId, opened.HouseholdId, opened.Estate, opened.Tenure, opened.FactsPending);
        (Channel, Words, OutcomeWanted, ReceivedAt, Team) = (opened.Channel, opened.Words, opened.OutcomeWanted, opened.At, opened.Team);
        (AboutService, AboutCaseId, JointWith, Reopens) = (opened.About?.Service, opened.About?.CaseId, opened.JointWith, opened.Reopens);
        (RepresentativeName, RepresentativeAuthority, Concerned) = (opened.Representative?.Name, opened.Representative?.Authority, opened.Concerned);
        _issues.AddRange(opened.Issues.Select((issue, i) => new Issue(Id, i + 1, issue)));
    }

    private void End(Stage stage, string reason, DateTimeOffset at) => (Stage, EndedReason, EndedAt) = (stage, reason, at);
}

/// <summary>One of the things that a complaint is about; each is looked at and decided by itself.</summary>
public sealed class Issue
{
    public Guid ComplaintId { get; private set; }
    public int Number { get; private set; }

    /// <summary>The key of a subject in the landlord's list.</summary>
    public string Subject { get; private set; } = "";

    public string Text { get; private set; } = "";

    private Issue() { }

    internal Issue(Guid complaintId, int number, NewIssue issue) => (ComplaintId, Number, Subject, Text) = (complaintId, number, issue.Subject, issue.Text);
}

/// <summary>One line of a complaint's timeline: what, when it happened, when and by whom it was recorded. Never changed (OHO-CMP-04).</summary>
public sealed class TimelineEntry
{
    public Guid ComplaintId { get; private set; }

    /// <summary>1 for the first, and so on in the order of recording.</summary>
    public int Number { get; private set; }

    public string Name { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset RecordedAt { get; private set; }
    public string ByRole { get; private set; } = "";
    public string BySubject { get; private set; } = "";

    /// <summary>What was said of it, where something was.</summary>
    public string? Note { get; private set; }

    private TimelineEntry() { }

    internal TimelineEntry(Guid complaintId, int number, ComplaintMilestone milestone, DateTimeOffset recordedAt, Recorder by) =>
        (ComplaintId, Number, Name, At, RecordedAt, ByRole, BySubject, Note) = (complaintId, number, milestone.Name, milestone.At, recordedAt, by.Role, by.Subject, milestone.Note);
}
