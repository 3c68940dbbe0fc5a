namespace Housing.Income;

/// <summary>How far a legal action has come.</summary>
public enum LegalStep
{
    NoticeServed,
    ClaimIssued,
    HearingListed,
    OrderMade,
    WarrantAsked,
    Ended,
}

/// <summary>How a paper was given to a household.</summary>
public enum ServedHow
{
    ByHand,
    LeftAtHome,
    FirstClassPost,
    RecordedPost,
    Email,
}

/// <summary>What came of a hearing.</summary>
public enum HearingOutcome
{
    Adjourned,

    /// <summary>Possession, as long as its terms are kept put off.</summary>
    SuspendedOrder,

    OutrightOrder,

    /// <summary>To pay, and no more.</summary>
    MoneyOrder,

    Dismissed,
    Withdrawn,
}

/// <summary>What a manager approves.</summary>
public enum LegalApprovalStep
{
    Court,
    Warrant,
}

/// <summary>What is done in a legal action, as its history names it.</summary>
public enum LegalAct
{
    NoticeServed,
    StepApproved,
    ClaimIssued,
    HearingListed,
    PaperGiven,
    HearingAdjourned,
    OrderMade,
    ClaimDismissed,
    WarrantAsked,
    CostCharged,
    Ended,
}

/// <summary>What can happen to a legal action.</summary>
public abstract record LegalMilestone(LegalAct Act, string By, DateTimeOffset At)
{
    /// <summary>What was said, or why.</summary>
    public string? Note { get; init; }

    /// <summary>The paper that shows it.</summary>
    public string? Evidence { get; init; }

    public sealed record NoticeServed(
        LegalRoute Route, string Notice, DateOnly ServedOn, ServedHow How, DateOnly ClaimFrom, DateOnly? GoodUntil, string By, DateTimeOffset At) : LegalMilestone(LegalAct.NoticeServed, By, At);

    public sealed record StepApproved(LegalApprovalStep Step, string By, DateTimeOffset At) : LegalMilestone(LegalAct.StepApproved, By, At);

    public sealed record ClaimIssued(DateOnly On, string Court, string Reference, string By, DateTimeOffset At) : LegalMilestone(LegalAct.ClaimIssued, By, At);

    public sealed record HearingListed(string By, DateTimeOffset At) : LegalMilestone(LegalAct.HearingListed, By, At);

    public sealed record PaperGiven(string By, DateTimeOffset At) : LegalMilestone(LegalAct.PaperGiven, By, At);

    public sealed record HearingAdjourned(string By, DateTimeOffset At) : LegalMilestone(LegalAct.HearingAdjourned, By, At);

    public sealed record OrderMade(HearingOutcome Order, DateOnly On, string? Terms, string By, DateTimeOffset At) : LegalMilestone(LegalAct.OrderMade, By, At);

    public sealed record ClaimDismissed(HearingOutcome Outcome, string By, DateTimeOffset At) : LegalMilestone(LegalAct.ClaimDismissed, By, At);

    public sealed record WarrantAsked(DateOnly On, string By, DateTimeOffset At) : LegalMilestone(LegalAct.WarrantAsked, By, At);

    public sealed record CostCharged(string By, DateTimeOffset At) : LegalMilestone(LegalAct.CostCharged, By, At);

    public sealed record Ended(string By, DateTimeOffset At) : LegalMilestone(LegalAct.Ended, By, At);
}

/// <summary>What is done at law about the debt of one account, from its notice on. An account has one that runs at most.</summary>
public sealed class LegalAction
{
    private readonly List<LegalEntry> _added = [];

    private LegalAction() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public Guid CaseId { get; private set; }
    public string Landlord { get; private set; } = "";
    public Guid HouseholdId { get; private set; }
    public LegalRoute Route { get; private set; }
    public LegalStep Step { get; private set; }

    /// <summary>How many steps it has come: others are told them with their numbers.</summary>
    public int Number { get; private set; }

    public string Notice { get; private set; } = "";
    public DateOnly ServedOn { get; private set; }
    public ServedHow ServedHow { get; private set; }
    public string NoticeDocument { get; private set; } = "";

    /// <summary>The first day on which a claim may go to a court.</summary>
    public DateOnly ClaimFrom { get; private set; }

