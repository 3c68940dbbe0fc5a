namespace Housing.Tenancy.Contracts.V1;      // this name is on the wire: it never changes

/// <summary>A household's tenancy or lease of a home began. Published once for each tenancy.</summary>
public sealed record TenancyStarted
{
    public required Guid TenancyId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>The landlord's key, as in seeds/standards.</summary>
    public required string Landlord { get; init; }
    /// <summary>"secure", "assured", "starter", "leasehold" or "shared-ownership".</summary>
    public required string Tenure { get; init; }
    public required DateOnly StartedOn { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>What is known of a household's vulnerability changed. Published on every change, never when the same was said again.</summary>
public sealed record HouseholdNeedsChanged
{
    public required Guid HouseholdId { get; init; }
    public required Guid HomeId { get; init; }
    public required string Landlord { get; init; }
    /// <summary>Whether any need is known now; which one stays in Tenancy.</summary>
    public required bool HasVulnerableMember { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>The last day of a tenancy or lease became known. It may lie ahead. Published once for each tenancy.</summary>
public sealed record TenancyEnded
{
    public required Guid TenancyId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>The landlord's key, as in seeds/standards.</summary>
    public required string Landlord { get; init; }
    /// <summary>"secure", "assured", "starter", "leasehold" or "shared-ownership".</summary>
    public required string Tenure { get; init; }
    /// <summary>The last day, which is the household's still.</summary>
    public required DateOnly EndedOn { get; init; }
    /// <summary>"notice-given", "moved-within", "exchanged", "abandoned", "died", "evicted", "sold" or "other".</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}
