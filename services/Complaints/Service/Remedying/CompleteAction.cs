using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>A promised action is done.</summary>
/// <param name="Proof">Where it can be seen.</param>
public sealed record CompleteAction(string Proof, DateTimeOffset? DoneAt);

/// <summary>What was promised goes on after the answer until there is proof that it was done (ROS-CMP-03, ENG-CMP-12).</summary>
internal static class ActionDecision
{
    public static Decision<ComplaintMilestone> Decide(Remedy remedy, CompleteAction command, DateTimeOffset promisedAt, Circumstances c) => remedy.State switch
    {
        RemedyState.Done when remedy.Proof == command.Proof && (command.DoneAt is null || command.DoneAt == remedy.DoneAt) => Decision<ComplaintMilestone>.Nothing,
        RemedyState.Done => ComplaintRefusals.DoneAlready,
        RemedyState.WaitsForApproval or RemedyState.Ready or RemedyState.Dropped => ComplaintRefusals.NotPromised,
        RemedyState.Promised => Promised(remedy, command, promisedAt, c),
    };

    private static Decision<ComplaintMilestone> Promised(Remedy remedy, CompleteAction command, DateTimeOffset promisedAt, Circumstances c)
    {
        var fields = new FieldReader();
        if (Text.Fault(command.Proof) is { } fault)
            fields.Fault("proof", fault);
        if (command.DoneAt > c.Now + c.Tolerance)
            fields.Fault("done_at", "must not be in the future; leave it unset for now.");
        if (command.DoneAt < promisedAt)
            fields.Fault("done_at", "must not be before the answer that promised it.");
        return fields.FoundFaults
            ? fields.Refuse("ACTION_INVALID")
            : new ComplaintMilestone.ActionDone(remedy.Id, command.Proof, command.DoneAt < c.Now ? command.DoneAt.Value : c.Now);
    }
}

internal sealed partial class InvestigationsGrpc
{
    public override Task<CompleteActionResponse> CompleteAction(CompleteActionRequest request, ServerCallContext call)
    {
        var command = new CompleteAction(request.Proof, Precise.Instant(request.DoneAt, "done_at"));
        return ChangeRemedy(
            call, request, request.RequestId, request.ComplaintId, request.RemedyId,
            (complaint, remedy, c) => ActionDecision.Decide(remedy, command, complaint.Replies.FirstOrDefault(r => r.Stage == remedy.Stage)?.At ?? complaint.ReceivedAt, c),
            remedy => new CompleteActionResponse { Remedy = remedy });
    }
}
