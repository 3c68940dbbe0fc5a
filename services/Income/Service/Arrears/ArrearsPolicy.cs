using System.Text.RegularExpressions;
using Housing.Standards;

namespace Housing.Income;

/// <summary>
/// How a landlord looks after arrears: <c>arrears</c> in the <c>income</c> section of its file.
/// <code>
/// "arrears": {
///   "check": { "weekday": "tuesday", "after": "06:00" }, "counts": ["rent", "service-charge"],
///   "graceDays": { "weekly": 0, "fourWeekly": 7, "monthly": 7 }, "benefitLateDays": 7, "missed": { "days": 5, "pence": 100 },
///   "ladders": { "tenancy": [ { "step": "contact", "over": 2, "does": "…", "template": "arrears.contact", "waitDays": 0, "needs": [] } ], "lease": [], "formerTenant": [] },
///   "agreements": { … }, "published": false, "note": "…"
/// }
/// </code>
/// </summary>
public sealed record ArrearsPolicy
{
    public required WeeklyCheck Check { get; init; }

    /// <summary>The parts of an account that count as arrears.</summary>
    public required IReadOnlyList<SubAccount> Counts { get; init; }

    /// <summary>How many days after it fell due a charge is late.</summary>
    public required GraceDays GraceDays { get; init; }

    /// <summary>How many days after the expected one a benefit still counts as surely on its way.</summary>
    public required int BenefitLateDays { get; init; }

    /// <summary>When a payment that did not come, or fell short, is told to the household.</summary>
    public required MissedPayment Missed { get; init; }

    /// <summary>What is done about arrears, step by step; what kind of account has no step is not looked at.</summary>
    public required Ladders Ladders { get; init; }

    /// <summary>On what terms it is paid back bit by bit.</summary>
    public required AgreementTerms Agreements { get; init; }

    public required bool Published { get; init; }

    /// <summary>The register row it rests on, where there is one.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }

    internal IEnumerable<PolicyFault> Faults()
    {
        if (Counts.Count == 0 || Counts.Distinct().Count() != Counts.Count)
            yield return new PolicyFault("arrears.counts", "must name one or more parts of an account, each once");
        foreach (var (name, days) in ((string, int)[])[("weekly", GraceDays.Weekly), ("fourWeekly", GraceDays.FourWeekly), ("monthly", GraceDays.Monthly)])
        {
            if (days is < 0 or > 28)
                yield return new PolicyFault($"arrears.graceDays.{name}", "must be 0 to 28 days");
        }

        if (BenefitLateDays is < 0 or > 28)
            yield return new PolicyFault("arrears.benefitLateDays", "must be 0 to 28 days");
        if (Missed.Days is < 1 or > 28)
            yield return new PolicyFault("arrears.missed.days", "must be 1 to 28 days");
        if (Missed.Pence is < 1 or > ChargeDecision.Largest)
            yield return new PolicyFault("arrears.missed.pence", $"must be 1 to {ChargeDecision.Largest} pence");
        foreach (var fault in Ladders.Check().Concat(Agreements.Check()))
            yield return fault;
        if (!Published && string.IsNullOrWhiteSpace(Note))
            yield return new PolicyFault("arrears.note", "must say where this comes from, since the landlord published not all of it");
    }
}

/// <summary>When the week's check of all accounts begins, by London's clock.</summary>
public sealed record WeeklyCheck
{
    public required DayOfWeek Weekday { get; init; }

    public required TimeOnly After { get; init; }
}

/// <summary>Days by how often a charge falls due: who pays by the month has not two weeks' arrears on the day after it fell due.</summary>
public sealed record GraceDays
{
    public required int Weekly { get; init; }
    public required int FourWeekly { get; init; }
    public required int Monthly { get; init; }

    public int Of(ChargeCycle cycle) => cycle switch
    {
        ChargeCycle.Weekly => Weekly,
        ChargeCycle.FourWeekly => FourWeekly,
        ChargeCycle.Monthly => Monthly,
    };
}

/// <summary>So many days after it fell due, when at least so much of it is missing.</summary>
public sealed record MissedPayment
{
    public required int Days { get; init; }
    public required long Pence { get; init; }
}

/// <summary>How agreements to pay arrears back are offered and judged.</summary>
public sealed record AgreementTerms
{
    /// <summary>How many days after its day an instalment is judged.</summary>
    public required int ToleranceDays { get; init; }

    /// <summary>How many missed instalments break it.</summary>
    public required int BrokenAfterMissed { get; init; }

    /// <summary>How many days an offer may be answered.</summary>
    public required int OfferDays { get; init; }

    /// <summary>How many days after it began, or was last reviewed, it is to be reviewed.</summary>
    public required int ReviewDays { get; init; }

    /// <summary>The most instalments.</summary>
    public required int MostInstalments { get; init; }

