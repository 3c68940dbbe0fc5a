using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>Another person, whose role may promise as much, says yes.</summary>
internal static class ApprovalDecision
{
    public static Decision<ComplaintMilestone> Decide(ComplaintPolicy policy, Complaint complaint, Remedy remedy, Caller caller, DateTimeOffset now) => remedy switch
    {
        { ApprovedBy: not null } => Decision<ComplaintMilestone>.Nothing,
        { State: not RemedyState.WaitsForApproval } => ComplaintRefusals.NothingToApprove,
        _ when ComplaintRefusals.NotBeingHandled(complaint) is { } refusal => refusal,
        _ when remedy.ProposedBy == caller.Subject => ComplaintRefusals.OwnRemedy,
        _ when complaint.CompensationPence > policy.Approvals.Of(caller.RoleName) => ComplaintRefusals.AboveYourLimit(policy.Approvals.Of(caller.RoleName)),
        _ => new ComplaintMilestone.RemedyApproved(remedy.Id, now),
    };
}

/// <summary>What nobody was promised yet is not wanted after all; and works that stage one promised are not, once stage two looks at it again.</summary>
internal static class DroppingDecision
{
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, Remedy remedy, string reason, DateTimeOffset now) => remedy.State switch
    {
        RemedyState.Dropped => Decision<ComplaintMilestone>.Nothing,
        RemedyState.Promised when remedy.Kind == RemedyKind.Works && remedy.Stage == 1 && complaint.StageNumber == 2 =>
            ComplaintRefusals.NotBeingHandled(complaint) is { } refusal ? refusal
            : Text.Fault(reason) is { } fault ? ComplaintRefusals.Field("reason", fault)
            : new ComplaintMilestone.RemedyDropped(remedy.Id, reason, now) { WasPromised = true },
        RemedyState.Promised or RemedyState.Done => ComplaintRefusals.PromisedAlready,
        RemedyState.WaitsForApproval or RemedyState.Ready =>
            ComplaintRefusals.NotBeingHandled(complaint) is { } refusal ? refusal
            : Text.Fault(reason) is { } fault ? ComplaintRefusals.Field("reason", fault)
            : new ComplaintMilestone.RemedyDropped(remedy.Id, reason, now),
    };
}

internal sealed partial class InvestigationsGrpc
{
    public override Task<ApproveRemedyResponse> ApproveRemedy(ApproveRemedyRequest request, ServerCallContext call) =>
        ChangeRemedy(
            call, request, request.RequestId, request.ComplaintId, request.RemedyId, (complaint, remedy, c) => ApprovalDecision.Decide(c.Policy, complaint, remedy, c.Caller, c.Now),
            remedy => new ApproveRemedyResponse { Remedy = remedy });

    public override Task<DropRemedyResponse> DropRemedy(DropRemedyRequest request, ServerCallContext call) =>
        ChangeRemedy(
            call, request, request.RequestId, request.ComplaintId, request.RemedyId, (complaint, remedy, c) => DroppingDecision.Decide(complaint, remedy, request.Reason, c.Now),
            remedy => new DropRemedyResponse { Remedy = remedy });
}
