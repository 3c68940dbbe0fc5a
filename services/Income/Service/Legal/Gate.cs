using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>What has to be done, or must not stand in the way, before a court is asked.</summary>
public enum GateNeed
{
    /// <summary>The arrears case is open: something is owed still.</summary>
    DebtStands,

    Contacted,
    AgreementOffered,
    AdviceOffered,
    BenefitChecked,
    VulnerabilityConsidered,
    NoticeServed,

    /// <summary>The notice's time has run.</summary>
    NoticeOver,

    /// <summary>The notice has not run out.</summary>
    NoticeGood,

    ContactAfterNotice,

    /// <summary>No agreement is being kept.</summary>
    AgreementNotKept,

    /// <summary>No benefit claim is undecided while the rent of today is paid.</summary>
    NoClaimPending,

    /// <summary>A homeowner's agreed plan was broken.</summary>
    PlanBroken,

    /// <summary>It is known where a former tenant lives.</summary>
    Traced,

    /// <summary>The ladder's waiting time since its last step is over.</summary>
    Waited,

    /// <summary>A manager has approved it, who is somebody else than who applies.</summary>
    ManagerApproval,
}

/// <summary>What the gate looks at.</summary>
public sealed record GateFacts
{
    public required LegalRoute Route { get; init; }
    public bool DebtStands { get; init; }
    public bool Contacted { get; init; }
    public bool AgreementOffered { get; init; }
    public bool AdviceOffered { get; init; }
    public bool BenefitChecked { get; init; }
    public bool VulnerabilityConsidered { get; init; }

    /// <summary>Null while no notice was served.</summary>
    public ServedNotice? Notice { get; init; }

    public bool ContactAfterNotice { get; init; }
    public bool AgreementKept { get; init; }
    public bool ClaimPendingAndRentPaid { get; init; }
    public bool PlanBroken { get; init; }
    public bool Traced { get; init; }

    /// <summary>Why the ladder wants one to wait; null when it does not.</summary>
    public string? Wait { get; init; }

    /// <summary>The managers who have approved it.</summary>
    public IReadOnlyList<string> ApprovedBy { get; init; } = [];

    /// <summary>Who applies; null when nobody does yet.</summary>
    public string? Applicant { get; init; }
}

/// <summary>A notice as it was served.</summary>
/// <param name="Clauses">What the law says of its length.</param>
/// <param name="GoodRule">The law's rule on how long it is good; null where none says.</param>
public sealed record ServedNotice(DateOnly ServedOn, DateOnly ClaimFrom, DateOnly? GoodUntil, IReadOnlyList<string> Clauses, string? GoodRule);

/// <summary>One thing that has to be done before a court is asked.</summary>
public sealed record GateItem(GateNeed Need, bool Met, string Sentence, IReadOnlyList<string> Clauses);

/// <summary>
/// The gate between notice and court (OHC-INC-07, OHO-INC-19, OHO-LSE-30; the pre-action protocol: ENG-INC-08, -09 and -11 to -14): what the landlord's own rules and the
/// law ask for, and which of it is done. A court is asked when nothing is missing.
/// </summary>
public static class GateDecision
{
    /// <summary>The protocol's steps for possession claims, by the law's rule that asks for them.</summary>
    private static readonly (string Rule, GateNeed Need)[] Protocol =
    [
        ("ENG-INC-09", GateNeed.Contacted), ("ENG-INC-09", GateNeed.AgreementOffered), ("ENG-INC-11", GateNeed.BenefitChecked), ("ENG-INC-12", GateNeed.ContactAfterNotice),
        ("ENG-INC-13", GateNeed.AgreementNotKept), ("ENG-INC-14", GateNeed.NoClaimPending),
    ];

    /// <summary>Everything that is asked for, done or not, in the order of the steps.</summary>
    /// <param name="terms">What this landlord asks for.</param>
    /// <param name="law">The law's rules.</param>
    /// <param name="facts">What has been done.</param>
    /// <param name="today">The London day.</param>
    public static IReadOnlyList<GateItem> Decide(LegalTerms terms, IReadOnlyCollection<PublishedRule> law, GateFacts facts, DateOnly today)
    {
        var asked = new SortedDictionary<GateNeed, List<string>>
        {
            [GateNeed.DebtStands] = [],
            [GateNeed.NoticeServed] = [],
            [GateNeed.NoticeOver] = [.. facts.Notice?.Clauses ?? []],
            [GateNeed.AgreementNotKept] = [],
            [GateNeed.Waited] = [],
        };
        if (facts.Notice is { GoodUntil: not null, GoodRule: { } good })
            asked[GateNeed.NoticeGood] = [good];
        foreach (var rule in terms.Gate)
            asked[rule.Need] = [.. rule.Clauses, .. asked.GetValueOrDefault(rule.Need) ?? []];
        foreach (var (rule, need) in Protocol.Where(step => facts.Route == LegalRoute.Possession && law.Any(known => known.Id == step.Rule)))
            asked[need] = [.. asked.GetValueOrDefault(need) ?? [], rule];
        return [.. asked.Select(one => new GateItem(one.Key, IsMet(one.Key, facts, today), Say(one.Key, facts, today), [.. one.Value.Distinct()]))];
    }

