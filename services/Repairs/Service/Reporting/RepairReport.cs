using System.Text.Json;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>How somebody wants to be told.</summary>
public enum ContactChannel
{
    Phone,
    Text,
    Email,
    Letter,
    Portal,
}

/// <summary>How a report came (OHO-REP-08).</summary>
public enum ReportChannel
{
    Portal,
    Phone,
    Email,
    InPerson,
    Letter,
    SocialMedia,
    OtherSystem,
}

/// <summary>What a report carries beside the fault and its circumstances.</summary>
public sealed record ReportDetails
{
    public static ReportDetails Plain { get; } = new();

    /// <summary>The block it concerns: named by the reporter, or the one the home is in.</summary>
    public Guid? BlockId { get; init; }

    public string? Estate { get; init; }

    /// <summary>Keys of the landlord's catalogue.</summary>
    public string? Room { get; init; }
    public string? Item { get; init; }

    public Answers Answers { get; init; } = Answers.None;

    /// <summary>The clause behind the band it is in.</summary>
    public string? PriorityClause { get; init; }

    /// <summary>It is the whole block's or estate's, so everybody who lives there sees it (OHO-REP-20).</summary>
    public bool Shared { get; init; }

    /// <summary>While it is open, another report with this key is of the same fault; null for what is never joined.</summary>
    public string? JoinKey { get; init; }

    public IReadOnlyList<string> Photos { get; init; } = [];
    public string? AccessNotes { get; init; }
    public ContactChannel? ContactBy { get; init; }
    public ReportChannel? Channel { get; init; }

    /// <summary>What hazard the fault is, by its answers; of a home's own only.</summary>
    public Hazard? Hazard { get; init; }

    /// <summary>Estates has not yet said whether there is such a home, and whose.</summary>
    public bool HomePending { get; init; }
}

/// <summary>Where a report is for, as Estates says.</summary>
/// <param name="HomeId">Null for a block's or an estate's.</param>
/// <param name="Pending">Estates has not said; the home's landlord is the caller's word.</param>
public sealed record Site(string Landlord, Guid? HomeId, Guid? BlockId, string? Estate, DateOnly? HandedOver, bool Pending = false, string? Postcode = null)
{
    /// <summary>What is planned to be replaced there.</summary>
    public IReadOnlyList<PlannedWorks> Planned { get; init; } = [];
}

/// <summary>Answers as they are kept with a repair: the reason for its priority.</summary>
public sealed record Answers(IReadOnlyList<GivenAnswer> All)
{
    public static Answers None { get; } = new([]);

    public static string Write(Answers answers) => JsonSerializer.Serialize(answers.All, JsonSerializerOptions.Web);

    public static Answers Read(string json) => new(JsonSerializer.Deserialize<List<GivenAnswer>>(json, JsonSerializerOptions.Web) ?? []);

    public bool Equals(Answers? other) => other is not null && All.SequenceEqual(other.All);

    public override int GetHashCode() => All.Count;
}

/// <summary>Somebody who reported a shared fault after the first.</summary>
public sealed class Reporter
{
    public Guid RepairId { get; private set; }
    public int Number { get; private set; }

    /// <summary>Null for staff who name no home.</summary>
    public Guid? HouseholdId { get; private set; }
    public Guid? HomeId { get; private set; }
    public string ByRole { get; private set; } = "";
    public string BySubject { get; private set; } = "";
    public string Description { get; private set; } = "";
    public DateTimeOffset ReportedAt { get; private set; }

    private Reporter() { }

    internal Reporter(Guid repairId, int number, RepairMilestone.Joined joined, Recorder by) =>
        (RepairId, Number, HouseholdId, HomeId, ByRole, BySubject, Description, ReportedAt) =
        (repairId, number, joined.HouseholdId, joined.HomeId, by.Role, by.Subject, joined.Description, joined.At);
}

/// <summary>What a repair knows from its report.</summary>
public sealed partial class Repair
{
    private readonly List<Reporter> _reporters = [];

    public Guid? BlockId { get; private set; }
    public string? Estate { get; private set; }
    public string? Room { get; private set; }
    public string? Item { get; private set; }
    public Answers Answers { get; private set; } = Answers.None;

    /// <summary>The clause behind the priority; null on a repair from before it was kept.</summary>
    public string? PriorityClause { get; private set; }

    /// <inheritdoc cref="ReportDetails.Shared"/>
    public bool Shared { get; private set; }

    /// <inheritdoc cref="ReportDetails.JoinKey"/>
    public string? JoinKey { get; private set; }

    /// <summary>References of photos that are kept elsewhere.</summary>
    public IReadOnlyList<string> Photos { get; private set; } = [];

    public string? AccessNotes { get; private set; }

    /// <summary>How the reporter wants to be told; the number or address is Contact's to know.</summary>
    public ContactChannel? ContactBy { get; private set; }

    /// <summary>How the report came.</summary>
    public ReportChannel? Channel { get; private set; }

    /// <inheritdoc cref="ReportDetails.HomePending"/>
    public bool HomePending { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Why it was closed without work.</summary>
    public string? ClosedReason { get; private set; }

    /// <summary>Those who reported it after the first.</summary>
    public IReadOnlyList<Reporter> Reporters => _reporters;

    /// <summary>The refusal of anything more; null while it takes something.</summary>
    public Refusal? Closed => ClosedReason is { } reason ? RepairRefusals.Closed(reason) : null;

    public bool IsOpen => Stage is not (Stage.Completed or Stage.Closed);

    /// <summary>The households that reported it, to be told of every change.</summary>
    public IEnumerable<Guid> ReporterHouseholds => _reporters.Select(r => r.HouseholdId).Prepend(ReporterHousehold ?? HouseholdId).OfType<Guid>().Distinct();

    /// <summary>
    /// The households to be told of a milestone: of a home's own its household, of a shared place's everybody who reported it; of having joined only
    /// whoever did.
    /// </summary>
    public IEnumerable<Guid> Told(RepairMilestone milestone) => (milestone, Reader) switch
    {
        (RepairMilestone.Joined { HouseholdId: { } household }, _) => [household],
        (RepairMilestone.Joined, _) => [],
        (_, { } household) => _reporters.Select(r => r.HouseholdId).OfType<Guid>().Prepend(household).Distinct(),
        _ => _reporters.Select(r => r.HouseholdId).OfType<Guid>().Distinct(),
    };

    private void Take(ReportDetails details)
    {
        (BlockId, Estate, Room, Item, Answers) = (details.BlockId, details.Estate, details.Room, details.Item, details.Answers);
        (Photos, AccessNotes, ContactBy, Channel) = (details.Photos, details.AccessNotes, details.ContactBy, details.Channel);
        (PriorityClause, Shared, JoinKey, HomePending) = (details.PriorityClause, details.Shared, details.JoinKey, details.HomePending);
    }

    private void Take(RepairMilestone.Joined joined, Recorder by) => _reporters.Add(new Reporter(Id, _reporters.Count + 1, joined, by));

    private void Take(RepairMilestone.HomeKnown known)
    {
        (BlockId, Estate, HandedOver, HomePending) = (known.Site.BlockId, known.Site.Estate, known.Site.HandedOver, false);
        (Shared, Postcode, Planned) = (known.Shared, known.Site.Postcode, known.Planned);
    }

    private void Take(RepairMilestone.Closed closed)
    {
        (ClosedAt, ClosedReason, HomePending, FactsPending, JoinKey) = (closed.At, closed.Reason, false, false, null);
        (Stage, ArrivedAt) = (Stage.Closed, null);
    }
}
