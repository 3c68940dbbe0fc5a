using Housing.Standards;

namespace Housing.Complaints;

/// <summary>
/// How one landlord deals with complaints: who answers what, how far an answer may be put off, what may be promised and by whom. The <c>complaints</c> section of
/// <c>seeds/standards/&lt;landlord&gt;.json</c>:
/// <code>
/// "complaints": {
///   "triage": { "team": "complaints", "clause": "HAV-CMP-07" },
///   "teams": [ { "key": "complaints", "name": "Complaints team" }, { "key": "repairs", "name": "Repairs" } ],
///   "subjects": [ { "key": "repairs", "name": "Repairs", "team": "repairs", "request": true } ],
///   "rootCauses": [ { "key": "late", "name": "Not done in time" } ],
///   "ranks": [ { "key": "officer", "name": "Officer" }, { "key": "manager", "name": "Manager" } ],
///   "stageTwo": { "offered": true, "least": "manager", "clause": "HAV-CMP-12" },
///   "extensions": [ { "stage": 1, "extends": ["HAV-CMP-09"], "clause": "HAV-CMP-10", "times": 1 }, { "stage": 1, "extends": ["ENG-CMP-02"], "clause": "ENG-CMP-08" } ],
///   "approvals": [ { "role": "officer", "pence": 5000 }, { "role": "manager", "pence": 100000 } ],
///   "compensation": [ { "category": "distress", "name": "Distress", "from": 5000, "to": 20000, "says": "For the distress." } ],
///   "ombudsman": { "name": "Housing Ombudsman", "form": "…", "phone": "…", "email": "…", "post": "…" },
///   "determinations": { "outcomes": [ { "key": "maladministration", "name": "Maladministration" }, { "key": "severe-maladministration", "name": "Severe maladministration", "severe": true } ] },
///   "measures": [ { "measure": "settled-at-stage-one", "clause": "OHC-CMP-05" } ],
///   "reports": { "kinds": [ { "kind": "quarterly", "clause": "ROS-PER-02" } ], "yearBegins": 4, "fewest": 5, "least": 90, "published": false, "note": "…" },
///   "letters": { "sender": { … }, "readability": { … } }
/// }
/// </code>
/// What the landlord did not publish says <c>"published": false</c> with a note on where it comes from.
/// </summary>
public sealed record ComplaintPolicy : IPolicy
{
    /// <summary>Who receives everything and sends it on.</summary>
    public required TriagePolicy Triage { get; init; }

    public required IReadOnlyList<Keyed> Teams { get; init; }

    /// <summary>What can be complained of, and whose it is to answer.</summary>
    public required IReadOnlyList<SubjectRow> Subjects { get; init; }

    /// <summary>What went wrong, as findings say it and lessons are drawn from it.</summary>
    public required IReadOnlyList<Keyed> RootCauses { get; init; }

    /// <summary>Of handlers; the most junior first.</summary>
    public required IReadOnlyList<Keyed> Ranks { get; init; }

    public required StageTwoPolicy StageTwo { get; init; }

    /// <summary>Which promises of an answer may be extended; one that no row names stays as it is.</summary>
    public required IReadOnlyList<ExtensionRow> Extensions { get; init; }

    /// <summary>How much money a role may promise on one complaint.</summary>
    public required ApprovalPolicy Approvals { get; init; }

    public required CompensationPolicy Compensation { get; init; }

    public required Ombudsman Ombudsman { get; init; }

    /// <summary>What the Ombudsman may find of a complaint.</summary>
    public required DeterminationPolicy Determinations { get; init; }

    /// <summary>Which figure which row publishes.</summary>
    public required IReadOnlyList<PublishedMeasure> Measures { get; init; }

    /// <summary>What it publishes about complaints.</summary>
    public required ReportPolicy Reports { get; init; }

    public required LetterPolicy Letters { get; init; }

    public SubjectRow? Subject(string key) => Subjects.FirstOrDefault(s => s.Key == key);

    public string NameOfTeam(string key) => Teams.FirstOrDefault(t => t.Key == key)?.Name ?? key;

    /// <summary>What a theme is called: a "subject", "root-cause" or "team" by its key; an estate or a month is its own name.</summary>
    public string NameOf(string kind, string key) => kind switch
    {
        "subject" => Subject(key)?.Name ?? key,
        "root-cause" => RootCauses.FirstOrDefault(r => r.Key == key)?.Name ?? key,
        "team" => NameOfTeam(key),
        _ => key,
    };

    /// <summary>How senior; minus one for a rank that the list does not have, or has lost.</summary>
    public int Seniority(string rank) => Ranks.ToList().FindIndex(r => r.Key == rank);

    public IEnumerable<PolicyFault> Check() => ComplaintPolicyRules.Check(this);
}

/// <summary>A key and what it is called.</summary>
public sealed record Keyed
{
    public required string Key { get; init; }
    public required string Name { get; init; }
}

