using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>A fault as a caller reports it.</summary>
/// <param name="Where">Null for a place this version has not heard of.</param>
/// <param name="Cause">Null for a cause this version has not heard of.</param>
/// <param name="CrimeReference">The police's, for a crime; empty otherwise.</param>
public sealed record ReportRepair(
    Guid? HomeId, string Fault, string Description, DateTimeOffset? ReportedAt, Place? Where = Place.InHome, Cause? Cause = Cause.Wear, string CrimeReference = "")
{
    /// <summary>For a block or an estate; one of the three is named.</summary>
    public Guid? BlockId { get; init; }
    public string Estate { get; init; } = "";

    /// <summary>Whose estate; empty for the caller's own landlord.</summary>
    public string Landlord { get; init; } = "";

    public string Item { get; init; } = "";
    public string Room { get; init; } = "";
    public IReadOnlyList<GivenAnswer> Answers { get; init; } = [];

    /// <summary>References of photos, and how to get in.</summary>
    public IReadOnlyList<string> Photos { get; init; } = [];
    public string AccessNotes { get; init; } = "";

    public ContactChannel? ContactBy { get; init; }
    public ReportChannel? Channel { get; init; }

    public Choice Choice => new(Fault, Room, Item, Answers);
}

/// <summary>Opens a repair under the landlord's published list.</summary>
public static class ReportDecision
{
    private const int LongestReference = 40;
    private const int LongestEstate = 80;      // as Estates keeps it
    private const int MostAnswers = 20;
    private const int MostPhotos = 10;
    private const int LongestPhoto = 200;
    private const int LongestNotes = 500;

    /// <summary>What can be said of a report before anybody is asked about the home; every fault of it at once.</summary>
    public static Refusal? Check(ReportRepair command, DateTimeOffset now, RepairSettings settings)
    {
        var fields = new FieldReader();
        if (command is { HomeId: null, BlockId: null, Estate: "" } or { HomeId: not null, BlockId: not null } or ({ HomeId: not null } or { BlockId: not null }) and { Estate: not "" })
            fields.Fault("home_id", "must be set, or block_id, or estate: exactly one of the three.");
        if (command.Estate is not "")
            fields.Line("estate", command.Estate, LongestEstate);
        if (string.IsNullOrWhiteSpace(command.Fault) && command.Item is "")
            fields.Fault("fault", "must be the key of a fault in the landlord's list, unless an item of its catalogue is named.");
        if (command.Fault is not "" && command.Item is not "")
            fields.Fault("fault", "must be unset when an item is named: the answers decide which fault it is.");
        if (command.Photos.Count > MostPhotos)
            fields.Fault("photo_references", $"must be at most {MostPhotos}; there are {command.Photos.Count}.");
        foreach (var photo in command.Photos.Take(MostPhotos))
            fields.Line("photo_references", photo, LongestPhoto);
        if (command.AccessNotes is not "" && (command.AccessNotes.EnumerateRunes().Count() > LongestNotes || Text.Fault(command.AccessNotes) is not null))
            fields.Fault("access_notes", $"must be 1 to {LongestNotes} characters of plain text, or unset.");
        if (command.Answers.Count > MostAnswers)
            fields.Fault("answers", $"must be at most {MostAnswers}.");
        if (Text.Fault(command.Description) is { } text)
            fields.Fault("description", text);
        if (command.ReportedAt > now + settings.ClockTolerance)
            fields.Fault("reported_at", "must not be in the future; leave it unset for now.");
        if (command.ReportedAt < now - settings.OldestReport)
            fields.Fault("reported_at", $"must be within the last {settings.OldestReport.Days} days; report an older fault as of today.");
        if (command.Where is null)
            fields.Fault("where", "must be PLACE_IN_HOME, PLACE_COMMUNAL or PLACE_OUTSIDE; leave it unset for inside the home.");
        if (command.Cause is null)
            fields.Fault("cause", "must be CAUSE_WEAR, CAUSE_RESIDENT, CAUSE_CRIME or CAUSE_ANTI_SOCIAL_BEHAVIOUR; leave it unset for wear or when nobody knows.");
        if (command.Cause == Cause.Crime)
            fields.Line("crime_reference", command.CrimeReference, LongestReference);
        else if (command.CrimeReference is not "")
            fields.Fault("crime_reference", "must be unset unless the cause is CAUSE_CRIME.");
        return fields.FoundFaults ? fields.Refuse("REPORT_INVALID") : null;
    }

