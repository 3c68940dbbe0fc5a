namespace Housing.Income;

/// <summary>What is done about a debt, as its history names it.</summary>
public enum ArrearsAct
{
    Opened,

    /// <summary>A check found more than before: a higher step of the ladder is reached.</summary>
    Found,

    /// <summary>Somebody tried to reach the household and did not.</summary>
    ContactTried,
    Contacted,
    StepTaken,
    BenefitChecked,
    VulnerabilityConsidered,

    /// <summary>Tenancy said whether a need of the household is known.</summary>
    NeedsKnown,
    AdviceOffered,
    AgreementOffered,
    AgreementAccepted,
    AgreementDeclined,

    /// <summary>Nobody answered the offer in its time.</summary>
    AgreementLapsed,
    AgreementReviewed,
    InstalmentMissed,
    AgreementBroken,

    /// <summary>All of it was paid as agreed.</summary>
    AgreementKept,

    /// <summary>It was ended otherwise, with the reason.</summary>
    AgreementEnded,
    Assigned,

    /// <summary>The tenancy ended: the case goes on by the ladder of former tenants.</summary>
    TenantLeft,
    Closed,
}

/// <summary>How a household was spoken or written to.</summary>
public enum ContactChannel
{
    Phone,
    Visit,
    Office,
    Letter,
    Email,
    Text,
}

/// <summary>What can happen to an arrears case.</summary>
/// <param name="Act">What it is called.</param>
/// <param name="By">Who did it: a caller, or the service.</param>
/// <param name="At">When it happened.</param>
public record ArrearsMilestone(ArrearsAct Act, string By, DateTimeOffset At)
{
    /// <summary>What was said, or why.</summary>
    public string? Note { get; init; }

    /// <summary>What shows it.</summary>
    public string? Evidence { get; init; }

    /// <summary>The step taken; null for what is no step.</summary>
    public string? Step { get; init; }

    public ContactChannel? Channel { get; init; }

    /// <summary>Who works on it from now on; only for <see cref="ArrearsAct.Assigned"/>.</summary>
    public string? Officer { get; init; }

    /// <summary>Only for <see cref="ArrearsAct.NeedsKnown"/>.</summary>
    public bool? Vulnerable { get; init; }
}

/// <summary>What is done about the arrears of one account, from the check that found them until they are gone. An account has one open case at most.</summary>
public sealed class ArrearsCase
{
    private readonly List<ArrearsEntry> _added = [];

    private ArrearsCase() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public string Landlord { get; private set; } = "";
    public Guid HouseholdId { get; private set; }