    internal IEnumerable<PolicyFault> Check()
    {
        foreach (var (name, value, most) in ((string, int, int)[])
            [("toleranceDays", ToleranceDays, 28), ("brokenAfterMissed", BrokenAfterMissed, 52), ("offerDays", OfferDays, 90), ("reviewDays", ReviewDays, 366), ("mostInstalments", MostInstalments, 520)])
        {
            if (value < (name == "toleranceDays" ? 0 : 1) || value > most)
                yield return new PolicyFault($"arrears.agreements.{name}", $"must be {(name == "toleranceDays" ? 0 : 1)} to {most}");
        }
    }
}

/// <summary>The steps for each kind of account, the first first.</summary>
public sealed record Ladders
{
    public required IReadOnlyList<LadderStep> Tenancy { get; init; }
    public required IReadOnlyList<LadderStep> Lease { get; init; }
    public required IReadOnlyList<LadderStep> FormerTenant { get; init; }

    public IReadOnlyList<LadderStep> Of(AccountKind kind) => kind switch
    {
        AccountKind.Tenancy => Tenancy,
        AccountKind.Lease => Lease,
        AccountKind.FormerTenant => FormerTenant,
        AccountKind.Garage or AccountKind.Suspense => [],
    };

    internal IEnumerable<PolicyFault> Check() =>
        Faults("tenancy", Tenancy).Concat(Faults("lease", Lease)).Concat(Faults("formerTenant", FormerTenant));

    private static IEnumerable<PolicyFault> Faults(string ladder, IReadOnlyList<LadderStep> steps)
    {
        for (var at = 0; at < steps.Count; at++)
        {
            foreach (var (field, fault) in steps[at].Faults())
                yield return new PolicyFault($"arrears.ladders.{ladder}[{at}].{field}", fault);
            if (steps.Take(at).Any(step => step.Step == steps[at].Step))
                yield return new PolicyFault($"arrears.ladders.{ladder}[{at}].step", "must be a name that no other step has");
        }
    }
}

/// <summary>What must have been done about a debt before a step is taken.</summary>
public enum ArrearsNeed
{
    /// <summary>The household was reached, or written to.</summary>
    Contact,

    /// <summary>An agreement to pay it back was offered.</summary>
    AgreementOffered,

    /// <summary>Advice or a referral was offered.</summary>
    AdviceOffered,

    /// <summary>Somebody looked whether benefits are due.</summary>
    BenefitChecked,

    /// <summary>Somebody considered whether anybody in the home is vulnerable.</summary>
    VulnerabilityConsidered,
}

/// <summary>One step of a ladder.</summary>
public sealed partial record LadderStep
{
    /// <summary>"agreement-offer"; the last word on it is the landlord's.</summary>
    public required string Step { get; init; }

    /// <summary>From more than so many weeks' charge; exactly one of the three is given.</summary>
    public decimal? Over { get; init; }

    /// <summary>From so many weeks' charge.</summary>
    public decimal? From { get; init; }

    /// <summary>From so many pence, where no week's charge is known any more.</summary>
    public long? FromPence { get; init; }

    /// <summary>What is to be done, in words.</summary>
    public required string Does { get; init; }

    /// <summary>What the household is told when it is taken; null when nothing is told by itself.</summary>
    public string? Template { get; init; }

    /// <summary>How many days after the step before it, at least.</summary>
    public int WaitDays { get; init; }

    public IReadOnlyList<ArrearsNeed> Needs { get; init; } = [];

    /// <summary>Whether it is a step of the law, taken by its own act and never by hand.</summary>
    public bool Legal { get; init; }

    /// <summary>The register row it rests on, where there is one.</summary>
    public string? Clause { get; init; }

    public bool IsReachedBy(Standing standing) =>
        (Over is { } over && standing.IsOver(over)) || (From is { } from && standing.IsFrom(from)) || (FromPence is { } pence && standing.RealPence >= pence);

    internal IEnumerable<(string Field, string Fault)> Faults()
    {
        if (!Name().IsMatch(Step))
            yield return ("step", "must be a name such as “agreement-offer”");
        if ((Over is null ? 0 : 1) + (From is null ? 0 : 1) + (FromPence is null ? 0 : 1) != 1)
            yield return ("from", "must give exactly one of over, from (weeks) and fromPence");
        if (Over is < 0 or > 520 || From is <= 0 or > 520 || FromPence is < 1 or > ChargeDecision.Largest)
            yield return ("from", $"must be up to 520 weeks, or 1 to {ChargeDecision.Largest} pence");
        if (string.IsNullOrWhiteSpace(Does))
            yield return ("does", "must say what is to be done");
        if (WaitDays is < 0 or > 365)
            yield return ("waitDays", "must be 0 to 365 days");
        if (Template is not null && !TemplateName().IsMatch(Template))
            yield return ("template", "must be a name such as “arrears.reminded”");
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TemplateName();
}
