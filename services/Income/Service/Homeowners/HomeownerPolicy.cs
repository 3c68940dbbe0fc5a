using Housing.Standards;

namespace Housing.Income;

/// <summary>
/// What a landlord says to homeowners. <c>homeowners</c> in the <c>income</c> section of its file:
/// <code>
/// "homeowners": { "demand": { "name": "…", "address": "…", "rights": ["…"], "published": false, "note": "…" },
///   "hardship": { "options": [ { "key": "buy-back", "says": "…", "clause": "…" } ], "agencies": ["…"], "published": false, "note": "…" } }
/// </code>
/// </summary>
public sealed record HomeownerPolicy
{
    public required DemandPolicy Demand { get; init; }

    /// <summary>What can be done for those who cannot keep up; null where that is not set.</summary>
    public HardshipPolicy? Hardship { get; init; }

    internal IEnumerable<PolicyFault> Check()
    {
        if (string.IsNullOrWhiteSpace(Demand.Name))
            yield return new PolicyFault("homeowners.demand.name", "must be who asks for the money, as the lease calls the landlord");
        if (string.IsNullOrWhiteSpace(Demand.Address))
            yield return new PolicyFault("homeowners.demand.address", "must be where letters to the landlord go");
        if (Demand.Rights.Count == 0)
            yield return new PolicyFault("homeowners.demand.rights", "must say what leaseholders may ask and do when they are asked for a service charge");
        for (var at = 0; at < Demand.Rights.Count; at++)
            if (string.IsNullOrWhiteSpace(Demand.Rights[at]))
                yield return new PolicyFault($"homeowners.demand.rights[{at}]", "must be a sentence");
        if (!Demand.Published && string.IsNullOrWhiteSpace(Demand.Note))
            yield return new PolicyFault("homeowners.demand.note", "must say where this comes from, since the landlord published none");
        foreach (var fault in Hardship?.Check() ?? [])
            yield return fault;
    }
}

/// <summary>What homeowners who cannot keep up are told (OHO-LSE-27, OHO-LSE-28).</summary>
public sealed record HardshipPolicy
{
    public required IReadOnlyList<HomeownerOption> Options { get; init; }

    /// <summary>Who advises homeowners beside those who advise everybody on debts.</summary>
    public IReadOnlyList<string> Agencies { get; init; } = [];

    public required bool Published { get; init; }

    public string? Note { get; init; }

    internal IEnumerable<PolicyFault> Check()
    {
        if (Options.Count == 0)
            yield return new PolicyFault("homeowners.hardship.options", "must name one thing at least that can be done");
        for (var at = 0; at < Options.Count; at++)
        {
            if (string.IsNullOrWhiteSpace(Options[at].Key) || Options.Take(at).Any(other => other.Key == Options[at].Key))
                yield return new PolicyFault($"homeowners.hardship.options[{at}].key", "must be a key that no other option has");
            if (string.IsNullOrWhiteSpace(Options[at].Says))
                yield return new PolicyFault($"homeowners.hardship.options[{at}].says", "must be a sentence");
        }

        if (!Published && string.IsNullOrWhiteSpace(Note))
            yield return new PolicyFault("homeowners.hardship.note", "must say where this comes from, since the landlord published not all of it");
    }
}

/// <summary>One thing that can be done.</summary>
public sealed record HomeownerOption
{
    /// <summary>"buy-back" is one that can be asked for here.</summary>
    public required string Key { get; init; }

    public required string Says { get; init; }

    /// <summary>The register row it rests on, where there is one.</summary>
    public string? Clause { get; init; }
}

/// <summary>What a demand for service charges says beside its sums, without which none goes out (OHO-LSE-08).</summary>
public sealed record DemandPolicy
{
    public required string Name { get; init; }
    public required string Address { get; init; }

    /// <summary>What the law gives leaseholders who are asked for a service charge, a sentence each.</summary>
    public required IReadOnlyList<string> Rights { get; init; }

    public required bool Published { get; init; }

    /// <summary>The register row it rests on, where there is one.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }
}