    /// <summary>Whose ladder it goes by.</summary>
    public AccountKind Kind { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>What stood at the last look.</summary>
    public Standing Standing { get; private set; } = new(0, null, []);

    /// <summary>When that was.</summary>
    public DateTimeOffset LookedAt { get; private set; }

    /// <summary>How many steps of the ladder that reaches.</summary>
    public int Level { get; private set; }

    /// <summary>The last step taken; null before the first.</summary>
    public string? Step { get; private set; }

    public DateTimeOffset? SteppedAt { get; private set; }

    /// <summary>The step that is next, whether it is allowed yet or not; null when what is owed asks for none.</summary>
    public string? NextStep { get; private set; }

    /// <summary>Who works on it; null for nobody yet.</summary>
    public string? Officer { get; private set; }

    /// <summary>Whether a need of the household is known; null until Tenancy said.</summary>
    public bool? Vulnerable { get; private set; }

    /// <summary>When that was so.</summary>
    public DateTimeOffset? NeedsAt { get; private set; }

    /// <summary>An agreement is in force and kept: no step is taken meanwhile.</summary>
    public bool AgreementHolds { get; private set; }

    /// <summary>The acts that have been done on it, each once.</summary>
    public string[] Done { get; private set; } = [];

    /// <summary>How many lines its history has; the last one's number.</summary>
    public int Entries { get; private set; }

    /// <summary>PostgreSQL's xmin: a late writer is told.</summary>
    public uint Version { get; private set; }

    /// <summary>What was added to its history since it was loaded.</summary>
    public IReadOnlyList<ArrearsEntry> Added => _added;

    public bool Has(ArrearsAct act) => Done.Contains(act.ToString());

    internal static ArrearsCase Open(Account account, IReadOnlyList<LadderStep> ladder, Standing standing, string by, DateTimeOffset now) =>
        Open(account.Id, account.Landlord, account.HouseholdId, account.Kind, ladder, standing, by, now);

    internal static ArrearsCase Open(
        Guid accountId, string landlord, Guid householdId, AccountKind kind, IReadOnlyList<LadderStep> ladder, Standing standing, string by, DateTimeOffset now)
    {
        var opened = new ArrearsCase { Id = Guid.CreateVersion7(now), AccountId = accountId, Landlord = landlord, HouseholdId = householdId, Kind = kind, OpenedAt = now };
        opened.Apply(new ArrearsMilestone(ArrearsAct.Opened, by, now), now);
        opened.Look(standing, ladder, now);
        return opened;
    }

    /// <summary>What stands now, and what is next by it.</summary>
    internal void Look(Standing standing, IReadOnlyList<LadderStep> ladder, DateTimeOffset now)
    {
        (Standing, LookedAt) = (standing, now);
        Level = LadderDecision.LevelOf(ladder, standing);
        Plan(ladder);
    }

    /// <summary>Says anew what is next.</summary>
    internal void Plan(IReadOnlyList<LadderStep> ladder) => NextStep = ClosedAt is null ? LadderDecision.NextOf(ladder, Step, Standing)?.Step : null;

    internal void Apply(ArrearsMilestone milestone, DateTimeOffset now)
    {
        _added.Add(ArrearsEntry.Of(Id, ++Entries, milestone, now));
        if (!Has(milestone.Act))
            Done = [.. Done, milestone.Act.ToString()];
        switch (milestone.Act)
        {
            case ArrearsAct.StepTaken:
                (Step, SteppedAt) = (milestone.Step, milestone.At);
                break;
            case ArrearsAct.AgreementAccepted:
                AgreementHolds = true;
                break;
            case ArrearsAct.AgreementBroken or ArrearsAct.AgreementKept or ArrearsAct.AgreementEnded:
                AgreementHolds = false;
                break;
            case ArrearsAct.Assigned:
                Officer = milestone.Officer;
                break;
            case ArrearsAct.NeedsKnown:
                (Vulnerable, NeedsAt) = (milestone.Vulnerable, milestone.At);
                break;
            case ArrearsAct.TenantLeft:
                (Kind, Step, SteppedAt) = (AccountKind.FormerTenant, null, null);
                break;
            case ArrearsAct.Closed:
                (ClosedAt, NextStep) = (milestone.At, null);
                break;
        }
    }
}

/// <summary>One line of a case's history. It is written once: the database refuses a change.</summary>
public sealed class ArrearsEntry
{
    private ArrearsEntry() { }

    public Guid Id { get; private set; }
    public Guid CaseId { get; private set; }

    /// <summary>1, 2, 3 … within the case.</summary>
    public int Number { get; private set; }

    public ArrearsAct Act { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset RecordedAt { get; private set; }
    public string By { get; private set; } = "";
    public string? Step { get; private set; }
    public ContactChannel? Channel { get; private set; }
    public string? Note { get; private set; }
    public string? Evidence { get; private set; }

    internal static ArrearsEntry Of(Guid caseId, int number, ArrearsMilestone milestone, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        CaseId = caseId,
        Number = number,
        Act = milestone.Act,
        At = milestone.At,
        RecordedAt = now,
        By = milestone.By,
        Step = milestone.Step,
        Channel = milestone.Channel,
        Note = milestone.Note,
        Evidence = milestone.Evidence,
    };
}
