using Housing.Standards;

namespace Housing.Income;

/// <summary>
/// Which debts a payment settles first. <c>allocation</c> in the <c>income</c> section of a landlord's file:
/// <code>
/// "allocation": { "order": ["rent", "service-charge", "reserve-fund", "court-costs", "recharges"], "surplus": "rent", "published": false, "note": "…" }
/// </code>
/// </summary>
public sealed record AllocationOrder
{
    /// <summary>Every part of an account, the first to be settled first.</summary>
    public required IReadOnlyList<SubAccount> Order { get; init; }

    /// <summary>Where money stays that nothing asks for yet.</summary>
    public required SubAccount Surplus { get; init; }

    /// <summary>Whether the landlord published the order. When it did not, the note says where it comes from.</summary>
    public required bool Published { get; init; }

    /// <summary>The register row it rests on, where there is one.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }

    /// <summary>As the parts are listed, where a landlord's file names no order.</summary>
    public static AllocationOrder AsListed { get; } = new() { Order = Enum.GetValues<SubAccount>(), Surplus = SubAccount.Rent, Published = false, Note = "No order is set; the parts in their usual order." };

    internal IEnumerable<PolicyFault> Check()
    {
        var all = Enum.GetValues<SubAccount>();
        if (Order.Count != all.Length || all.Except(Order).Any())
            yield return new PolicyFault("allocation.order", "must name each of rent, service-charge, court-costs, recharges and reserve-fund once");
        if (!Published && string.IsNullOrWhiteSpace(Note))
            yield return new PolicyFault("allocation.note", "must say where the order comes from, since the landlord published none");
    }
}
