using Housing.Standards;

namespace Housing.Performance;

/// <summary>
/// How each of the regulator's tenant satisfaction measures is worked out: the <c>performance</c> section of the file of laws.
/// <code>
/// "performance": { "yearBegins": 4, "measures": [
///   { "clause": "ENG-TSM-13", "parts": [ { "name": "Complaints taken to stage two", "service": "complaints", "on": "complaint.escalated", "perHomes": 1000, "workedOut": "…" } ] },
///   { "clause": "ENG-TSM-18", "notMeasured": "Safety data is not kept yet." } ] }
/// </code>
/// </summary>
public sealed record TenantMeasureRules : IPolicy
{
    /// <summary>The month, 1 to 12, on whose first day the year begins, whatever the landlord's own does.</summary>
    public required int YearBegins { get; init; }

    public required IReadOnlyList<TenantMeasureRule> Measures { get; init; }
    public bool Confirmed { get; init; } = true;
    public string? Note { get; init; }

    public IEnumerable<PolicyFault> Check()
    {
        if (YearBegins is < 1 or > 12)
            yield return new("yearBegins", "must be the number of a month, 1 to 12");
        for (var at = 0; at < Measures.Count; at++)
        {
            var measure = Measures[at];
            if (Measures.Take(at).Any(other => other.Clause == measure.Clause))
                yield return new($"measures[{at}].clause", "must be one that no other entry has");
            if (measure.Parts.Count == 0 == string.IsNullOrWhiteSpace(measure.NotMeasured))
                yield return new($"measures[{at}]", "must have parts, or say in notMeasured why there is no figure: one of the two");
            for (var part = 0; part < measure.Parts.Count; part++)
            {
                var (counts, shares, targets) = (measure.Parts[part].PerHomes is not null, measure.Parts[part].Promises.Count > 0, measure.Parts[part].Targets is not null);
                if ((counts ? 1 : 0) + (shares ? 1 : 0) + (targets ? 1 : 0) != 1)
                    yield return new($"measures[{at}].parts[{part}]", "must have one of perHomes, promises and targets");
                if (measure.Parts[part].PerHomes < 1)
                    yield return new($"measures[{at}].parts[{part}].perHomes", "must be 1 or more");
                if (measure.Parts[part].Before.Count > 0 && !shares)
                    yield return new($"measures[{at}].parts[{part}].before", "must be unset where there are no promises");
            }
        }
    }
}

/// <summary>One of the measures; its words and its code are those of its row.</summary>
public sealed record TenantMeasureRule
{
    public required string Clause { get; init; }
    public IReadOnlyList<MeasuredPart> Parts { get; init; } = [];

    /// <summary>Why there is no figure: it is never shown as nought.</summary>
    public string? NotMeasured { get; init; }
}

/// <summary>One figure: cases to which something happened in the year, for every so many homes, or the share of them that kept what was promised.</summary>
public sealed record MeasuredPart
{
    public required string Name { get; init; }

    /// <summary>How it is worked out, for whoever reads it.</summary>
    public required string WorkedOut { get; init; }

    public required string Service { get; init; }

    /// <summary>The milestone that makes a case one of the year's, the first time it happens…</summary>
    public required string On { get; init; }

    /// <summary>… and those that make it no case at all.</summary>
    public IReadOnlyList<string> Unless { get; init; } = [];

    /// <summary>So many cases for every so many homes.</summary>
    public int? PerHomes { get; init; }

    /// <summary>The share that kept these promises; while they have not begun, one that missed those before them has missed them.</summary>
    public IReadOnlyList<string> Promises { get; init; } = [];
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>The share that kept what the landlord promises of such repairs.</summary>
    public Urgency? Targets { get; init; }

    /// <summary>Whether a date that was agreed later counts; otherwise only the one first promised does.</summary>
    public bool ExtensionsCount { get; init; }
}

public enum Urgency
{
    Emergency,
    NonEmergency,
}

/// <summary>A landlord's promises that are its targets for repairs: <c>repairTargets</c> in the <c>performance</c> section of its file.</summary>
public sealed record RepairTargets
{
    public required IReadOnlyList<string> Emergency { get; init; }
    public required IReadOnlyList<string> NonEmergency { get; init; }
    public bool Published { get; init; } = true;
    public string? Note { get; init; }
}
