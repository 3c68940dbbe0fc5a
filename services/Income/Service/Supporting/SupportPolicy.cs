using Housing.Standards;

namespace Housing.Income;

/// <summary>
/// Who helps a household that finds the rent hard to pay: <c>support</c> in the <c>income</c> section of a landlord's file.
/// <code>
/// "support": {
///   "agencies": [ { "key": "citizens-advice", "name": "Citizens Advice", "helps": ["debt-advice", "benefit-advice"], "free": true } ],
///   "consentMonths": 12, "published": false, "note": "…"
/// }
/// </code>
/// </summary>
public sealed record SupportPolicy
{
    /// <summary>Whom a household can be referred to.</summary>
    public required IReadOnlyList<SupportAgency> Agencies { get; init; }

    /// <summary>How long a household's leave to speak to others is good for at most.</summary>
    public required int ConsentMonths { get; init; }

    public required bool Published { get; init; }

    /// <summary>The register row it rests on, where there is one.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }

    /// <summary>Where a landlord's file names nobody: its own staff advise, and a leave is good for a year.</summary>
    public static SupportPolicy OwnStaff { get; } = new() { Agencies = [], ConsentMonths = 12, Published = false, Note = "Nobody is named; the landlord's own staff advise." };

    internal IEnumerable<PolicyFault> Check()
    {
        for (var at = 0; at < Agencies.Count; at++)
        {
            var agency = Agencies[at];
            if (agency.Key is "" || Agencies.Take(at).Any(other => other.Key == agency.Key))
                yield return new PolicyFault($"support.agencies[{at}].key", "must be a key that no other agency has");
            if (string.IsNullOrWhiteSpace(agency.Name) || agency.Name.Length > 100)
                yield return new PolicyFault($"support.agencies[{at}].name", "must be 1 to 100 characters");
            if (agency.Helps.Count == 0 || agency.Helps.Distinct().Count() != agency.Helps.Count)
                yield return new PolicyFault($"support.agencies[{at}].helps", "must name what it helps with, each once");
            if (agency.Helps.Any(kind => kind is SupportKind.JointSupport or SupportKind.DirectBenefit))
                yield return new PolicyFault($"support.agencies[{at}].helps", "must be debt-advice, benefit-advice, employment-advice or specialist: the others are the landlord's own work");
        }

        if (ConsentMonths is < 1 or > 60)
            yield return new PolicyFault("support.consentMonths", "must be 1 to 60 months");
        if (!Published && string.IsNullOrWhiteSpace(Note))
            yield return new PolicyFault("support.note", "must say where this comes from, since the landlord published not all of it");
    }
}

/// <summary>Somebody who helps households, as the landlord names them.</summary>
public sealed record SupportAgency
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<SupportKind> Helps { get; init; }

    /// <summary>It asks no money for it.</summary>
    public required bool Free { get; init; }
}
