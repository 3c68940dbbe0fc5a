namespace Housing.Income;

public enum AgreementState
{
    Offered,
    InForce,
    Declined,

    /// <summary>Nobody answered in time, or another was offered in its place.</summary>
    Lapsed,
    Broken,

    /// <summary>All of it was paid.</summary>
    Kept,

    /// <summary>It was ended otherwise, with the reason.</summary>
    Ended,
}

public enum InstalmentOutcome
{
    Open,
    Kept,
    Missed,
}

/// <summary>One line of what comes in or goes out in a month.</summary>
public sealed record MeansLine(string Label, long Pence);

/// <summary>What a household has to live on in a month, in figures; the regular rent is among what goes out.</summary>
public sealed record Means(IReadOnlyList<MeansLine> Income, IReadOnlyList<MeansLine> Spending)
{
    /// <summary>What is left; less than nothing when more goes out.</summary>
    public long LeftPence => Income.Sum(line => line.Pence) - Spending.Sum(line => line.Pence);
}

/// <summary>One instalment, on top of the rent.</summary>
public sealed class Instalment
{
    private Instalment() { }

    public Guid AgreementId { get; private set; }

    /// <summary>1, 2, 3 …</summary>
    public int Number { get; private set; }

    public DateOnly DueOn { get; private set; }
    public long Pence { get; private set; }
    public InstalmentOutcome Outcome { get; private set; }
    public DateTimeOffset? JudgedAt { get; private set; }

    internal static Instalment Of(Guid agreementId, PlannedInstalment planned) =>
        new() { AgreementId = agreementId, Number = planned.Number, DueOn = planned.DueOn, Pence = planned.Pence, Outcome = InstalmentOutcome.Open };

    internal void Judge(bool kept, DateTimeOffset now) => (Outcome, JudgedAt) = (kept ? InstalmentOutcome.Kept : InstalmentOutcome.Missed, now);
}

/// <summary>An agreement to pay arrears back bit by bit, on top of what falls due. For a homeowner it is a payment plan (OHO-LSE-29).</summary>
public sealed class Agreement
{
    private readonly List<Instalment> _instalments = [];

    private Agreement() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public Guid CaseId { get; private set; }
    public string Landlord { get; private set; } = "";
    public Guid HouseholdId { get; private set; }
    public AgreementState State { get; private set; }

    /// <summary>What it pays back: the real arrears when it was offered.</summary>
    public long DebtPence { get; private set; }

    public long InstalmentPence { get; private set; }
    public PayCycle Every { get; private set; }
    public DateOnly FirstOn { get; private set; }
    public Means Means { get; private set; } = new([], []);
    public DateTimeOffset OfferedAt { get; private set; }
    public string OfferedBy { get; private set; } = "";

    /// <summary>The last day on which it may be accepted.</summary>
    public DateOnly AnswerBy { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>When it is to be looked at anew; null while it is not in force.</summary>
    public DateOnly? ReviewOn { get; private set; }

    /// <summary>How many of the last instalments were missed, one after another.</summary>
    public int MissedInARow { get; private set; }

    public DateTimeOffset? OverAt { get; private set; }

    /// <summary>Why it was declined, ended or is over.</summary>
    public string? Why { get; private set; }

    /// <summary>The day on which it is to be looked at by itself; null when it is over.</summary>
    public DateOnly? NextOn { get; private set; }

    public IReadOnlyList<Instalment> Instalments => _instalments;

    public bool Runs => State is AgreementState.Offered or AgreementState.InForce;

    internal static Agreement Offer(Account account, Guid caseId, AgreementMilestone.Offered offered) => new()
    {
        Id = Guid.CreateVersion7(offered.At),
        AccountId = account.Id,
        CaseId = caseId,
        Landlord = account.Landlord,
        HouseholdId = account.HouseholdId,
        State = AgreementState.Offered,
        DebtPence = offered.DebtPence,
        InstalmentPence = offered.Command.InstalmentPence,
        Every = offered.Command.Every,
        FirstOn = offered.Command.FirstOn,
        Means = offered.Command.Means,
        OfferedAt = offered.At,
        OfferedBy = offered.By,
        AnswerBy = offered.AnswerBy,
        NextOn = offered.AnswerBy.AddDays(1),
    };

    internal void Accept(DateOnly reviewOn, int toleranceDays, DateTimeOffset now)
    {
        (State, AnsweredAt, ReviewOn) = (AgreementState.InForce, now, reviewOn);
        _instalments.AddRange(InstalmentPlan.Of(DebtPence, InstalmentPence, Every, FirstOn).Select(planned => Instalment.Of(Id, planned)));
        Plan(toleranceDays);
    }

    internal void Judge(Instalment instalment, bool kept, int toleranceDays, DateTimeOffset now)
    {
        instalment.Judge(kept, now);
        MissedInARow = kept ? 0 : MissedInARow + 1;
        Plan(toleranceDays);
    }

    internal void Review(DateOnly next) => ReviewOn = next;

    /// <summary>It is over, however.</summary>
    internal void Finish(AgreementState state, string why, DateTimeOffset now)
    {
        (State, Why, OverAt, NextOn, ReviewOn) = (state, why, now, null, null);
        if (state == AgreementState.Declined)
            AnsweredAt = now;
    }

    /// <summary>What of it is not due on a day, with the days that an instalment may be late.</summary>
    public long NotDuePence(DateOnly today, int toleranceDays) => State == AgreementState.InForce
        ? _instalments.Where(instalment => instalment.DueOn.AddDays(toleranceDays) >= today).Sum(instalment => instalment.Pence)
        : 0;

    private void Plan(int toleranceDays) =>
        NextOn = _instalments.Where(instalment => instalment.Outcome == InstalmentOutcome.Open).Min(instalment => (DateOnly?)instalment.DueOn)?.AddDays(toleranceDays + 1);
}

/// <summary>What was decided about an agreement.</summary>
public abstract record AgreementMilestone(string By, DateTimeOffset At)
{
    public sealed record Offered(OfferAgreement Command, long DebtPence, DateOnly AnswerBy, string By, DateTimeOffset At) : AgreementMilestone(By, At);

    public sealed record Accepted(DateOnly ReviewOn, string By, DateTimeOffset At) : AgreementMilestone(By, At);

    public sealed record Declined(string Why, string By, DateTimeOffset At) : AgreementMilestone(By, At);
}
