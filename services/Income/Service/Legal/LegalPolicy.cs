using System.Text.RegularExpressions;
using Housing.Standards;

namespace Housing.Income;

/// <summary>
/// How a landlord goes to law over a debt: <c>legal</c> in the <c>income</c> section of its file.
/// <code>
/// "legal": {
///   "possession": {
///     "startRule": "OHC-INC-06",
///     "notices": [ { "tenures": ["secure"], "notice": "notice-seeking-possession", "goodRule": "ENG-INC-08" } ],
///     "gate": [ { "need": "contacted", "clauses": ["OHC-INC-07"] } ], "costsClause": "OHO-INC-21"
///   },
///   "forfeiture": { … }, "moneyClaim": { … }, "published": false, "note": "…"
/// }
/// </code>
/// What the law asks for is asked of every landlord beside it (statute-england.json).
/// </summary>
public sealed record LegalPolicy
{
    /// <summary>Against tenants.</summary>
    public required LegalTerms Possession { get; init; }

    /// <summary>Against homeowners.</summary>
    public required LegalTerms Forfeiture { get; init; }

    /// <summary>Against those who have left.</summary>
    public required LegalTerms MoneyClaim { get; init; }

    public required bool Published { get; init; }

    public string? Note { get; init; }

    public LegalTerms Of(LegalRoute route) => route switch
    {
        LegalRoute.Possession => Possession,
        LegalRoute.Forfeiture => Forfeiture,
        LegalRoute.MoneyClaim => MoneyClaim,
    };

    internal IEnumerable<PolicyFault> Check()
    {
        foreach (var (name, terms) in ((string, LegalTerms)[])[("possession", Possession), ("forfeiture", Forfeiture), ("moneyClaim", MoneyClaim)])
        {
            foreach (var (field, fault) in terms.Faults())
                yield return new PolicyFault($"legal.{name}.{field}", fault);
        }

        if (!Published && string.IsNullOrWhiteSpace(Note))
            yield return new PolicyFault("legal.note", "must say where this comes from, since the landlord published not all of it");
    }
}

/// <summary>What a legal action is for.</summary>
public enum LegalRoute
{
    Possession,
    Forfeiture,
    MoneyClaim,
}

/// <summary>How one kind of legal action begins, and what has to be done before a court is asked.</summary>
public sealed record LegalTerms
{
    /// <summary>The landlord's rule whose threshold of weeks owed has to be reached before it begins; null where it published none.</summary>
    public string? StartRule { get; init; }

    public required IReadOnlyList<NoticeTerms> Notices { get; init; }

    public required IReadOnlyList<GateRule> Gate { get; init; }

    /// <summary>The register row on charging what it costs; null for none.</summary>
    public string? CostsClause { get; init; }

    /// <summary>The notice for a tenure; where that is not known, or none is for it alone, the one for all.</summary>
    public NoticeTerms? NoticeFor(string? tenure) =>
        Notices.FirstOrDefault(notice => tenure is not null && notice.Tenures.Contains(tenure)) ?? Notices.FirstOrDefault(notice => notice.Tenures.Count == 0);

    internal IEnumerable<(string Field, string Fault)> Faults()
    {
        if (Notices.Count == 0)
            yield return ("notices", "must name the notice it begins with");
        for (var at = 0; at < Notices.Count; at++)
        {
            if (!NoticeTerms.Name().IsMatch(Notices[at].Notice))
                yield return ($"notices[{at}].notice", "must be a name such as “notice-seeking-possession”");
            if (Notices[at].Days is < 0 or > 365)
                yield return ($"notices[{at}].days", "must be 0 to 365 days");
            if (Notices.Take(at).Any(other => other.Tenures.Intersect(Notices[at].Tenures).Any() || (other.Tenures.Count == 0 && Notices[at].Tenures.Count == 0)))
                yield return ($"notices[{at}].tenures", "must be tenures that no other notice is for");
        }

        for (var at = 0; at < Gate.Count; at++)
        {
            if (Gate.Take(at).Any(other => other.Need == Gate[at].Need))
                yield return ($"gate[{at}].need", "must be one that no other entry has");
        }
    }
}

/// <summary>A notice that has to be served before a court is asked.</summary>
public sealed partial record NoticeTerms
{
    /// <summary>For whom; empty for all others.</summary>
    public required IReadOnlyList<string> Tenures { get; init; }

    public required string Notice { get; init; }

    /// <summary>How many days it has to run at least, beside what the law asks for.</summary>
    public int Days { get; init; }

    /// <summary>The law's rule that says how long it stays good; null where none does.</summary>
    public string? GoodRule { get; init; }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex Name();
}

/// <summary>Something that this landlord wants done before a court is asked.</summary>
public sealed record GateRule
{
    public required GateNeed Need { get; init; }

    /// <summary>The register rows it rests on; empty for a setting.</summary>
    public IReadOnlyList<string> Clauses { get; init; } = [];
}
