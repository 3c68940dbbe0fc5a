using Housing.Standards;

namespace Housing.Income;

/// <summary>
/// What a landlord says to homeowners. <c>homeowners</c> in the <c>income</c> section of its file:
/// <code>
/// "homeowners": { "demand": { "name": "…", "address": "…", "rights": ["…"], "published": false, "note": "…" } }
/// </code>
/// </summary>
public sealed record HomeownerPolicy
{
    public required DemandPolicy Demand { get; init; }

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
    }
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
