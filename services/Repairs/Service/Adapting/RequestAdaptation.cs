using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record RequestAdaptation(Guid HomeId, string Kind, string Description);

/// <summary>Opens the case of a change that somebody needs to live in their home (OHO-REP-21, OHO-REP-22, HPG-REP-19).</summary>
public static class AdaptationRequestDecision
{
    public static Decision<AdaptationMilestone> Decide(RepairPolicy policy, RequestAdaptation command, string landlord, HouseholdAnswer answer, DateTimeOffset now) => answer switch
    {
        { Answered: false } => RepairRefusals.TenancyAway,
        _ when Text.Fault(command.Description) is { } fault => RepairRefusals.Field("description", fault),
        _ when policy.FindAdaptation(command.Kind) is null => RepairRefusals.AdaptationKindUnknown(policy),
        { Household: null } => RepairRefusals.HomeEmpty,
        { Household: { } household } => new AdaptationMilestone.Requested(
            Guid.CreateVersion7(now), landlord, command.HomeId, household.HouseholdId, policy.FindAdaptation(command.Kind)!, command.Description, now),
    };
}

internal sealed partial class AdaptationsGrpc
{
    public override Task<RequestAdaptationResponse> RequestAdaptation(RequestAdaptationRequest request, ServerCallContext call)
    {
        var command = new RequestAdaptation(Ids.Parse(request.HomeId, "home_id"), request.Kind, request.Description);
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var caller = call.Caller();
            var home = await homes.Ask(command.HomeId, call.CancellationToken) switch
            {
                { Site: { } site } => site,
                { Answered: true } => throw RepairRefusals.HomeUnknown.ToRpcException(),
                _ => throw RepairRefusals.EstatesAway.ToRpcException(),
            };
            var answer = await households.Ask(command.HomeId, call.CancellationToken);
            // Whose need it is must be known, since it is about somebody's health: no word of a resident's is taken for it.
            caller.RequireAct(home.Landlord, answer.Answered ? answer.Household?.HouseholdId : caller.Household);
            if (!standards.Knows(home.Landlord))
                throw RepairRefusals.LandlordWithoutStandards(home.Landlord).ToRpcException();

            var now = clock.Now();
            var requested = AdaptationRequestDecision.Decide(policies.For(home.Landlord), command, home.Landlord, answer, now) switch
            {
                Decision<AdaptationMilestone>.Refused refused => throw refused.Why.ToRpcException(),
                var accepted => (AdaptationMilestone.Requested)accepted.Milestones[0],
            };
            var by = CaseDesk.By(caller);
            var adaptation = Adaptation.Open(requested, by, now);
            CaseTrace.Case(adaptation.Id);
            db.Adaptations.Add(adaptation);
            Keep(adaptation, new(), requested, by, now);
            return new RequestAdaptationResponse { Adaptation = Message(adaptation) };
        });
    }
}
