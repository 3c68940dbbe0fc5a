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
    /// <summary>"balance", "postings", "entries" (both sides do not cancel out), for suspense "items" or "transfers" (what its items come to, what is half moved), or a part of the account, such as "service-charge".</summary>
    public required string What { get; init; }
    public required long RecordedPence { get; init; }
    public required long RecomputedPence { get; init; }
    public required DateTimeOffset FoundAt { get; init; }
}

/// <summary>Legal action about an account's debt began: a notice was served. Published once for each legal action.</summary>
public sealed record LegalActionStarted
{
    public required Guid LegalActionId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid TenancyId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required Guid HomeId { get; init; }
    public required string Landlord { get; init; }
    /// <summary>"notice-served", or for a debt that needs none "claim-issued".</summary>
    public required string Step { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
}

/// <summary>A legal action came to another step, or ended. Published once for each step.</summary>
public sealed record LegalActionChanged
{
    public required Guid LegalActionId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid TenancyId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required Guid HomeId { get; init; }
    public required string Landlord { get; init; }
    /// <summary>"notice-served", "claim-issued", "hearing-listed", "order-made", "warrant-asked" or "ended".</summary>
    public required string Step { get; init; }
    /// <summary>2, 3 … within the legal action, whose start is 1: which of two is the newer.</summary>
    public required int Number { get; init; }
    /// <summary>False once it is over.</summary>
    public required bool Runs { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>Something was done about the arrears of an account. Published once for each thing done, and never for a look that changed nothing.</summary>
public sealed record ArrearsCaseChanged
{
    public required Guid CaseId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required string Landlord { get; init; }
    /// <summary>"opened", "found", "contacted", "step-taken", "agreement-offered", …, "closed".</summary>
    public required string What { get; init; }
    /// <summary>The last step taken on the landlord's ladder; null before the first.</summary>
    public string? Step { get; init; }
    public required bool Open { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
}
