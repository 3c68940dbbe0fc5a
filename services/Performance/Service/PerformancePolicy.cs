using Housing.Standards;

namespace Housing.Performance;

/// <summary>How often a report on the promises is made.</summary>
public enum ReportKind
{
    Monthly,
    Quarterly,
    Yearly,
}

/// <summary>
/// How a landlord reports on its promises: the <c>performance</c> section of its file.
/// <code>
/// "performance": {
///   "reports": { "kinds": [ { "kind": "yearly", "clause": "HPG-PER-07" } ], "yearBegins": 4, "fewest": 5, "published": false, "note": "…" },
///   "repairTargets": { "emergency": ["HPG-REP-04"], "nonEmergency": ["HPG-REP-05"], "published": false, "note": "…" }
/// }
/// </code>
/// </summary>
public sealed record PerformancePolicy : IPolicy
{
    public required ReportPolicy Reports { get; init; }
    public required RepairTargets RepairTargets { get; init; }

    public IEnumerable<PolicyFault> Check()
    {
        if (Reports.YearBegins is < 1 or > 12)
            yield return new("reports.yearBegins", "must be the number of a month, 1 to 12");
        if (Reports.Fewest is < 1 or > 100)
            yield return new("reports.fewest", "must be 1 to 100 cases");
        if (RepairTargets.Emergency.Intersect(RepairTargets.NonEmergency, StringComparer.Ordinal).FirstOrDefault() is { } both)
            yield return new("repairTargets.nonEmergency", $"must not have {both}, which is a target of emergencies");
        for (var at = 0; at < Reports.Kinds.Count; at++)
        {
            if (Reports.Kinds.Take(at).Any(other => other.Kind == Reports.Kinds[at].Kind))
                yield return new($"reports.kinds[{at}].kind", "must be one that no other entry has");
            if (Reports.Kinds[at] is { Published: true, Clause: null })
                yield return new($"reports.kinds[{at}].clause", "must name the register row that publishes it; for a setting say “published”: false");
        }
    }
}

public sealed record ReportPolicy
{
    public required IReadOnlyList<ReportRow> Kinds { get; init; }

    /// <summary>The month, 1 to 12, on whose first day the year and its first quarter begin.</summary>
    public required int YearBegins { get; init; }

    /// <summary>Fewer cases than this are not counted out in what residents read.</summary>
    public required int Fewest { get; init; }

    public bool Published { get; init; } = true;
    public string? Note { get; init; }

    public ReportRow? Find(ReportKind kind) => Kinds.FirstOrDefault(k => k.Kind == kind);
}

/// <summary>A report that the landlord makes: promised by a row, or a setting.</summary>
public sealed record ReportRow
{
    public required ReportKind Kind { get; init; }
    public bool Published { get; init; } = true;
    public string? Clause { get; init; }
    public string? Note { get; init; }
}
