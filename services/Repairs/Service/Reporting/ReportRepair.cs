using Grpc.Core;
using Housing.Estates.Contracts.V1;
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
    Guid HomeId, string Fault, string Description, DateTimeOffset? ReportedAt, Place? Where = Place.InHome, Cause? Cause = Cause.Wear, string CrimeReference = "");

/// <summary>Opens a repair under the landlord's published list.</summary>
public static class ReportDecision
{
    private const int LongestReference = 40;

    /// <summary>What can be said of a report before anybody is asked about the home; every fault of it at once.</summary>
    public static Refusal? Check(ReportRepair command, DateTimeOffset now, RepairSettings settings)
    {
        var fields = new FieldReader();
        if (string.IsNullOrWhiteSpace(command.Fault))
            fields.Fault("fault", "must be the key of a fault in the landlord's list.");
        if (Text.Fault(command.Description) is { } text)
            fields.Fault("description", text);
        if (command.ReportedAt > now + settings.ClockTolerance)
            fields.Fault("reported_at", "must not be in the future; leave it unset for now.");
        if (command.ReportedAt < now - settings.OldestReport)
            fields.Fault("reported_at", $"must be within the last {settings.OldestReport.Days} days; report an older fault as of today.");
        if (command.Where is null)
            fields.Fault("where", "must be PLACE_IN_HOME, PLACE_COMMUNAL or PLACE_OUTSIDE; leave it unset for inside the home.");
        if (command.Cause is null)
            fields.Fault("cause", "must be CAUSE_WEAR, CAUSE_RESIDENT or CAUSE_CRIME; leave it unset for wear or when nobody knows.");
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
    public static Decision<RepairMilestone> Decide(
        RepairPolicy policy, ReportRepair command, string landlord, DateOnly? handedOver, HouseholdAnswer answer, Guid? reporterHousehold, DateTimeOffset now)
    {
        if (policy.Find(command.Fault) is not { } fault)
            return RepairRefusals.FaultUnknown(landlord, FaultSuggestions.For(policy, command.Fault));

        var reportedAt = command.ReportedAt < now ? command.ReportedAt.Value : now;
        var priority = PriorityDecision.Decide(policy, fault, London.DayOf(reportedAt), answer.Household is { HasVulnerableMember: true });
        var circumstances = new Circumstances(
            fault.Place ?? command.Where ?? Place.InHome, command.Cause ?? Cause.Wear, command.CrimeReference.Trim() is { Length: > 0 } reference ? reference : null, handedOver);
        return new RepairMilestone.Reported(
            Guid.CreateVersion7(now), landlord, command.HomeId, fault.Key, command.Description, priority,
            circumstances, ResponsibilityDecision.Decide(policy, fault, priority, circumstances, reportedAt, answer),
            answer.Household, !answer.Answered, reporterHousehold, reportedAt);
    }
}

internal sealed partial class RepairsGrpc
{
    public override Task<ReportRepairResponse> ReportRepair(ReportRepairRequest request, ServerCallContext call)
    {
        var now = clock.Now();
        var command = new ReportRepair(
            Ids.Parse(request.HomeId, "home_id"), request.Fault, request.Description, Instant(request.ReportedAt, "reported_at"),
            Read(request.Where), Read(request.Cause), request.CrimeReference);
        if (ReportDecision.Check(command, now, settings.Value) is { } refusal)
            throw refusal.ToRpcException();

        return Once.Answer(db, call, request.RequestId, request, async () => 
        {
            var repair = await Report(command, call, now);
            return new ReportRepairResponse { Repair = Message(repair, now), Slots = { await Offer(repair.Repair, now, call.CancellationToken) } };
        });
    }

    private async Task<CaseFile> Report(ReportRepair command, ServerCallContext call, DateTimeOffset now)
    {
        var caller = call.Caller();
        var (home, answer) = await Ask(command.HomeId, call.CancellationToken);
        if (home is null)
            throw RepairRefusals.HomeUnknown.ToRpcException();

        // Until Tenancy answers, a resident's word that they live there is taken: a report refused is worse than one too many.
        caller.RequireAct(home.Landlord, answer.Answered ? answer.Household?.HouseholdId : caller.Household);
        if (!standards.Knows(home.Landlord))
            throw RepairRefusals.LandlordWithoutStandards(home.Landlord).ToRpcException();

        var reported = ReportDecision.Decide(policies.For(home.Landlord), command, home.Landlord, Day(home.HandedOver), answer, caller.Household, now) switch
        {
            Decision<RepairMilestone>.Refused refused => throw refused.Why.ToRpcException(),
            var accepted => (RepairMilestone.Reported)accepted.Milestones[0],
        };
        var before = await MendedBefore(reported, call.CancellationToken);
        var file = files.Open(Ordered(reported with { RecallOf = before?.Repair.Id }, home.Address?.Postcode), By(caller), now);
        if (before is not null)
            files.Record(before, [new RepairMilestone.Recalled(file.Repair.Id, reported.At)], By(caller), now);
        CaseTrace.Case(file.Repair.Id);
        if (file.Repair.FactsPending)
            db.AwaitedFacts.Add(new AwaitedFacts(file.Repair.Id, now));
        return file;
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
        _ => null,
    };

    private static DateOnly? Day(Estates.Contracts.V1.Date? day) => day is null ? null : new DateOnly(day.Year, day.Month, day.Day);

    /// <summary>Asks Estates and Tenancy side by side; without Estates' answer there is nothing to wait for.</summary>
    private async Task<(Home? Home, HouseholdAnswer Household)> Ask(Guid homeId, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var household = households.Ask(homeId, both.Token);
        try
        {
            return (await homes.Ask(homeId, cancellationToken) is { } home) ? (home, await household) : (null, HouseholdAnswer.None);
        }
        finally
        {
            await both.CancelAsync();
        }
    }
}
