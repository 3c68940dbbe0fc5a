using Housing.Standards;

namespace Housing.Repairs;

/// <summary>
/// What one landlord has published about faults: its bands, its fault list and who puts what right. The <c>repairs</c> section of
/// <c>seeds/standards/&lt;landlord&gt;.json</c>:
/// <code>
/// "repairs": {
///   "priorities": [ { "key": "priority-1", "name": "Priority one", "rank": 1, "clause": "HAV-REP-07" } ],
///   "faults": [
///     { "key": "no-water", "name": "Complete loss of water", "priority": "priority-1", "clause": "HAV-REP-16" },
///     { "key": "heating-lost", "name": "Heating or hot water lost", "priority": "priority-1", "clause": "HAV-REP-21",
///       "seasons": [ { "from": "05-01", "to": "10-31", "priority": "priority-2", "clause": "HAV-REP-30" } ] },
///     { "key": "dripping-tap", "name": "Dripping tap", "priority": "non-urgent", "clause": "ROS-REP-05",
///       "vulnerable": { "priority": "urgent", "clause": "ROS-REP-03" } },
///     { "key": "communal-light", "name": "Light out in a shared hall", "priority": "routine", "clause": "OHO-REP-09", "place": "communal",
///       "advice": "Use a torch on the stairs." }
///   ],
///   "responsibilities": [
///     { "responsible": "resident", "landlordPart": "none", "causes": ["resident"], "clause": "HAV-REP-47", "says": "It is for you to mend what you damaged." },
///     { "responsible": "landlord", "landlordPart": "mends", "says": "This is ours to mend." }
///   ]
/// }
/// </code>
/// </summary>
public sealed partial record RepairPolicy : IPolicy
{
    /// <summary>The landlord's own bands.</summary>
    public required IReadOnlyList<PriorityBand> Priorities { get; init; }

    public required IReadOnlyList<Fault> Faults { get; init; }

    /// <summary>Who puts what right: the first row whose conditions all hold. The last has none, and is the landlord.</summary>
    public required IReadOnlyList<ResponsibilityRow> Responsibilities { get; init; }

    /// <summary>Room, item and questions that lead to a fault; without it faults are named by their keys alone.</summary>
    public Catalogue? Catalogue { get; init; }

    public Fault? Find(string fault) => Faults.FirstOrDefault(f => f.Key == fault);

    public PriorityBand? FindBand(string band) => Priorities.FirstOrDefault(p => p.Key == band);

    /// <summary>As it is called; by its key where the list has lost it since, as a repair in it goes on.</summary>
    public string NameOf(string band) => FindBand(band)?.Name ?? band;

    public bool IsMoreUrgent(string band, string than) => RankOf(band) < RankOf(than);

    public IEnumerable<PolicyFault> Check() => RepairPolicyRules.Check(this);

    private int RankOf(string band) => FindBand(band)?.Rank ?? int.MaxValue;
}

/// <summary>One band, such as "priority-1". Rank 1 is the most urgent; no two bands share a rank.</summary>
public sealed record PriorityBand
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required int Rank { get; init; }
    /// <summary>The register row it rests on.</summary>
    public required string Clause { get; init; }
}

/// <summary>A fault a resident can report and the band it falls in.</summary>
public sealed record Fault
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required string Priority { get; init; }
    public required string Clause { get; init; }

    /// <summary>Parts of the year in which another band holds; they may not overlap.</summary>
    public IReadOnlyList<Season> Seasons { get; init; } = [];

    /// <summary>The band when somebody vulnerable lives there. It may only be more urgent: a need never lowers a priority.</summary>
    public RaisedPriority? Vulnerable { get; init; }

    /// <summary>Where it is, for a fault that can be in one place only: a roof is outside, wherever its rain comes in.</summary>
    public Place? Place { get; init; }

    /// <summary>Whether a second report of it in the same shared place is of the same thing; false for what may be anything.</summary>
    public bool Joins { get; init; } = true;

    /// <summary>What hazard it is or can be under the hazards regulations.</summary>
    public FaultHazard? Hazard { get; init; }

    /// <summary>What to do until somebody comes, as a resident reads it.</summary>
    public string? Advice { get; init; }

    /// <summary>The register row that lists it on that day: a season has its own (HAV-REP-21, HAV-REP-30).</summary>
    public string ClauseOn(DateOnly day) => Seasons.FirstOrDefault(s => s.Covers(day))?.Clause ?? Clause;
}

/// <summary>One row of who puts what right. A condition left out asks for nothing; those given must all hold.</summary>
public sealed record ResponsibilityRow
{
    public required Party Responsible { get; init; }
    public required LandlordPart LandlordPart { get; init; }

    /// <summary>The register row it rests on; for what is the landlord's, that of the fault where none is given.</summary>
    public string? Clause { get; init; }

    /// <summary>One plain sentence to the reporter.</summary>
    public required string Says { get; init; }

    public IReadOnlyList<string> Faults { get; init; } = [];
    public IReadOnlyList<string> Priorities { get; init; } = [];
    public IReadOnlyList<Place> Places { get; init; } = [];
    public IReadOnlyList<Cause> Causes { get; init; } = [];

    /// <summary>As Tenancy names them.</summary>
    public IReadOnlyList<string> Tenures { get; init; } = [];

    /// <summary>Reported before this many months have passed since the building was handed over.</summary>
    public int? MonthsFromHandover { get; init; }

    public bool IsUnconditional =>
        Faults.Count + Priorities.Count + Places.Count + Causes.Count + Tenures.Count == 0 && MonthsFromHandover is null;
}

/// <summary>From one day of the year to another, both included ("MM-dd", London days); it may run over New Year.</summary>
public sealed record Season
{
    public required string From { get; init; }
    public required string To { get; init; }
    public required string Priority { get; init; }
    public required string Clause { get; init; }

    public bool Covers(DateOnly day) => DaysOfYear.TryParse(From, To, out var days) && days.Contains(day);
}

public sealed record RaisedPriority
{
    public required string Priority { get; init; }
    public required string Clause { get; init; }
}
