using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>Nothing is left to do: it was answered, and everything that was promised is done (ROS-CMP-03).</summary>
internal static class ClosingDecision
{
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, DateTimeOffset now) => complaint.Stage switch
    {
        Stage.Closed => Decision<ComplaintMilestone>.Nothing,
        Stage.Excluded or Stage.Withdrawn => ComplaintRefusals.Ended(complaint),
        Stage.ServiceRequest => new ComplaintMilestone.Closed(now),       // the service itself goes on in its own case
        Stage.One or Stage.Two => ComplaintRefusals.NotAnswered,
        Stage.OneAnswered or Stage.FinalAnswered => complaint.Undone.Any() ? ComplaintRefusals.ActionsUndone(complaint.Undone.Select(r => r.Words)) : new ComplaintMilestone.Closed(now),
    };
}

/// <summary>The resident does not want it looked at any more; what was promised with an answer is done all the same.</summary>
internal static class WithdrawalDecision
{
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, string words, DateTimeOffset now) => complaint.Stage switch
    {
        Stage.Withdrawn => Decision<ComplaintMilestone>.Nothing,
        Stage.Excluded or Stage.Closed => ComplaintRefusals.Ended(complaint),
        Stage.OneAnswered => ComplaintRefusals.AnsweredAlready,
        Stage.FinalAnswered => ComplaintRefusals.FinalAlready,
        Stage.ServiceRequest or Stage.One or Stage.Two => Text.Fault(words) is { } fault ? ComplaintRefusals.Field("words", fault) : new ComplaintMilestone.Withdrawn(words, now),
    };
}

internal sealed partial class ComplaintsGrpc
{
    public override Task<CloseComplaintResponse> CloseComplaint(CloseComplaintRequest request, ServerCallContext call) =>
        Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => ClosingDecision.Decide(file.Complaint, c.Now),
            complaint => new CloseComplaintResponse { Complaint = complaint });

    public override Task<WithdrawComplaintResponse> WithdrawComplaint(WithdrawComplaintRequest request, ServerCallContext call) =>
        Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => WithdrawalDecision.Decide(file.Complaint, request.Words, c.Now),
            complaint => new WithdrawComplaintResponse { Complaint = complaint });
}