    /// <summary>The repair as it opens, or why the landlord does not take it.</summary>
    /// <param name="policy">The bands and faults of the home's landlord.</param>
    /// <param name="command">What was reported; checked.</param>
    /// <param name="landlord">The home's landlord.</param>
    /// <param name="handedOver">When the builder handed the building over, if Estates knows.</param>
    /// <param name="answer">What Tenancy said about the household, if it did.</param>
    /// <param name="reporterHousehold">The reporting resident's own household; null when staff report.</param>
    /// <param name="now">The instant of the report unless the command names an earlier one.</param>
    /// <param name="site">Where it is, as Estates said; null for a home of no block.</param>
    public static Decision<RepairMilestone> Decide(
        RepairPolicy policy, ReportRepair command, string landlord, DateOnly? handedOver, HouseholdAnswer answer, Guid? reporterHousehold, DateTimeOffset now,
        Site? site = null)
    {
        var reportedAt = command.ReportedAt < now ? command.ReportedAt.Value : now;
        var choosing = ChoosingDecision.Decide(policy, landlord, command.Choice, London.DayOf(reportedAt));
        if (choosing is Decision<Chosen>.Refused { Why: var why })
            return why;

        var chosen = choosing.Milestones[0];
        var fault = chosen.Fault;
        var place = fault.Place ?? chosen.Room?.Place ?? command.Where ?? Place.InHome;
        if (command.HomeId is null && place == Place.InHome)
            return RepairRefusals.NotInAHome(chosen.Room is null ? "where" : "room");

        var priority = PriorityDecision.Decide(policy, fault, London.DayOf(reportedAt), answer.Household is { HasVulnerableMember: true }, chosen.Raised);
        var circumstances = new Circumstances(
            place, command.Cause ?? Cause.Wear, command.CrimeReference.Trim() is { Length: > 0 } reference ? reference : null, handedOver);
        return new RepairMilestone.Reported(
            Guid.CreateVersion7(now), landlord, command.HomeId, fault.Key, command.Description, priority.Priority,
            circumstances, ResponsibilityDecision.Decide(policy, fault, priority.Priority, circumstances, reportedAt, site is { Pending: true } ? HouseholdAnswer.None : answer),
            answer.Household, !answer.Answered || (site is { Pending: true } && command.HomeId is not null), reporterHousehold, reportedAt)
        {
            Details = new()
            {
                BlockId = site?.BlockId,
                Estate = site?.Estate,
                Room = chosen.Room?.Key,
                Item = chosen.Item?.Key,
                Answers = new Answers(chosen.Answers),
                PriorityClause = priority.Clause,
                Shared = site is not null && IsShared(fault, place, site),
                JoinKey = site is not null && fault.Joins && IsShared(fault, place, site)
                    ? $"{landlord}/{site.BlockId?.ToString() ?? site.Estate}/{place}/{chosen.Room?.Key}/{fault.Key}"
                    : null,
                HomePending = site is { Pending: true },
                Photos = [.. command.Photos.Select(p => p.Trim())],
                AccessNotes = command.AccessNotes is "" ? null : command.AccessNotes,
                ContactBy = command.ContactBy,
                Channel = command.Channel,
                Hazard = command.HomeId is null || (site is not null && IsShared(fault, place, site)) ? null : chosen.Hazard,
            },
        };
    }

    /// <summary>
    /// Whether it is everybody's: in the shared inside, or of the outside of the building as such. What a home's reporter calls outside of anything else,
    /// such as their own front door, stays theirs.
    /// </summary>
    public static bool IsShared(Fault fault, Place place, Site site) =>
        (site.BlockId is not null || site.Estate is not null)
        && (place == Place.Communal || (place == Place.Outside && (site.HomeId is null || fault.Place == Place.Outside)));
}

internal sealed partial class RepairsGrpc
{
    /// <summary>How often a report that met others of the same fault at the same moment is tried before its caller is asked to.</summary>
    private const int Tries = 8;

