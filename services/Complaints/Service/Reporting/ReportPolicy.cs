using Housing.Standards;

namespace Housing.Complaints;

/// <summary>What a landlord publishes about its complaints.</summary>
public enum ReportKind
{
    Quarterly,
    Yearly,

    /// <summary>What difference complaints have made in a year (OHC-PER-09).</summary>
    Impact,

    /// <summary>How complaint handling compares with the law's code (ENG-CMP-05).</summary>
    SelfAssessment,
}

/// <summary>
/// Which reports a landlord makes, when its year begins, and what residents are not to be recognised by. <c>reports</c> in the <c>complaints</c> section of a landlord's file:
/// <code>
/// "reports": {
///   "kinds": [ { "kind": "quarterly", "clause": "ROS-PER-02" } ],
///   "yearBegins": 4, "fewest": 5, "least": 90, "published": false, "note": "…"
/// }
/// </code>
/// </summary>
public sealed record ReportPolicy : ISourced
{
    public required IReadOnlyList<ReportRow> Kinds { get; init; }

    /// <summary>The month, 1 to 12, on whose first day the year and its first quarter begin.</summary>
    public required int YearBegins { get; init; }

    /// <summary>Fewer complaints than this are not counted out in what is published.</summary>
    public required int Fewest { get; init; }

    /// <summary>Of a provision of the code that not every case kept: from this share on, in percent, people say whether it is complied with; below, it is not.</summary>
    public required decimal Least { get; init; }

    public bool Published { get; init; } = true;
    public string? Clause { get; init; }
    public string? Note { get; init; }

    public ReportRow? Find(ReportKind kind) => Kinds.FirstOrDefault(k => k.Kind == kind);

    internal IEnumerable<PolicyFault> Check()
    {
        if (YearBegins is < 1 or > 12)
            yield return new("reports.yearBegins", "must be the number of a month, 1 to 12");
        if (Fewest is < 1 or > 100)
            yield return new("reports.fewest", "must be 1 to 100 complaints");
        if (Least is < 0 or > 100)
            yield return new("reports.least", "must be 0 to 100 percent");
        for (var at = 0; at < Kinds.Count; at++)
        {
            if (Kinds.Take(at).Any(other => other.Kind == Kinds[at].Kind))
                yield return new($"reports.kinds[{at}].kind", "must be one that no other entry has");
        }
    }
}

/// <summary>A report that the landlord makes: promised by a row, or a setting.</summary>
public sealed record ReportRow : ISourced
{
    public required ReportKind Kind { get; init; }
    public bool Published { get; init; } = true;
    public string? Clause { get; init; }
    public string? Note { get; init; }
}
