namespace Housing.Repairs;

/// <summary>
/// Who comes, and when. The <c>diary</c> of a landlord's <c>repairs</c> section:
/// <code>
/// "diary": {
///   "trades": [ { "key": "plumbing", "name": "Plumbing", "faults": ["dripping-tap"] }, { "key": "general", "name": "General" } ],
///   "slots": [ { "key": "morning", "name": "Morning", "from": "08:00", "to": "12:00" } ],
///   "officeHours": { "clause": "OHO-CON-11", "open": [ { "days": ["monday", "tuesday"], "from": "08:00", "to": "18:00" } ] },
///   "emergencies": { "priorities": ["emergency"], "clause": "OHO-REP-04" },
///   "appointments": { "places": ["in-home"], "offered": 6, "daysAhead": 56, "clause": "OHO-REP-13" },
///   "contractors": [
///     { "key": "own-team", "name": "Own team", "days": ["monday"], "slots": ["morning"], "teams": [ { "key": "wet", "trades": ["plumbing"], "operatives": 4 } ] },
///     { "key": "night", "name": "Night service", "outOfHours": "only", "teams": [ { "key": "all", "operatives": 2 } ] }
///   ]
/// }
/// </code>
/// </summary>
public sealed record DiaryPolicy
{
    /// <summary>Each fault belongs to one; the last names no fault and takes all that no other names.</summary>
    public required IReadOnlyList<Trade> Trades { get; init; }

    /// <summary>The parts of a day that can be booked; they may overlap.</summary>
    public required IReadOnlyList<Slot> Slots { get; init; }

    public required OfficeHours OfficeHours { get; init; }
    public required Emergencies Emergencies { get; init; }
    public required AppointmentRule Appointments { get; init; }

    /// <summary>One that has areas comes before one for everywhere; otherwise the first that does the trade.</summary>
    public required IReadOnlyList<Firm> Contractors { get; init; }

    /// <summary>What of this is a setting rather than published.</summary>
    public string? Note { get; init; }

    public Trade TradeOf(string fault) => Trades.FirstOrDefault(t => t.Faults.Contains(fault)) ?? Trades[^1];

    public Firm? Find(string contractor) => Contractors.FirstOrDefault(c => c.Key == contractor);
}

public sealed record Trade
{
    public required string Key { get; init; }
    public required string Name { get; init; }

    /// <summary>Keys of the landlord's fault list.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}

/// <summary>A part of a day, by the clock on the wall in London.</summary>
public sealed record Slot
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required TimeOnly From { get; init; }
    public required TimeOnly To { get; init; }
}

/// <summary>Which bands are emergencies: somebody comes at once, in or out of hours, and no slot is offered.</summary>
public sealed record Emergencies
{
    public required IReadOnlyList<string> Priorities { get; init; }

    /// <summary>The register row of the service out of hours.</summary>
    public required string Clause { get; init; }
}

/// <summary>Where a repair is promised an appointment, and what is offered.</summary>
public sealed record AppointmentRule
{
    public required IReadOnlyList<Place> Places { get; init; }

    /// <summary>How many slots the answer to a report names.</summary>
    public required int Offered { get; init; }

    /// <summary>How many days ahead may be booked; while all of them are full, up to the first free slot after them.</summary>
    public required int DaysAhead { get; init; }

    public string? Clause { get; init; }
    public string? Note { get; init; }
}

/// <summary>Whether a contractor is sent to emergencies while the offices are closed.</summary>
public enum OutOfHours
{
    Never,
    Also,

    /// <summary>And to nothing else.</summary>
    Only,
}

/// <summary>One of a landlord's contractors, its own workforce among them.</summary>
public sealed record Firm
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<Team> Teams { get; init; }

    /// <summary>Postcode areas ("RG") or districts ("RM1"); none for everywhere.</summary>
    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <summary>The days of the week it takes appointments on.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>Whether it takes appointments on bank holidays that fall on its days.</summary>
    public bool BankHolidays { get; init; }

    /// <summary>Keys of the slots it works in.</summary>
    public IReadOnlyList<string> Slots { get; init; } = [];

    public OutOfHours OutOfHours { get; init; }

    /// <summary>The register row by which it is sent.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }

    public Team? TeamFor(string trade) => Teams.FirstOrDefault(t => t.Trades.Count == 0 || t.Trades.Contains(trade));

    /// <summary>Whether it works there. Of a home without a known postcode only those know who work everywhere.</summary>
    public bool Covers(string? postcode) => Areas.Count == 0 || (postcode is not null && Areas.Any(area => PostcodeArea.Holds(area, postcode)));
}

/// <summary>People of one contractor who do the same trades.</summary>
public sealed record Team
{
    public required string Key { get; init; }

    /// <summary>How many are out at once.</summary>
    public required int Operatives { get; init; }

    /// <summary>None for every trade.</summary>
    public IReadOnlyList<string> Trades { get; init; } = [];
}

public sealed partial record RepairPolicy
{
    /// <summary>Who comes and when; a landlord without one records appointments that were agreed elsewhere.</summary>
    public DiaryPolicy? Diary { get; init; }
}
