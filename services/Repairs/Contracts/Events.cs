namespace Housing.Repairs.Contracts.V1;      // this name is on the wire: it never changes

/// <summary>A fault was reported and a repair opened. Published once for each repair.</summary>
public sealed record RepairReported
{
    public required Guid RepairId { get; init; }
    /// <summary>The landlord's key, as in seeds/standards.</summary>
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    public required string Fault { get; init; }
    /// <summary>The landlord's own band.</summary>
    public required string Priority { get; init; }
    public required DateTimeOffset ReportedAt { get; init; }
    /// <summary>Who has to put it right: landlord, resident, homeowner or developer; null while Tenancy has yet to say on what terms the home is lived in.</summary>
    public string? Responsible { get; init; }
}

/// <summary>Nobody came to a booked appointment. Published once for each appointment.</summary>
public sealed record AppointmentMissed
{
    public required Guid AppointmentId { get; init; }
    public required Guid RepairId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>Who was let down; null when the home was empty or Tenancy has not been asked yet.</summary>
    public Guid? HouseholdId { get; init; }
    /// <summary>When the appointment should have ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>The work was done and recorded. Published once for each repair.</summary>
public sealed record RepairCompleted
{
    public required Guid RepairId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    public required DateTimeOffset CompletedAt { get; init; }
}