    /// <summary>Nothing when the gate is open, or all that is missing, each with its clauses.</summary>
    public static Refusal? Refuse(IReadOnlyList<GateItem> items)
    {
        var missing = items.Where(item => !item.Met).ToList();
        return missing.Count == 0 ? null : LegalRefusals.GateShut(missing);
    }

    private static bool IsMet(GateNeed need, GateFacts facts, DateOnly today) => need switch
    {
        GateNeed.DebtStands => facts.DebtStands,
        GateNeed.Contacted => facts.Contacted,
        GateNeed.AgreementOffered => facts.AgreementOffered,
        GateNeed.AdviceOffered => facts.AdviceOffered,
        GateNeed.BenefitChecked => facts.BenefitChecked,
        GateNeed.VulnerabilityConsidered => facts.VulnerabilityConsidered,
        GateNeed.NoticeServed => facts.Notice is not null,
        GateNeed.NoticeOver => facts.Notice?.ClaimFrom <= today,
        GateNeed.NoticeGood => facts.Notice is { } notice && !(notice.GoodUntil < today),
        GateNeed.ContactAfterNotice => facts.ContactAfterNotice,
        GateNeed.AgreementNotKept => !facts.AgreementKept,
        GateNeed.NoClaimPending => !facts.ClaimPendingAndRentPaid,
        GateNeed.PlanBroken => facts.PlanBroken,
        GateNeed.Traced => facts.Traced,
        GateNeed.Waited => facts.Wait is null,
        GateNeed.ManagerApproval => facts.ApprovedBy.Any(by => by != facts.Applicant),
    };

    private static string Say(GateNeed need, GateFacts facts, DateOnly today) => (need, IsMet(need, facts, today)) switch
    {
        (GateNeed.DebtStands, true) => "Something is owed.",
        (GateNeed.DebtStands, false) => "Nothing is owed any more: the arrears case is closed.",
        (GateNeed.Contacted, true) => "The household was reached.",
        (GateNeed.Contacted, false) => "No contact with the household is recorded.",
        (GateNeed.AgreementOffered, true) => "An agreement was offered.",
        (GateNeed.AgreementOffered, false) => "No agreement to pay it back has been offered.",
        (GateNeed.AdviceOffered, true) => "Advice or a referral was offered.",
        (GateNeed.AdviceOffered, false) => "No advice and no referral has been offered.",
        (GateNeed.BenefitChecked, true) => "It was looked into whether benefits are due.",
        (GateNeed.BenefitChecked, false) => "Nobody has recorded whether benefits are due to the household, or could be paid straight to the rent.",
        (GateNeed.VulnerabilityConsidered, true) => "It was considered whether anybody in the home is vulnerable.",
        (GateNeed.VulnerabilityConsidered, false) => "Nobody has recorded whether anybody in the home is vulnerable, and what follows from it.",
        (GateNeed.NoticeServed, true) => $"Notice was served on {Day(facts.Notice!.ServedOn)}.",
        (GateNeed.NoticeServed, false) => "No notice has been served.",
        (GateNeed.NoticeOver, true) => $"A claim may be made from {Day(facts.Notice!.ClaimFrom)}.",
        (GateNeed.NoticeOver, false) => facts.Notice is { } notice ? $"The notice has not run yet: a claim may be made from {Day(notice.ClaimFrom)}." : "No notice has run.",
        (GateNeed.NoticeGood, true) => $"The notice is good until {Day(facts.Notice!.GoodUntil!.Value)}.",
        (GateNeed.NoticeGood, false) => $"The notice was good until {Day(facts.Notice!.GoodUntil!.Value)}: end this action and serve another.",
        (GateNeed.ContactAfterNotice, true) => "The household was contacted after the notice.",
        (GateNeed.ContactAfterNotice, false) => "Nobody has contacted the household, or tried to, since the notice.",
        (GateNeed.AgreementNotKept, true) => "No agreement is being kept.",
        (GateNeed.AgreementNotKept, false) => "The household keeps to its agreement: court action is put off as long as it does.",
        (GateNeed.NoClaimPending, true) => "No benefit claim stands in the way.",
        (GateNeed.NoClaimPending, false) => "A benefit claim is undecided and the rent of today is paid.",
        (GateNeed.PlanBroken, true) => "An agreed plan was broken.",
        (GateNeed.PlanBroken, false) => "No agreed plan has been broken.",
        (GateNeed.Traced, true) => "It is known where the former tenant lives.",
        (GateNeed.Traced, false) => "It is not known where the former tenant lives: have them traced.",
        (GateNeed.Waited, true) => "Enough time has passed since the last step.",
        (GateNeed.Waited, false) => facts.Wait!,
        (GateNeed.ManagerApproval, true) => "A manager has approved it.",
        (GateNeed.ManagerApproval, false) when facts.ApprovedBy.Count > 0 => "Only who applies has approved it: another manager has to.",
        (GateNeed.ManagerApproval, false) => "No manager has approved it.",
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
