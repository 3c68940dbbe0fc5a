using Housing.Standards;

namespace Housing.Repairs;

public sealed partial record RepairPolicy
{
    /// <summary>What a resident pays for what is theirs to mend; null for a landlord that never charges for a repair.</summary>
    public RechargeTerms? Recharges { get; init; }
}

/// <summary>
/// On what terms a landlord mends what is the resident's to mend, or what they damaged:
/// <code>
/// "recharges": {
///   "clause": "HAV-REP-44", "signatureClause": "HAV-REP-45", "estimateHolds": "28 days",
///   "administration": { "percent": 10, "minimumPence": 1500, "published": false, "clause": "HAV-REP-46", "note": "The amount is not published; a setting." },
///   "waivers": [ { "key": "vulnerability", "name": "Somebody vulnerable lives there", "by": "officer", "vulnerable": true } ],
///   "says": "Its cost is settled, so we mend this for you."
/// }
/// </code>
/// </summary>
public sealed record RechargeTerms
{
    /// <summary>The register row by which such work is charged for; left out where nothing is published.</summary>
    public string? Clause { get; init; }

    /// <summary>The register row by which work waits for a signature.</summary>
    public string? SignatureClause { get; init; }

    public required AdministrationCharge Administration { get; init; }

    /// <summary>How long an estimate may be signed: "28 days".</summary>
    public required string EstimateHolds { get; init; }

    /// <summary>The reasons for which nothing is asked.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>One sentence to the resident whose repair the landlord has taken on.</summary>
    public required string Says { get; init; }

    /// <summary>Where what is not published comes from.</summary>
    public string? Note { get; init; }

    public Waiver? Find(string waiver) => Waivers.FirstOrDefault(w => w.Key == waiver);

    /// <summary>The first instant at which an estimate cannot be signed any more.</summary>
    public DateTimeOffset Expiry(DateTimeOffset estimatedAt, Calendar calendar) =>
        Limit.TryParse(EstimateHolds, out var limit, out var fault) ? limit.Due(estimatedAt, calendar) : throw new InvalidOperationException($"estimateHolds {fault}.");

    internal static IEnumerable<PolicyFault> Check(RepairPolicy policy)
    {
        if (policy.Recharges is not { } terms)
        {
            if (policy.Responsibilities.Any(row => row.Responsible == Party.Resident))
                yield return new("recharges", "must say what a resident pays when the landlord mends what is theirs, since responsibilities has a row that is the resident's.");
            yield break;
        }

        if (!Limit.TryParse(terms.EstimateHolds, out var limit, out var fault))
            yield return new("recharges.estimateHolds", $"{fault}.");
        else if (limit.NeedsOpeningHours || limit.Unit == LimitUnit.OnTime)
            yield return new("recharges.estimateHolds", "must be a length of time, such as 28 days.");
        if (string.IsNullOrWhiteSpace(terms.Says))
            yield return new("recharges.says", "must say it in one sentence.");
        if (terms.Clause is null && string.IsNullOrWhiteSpace(terms.Note))
            yield return new("recharges.note", "must say where the terms come from, since they rest on no clause.");
        foreach (var wrong in terms.Administration.Check().Concat(terms.Waivers.SelectMany((waiver, i) => waiver.Check(terms, i))))
            yield return wrong;
    }
}

/// <summary>What a landlord adds for its own paperwork: a sum, or a percentage with a least sum (HAV-REP-46).</summary>
public sealed record AdministrationCharge
{
    private const int HighestPercent = 100;
    private const long HighestPence = 100_000;

    /// <summary>A sum, whatever the work costs; in place of a percentage.</summary>
    public long? Pence { get; init; }

    /// <summary>Of what the work costs; what is not a whole penny is left to the resident.</summary>
    public int? Percent { get; init; }

    /// <summary>With a percentage: never less than this.</summary>
    public long? MinimumPence { get; init; }

    /// <summary>Whether the landlord published the amount. When it did not, the note says where it comes from.</summary>
    public required bool Published { get; init; }

    public string? Clause { get; init; }
    public string? Note { get; init; }

    public long For(long workPence) => Percent is { } percent ? Math.Max(checked(workPence * percent) / 100, MinimumPence ?? 0) : Pence ?? 0;

    internal IEnumerable<PolicyFault> Check()
    {
        if (Pence is null == Percent is null)
            yield return new("recharges.administration", "must have either pence or percent.");
        if (Pence is < 0 or > HighestPence)
            yield return new("recharges.administration.pence", $"must be 0 to {HighestPence}.");
        if (Percent is < 0 or > HighestPercent)
            yield return new("recharges.administration.percent", $"must be 0 to {HighestPercent}.");
        if (MinimumPence is not null && Percent is null)
            yield return new("recharges.administration.minimumPence", "goes with percent; leave it out beside pence.");
        if (MinimumPence is < 0 or > HighestPence)
            yield return new("recharges.administration.minimumPence", $"must be 0 to {HighestPence}.");
        if (!Published && string.IsNullOrWhiteSpace(Note))
            yield return new("recharges.administration.note", "must say where the amount comes from, since the landlord published none.");
    }
}

/// <summary>Who may decide that nothing is asked for.</summary>
public enum WaivedBy
{
    /// <summary>An officer, or a manager.</summary>
    Officer,
    Manager,
}

/// <summary>A reason for which a landlord mends and asks for nothing.</summary>
public sealed record Waiver
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required WaivedBy By { get; init; }

    /// <summary>The landlord asks nothing of a household with somebody vulnerable, without anybody deciding it.</summary>
    public bool Vulnerable { get; init; }

    public string? Clause { get; init; }
    public string? Note { get; init; }

    internal IEnumerable<PolicyFault> Check(RechargeTerms terms, int at)
    {
        if (string.IsNullOrWhiteSpace(Key) || terms.Waivers.Take(at).Any(w => w.Key == Key))
            yield return new($"recharges.waivers[{at}].key", "must be there, and used once only.");
        if (Clause is null && string.IsNullOrWhiteSpace(Note))
            yield return new($"recharges.waivers[{at}].note", "must say where the reason comes from, since it rests on no clause.");
        if (Vulnerable && terms.Waivers.Take(at).Any(w => w.Vulnerable))
            yield return new($"recharges.waivers[{at}].vulnerable", "must be true of one reason only.");
    }
}
