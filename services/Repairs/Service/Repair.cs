namespace Housing.Repairs;

public enum Stage
{
    Reported,
    Appointed,
    InProgress,
    Completed,

    /// <summary>Without work: it was nobody's here, or is the resident's and nobody signed for it.</summary>
    Closed,
}

/// <summary>One fault of a home, a block or an estate, from the report to the finished work. Its state changes only in <see cref="Apply"/>.</summary>
public sealed partial class Repair
{
    private readonly List<TimelineEntry> _timeline = [];

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";

    /// <summary>Null for a block's or an estate's.</summary>
    public Guid? HomeId { get; private set; }

    /// <summary>Who lives there, once Tenancy has said so; null while that is pending and for an empty home.</summary>
    public Guid? HouseholdId { get; private set; }

    /// <summary>The household of the resident who reported it: may read the case until Tenancy has said who lives there.</summary>
    public Guid? ReporterHousehold { get; private set; }

    public string? Tenure { get; private set; }
    public bool HasVulnerableMember { get; private set; }

    /// <summary>Tenancy has not yet said who lives there.</summary>
    public bool FactsPending { get; private set; }

    public string Fault { get; private set; } = "";
    public string Description { get; private set; } = "";
    public string Priority { get; private set; } = "";
    public Place Place { get; private set; }
    public Cause Cause { get; private set; }
    public string? CrimeReference { get; private set; }

    /// <summary>When the builder handed the building over, as Estates said at the report.</summary>
    public DateOnly? HandedOver { get; private set; }

    public Party? Responsible { get; private set; }
    public LandlordPart? LandlordPart { get; private set; }
    public string? ResponsibleClause { get; private set; }
    public string? ResponsibleSentence { get; private set; }

    public Stage Stage { get; private set; }
    public DateTimeOffset ReportedAt { get; private set; }
    public DateTimeOffset? MadeSafeAt { get; private set; }
    public DateTimeOffset? LastVisitedAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public string? WorkDone { get; private set; }

    /// <summary>The other system it was imported from, and its number there.</summary>
    public string? OrderSource { get; private set; }

    public string? OrderReference { get; private set; }

    public IReadOnlyList<string> SorCodes { get; private set; } = [];
    public string TradeCode { get; private set; } = "";

    /// <summary>When the first of the promises still owed is due, or was; null when nothing is owed. The work list is in this order.</summary>
    public DateTimeOffset? NextDueAt { get; private set; }

    /// <summary>From when on a promise still owed is at risk, by the landlord's lead time; null when nobody is to be warned.</summary>
    public DateTimeOffset? AtRiskAt { get; private set; }

    /// <summary>PostgreSQL's xmin: of two writers at once the later one loses.</summary>
    public uint Version { get; private set; }

    public IReadOnlyList<TimelineEntry> Timeline => _timeline;

    public Circumstances Circumstances =>
        PassedOnAt is null ? new(Place, Cause, CrimeReference, HandedOver) : new Circumstances(Place, Cause, CrimeReference, HandedOver).ForTheNext();

    /// <summary>What the order is called in the schedule of rates.</summary>
    public OrderCodes Codes
    {
        get => new(SorCodes, TradeCode);
        private set => (SorCodes, TradeCode) = (value.SorCodes, value.TradeCode);
    }

    /// <summary>Whose it is to put right; null while that turns on a tenure Tenancy has not said.</summary>
    public Responsibility? Responsibility =>
        Responsible is { } party ? new(party, LandlordPart!.Value, ResponsibleClause!, ResponsibleSentence!) : null;

    /// <summary>Who lives there, as far as this service needs to know.</summary>
    public HouseholdFacts? Household => HouseholdId is { } id ? new(id, Tenure, HasVulnerableMember) : null;

    /// <summary>The household that may read the case; of one that is nobody's here, whoever reported it.</summary>
    public Guid? Reader => FactsPending || HomeId is null || (Stage == Stage.Closed && RechargeState is null) ? ReporterHousehold : HouseholdId;

    /// <summary>Since when the home is another household's than the one it was reported by or for; null while it is not.</summary>
    public DateTimeOffset? PassedOnAt { get; private set; }

    /// <summary>Whether it is, or with this answer becomes, another household's than the one it was reported by or for.</summary>
    public bool PassesTo(Guid? household) =>
        PassedOnAt is not null || ((FactsPending ? ReporterHousehold ?? HouseholdId : HouseholdId) is { } before && before != household);

    /// <summary>When somebody was last there.</summary>
    public DateTimeOffset? LastAttendedAt => MadeSafeAt > LastVisitedAt || LastVisitedAt is null ? MadeSafeAt : LastVisitedAt;

    private Repair() { }

    public static Repair Open(RepairMilestone.Reported reported, Recorder by, DateTimeOffset now)
    {
        var repair = new Repair { Id = reported.RepairId };
        repair.Apply(reported, by, now);
        return repair;
    }

