using System.Diagnostics.CodeAnalysis;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>
/// What a landlord asks of visits and finished work, in the same section. Each is left out where the landlord asks for nothing:
/// <code>
/// "followUp": { "clause": "HAV-REP-11" },
/// "rebanding": { "to": "major", "from": ["routine", "external"], "overMinutes": 480, "overPence": 50000, "clause": "HPG-REP-07" },
/// "tidiness": { "places": ["communal"], "clause": "OHO-LSE-09" },
/// "postInspection": { "percent": 10, "clause": "OHO-PER-10", "note": "The share is a setting." },
/// "guarantee": { "within": "3 months", "except": ["other"], "note": "The time is a setting." },
/// "rightToRepair": { "clause": "HAV-REP-43", "clocks": ["ENG-RTR-01"], "secondClocks": ["ENG-RTR-11"], "faults": { "no-water": "total-water" },
///   "compensation": { "firstPence": 1000, "perDayPence": 200, "mostPence": 5000, "clause": "ENG-RTR-06" } }
/// </code>
/// </summary>
public sealed partial record RepairPolicy
{
    public FollowUpRule? FollowUp { get; init; }
    public RebandingRule? Rebanding { get; init; }
    public TidinessRule? Tidiness { get; init; }
    public PostInspectionRule? PostInspection { get; init; }
    public GuaranteeRule? Guarantee { get; init; }
    public RightToRepairRule? RightToRepair { get; init; }
}

/// <summary>The next visit is booked before whoever came has left, or why it cannot be is said.</summary>
public sealed record FollowUpRule
{
    public required string Clause { get; init; }
}

/// <summary>Which band a job belongs in once its size is known.</summary>
public sealed record RebandingRule
{
    /// <summary>The band of a job over either limit.</summary>
    public required string To { get; init; }

    /// <summary>The bands it may come from; a job in any other keeps its own.</summary>
    public required IReadOnlyList<string> From { get; init; }

    public required int OverMinutes { get; init; }
    public required long OverPence { get; init; }
    public required string Clause { get; init; }
    public string? Note { get; init; }
}

/// <summary>Where whoever completes a repair says whether the place was left clean and tidy.</summary>
public sealed record TidinessRule
{
    public required IReadOnlyList<Place> Places { get; init; }
    public required string Clause { get; init; }
}

/// <summary>The share of finished repairs that somebody goes and looks at.</summary>
public sealed record PostInspectionRule
{
    public required int Percent { get; init; }
    public string? Clause { get; init; }
    public string? Note { get; init; }
}

/// <summary>For how long a fault that comes back is the same one.</summary>
public sealed record GuaranteeRule
{
    /// <summary>As the promises write it: "3 months".</summary>
    public required string Within { get; init; }

    /// <summary>Faults that say too little to be the same one twice.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    public string? Clause { get; init; }
    public string? Note { get; init; }

    /// <summary>Whether what is reported now comes back within the time.</summary>
    public bool Covers(DateTimeOffset completedAt, DateTimeOffset reportedAt, Calendar calendar) =>
        completedAt <= reportedAt && Limit.TryParse(Within, out var limit, out _) && reportedAt < limit.Due(completedAt, calendar);
}

/// <summary>What the law's right to repair asks of a council: which of its faults are on the law's list, and what the second contractor's delay costs.</summary>
public sealed record RightToRepairRule
{
    public required string Clause { get; init; }

    /// <summary>The law's promises whose miss gives the right to a second contractor.</summary>
    public required IReadOnlyList<string> Clocks { get; init; }

    /// <summary>The second contractor's.</summary>
    public required IReadOnlyList<string> SecondClocks { get; init; }

    public required RightToRepairSum Compensation { get; init; }

    /// <summary>The landlord's faults that are on the law's list, each with the name the law's promises give it.</summary>
    public required IReadOnlyDictionary<string, string> Faults { get; init; }

    public string? Kind(string fault) => Faults.TryGetValue(fault, out var kind) ? kind : null;
}