    public override async Task<ReportRepairResponse> ReportRepair(ReportRepairRequest request, ServerCallContext call)
    {
        var now = clock.Now();
        var command = Read(request);
        if (ReportDecision.Check(command, now, settings.Value) is { } refusal)
            throw refusal.ToRpcException();

        for (var left = Tries; ; left--)
        {
            try
            {
                return await Once.Answer(db, call, request.RequestId, request, () => Report(command, call, now));
            }
            catch (RpcException lost) when (lost.StatusCode == StatusCode.Aborted && left > 1)
            {
                // Somebody reported, or joined, the same at this moment: what they wrote is there now.
            }
        }
    }

    private async Task<ReportRepairResponse> Report(ReportRepair command, ServerCallContext call, DateTimeOffset now)
    {
        var caller = call.Caller();
        var (site, answer) = await Ask(command, caller, call.CancellationToken);
        if (!standards.Knows(site.Landlord))
            throw RepairRefusals.LandlordWithoutStandards(site.Landlord).ToRpcException();

        var policy = policies.For(site.Landlord);
        var reported = ReportDecision.Decide(policy, command, site.Landlord, site.HandedOver, answer, caller.Household, now, site) switch
        {
            Decision<RepairMilestone>.Refused refused => throw refused.Why.ToRpcException(),
            var accepted => (RepairMilestone.Reported)accepted.Milestones[0],
        };
        reported = reported with
        {
            Planned = PlannedWorksDecision.Decide(policy, standards.For(site.Landlord).Calendar, reported.Details.Item, reported.Fault, site.Planned, reported.At),
        };
        if (await Joined(policy, reported, caller, now, call.CancellationToken) is { } joined)
            return joined;

        var before = await MendedBefore(reported, call.CancellationToken);
        var file = files.Open(Ordered(reported with { RecallOf = before?.Repair.Id }, site.Postcode), CaseDesk.By(caller), now);
        if (before is not null)
            files.Record(before, [new RepairMilestone.Recalled(file.Repair.Id, reported.At)], CaseDesk.By(caller) with { TellsResidents = before.Repair.HouseholdId == file.Repair.HouseholdId }, now);      // nobody is told of a home they have left
        if (HazardDecision.OfReport(reported) is { } noticed)
            files.Record(file, [noticed], CaseDesk.By(caller), now);
        CaseTrace.Case(file.Repair.Id);
        if (file.Repair.FactsPending || file.Repair.HomePending)
            db.AwaitedFacts.Add(new AwaitedFacts(file.Repair.Id, now));
        return new()
        {
            Repair = Message(file, caller, now),
            Slots = { await Offer(file.Repair, now, call.CancellationToken) },
            Handyperson = HandypersonDecision.Decide(policy, file.Repair) is { } offer ? new HandypersonOffer { Clause = offer.Clause, Sentence = offer.Says } : null,
        };
    }

    private static ReportRepair Read(ReportRepairRequest request)
    {
        Guid? block = request.BlockId is "" ? null : Ids.Parse(request.BlockId, "block_id");
        Guid? home = request.HomeId is "" && (block is not null || request.Estate is not "") ? null : Ids.Parse(request.HomeId, "home_id");
        var where = request.Where is Wire.Place.Unspecified && home is null ? Place.Communal : Read(request.Where);
        return new(home, request.Fault, request.Description, Precise.Instant(request.ReportedAt, "reported_at"), where, Read(request.Cause), request.CrimeReference)
        {
            BlockId = block,
            Estate = request.Estate,
            Landlord = request.Landlord,
            Item = request.Item,
            Room = request.Room,
            Photos = request.PhotoReferences,
            AccessNotes = request.AccessNotes,
            ContactBy = ReportMessages.Read(request.ContactBy),
            Channel = ReportMessages.Read(request.Channel),
            Answers = [.. request.Answers.Select(a => new GivenAnswer(a.Question, a.Answer_))],
        };
    }

    private static Place? Read(Wire.Place place) => place switch
    {
        Wire.Place.Unspecified or Wire.Place.InHome => Place.InHome,
        Wire.Place.Communal => Place.Communal,
        Wire.Place.Outside => Place.Outside,
        _ => null,
    };

    private static Cause? Read(Wire.Cause cause) => cause switch
    {
        Wire.Cause.Unspecified or Wire.Cause.Wear => Cause.Wear,
        Wire.Cause.Resident => Cause.Resident,
        Wire.Cause.Crime => Cause.Crime,
        Wire.Cause.AntiSocialBehaviour => Cause.AntiSocialBehaviour,
        _ => null,
    };
}