    /// <summary>Takes in what a decision returned and writes it on the timeline.</summary>
    public void Apply(RepairMilestone milestone, Recorder by, DateTimeOffset now)
    {
        switch (milestone)
        {
            case RepairMilestone.Reported reported:
                Take(reported);
                break;
            case RepairMilestone.HouseholdKnown known:
                Take(known);
                break;
            case RepairMilestone.ResponsibilityDecided decided:
                Take(decided.Responsibility);
                break;
            case RepairMilestone.Raised raised:
                (Priority, PriorityClause, BandBefore) = (raised.Priority, raised.Clause, null);      // no estimate takes it back below
                break;
            case RepairMilestone.Joined joined:
                Take(joined, by);
                break;
            case RepairMilestone.HomeKnown known:
                Take(known);
                break;
            case RepairMilestone.Closed closed:
                Take(closed);
                break;
            case RepairMilestone.Appointed appointed:
                Take(appointed);
                break;
            case RepairMilestone.OfDiary diary:
                Take(diary);
                break;
            case RepairMilestone.AppointmentMissed missed:
                Find(missed.AppointmentId).End(AppointmentState.Missed);
                Stage = Unbooked;
                break;
            case RepairMilestone.MadeSafe safe:
                MadeSafeAt = safe.At;
                Stage = Stage == Stage.Appointed ? Stage.Appointed : Stage.InProgress;
                break;
            case RepairMilestone.Imported imported:
                (OrderSource, OrderReference) = (imported.Source, imported.Order);
                Codes = imported.Codes;
                break;
            case RepairMilestone.Coded coded:
                Codes = coded.Codes;
                break;
            case RepairMilestone.OfWork work:
                Take(work, now);
                break;
            case RepairMilestone.RechargeStep step:
                Take(step);
                break;
            case RepairMilestone.TakenOn taken:
                Take(taken);
                break;
            case RepairMilestone.HazardStep step:
                Take(step);
                break;
            case RepairMilestone.DefectStep step:
                Take(step);
                break;
            case RepairMilestone.Extended or RepairMilestone.Contacted:
                break;      // the promise and the timeline have all of it
            case RepairMilestone.Promised promised:
                Take(promised);
                break;
            case RepairMilestone.PromiseDropped dropped:
                Take(dropped);
                break;
            default:
                throw new InvalidOperationException($"A repair cannot take in {milestone.GetType().Name}.");
        }

        _timeline.Add(new TimelineEntry(Id, _timeline.Count + 1, milestone.Name, milestone.At, now, by, milestone.OnTimeline));
    }

    /// <summary>Takes in what is owed on it by now, so that lists need not ask every promise.</summary>
    public void Owe(DateTimeOffset? nextDueAt, DateTimeOffset? atRiskAt) => (NextDueAt, AtRiskAt) = (nextDueAt, atRiskAt);

    private void Take(RepairMilestone.Reported reported)
    {
        Landlord = reported.Landlord;
        HomeId = reported.HomeId;
        Fault = reported.Fault;
        Description = reported.Description;
        Priority = reported.Priority;
        ReportedAt = reported.At;
        ReporterHousehold = reported.ReporterHousehold;
        FactsPending = reported.FactsPending;
        (Place, Cause, CrimeReference, HandedOver) = reported.Circumstances;
        Take(reported.Details);
        Take(reported.Responsibility);
        Take(reported.Household);
        Take(reported.Order);
        Postcode = reported.Postcode;
        Planned = reported.Planned;
        RecallOf = reported.RecallOf;
        Stage = Stage.Reported;
    }

    private void Take(RepairMilestone.HouseholdKnown known)
    {
        if (PassesTo(known.Household?.HouseholdId))
            PassedOnAt ??= known.At;
        Take(known.Household);
        FactsPending = false;
    }

    private void Take(HouseholdFacts? household)
    {
        HouseholdId = household?.HouseholdId;
        Tenure = household?.Tenure;
        HasVulnerableMember = household?.HasVulnerableMember ?? false;
    }

    private void Take(Responsibility? responsibility) => (Responsible, LandlordPart, ResponsibleClause, ResponsibleSentence) =
        (responsibility?.Party, responsibility?.LandlordPart, responsibility?.Clause, responsibility?.Sentence);
}

/// <summary>One line of a repair's timeline: what, when it happened, when and by whom it was recorded. Never changed.</summary>
public sealed class TimelineEntry
{
    public Guid RepairId { get; private set; }

    /// <summary>1 for the report, and so on in the order of recording.</summary>
    public int Number { get; private set; }

    public string Name { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset RecordedAt { get; private set; }
    public string ByRole { get; private set; }
    public string BySubject { get; private set; }

    /// <summary>What was said of it; null where nothing was. Not for residents.</summary>
    public string? Note { get; private set; }

    internal TimelineEntry(Guid repairId, int number, string name, DateTimeOffset at, DateTimeOffset recordedAt, Recorder by, string? note)
        : this(repairId, number, name, at, recordedAt, by.Role, by.Subject, note) { }

    private TimelineEntry(Guid repairId, int number, string name, DateTimeOffset at, DateTimeOffset recordedAt, string byRole, string bySubject, string? note) =>
        (RepairId, Number, Name, At, RecordedAt, ByRole, BySubject, Note) = (repairId, number, name, at, recordedAt, byRole, bySubject, note);
}
