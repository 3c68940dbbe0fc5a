using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>The edge of adaptations; each rpc that changes something sits in its operation's file.</summary>
internal sealed partial class AdaptationsGrpc(
    RepairsDb db, Promises promises, StandardsBook standards, Policies<RepairPolicy> policies, HomeQuestion homes, HouseholdQuestion households, IOptions<RepairSettings> settings,
    TimeProvider clock, ILogger<AdaptationsGrpc> log)
    : Wire.Adaptations.AdaptationsBase
{
    /// <summary>Loads, checks the caller, decides, and records what was decided; saved once, with the answer to this request_id.</summary>
    private Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string adaptationId,
        Func<Adaptation, DateTimeOffset, Decision<AdaptationMilestone>> decide, Func<Wire.Adaptation, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() =>
        Once.Answer(db, call, requestId, request, async () =>
        {
            var caller = call.Caller();
            var adaptation = await Load(adaptationId, call.CancellationToken);
            caller.RequireAct(adaptation.Landlord, adaptation.HouseholdId);

            var now = clock.Now();
            var decision = decide(adaptation, now);
            if (decision is Decision<AdaptationMilestone>.Refused refused)
                throw refused.Why.ToRpcException();

            var said = await promises.Find(adaptation.Id, call.CancellationToken);
            foreach (var milestone in decision.Milestones)
            {
                adaptation.Apply(milestone, CaseDesk.By(caller), now);
                Keep(adaptation, said, milestone, CaseDesk.By(caller), now);
            }

            return answer(Message(adaptation));
        });

    /// <summary>The promises it opens and keeps, and the events it is told by.</summary>
    private void Keep(Adaptation adaptation, CasePromises said, AdaptationMilestone milestone, Recorder by, DateTimeOffset now)
    {
        promises.Record(said, adaptation.Landlord, adaptation.Id, new Milestone(milestone.Name, milestone.At, adaptation.Facts), now, new Recording($"{by.Role} {by.Subject}"));
        if (AdaptationEvents.Of(adaptation, milestone) is { } told)
            db.Tell(told);
    }

    private async Task<Adaptation> Load(string adaptationId, CancellationToken cancellationToken)
    {
        var id = Ids.Parse(adaptationId, "adaptation_id");
        CaseTrace.Case(id);
        return await db.Adaptations.Include(a => a.Timeline).SingleOrDefaultAsync(a => a.Id == id, cancellationToken) ?? throw RepairRefusals.AdaptationUnknown.ToRpcException();
    }

    public override async Task<Wire.GetAdaptationResponse> GetAdaptation(Wire.GetAdaptationRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        var adaptation = await Load(request.AdaptationId, call.CancellationToken);
        caller.RequireRead(adaptation.Landlord, adaptation.HouseholdId);
        log.LogInformation("{Role} {Subject} read adaptation {AdaptationId}", caller.RoleName, caller.Subject, adaptation.Id);
        return new() { Adaptation = Message(adaptation) };
    }

    public override async Task<Wire.ListAdaptationsResponse> ListAdaptations(Wire.ListAdaptationsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        Guid? home = request.HomeId is "" ? null : Ids.Parse(request.HomeId, "home_id");
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household);       // a resident's list holds the own household's only
        if (!standards.Knows(request.Landlord))
            throw RepairRefusals.LandlordUnknown(standards.Landlords).ToRpcException();

        var adaptations = db.Adaptations.AsNoTracking().Where(a => a.Landlord == request.Landlord);
        if (home is not null)
            adaptations = adaptations.Where(a => a.HomeId == home);
        if (caller.Role == Role.Resident)
            adaptations = adaptations.Where(a => a.HouseholdId == caller.Household);
        if (page.AfterId is { } after)
            adaptations = adaptations.Where(a => a.Id < after);
        var rows = await adaptations.OrderByDescending(a => a.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        log.LogInformation("{Role} {Subject} listed adaptations of {Landlord}", caller.RoleName, caller.Subject, request.Landlord);

        var response = new Wire.ListAdaptationsResponse { NextPageToken = Paging.Token(rows.Count > page.Size ? rows[page.Size - 1].Id : null) };
        response.Adaptations.AddRange(rows.Take(page.Size).Select(Message));
        return response;
    }

    private Wire.Adaptation Message(Adaptation adaptation)
    {
        var message = new Wire.Adaptation
        {
            AdaptationId = adaptation.Id.ToString(),
            Landlord = adaptation.Landlord,
            HomeId = adaptation.HomeId.ToString(),
            HouseholdId = adaptation.HouseholdId.ToString(),
            Kind = adaptation.Kind,
            Name = policies.For(adaptation.Landlord).FindAdaptation(adaptation.Kind)?.Name ?? adaptation.Kind,
            Size = adaptation.Size switch { AdaptationSize.Minor => Wire.AdaptationSize.Minor, AdaptationSize.Major => Wire.AdaptationSize.Major },
            Clause = adaptation.Clause ?? "",
            State = adaptation.State switch
            {
                AdaptationState.Requested => Wire.AdaptationState.Requested,
                AdaptationState.Needed => Wire.AdaptationState.Needed,
                AdaptationState.Assessed => Wire.AdaptationState.Assessed,
                AdaptationState.Referred => Wire.AdaptationState.Referred,
                AdaptationState.GrantApplied => Wire.AdaptationState.GrantApplied,
                AdaptationState.GrantApproved => Wire.AdaptationState.GrantApproved,
                AdaptationState.GrantRefused => Wire.AdaptationState.GrantRefused,
                AdaptationState.Ordered => Wire.AdaptationState.Ordered,
                AdaptationState.Fitted => Wire.AdaptationState.Fitted,
                AdaptationState.Closed => Wire.AdaptationState.Closed,
            },
            Description = adaptation.Description,
            RequestedAt = adaptation.RequestedAt.ToTimestamp(),
            Needs = adaptation.Needs ?? "",
            Assessor = adaptation.Assessor is { } assessor ? ToMessage(assessor) : Wire.Assessor.Unspecified,
            Agency = adaptation.Agency ?? "",
            AgencyReference = adaptation.AgencyReference ?? "",
            GrantAppliedPence = adaptation.GrantAppliedPence ?? 0,
            GrantApprovedPence = adaptation.GrantApprovedPence ?? 0,
            OrderReference = adaptation.OrderReference ?? "",
            FittedAt = adaptation.FittedAt?.ToTimestamp(),
            Reason = adaptation.Reason ?? "",
        };
        message.Timeline.AddRange(adaptation.Timeline.OrderBy(t => t.Number).Select(t => new Wire.AdaptationStep { Name = t.Name, At = t.At.ToTimestamp(), By = t.ByRole }));
        return message;
    }

    private static Wire.Assessor ToMessage(Assessor assessor) => assessor switch
    {
        Assessor.OccupationalTherapist => Wire.Assessor.OccupationalTherapist,
        Assessor.Council => Wire.Assessor.Council,
    };
}

/// <summary>What other services are told of an adaptation; nothing of anybody's health.</summary>
internal static class AdaptationEvents
{
    public static object? Of(Adaptation adaptation, AdaptationMilestone milestone) => milestone switch
    {
        AdaptationMilestone.Requested requested => new Wire.AdaptationRequested
        {
            AdaptationId = adaptation.Id, Landlord = adaptation.Landlord, HomeId = adaptation.HomeId, Kind = adaptation.Kind, Major = adaptation.Size == AdaptationSize.Major,
            RequestedAt = requested.At,
        },
        AdaptationMilestone.Fitted done => new Wire.AdaptationFitted
        {
            AdaptationId = adaptation.Id, Landlord = adaptation.Landlord, HomeId = adaptation.HomeId, Kind = adaptation.Kind, Major = adaptation.Size == AdaptationSize.Major,
            FittedAt = done.At,
        },
        _ => null,
    };
}
