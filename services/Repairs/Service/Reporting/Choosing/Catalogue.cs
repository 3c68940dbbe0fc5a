namespace Housing.Repairs;

/// <summary>
/// How a resident finds the fault: room, then item, then the questions that decide. The <c>catalogue</c> of a landlord's <c>repairs</c> section:
/// <code>
/// "catalogue": {
///   "rooms": [ { "key": "bathroom", "name": "Bathroom", "items": ["toilet"] },
///              { "key": "shared-hall", "name": "Shared hall, stairs or lift", "place": "communal", "items": ["shared-light"] } ],
///   "items": [ { "key": "toilet", "name": "Toilet", "element": "bathroom", "asks": "toilet-only" },
///              { "key": "shared-light", "name": "Light", "fault": "communal-light" } ],
///   "questions": [ { "key": "toilet-only", "asks": "Is it the only toilet that works?",
///                    "answers": [ { "key": "yes", "says": "Yes", "fault": "only-toilet-blocked" }, { "key": "no", "says": "No", "then": "toilet-what" } ] } ],
///   "risks": [ { "key": "danger", "asks": "Is anybody at risk?",
///                "answers": [ { "key": "yes", "says": "Yes", "raises": { "priority": "emergency", "clause": "HPG-REP-03" }, "hazard": "emergency" },
///                             { "key": "no", "says": "No" } ] } ]
/// }
/// </code>
/// </summary>
public sealed record Catalogue
{
    public static Catalogue None { get; } = new() { Rooms = [], Items = [], Questions = [] };

    public required IReadOnlyList<Room> Rooms { get; init; }

    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>Those that lead from an item to its fault.</summary>
    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>What is asked once the fault is known: the landlord's own test of an emergency, and the law's of a hazard.</summary>
    public IReadOnlyList<RiskQuestion> Risks { get; init; } = [];

    public Room? Room(string key) => Rooms.FirstOrDefault(r => r.Key == key);

    public Item? Item(string key) => Items.FirstOrDefault(i => i.Key == key);

    public Question? Question(string key) => Questions.FirstOrDefault(q => q.Key == key);
}

/// <summary>A room of the home, or a shared or outside part of the building.</summary>
public sealed record Room
{
    public required string Key { get; init; }
    public required string Name { get; init; }

    /// <summary>Where it is; a report that names the room is of that place.</summary>
    public Place Place { get; init; } = Place.InHome;

    public required IReadOnlyList<string> Items { get; init; }
}

/// <summary>A thing that can be broken: it asks a question, or comes to one fault at once.</summary>
public sealed record Item
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public string? Asks { get; init; }
    public string? Fault { get; init; }

    /// <summary>The part of a home or block that planned works replace as a whole, as Estates names it: "roof", "kitchen".</summary>
    public string? Element { get; init; }
}

public sealed record Question
{
    public required string Key { get; init; }

    /// <summary>As a resident reads it.</summary>
    public required string Asks { get; init; }

    public required IReadOnlyList<Answer> Answers { get; init; }
}

/// <summary>An answer comes to a fault or to the next question.</summary>
public sealed record Answer
{
    public required string Key { get; init; }
    public required string Says { get; init; }
    public string? Then { get; init; }
    public string? Fault { get; init; }
}

/// <summary>Asked whichever way the fault was found; it may make the repair more urgent, never less.</summary>
public sealed record RiskQuestion
{
    public required string Key { get; init; }
    public required string Asks { get; init; }

    /// <summary>For these faults only; for all when empty.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public required IReadOnlyList<RiskAnswer> Answers { get; init; }
}

public sealed record RiskAnswer
{
    public required string Key { get; init; }
    public required string Says { get; init; }
    public RaisedPriority? Raises { get; init; }

    /// <summary>How grave a hazard it then is under the hazards regulations (ENG-HAZ-01, ENG-HAZ-07).</summary>
    public HazardLevel? Hazard { get; init; }
}

/// <summary>As the statute's entries write it.</summary>
public enum HazardLevel
{
    Significant,
    Emergency,
}

/// <summary>What kind of hazard a fault can be ("damp-and-mould"), and how grave while nobody has said more.</summary>
public sealed record FaultHazard
{
    public required string Kind { get; init; }

    /// <summary>Left out where a fault is a hazard only when an answer says so.</summary>
    public HazardLevel? Level { get; init; }
}
