namespace Housing.Income.Contracts.V1;      // this name is on the wire: it never changes

/// <summary>The landlord's compensation was credited to a resident's account. Published once for each cause.</summary>
public sealed record CompensationCredited
{
    public required Guid AccountId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required string Landlord { get; init; }
    /// <summary>Pence, positive.</summary>
    public required long AmountPence { get; init; }
    /// <summary>What it is for: "missed-appointment", "right-to-repair".</summary>
    public required string Reason { get; init; }
    /// <summary>The appointment or the repair it makes good.</summary>
    public required Guid CauseId { get; init; }
    public required DateTimeOffset CreditedAt { get; init; }
}

/// <summary>The nightly proof found a balance that is recorded otherwise than its postings come to. Published once for each such balance and night.</summary>
public sealed record LedgerDifferenceFound
{
    public required Guid AccountId { get; init; }
    public required string Landlord { get; init; }
    /// <summary>"balance", "postings", "entries" (both sides do not cancel out) or a part of the account, such as "service-charge".</summary>
    public required string What { get; init; }
    public required long RecordedPence { get; init; }
    public required long RecomputedPence { get; init; }
    public required DateTimeOffset FoundAt { get; init; }
}