public sealed record TriagePolicy : ISourced
{
    /// <summary>Where what nobody else is named for goes.</summary>
    public required string Team { get; init; }

    public bool Published { get; init; } = true;
    public string? Clause { get; init; }
    public string? Note { get; init; }
}

public sealed record SubjectRow
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required string Team { get; init; }

    /// <summary>Whether it may be a request for something that is still within its own time, rather than a complaint (HAV-CMP-02).</summary>
    public bool Request { get; init; }
}

public sealed record StageTwoPolicy : ISourced
{
    public required bool Offered { get; init; }

    /// <summary>How long after the answer of stage one it can be asked for: "6 months"; null for as long as the resident likes.</summary>
    public string? Within { get; init; }

    /// <summary>The most junior rank that may handle it.</summary>
    public required string Least { get; init; }

    public bool Published { get; init; } = true;
    public string? Clause { get; init; }
    public string? Note { get; init; }

    /// <summary>The first instant that is too late to ask for it; null when there is none.</summary>
    public DateTimeOffset? Until(DateTimeOffset answeredAt, Calendar calendar) => Within is not null && Limit.TryParse(Within, out var limit, out _) ? limit.Due(answeredAt, calendar) : null;
}

/// <summary>One way in which the promises of an answer may be extended. How far is the limit of the rule that it rests on: HAV-CMP-10 has ten working days.</summary>
public sealed record ExtensionRow : ISourced
{
    /// <summary>1 or 2.</summary>
    public required int Stage { get; init; }

    /// <summary>The promises, by their register rows.</summary>
    public required IReadOnlyList<string> Extends { get; init; }

    /// <summary>How often; null for any number of times within the limit.</summary>
    public int? Times { get; init; }

    /// <summary>Only with the resident's agreement (OHO-CMP-08).</summary>
    public bool Agreement { get; init; }

    public bool Published { get; init; } = true;

    /// <summary>The rule, of the landlord or of the law.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }
}

public sealed record ApprovalPolicy : ISourced
{
    public required IReadOnlyList<ApprovalRow> Roles { get; init; }

    public bool Published { get; init; } = true;
    public string? Clause { get; init; }
    public string? Note { get; init; }

    /// <summary>The most that this role may promise on one complaint.</summary>
    public long Of(string role) => Roles.FirstOrDefault(r => r.Role == role)?.Pence ?? 0;

    public long Most => Roles.Max(r => r.Pence);
}

public sealed record ApprovalRow
{
    public required string Role { get; init; }
    public required long Pence { get; init; }
}

public sealed record CompensationPolicy : ISourced
{
    public required IReadOnlyList<CompensationRow> Categories { get; init; }

    public bool Published { get; init; } = true;
    public string? Clause { get; init; }
    public string? Note { get; init; }

    public CompensationRow? Find(string category) => Categories.FirstOrDefault(c => c.Category == category);
}

/// <summary>What is paid for one kind of harm: a sum within a range, or a share of the rent.</summary>
public sealed record CompensationRow
{
    public required string Category { get; init; }
    public required string Name { get; init; }

    /// <summary>Pence; or, of a share of the rent, percent. Both ends included.</summary>
    public required long From { get; init; }
    public required long To { get; init; }

    public bool ShareOfRent { get; init; }

    /// <summary>One plain sentence to the resident.</summary>
    public required string Says { get; init; }
}

/// <summary>Whom a resident can go to who is still unhappy, and how (HAV-CMP-20).</summary>
public sealed record Ombudsman : ISourced
{
    public required string Name { get; init; }
    public required string Form { get; init; }
    public required string Phone { get; init; }
    public required string Email { get; init; }
    public required string Post { get; init; }

    public bool Published { get; init; } = true;
    public string? Clause { get; init; }
    public string? Note { get; init; }

    /// <summary>As every reply says it.</summary>
    public string Sentence => $"You can also ask the {Name} to look at it: online at {Form}, by phone on {Phone}, by email to {Email}, or by post to {Post}.";
}

/// <summary>The list of outcomes that the Ombudsman publishes; the same for every landlord that belongs to it.</summary>
public sealed record DeterminationPolicy : ISourced
{
    public required IReadOnlyList<DeterminationOutcome> Outcomes { get; init; }

    public bool Published { get; init; } = true;
    public string? Clause { get; init; }
    public string? Note { get; init; }

    public DeterminationOutcome? Find(string key) => Outcomes.FirstOrDefault(o => o.Key == key);

    public string NameOf(string key) => Find(key)?.Name ?? key;
}

public sealed record DeterminationOutcome
{
    public required string Key { get; init; }
    public required string Name { get; init; }

    /// <summary>The worst that can be found: flagged on the case, in lists and in the event.</summary>
    public bool Severe { get; init; }
}

/// <summary>Something of the section that the landlord published, with its clause, or that is a setting, with a note.</summary>
internal interface ISourced
{
    bool Published { get; }
    string? Clause { get; }
    string? Note { get; }
}
