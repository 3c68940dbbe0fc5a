using Housing.Standards;

namespace Housing.Repairs;

public sealed partial record RepairPolicy
{
    /// <summary>What can be adapted in a home, and which of it the landlord fits by itself.</summary>
    public IReadOnlyList<AdaptationKind> Adaptations { get; init; } = [];

    public AdaptationKind? FindAdaptation(string kind) => Adaptations.FirstOrDefault(a => a.Key == kind);
}

/// <summary>
/// One kind of adaptation:
/// <code>
/// "adaptations": [
///   { "key": "grab-rail", "name": "Grab rail", "size": "minor", "clause": "OHO-REP-21" },
///   { "key": "stairlift", "name": "Stairlift", "size": "major", "clause": "OHO-REP-22" }
/// ]
/// </code>
/// </summary>
public sealed record AdaptationKind
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required AdaptationSize Size { get; init; }

    /// <summary>The register row it rests on; left out, with a note, where nothing is published.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }

    internal static IEnumerable<PolicyFault> Check(RepairPolicy policy)
    {
        for (var i = 0; i < policy.Adaptations.Count; i++)
        {
            var kind = policy.Adaptations[i];
            if (string.IsNullOrWhiteSpace(kind.Key) || policy.Adaptations.Take(i).Any(a => a.Key == kind.Key))
                yield return new($"adaptations[{i}].key", "must be there, and used once only.");
            if (string.IsNullOrWhiteSpace(kind.Name))
                yield return new($"adaptations[{i}].name", "must say what it is.");
            if (kind.Clause is null && string.IsNullOrWhiteSpace(kind.Note))
                yield return new($"adaptations[{i}].note", "must say where it comes from, since it rests on no clause.");
        }
    }
}