    /// <summary>The last day on which one may; null where the notice does not run out.</summary>
    public DateOnly? GoodUntil { get; private set; }

    public DateOnly? AppliedOn { get; private set; }
    public string? Court { get; private set; }
    public string? ClaimReference { get; private set; }
    public HearingOutcome? Order { get; private set; }
    public DateOnly? OrderOn { get; private set; }
    public string? OrderTerms { get; private set; }
    public DateOnly? WarrantAskedOn { get; private set; }
    public string? EndedWhy { get; private set; }

    /// <summary>It ended because the court dismissed it or it was taken back there: then its costs are the landlord's.</summary>
    public bool Lost { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public uint Version { get; private set; }

    /// <summary>What was added to its history since it was loaded.</summary>
    public IReadOnlyList<LegalEntry> Added => _added;

    internal static LegalAction Begin(Account account, ArrearsCase file, LegalMilestone.NoticeServed served)
    {
        var action = new LegalAction
        {
            Id = Guid.CreateVersion7(served.At), AccountId = account.Id, CaseId = file.Id, Landlord = account.Landlord, HouseholdId = account.HouseholdId, StartedAt = served.At,
        };
        action.Apply(served);
        return action;
    }

    /// <summary>Takes it in; true when it has come to another step by it.</summary>
    internal bool Apply(LegalMilestone milestone)
    {
        _added.Add(LegalEntry.Of(Id, milestone));
        switch (milestone)
        {
            case LegalMilestone.NoticeServed served:
                (Route, Notice, ServedOn, ServedHow, ClaimFrom, GoodUntil) = (served.Route, served.Notice, served.ServedOn, served.How, served.ClaimFrom, served.GoodUntil);
                NoticeDocument = served.Evidence ?? "";
                return To(LegalStep.NoticeServed, milestone.At);
            case LegalMilestone.ClaimIssued issued:
                (AppliedOn, Court, ClaimReference) = (issued.On, issued.Court, issued.Reference);
                return To(LegalStep.ClaimIssued, milestone.At);
            case LegalMilestone.HearingListed:
                return To(LegalStep.HearingListed, milestone.At);
            case LegalMilestone.HearingAdjourned:
                return To(LegalStep.ClaimIssued, milestone.At);
            case LegalMilestone.OrderMade made:
                (Order, OrderOn, OrderTerms) = (made.Order, made.On, made.Terms);
                return To(LegalStep.OrderMade, milestone.At);
            case LegalMilestone.WarrantAsked asked:
                WarrantAskedOn = asked.On;
                return To(LegalStep.WarrantAsked, milestone.At);
            case LegalMilestone.ClaimDismissed dismissed:
                (Lost, EndedWhy) = (true, IncomeMessages.Word(dismissed.Outcome));
                return To(LegalStep.Ended, milestone.At);
            case LegalMilestone.Ended:
                EndedWhy = milestone.Note;
                return To(LegalStep.Ended, milestone.At);
            default:
                return false;
        }
    }

    private bool To(LegalStep step, DateTimeOffset at)
    {
        (Step, ChangedAt, Number) = (step, at, Number + 1);
        return true;
    }
}

/// <summary>One line of a legal action's history. It is written once: the database refuses a change.</summary>
public sealed class LegalEntry
{
    private LegalEntry() { }

    public Guid Id { get; private set; }
    public Guid ActionId { get; private set; }
    public LegalAct Act { get; private set; }

    /// <summary>What was approved; only for <see cref="LegalAct.StepApproved"/>.</summary>
    public LegalApprovalStep? Approves { get; private set; }

    public DateTimeOffset At { get; private set; }
    public string By { get; private set; } = "";
    public string? Note { get; private set; }
    public string? Evidence { get; private set; }

    internal static LegalEntry Of(Guid actionId, LegalMilestone milestone) => new()
    {
        Id = Guid.CreateVersion7(milestone.At),
        ActionId = actionId,
        Act = milestone.Act,
        Approves = (milestone as LegalMilestone.StepApproved)?.Step,
        At = milestone.At,
        By = milestone.By,
        Note = milestone.Note,
        Evidence = milestone.Evidence,
    };
}
