namespace Housing.Repairs.Contracts.V1;      // this name is on the wire: it never changes

/// <summary>A fault was reported and a repair opened. Published once for each repair.</summary>
public sealed record RepairReported
{
    public required Guid RepairId { get; init; }
    /// <summary>The landlord's key, as in seeds/standards.</summary>
    public required string Landlord { get; init; }
    /// <summary>All zeros, here and in every other event, for a repair of a block or an estate, which has no home.</summary>
    public required Guid HomeId { get; init; }
    public required string Fault { get; init; }
    /// <summary>The landlord's own band.</summary>
    public required string Priority { get; init; }
    public required DateTimeOffset ReportedAt { get; init; }
    /// <summary>Who has to put it right: landlord, resident, homeowner or developer; null while Tenancy has yet to say on what terms the home is lived in.</summary>
    public string? Responsible { get; init; }
    /// <summary>The block it concerns, where that is known.</summary>
    public Guid? BlockId { get; init; }
    public string? Estate { get; init; }
    /// <summary>Who was sent, by the key in the landlord's diary; null when nobody was.</summary>
    public string? Contractor { get; init; }
    /// <summary>Whether to come at once, while the offices are closed; null when nobody was sent.</summary>
    public bool? OutOfHours { get; init; }
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

/// <summary>Somebody asked for a change to the home they live in; whose need it is, and what, stays here. Published once for each adaptation.</summary>
public sealed record AdaptationRequested
{
    public required Guid AdaptationId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>The key in the landlord's list: "grab-rail".</summary>
    public required string Kind { get; init; }
    /// <summary>Arranged with others, rather than fitted by the landlord.</summary>
    public required bool Major { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
}

/// <summary>A change to a home is there and works: the home has it from now on. Published once for each adaptation.</summary>
public sealed record AdaptationFitted
{
    public required Guid AdaptationId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>The key in the landlord's list: "grab-rail".</summary>
    public required string Kind { get; init; }
    /// <summary>Arranged with others, rather than fitted by the landlord.</summary>
    public required bool Major { get; init; }
    public required DateTimeOffset FittedAt { get; init; }
}

/// <summary>Work that a resident signed for was done, and is to be charged to the household's account. Published once for each recharge.</summary>
public sealed record RechargeAgreed
{
    public required Guid RechargeId { get; init; }
    public required Guid RepairId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>Who signed for it, even if somebody else lives there by now.</summary>
    public required Guid HouseholdId { get; init; }
    /// <summary>Pence, positive: what was signed for, with the administration charge.</summary>
    public required long AmountPence { get; init; }
    /// <summary>The register row it rests on; null where the landlord has published none.</summary>
    public string? Clause { get; init; }
    public required DateTimeOffset AgreedAt { get; init; }
}

/// <summary>A recharge that was charged is not owed after all, and is to be taken back. Published once for each recharge, after its <see cref="RechargeAgreed"/>.</summary>
public sealed record RechargeWithdrawn
{
    public required Guid RechargeId { get; init; }
    public required Guid RepairId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HouseholdId { get; init; }
    /// <summary>Pence, positive: what was charged.</summary>
    public required long AmountPence { get; init; }
    public required DateTimeOffset WithdrawnAt { get; init; }
}

/// <summary>The work was done and recorded. Published once for each repair.</summary>
public sealed record RepairCompleted
{
    public required Guid RepairId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    public required DateTimeOffset CompletedAt { get; init; }
    /// <summary>Whether nobody had to come a second time; null from versions that did not count.</summary>
    public bool? FirstVisit { get; init; }
    /// <summary>How often somebody came.</summary>
    public int? Visits { get; init; }
    /// <summary>The repair that this one did again; null for a new fault.</summary>
    public Guid? RecallOf { get; init; }
    /// <summary>Every household that reported it, where there are several: all are to be told.</summary>
    public IReadOnlyList<Guid>? ReporterHouseholds { get; init; }
    /// <summary>What others had promised that this repair did, by the ids of <see cref="WorksOrdered"/>; null when nobody had.</summary>
    public IReadOnlyList<Guid>? Causes { get; init; }
}

/// <summary>What had been mended has to be mended again. Published once for each repair that is done again.</summary>
public sealed record RepairRecalled
{
    /// <summary>The repair that did not last.</summary>
    public required Guid RepairId { get; init; }
    /// <summary>The repair that does it again.</summary>
    public required Guid RecallId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    public required DateTimeOffset RecalledAt { get; init; }
}

/// <summary>The second contractor that a tenant asked for by law was late too, and so much is owed. Published once for each repair.</summary>
public sealed record RepairCompensationOwed
{
    public required Guid RepairId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>Who is owed it; null when the home was empty or Tenancy has not been asked yet.</summary>
    public Guid? HouseholdId { get; init; }
    /// <summary>Pence, positive.</summary>
    public required long AmountPence { get; init; }
    /// <summary>The first instant that was too late for the second contractor.</summary>
    public required DateTimeOffset DueAt { get; init; }
    public required DateTimeOffset CompletedAt { get; init; }
    /// <summary>The row of the law that names the sum.</summary>
    public required string Clause { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>Another contractor was sent to a repair than at the report. Published once for each such order.</summary>
public sealed record RepairOrdered
{
    public required Guid RepairId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>The key in the landlord's diary.</summary>
    public required string Contractor { get; init; }
    public required string Trade { get; init; }
    /// <summary>To come at once, while the offices are closed.</summary>
    public required bool OutOfHours { get; init; }
    public required DateTimeOffset OrderedAt { get; init; }
}

/// <summary>Whoever comes to an appointment is expected later than it says. Published for each new expected time.</summary>
public sealed record AppointmentRunningLate
{
    public required Guid AppointmentId { get; init; }
    public required Guid RepairId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>Who waits; null when the home was empty or Tenancy has not been asked yet.</summary>
    public Guid? HouseholdId { get; init; }
    public required DateTimeOffset ExpectedAt { get; init; }
    /// <summary>As the resident reads it.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}

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
    /// <summary>What others had promised that this repair was to do and does not, by the ids of <see cref="WorksOrdered"/>; null when nobody had.</summary>
    public IReadOnlyList<Guid>? Causes { get; init; }
}

/// <summary>Work that another service promised is on order. Published once for each promise.</summary>
public sealed record WorksOrdered
{
    /// <summary>The promise's id there, such as a complaint's remedy.</summary>
    public required Guid CauseId { get; init; }
    /// <summary>The repair that does it: a new one, or the one that was complained about.</summary>
    public required Guid RepairId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>The day by which it was promised.</summary>
    public required DateOnly DueOn { get; init; }
    /// <summary>When it was done, where that was between the promise and its being heard; no <see cref="RepairCompleted"/> with this promise follows then.</summary>
    public DateTimeOffset? CompletedAt { get; init; }
    public required DateTimeOffset OrderedAt { get; init; }
}

/// <summary>Work that another service does not want any more goes on all the same: it has begun, or is needed for something else. Published once for each promise.</summary>
public sealed record WorksGoOn
{
    /// <summary>The promise's id there, such as a complaint's remedy.</summary>
    public required Guid CauseId { get; init; }
    public required Guid RepairId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>For the landlord's people.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>Work that another service promised cannot be ordered, and somebody has to see to it. Published once for each time that it is heard.</summary>
public sealed record WorksNotOrdered
{
    /// <summary>The promise's id there, such as a complaint's remedy.</summary>
    public required Guid CauseId { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>For the landlord's people.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}
