using Housing.Standards;

namespace Housing.Repairs;

/// <summary>
/// Whom a landlord's handyperson does small jobs for (HAV-REP-13), the <c>handyperson</c> of its <c>repairs</c> section; left out where there is none:
/// <code>
/// "handyperson": { "clause": "HAV-REP-13", "faults": ["dripping-tap"], "tenures": ["secure", "starter"], "says": "Our handyperson can do this for you.",
///   "note": "Which jobs are small is not published; the list is a setting." }
/// </code>
/// </summary>
public sealed record HandypersonRule
{
    public required string Clause { get; init; }

    /// <summary>The jobs small enough.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    public required IReadOnlyList<string> Tenures { get; init; }

    /// <summary>One plain sentence to the reporter.</summary>
    public required string Says { get; init; }

    /// <summary>For whoever edits the file.</summary>
    public string? Note { get; init; }

    public static IEnumerable<PolicyFault> Check(RepairPolicy policy)
    {
        if (policy.Handyperson is not { } rule)
            yield break;
        if (string.IsNullOrWhiteSpace(rule.Says))
            yield return new("handyperson.says", "must say it in one sentence.");
        for (var i = 0; i < rule.Faults.Count; i++)
        {
            if (policy.Find(rule.Faults[i]) is null)
                yield return new($"handyperson.faults[{i}]", "must be the key of a fault in this list.");
        }

        for (var i = 0; i < rule.Tenures.Count; i++)
        {
            if (!HouseholdQuestion.Tenures.Contains(rule.Tenures[i]))
                yield return new($"handyperson.tenures[{i}]", $"must be one of {string.Join(", ", HouseholdQuestion.Tenures)}.");
        }
    }
}

public sealed partial record RepairPolicy
{
    public HandypersonRule? Handyperson { get; init; }
}

public static class HandypersonDecision
{
    /// <summary>The rule by which the handyperson is offered, whoever the job falls to; null when it is not. Nobody is offered it whose need is not known.</summary>
    public static HandypersonRule? Decide(RepairPolicy policy, Repair repair) =>
        policy.Handyperson is { } rule
        && repair is { Place: Place.InHome, Household: { HasVulnerableMember: true, Tenure: { } tenure } }
        && rule.Tenures.Contains(tenure, StringComparer.Ordinal)
        && rule.Faults.Contains(repair.Fault, StringComparer.Ordinal)
            ? rule
            : null;
}
