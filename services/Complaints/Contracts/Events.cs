namespace Housing.Complaints.Contracts.V1;      // this name is on the wire: it never changes

/// <summary>Somebody complained. Published once for each complaint; in what words stays here.</summary>
public sealed record ComplaintReceived
{
    public required Guid ComplaintId { get; init; }
    /// <summary>Short, for people: "H4T9-K2MX".</summary>
    public required string Reference { get; init; }
    /// <summary>The landlord's key, as in seeds/standards.</summary>
    public required string Landlord { get; init; }
    /// <summary>Null where it is about no home.</summary>
    public Guid? HomeId { get; init; }
    /// <summary>Keys of the landlord's list, one an issue.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }
    /// <summary>The case that it is about: the service, and its id there.</summary>
    public string? AboutService { get; init; }
    public Guid? AboutCaseId { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>
/// A complaint was answered, and this was promised with the answer. Published once for each answer: of stage one and, where it came to that, of stage two, which
/// promises what is new. A remedy's id is the cause of what others do about it, which they do once.
/// </summary>
public sealed record ComplaintResolved
{
    public required Guid ComplaintId { get; init; }
    public required string Reference { get; init; }
    public required string Landlord { get; init; }
    public Guid? HomeId { get; init; }
    public Guid? HouseholdId { get; init; }
    /// <summary>1 or 2.</summary>
    public required int Stage { get; init; }
    /// <summary>upheld, partly-upheld, not-upheld</summary>
    public required string Outcome { get; init; }
    public required DateTimeOffset AnsweredAt { get; init; }
    public required IReadOnlyList<PromisedCompensation> Compensations { get; init; }
    public required IReadOnlyList<PromisedWorks> Works { get; init; }
    /// <summary>The case that the complaint is about: the service, and its id there.</summary>
    public string? AboutService { get; init; }
    public Guid? AboutCaseId { get; init; }
}

/// <summary>
/// The Ombudsman determined a complaint, and this is what it ordered or recommended. Published once for each determination: a review that changed the first brings another,
/// which orders what is new. An order's id is the cause of what others do about it, which they do once.
/// </summary>
public sealed record ComplaintDetermined
{
    public required Guid ComplaintId { get; init; }
    public required string Reference { get; init; }
    public required string Landlord { get; init; }
    public Guid? HomeId { get; init; }
    public Guid? HouseholdId { get; init; }
    /// <summary>The Ombudsman's own.</summary>
    public required string OmbudsmanReference { get; init; }
    /// <summary>What was found of each thing, by keys of the landlord's list: "service-failure".</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }
    public required bool SevereMaladministration { get; init; }
    public required DateTimeOffset DeterminedAt { get; init; }
    /// <summary>Only what goes to an account.</summary>
    public required IReadOnlyList<PromisedCompensation> Compensations { get; init; }
    public required IReadOnlyList<PromisedWorks> Works { get; init; }
    /// <summary>The case that the complaint is about: the service, and its id there.</summary>
    public string? AboutService { get; init; }
    public Guid? AboutCaseId { get; init; }
}

/// <summary>Money for the household's account.</summary>
public sealed record PromisedCompensation
{
    /// <summary>The remedy's or the order's.</summary>
    public required Guid RemedyId { get; init; }
    /// <summary>Of the landlord's compensation table: "time-and-trouble"; "ombudsman" for an order of the Ombudsman.</summary>
    public required string Category { get; init; }
    public required long Pence { get; init; }
    /// <summary>What for, as the resident reads it.</summary>
    public required string Words { get; init; }
}

/// <summary>Work at a home.</summary>
public sealed record PromisedWorks
{
    public required Guid RemedyId { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>A key of Repairs' fault list.</summary>
    public required string Fault { get; init; }
    public required string Words { get; init; }
    public required DateOnly DueOn { get; init; }
}

/// <summary>
/// Works that an answer promised or the Ombudsman ordered are not wanted any more, or were done otherwise: what of them is not begun is taken back. Published once for each; it may be heard before the promise.
/// </summary>
public sealed record WorksDropped
{
    /// <summary>The remedy's or the order's, as in <see cref="PromisedWorks"/>.</summary>
    public required Guid CauseId { get; init; }
    public required Guid ComplaintId { get; init; }
    public required string Reference { get; init; }
    public required string Landlord { get; init; }
    public required Guid HomeId { get; init; }
    /// <summary>As the household may read it.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset DroppedAt { get; init; }
}

/// <summary>Nothing is left to do about a complaint, or nothing more is done: it was closed, withdrawn or excluded. Published once for each time.</summary>
public sealed record ComplaintClosed
{
    public required Guid ComplaintId { get; init; }
    public required string Reference { get; init; }
    public required string Landlord { get; init; }
    public Guid? HouseholdId { get; init; }
    /// <summary>closed, withdrawn, excluded</summary>
    public required string How { get; init; }
    public required DateTimeOffset ClosedAt { get; init; }
}

/// <summary>A landlord published a report about its complaints: what it promises by quarter and year is done. Published once for each report, and once for each correction of one.</summary>
public sealed record ComplaintsReportPublished
{
    public required Guid ReportId { get; init; }
    public required string Landlord { get; init; }
    /// <summary>quarterly, yearly, impact, self-assessment</summary>
    public required string Kind { get; init; }
    /// <summary>The first and the last day of the period.</summary>
    public required DateOnly From { get; init; }
    public required DateOnly Through { get; init; }
    /// <summary>The report that it corrects.</summary>
    public Guid? Corrects { get; init; }
    /// <summary>The register row that promises such a report; null where none does.</summary>
    public string? Clause { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
}

/// <summary>Somebody was praised: Contact passes it to the person, or to the team where no person was named. Published once for each compliment.</summary>
public sealed record ComplimentReceived
{
    public required Guid FeedbackId { get; init; }
    public required string Landlord { get; init; }
    /// <summary>The subject of the person's token; null for a whole team.</summary>
    public string? ForPerson { get; init; }
    /// <summary>The key in the landlord's list.</summary>
    public required string Team { get; init; }
    public required string Words { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
}
