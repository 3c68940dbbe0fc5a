using Housing.Standards;

namespace Housing.Repairs;

/// <summary>
/// What one landlord has published about faults: its bands and its fault list. The <c>repairs</c> section of
/// <c>seeds/standards/&lt;landlord&gt;.json</c>:
/// <code>
/// "repairs": {
///   "priorities": [ { "key": "priority-1", "name": "Priority one", "rank": 1, "clause": "HAV-REP-07" } ],
///   "faults": [
///     { "key": "no-water", "name": "Complete loss of water", "priority": "priority-1", "clause": "HAV-REP-16" },
///     { "key": "heating-lost", "name": "Heating or hot water lost", "priority": "priority-1", "clause": "HAV-REP-21",
///       "seasons": [ { "from": "05-01", "to": "10-31", "priority": "priority-2", "clause": "HAV-REP-30" } ] },
///     { "key": "dripping-tap", "name": "Dripping tap", "priority": "non-urgent", "clause": "ROS-REP-05",
///       "vulnerable": { "priority": "urgent", "clause": "ROS-REP-03" } }
///   ]
/// }
/// </code>
/// </summary>
public sealed record RepairPolicy : IPolicy
{
    /// <summary>The landlord's own bands.</summary>
    public required IReadOnlyList<PriorityBand> Priorities { get; init; }

    public required IReadOnlyList<Fault> Faults { get; init; }

    public Fault? Find(string fault) => Faults.FirstOrDefault(f => f.Key == fault);

    public bool IsMoreUrgent(string band, string than) => RankOf(band) < RankOf(than);

    public IEnumerable<PolicyFault> Check() => RepairPolicyRules.Check(this);

    private int RankOf(string band) => Priorities.First(p => p.Key == band).Rank;
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
