namespace Housing.Standards;

/// <summary>A published promise: what starts it, what keeps it, within what limit, and where it was published.</summary>
public sealed record Standard
{
    /// <summary>The register row: "HAV-REP-08".</summary>
    public required string Id { get; init; }

    /// <summary>A changed promise is a new version beside the old one; a case keeps the version it started with.</summary>
    public required int Version { get; init; }

    /// <summary>The first London day this version holds for; null is always.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last London day this version holds for; null is until further notice.</summary>
    public DateOnly? To { get; init; }

    /// <summary>In our own words.</summary>
    public required string Summary { get; init; }

    /// <summary>Document and section.</summary>
    public required string Source { get; init; }

    /// <summary>The service whose cases it runs on: "repairs".</summary>
    public required string Service { get; init; }

    /// <summary>The milestones that start it.</summary>
    public required IReadOnlyList<string> On { get; init; }

    /// <summary>What must hold for it to start; null is always.</summary>
    public Condition? When { get; init; }

    /// <summary>The milestones that keep it, whichever comes first.</summary>
    public required IReadOnlyList<string> Until { get; init; }

    public required Limit Within { get; init; }

    /// <summary>The published share that must be kept, in percent; null where none was published: none is invented (A6).</summary>
    public decimal? Target { get; init; }

    /// <summary>Published as an aim rather than a promise; it runs all the same and is shown as an aim (A5).</summary>
    public bool Aim { get; init; }

    /// <summary>How often the landlord reports on it, in its words; null where it does not say.</summary>
    public string? Reported { get; init; }

    public bool HoldsOn(DateOnly day) => !(day < From) && !(day > To);
}