/// <summary>So much when the second contractor is late too, and so much for each further day, up to so much.</summary>
public sealed record RightToRepairSum
{
    public required long FirstPence { get; init; }
    public required long PerDayPence { get; init; }
    public required long MostPence { get; init; }
    public required string Clause { get; init; }
}

/// <summary>What those must keep to; each fault names its path within the section and what would be right.</summary>
internal static class WorkPolicyRules
{
    public static IEnumerable<PolicyFault> Check(RepairPolicy policy)
    {
        if (policy.FollowUp is { } followUp && Blank(followUp.Clause))
            yield return new("followUp.clause", "must name the register row it rests on.");
        foreach (var fault in Check(policy, policy.Rebanding).Concat(Check(policy, policy.Guarantee)).Concat(Check(policy, policy.RightToRepair)))
            yield return fault;
        if (policy.Tidiness is { Places.Count: 0 })
            yield return new("tidiness.places", "must name at least one of in-home, communal, outside.");
        if (policy.PostInspection is { Percent: < 0 or > 100 })
            yield return new("postInspection.percent", "must be 0 to 100.");
        if (policy.PostInspection is { Clause: null } inspection && Blank(inspection.Note))
            yield return new("postInspection.note", "must say where the share comes from, since no clause is named.");
    }

    private static IEnumerable<PolicyFault> Check(RepairPolicy policy, RebandingRule? rule)
    {
        if (rule is null)
            yield break;
        if (policy.FindBand(rule.To) is null)
            yield return new("rebanding.to", Bands(policy));
        for (var i = 0; i < rule.From.Count; i++)
        {
            if (policy.FindBand(rule.From[i]) is null)
                yield return new($"rebanding.from[{i}]", Bands(policy));
            else if (rule.From[i] == rule.To)
                yield return new($"rebanding.from[{i}]", "must be another band than the one it leads to.");
        }

        if (rule.From.Count == 0)
            yield return new("rebanding.from", "must name at least one band.");
        if (rule.OverMinutes < 1)
            yield return new("rebanding.overMinutes", "must be at least 1.");
        if (rule.OverPence < 1)
            yield return new("rebanding.overPence", "must be at least 1.");
    }

    private static IEnumerable<PolicyFault> Check(RepairPolicy policy, GuaranteeRule? rule)
    {
        if (rule is null)
            yield break;
        if (!Limit.TryParse(rule.Within, out var limit, out _) || limit.Count < 1)
            yield return new("guarantee.within", "must be a length of time such as “3 months”.");
        for (var i = 0; i < rule.Except.Count; i++)
        {
            if (policy.Find(rule.Except[i]) is null)
                yield return new($"guarantee.except[{i}]", "must be the key of a fault in this list.");
        }

        if (rule.Clause is null && Blank(rule.Note))
            yield return new("guarantee.note", "must say where the time comes from, since no clause is named.");
    }

    private static IEnumerable<PolicyFault> Check(RepairPolicy policy, RightToRepairRule? rule)
    {
        if (rule is null)
            yield break;
        if (rule.Clocks.Count == 0)
            yield return new("rightToRepair.clocks", "must name at least one promise of the law.");
        if (rule.SecondClocks.Count == 0)
            yield return new("rightToRepair.secondClocks", "must name at least one promise of the law.");
        foreach (var (fault, kind) in rule.Faults)
        {
            if (policy.Find(fault) is null)
                yield return new($"rightToRepair.faults.{fault}", "must be the key of a fault in this list.");
            if (Blank(kind))
                yield return new($"rightToRepair.faults.{fault}", "must be what the law's promises call it: “total-water”.");
        }

        if (rule.Compensation is { FirstPence: < 1 } or { PerDayPence: < 0 } || rule.Compensation.MostPence < rule.Compensation.FirstPence)
            yield return new("rightToRepair.compensation", "must be at least a penny, nothing less for each further day, and at most no less than the first sum.");
    }

    private static string Bands(RepairPolicy policy) => $"must be one of {string.Join(", ", policy.Priorities.Select(p => p.Key))}.";

    private static bool Blank([NotNullWhen(false)] string? text) => string.IsNullOrWhiteSpace(text);
}
