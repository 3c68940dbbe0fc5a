using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>How it will be looked into, as far as the matter calls for (HAV-CMP-15). At stage two the plan is another one.</summary>
internal static class PlanDecision
{
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, string plan, DateTimeOffset now) =>
        ComplaintRefusals.NotBeingHandled(complaint) is { } refusal ? refusal
        : Text.Fault(plan) is { } fault ? ComplaintRefusals.Field("plan", fault)
        : complaint.Plan == plan ? Decision<ComplaintMilestone>.Nothing
        : new ComplaintMilestone.Planned(plan, now);
}

internal sealed partial class InvestigationsGrpc
{
    public override Task<PlanInvestigationResponse> PlanInvestigation(PlanInvestigationRequest request, ServerCallContext call) =>
        Change(
            call, request, request.RequestId, request.ComplaintId, (complaint, c) => PlanDecision.Decide(complaint, request.Plan, c.Now),
            complaint => new PlanInvestigationResponse { ComplaintId = complaint.Id.ToString() });
}
