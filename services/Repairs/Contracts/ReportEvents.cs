namespace Housing.Repairs.Contracts.V1;      // this name is on the wire: it never changes

/// <summary>Somebody else reported a fault of a shared place that is open already. Published once for each of them.</summary>
public sealed record RepairReportJoined
{
    public required Guid RepairId { get; init; }
    public required string Landlord { get; init; }
    public Guid? BlockId { get; init; }
    public string? Estate { get; init; }
    /// <summary>To be told of every change; null for staff who named no home.</summary>
    public Guid? HouseholdId { get; init; }
    /// <summary>1 for the first who joined, and so on.</summary>
    public required int Number { get; init; }
    public required DateTimeOffset JoinedAt { get; init; }
}

/// <summary>
/// A report turned out to be nobody's here (there is no such home, or it is another landlord's), or stays with the resident since nobody signed for its cost.
/// Published once for each repair.
/// </summary>
public sealed record RepairClosed
{
    public required Guid RepairId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset ClosedAt { get; init; }
}
