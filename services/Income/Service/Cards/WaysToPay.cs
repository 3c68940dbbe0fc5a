using Housing.Standards;

namespace Housing.Income;

/// <summary>A way to pay.</summary>
public enum PayBy
{
    /// <summary>By card, in the online account.</summary>
    CardOnline,
    CardByPhone,
    DirectDebit,
    StandingOrder,
    BankTransfer,
    CashOffice,

    /// <summary>Housing benefit that goes straight to the landlord.</summary>
    HousingBenefit,

    /// <summary>The housing part of Universal Credit, paid straight to the landlord.</summary>
    UniversalCredit,
}

/// <summary>
/// How a landlord can be paid: <c>waysToPay</c> in the <c>income</c> section of its file.
/// <code>
/// "waysToPay": { "ways": [
///   { "by": "card-online", "says": "By card in your online account.", "published": true, "clauses": ["OHO-INC-05"] },
///   { "by": "cash-office", "says": "In cash at our office.", "published": false, "note": "…" } ] }
/// </code>
/// A landlord that lists no online card payment takes none.
/// </summary>
public sealed record WaysToPay
{
    public IReadOnlyList<WayToPay> Ways { get; init; } = [];

    public bool Offers(PayBy by) => Ways.Any(way => way.By == by);

    internal IEnumerable<PolicyFault> Check()
    {
        for (var at = 0; at < Ways.Count; at++)
        {
            var way = Ways[at];
            if (Ways.Take(at).Any(other => other.By == way.By))
                yield return new PolicyFault($"waysToPay.ways[{at}].by", "must be a way that no other entry has");
            if (string.IsNullOrWhiteSpace(way.Says))
                yield return new PolicyFault($"waysToPay.ways[{at}].says", "must be one sentence for the household");
            if (way.Published && way.Clauses.Count == 0)
                yield return new PolicyFault($"waysToPay.ways[{at}].clauses", "must name the register rows by which it is published");
            if (!way.Published && string.IsNullOrWhiteSpace(way.Note))
                yield return new PolicyFault($"waysToPay.ways[{at}].note", "must say where the way comes from, since the landlord published none");
        }
    }
}

/// <summary>One way to pay, as the household reads it.</summary>
public sealed record WayToPay
{
    public required PayBy By { get; init; }
    public required string Says { get; init; }

    /// <summary>Whether the landlord published this very way. Where it only promised a choice, the note says where the way comes from.</summary>
    public required bool Published { get; init; }

    /// <summary>The register rows it rests on.</summary>
    public IReadOnlyList<string> Clauses { get; init; } = [];

    public string? Note { get; init; }
}
