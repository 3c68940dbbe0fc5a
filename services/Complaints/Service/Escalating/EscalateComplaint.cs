using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>The resident wants it looked at again.</summary>
/// <param name="Words">What remains; no reason is asked for.</param>
/// <param name="AcceptLate">The landlord's people take it although the window has passed.</param>
public sealed record EscalateComplaint(string Words, bool AcceptLate);

/// <summary>
/// Stage two comes of the resident's request and of nothing else (HAV-CMP-12, HAV-CMP-13): after the answer of stage one, or when that is overdue, since silence is an
/// answer. There are two stages and no more (HAV-CMP-03, ENG-CMP-13).
/// </summary>
internal static class EscalationDecision
{
    public static Decision<ComplaintMilestone> Decide(CaseFile file, EscalateComplaint command, Circumstances c)
    {
        var complaint = file.Complaint;
        if (command.Words is not "" && Text.Fault(command.Words) is { } fault)
            return ComplaintRefusals.Field("words", fault);
        if (command.AcceptLate && c.Caller.Role == Role.Resident)
            return ComplaintRefusals.Field("accept_late", "must be unset: it is for the landlord's people to say.");
        return complaint.Stage switch
        {
            Stage.Two => Decision<ComplaintMilestone>.Nothing,
            Stage.FinalAnswered => ComplaintRefusals.FinalAlready,
            Stage.ServiceRequest => ComplaintRefusals.RequestOnly,
            Stage.Excluded or Stage.Withdrawn => ComplaintRefusals.Ended(complaint),
            Stage.Closed when complaint.FinalAnsweredAt is not null => ComplaintRefusals.FinalAlready,
            Stage.Closed when complaint.AnsweredAt is null => ComplaintRefusals.Ended(complaint),
            Stage.One => c.Policy.StageTwo.Offered ? Unanswered(file, command, c) : ComplaintRefusals.StageTwoNotOffered,
            Stage.OneAnswered or Stage.Closed => c.Policy.StageTwo.Offered ? Answered(complaint, command, c) : ComplaintRefusals.StageTwoNotOffered,
        };
    }

    private static Decision<ComplaintMilestone> Unanswered(CaseFile file, EscalateComplaint command, Circumstances c)
    {
        var owed = file.Commitments.FindAll(p => p.IsOwed && AnswerPromise.Is(p.Until, file.Complaint));
        var due = owed.Count == 0 ? c.Now : owed.Min(p => p.DueAt);
        return c.Now < due ? ComplaintRefusals.AnswerNotDue(due) : new ComplaintMilestone.Escalated(command.Words, c.Now);
    }

    private static Decision<ComplaintMilestone> Answered(Complaint complaint, EscalateComplaint command, Circumstances c) => complaint switch
    {
        { EscalationRefused: not null } when c.Caller.Role == Role.Resident => ComplaintRefusals.RefusedAlready,
        _ when !command.AcceptLate && c.Policy.StageTwo.Until(complaint.AnsweredAt!.Value, c.Landlord.Calendar) is { } until && c.Now >= until => ComplaintRefusals.WindowPassed(until),
        _ => new ComplaintMilestone.Escalated(command.Words, c.Now),
    };
}

/// <summary>Stage two is refused only with reasons, which the resident is told with the right to go to the Ombudsman.</summary>
internal static class EscalationRefusalDecision
{
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, string reasons, Circumstances c) => complaint switch
    {
        { EscalationRefused: { } said } when said == reasons => Decision<ComplaintMilestone>.Nothing,
        { Stage: Stage.OneAnswered } => Text.Fault(reasons) is { } fault ? ComplaintRefusals.Field("reasons", fault) : new ComplaintMilestone.EscalationRefused(reasons, c.Now),
        { Stage: Stage.Two or Stage.FinalAnswered } => ComplaintRefusals.FinalAlready,
        { HasEnded: true } => ComplaintRefusals.Ended(complaint),
        _ => ComplaintRefusals.NotAnswered,
    };
}

internal sealed partial class ComplaintsGrpc
{
    public override Task<Wire.EscalateComplaintResponse> EscalateComplaint(Wire.EscalateComplaintRequest request, ServerCallContext call)
    {
        var command = new EscalateComplaint(request.Words, request.AcceptLate);
        return Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => EscalationDecision.Decide(file, command, c),
            complaint => new Wire.EscalateComplaintResponse { Complaint = complaint });
    }

    public override Task<Wire.RefuseEscalationResponse> RefuseEscalation(Wire.RefuseEscalationRequest request, ServerCallContext call) =>
        Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => EscalationRefusalDecision.Decide(file.Complaint, request.Reasons, c),
            complaint => new Wire.RefuseEscalationResponse { Complaint = complaint });
}
