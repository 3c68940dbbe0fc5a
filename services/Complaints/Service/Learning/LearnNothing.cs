using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>A complaint that was upheld ends with a lesson or with the reason why there is none (HPG-CMP-05).</summary>
internal static class NothingLearntDecision
{
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, string reason, DateTimeOffset now) => complaint switch
    {
        { LearntAt: not null } => ComplaintRefusals.LessonDrawnAlready,
        { ToLearnSince: null, NoLessonReason: { } before } when before == reason => Decision<ComplaintMilestone>.Nothing,
        { ToLearnSince: null, NoLessonReason: null } => ComplaintRefusals.NothingToLearn,
        _ when Text.Fault(reason) is { } fault => ComplaintRefusals.Field("reason", fault),
        _ => new ComplaintMilestone.NothingLearnt(reason, now),
    };
}

internal sealed partial class LearningGrpc
{
    public override Task<LearnNothingResponse> LearnNothing(LearnNothingRequest request, ServerCallContext call) =>
        complaints.Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => NothingLearntDecision.Decide(file.Complaint, request.Reason, c.Now),
            (file, _) => new LearnNothingResponse { ComplaintId = file.Complaint.Id.ToString() });
}
