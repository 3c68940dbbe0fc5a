using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>A figure of a landlord's income.</summary>
public enum MeasureKind
{
    /// <summary>Rent received from general needs homes against rent due from them.</summary>
    RentCollected,

    /// <summary>What present tenants owe of their rent against a year's rent.</summary>
    PresentArrears,

    /// <summary>Of the arrears cases that were opened, those on which an agreement was offered.</summary>
    AgreementsOffered,

    /// <summary>Of the same, those on which advice was offered.</summary>
    AdviceOffered,
}

/// <summary>
/// Which figure a register row publishes. One entry of <c>measures</c> in the <c>income</c> section of a landlord's file:
/// <code>
/// "measures": [ { "measure": "rent-collected", "clause": "OHC-INC-09" } ]
/// </code>
/// Its target is the row's own.
/// </summary>
public sealed record PublishedMeasure
{
    public required MeasureKind Measure { get; init; }

    /// <summary>The register row.</summary>
    public required string Clause { get; init; }

    internal static IEnumerable<PolicyFault> Check(IReadOnlyList<PublishedMeasure> all)
    {
        for (var at = 0; at < all.Count; at++)
        {
            if (all.Take(at).Any(other => other.Measure == all[at].Measure))
                yield return new PolicyFault($"measures[{at}].measure", "must be one that no other entry has");
            if (string.IsNullOrWhiteSpace(all[at].Clause))
                yield return new PolicyFault($"measures[{at}].clause", "must be the register row that publishes the figure");
        }
    }
}

/// <summary>A figure and the target it has.</summary>
/// <param name="AtLeast">The share to reach, in percent; null for none.</param>
/// <param name="Under">The share to stay under, in percent; null for none.</param>
public sealed record IncomeMeasure(MeasureKind Kind, string? Clause, long Numerator, long Denominator, decimal? AtLeast, decimal? Under)
{
    /// <summary>In a hundred; never capped (OHC-INC-09, D4). Null when there is nothing to divide by.</summary>
    public decimal? Percent => Denominator == 0 ? null : 100m * Numerator / Denominator;

    /// <summary>Whether the target is kept, by the figure before it is rounded; null without a target or a figure.</summary>
    public bool? Kept => (Percent, AtLeast, Under) switch
    {
        (null, _, _) or (_, null, null) => null,
        ({ } percent, _, _) => !(percent < AtLeast) && !(percent >= Under),
    };

    public string Rounded => Percent?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A figure with the target that the landlord published for it, if it did.</summary>
    public static IncomeMeasure Of(MeasureKind kind, long numerator, long denominator, IncomePolicy policy, Landlord landlord)
    {
        var clause = policy.Measures.SingleOrDefault(measure => measure.Measure == kind)?.Clause;
        var measure = landlord.Account.Measures.FirstOrDefault(published => published.Id == clause);
        var rule = landlord.Account.Rules.FirstOrDefault(published => published.Id == clause);
        return new(kind, clause, numerator, denominator, measure?.Target ?? rule?.Target, measure?.Under);
    }

    /// <summary>What a posting is to the rent collected.</summary>
    public static RentFlow FlowOf(PostingKind kind) => kind switch
    {
        PostingKind.Payment or PostingKind.Transfer or PostingKind.Refund => RentFlow.Received,
        PostingKind.Charge or PostingKind.RegularCharge or PostingKind.ChargeReturned or PostingKind.ServiceChargeDifference => RentFlow.Due,
        // What undoes another counts as that one does.
        PostingKind.Compensation or PostingKind.Recharge or PostingKind.RechargeWithdrawn or PostingKind.Reversal or PostingKind.WriteOff => RentFlow.Neither,
    };
}

/// <summary>What a posting is to the rent collected: money that came or went, what was due, or neither.</summary>
public enum RentFlow
{
    Received,
    Due,
    Neither,
}
