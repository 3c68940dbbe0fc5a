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

    /// <summary>The milestones after which nobody is owed it any more: a closed case has no weekly update.</summary>
    public IReadOnlyList<string> Ends { get; init; } = [];

    /// <summary>When it is due.</summary>
    public required Timing Timing { get; init; }

    /// <summary>The fact that holds the date or instant the time is counted from, or back from; null, and where a milestone has no such fact, the milestone's own time.</summary>
    public string? Of { get; init; }

    /// <summary>Promises that do not start where this one does: the specific beats the general (REGISTER.md C1).</summary>
    public IReadOnlyList<string> InsteadOf { get; init; } = [];

    /// <summary>Whether every start runs by itself (each agreed visit); otherwise a promise runs once on a case, from its first start.</summary>
    public bool Repeats { get; init; }

    /// <summary>How long before it is missed the landlord's people are warned; null for not at all.</summary>
    public Limit? Warn { get; init; }

    /// <summary>False for a limit that nobody published: the landlord's own setting (REGISTER.md A7), never shown as a promise.</summary>
    public bool Published { get; init; } = true;

    /// <summary>For the law: the instrument and its section; null for a landlord's promise.</summary>
    public string? Law { get; init; }

    /// <summary>For the law: the day from which it binds; its clocks start from then on. Null for a landlord's promise, and for a law that has no day yet.</summary>
    public DateOnly? InForce { get; init; }

    /// <summary>For the law: whether the figure has been read in the law itself.</summary>
    public bool Confirmed { get; init; } = true;

    /// <summary>Whose working days count.</summary>
    public required Calendar Calendar { get; init; }

    /// <summary>The published share that must be kept, in percent; null where none was published: none is invented (A6).</summary>
    public decimal? Target { get; init; }

    /// <summary>Published as an aim rather than a promise; it runs all the same and is shown as an aim (A5).</summary>
    public bool Aim { get; init; }

    /// <summary>How often the landlord reports on it, in its words; null where it does not say.</summary>
    public string? Reported { get; init; }

    /// <summary>The first instant that is too late when this milestone starts it.</summary>
    public DateTimeOffset Due(Milestone start) => Timing is Timing.Every every
        ? every.Cadence.Due(CountedFrom(start), missed: 0, Calendar, doneInPeriod: Until.Contains(start.Name) ? 1 : 0)
        : Timing.Due(CountedFrom(start), Calendar);

    /// <summary>The instant the time is counted from, or back from.</summary>
    internal DateTimeOffset CountedFrom(Milestone start) =>
        Of is not null && start.Facts.TryGet(Of, out var fact) && fact.Instant is { } instant ? instant : start.At;

    /// <summary>For a cadence, whether this milestone begins it or is one doing of it.</summary>
    internal bool Goes(Milestone milestone) =>
        (On.Contains(milestone.Name) || Until.Contains(milestone.Name)) && HoldsOn(London.DayOf(milestone.At)) && When?.Holds(milestone) != false;

    /// <summary>Whether this milestone, with its facts and on its London day, starts it.</summary>
    public bool StartsWith(Milestone milestone) =>
        On.Contains(milestone.Name) && HoldsOn(London.DayOf(milestone.At)) && When?.Holds(milestone) != false;

    public bool HoldsOn(DateOnly day) => !(day < From) && !(day > To);
}
