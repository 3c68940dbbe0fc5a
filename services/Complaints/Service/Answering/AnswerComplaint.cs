using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>
/// The answer of a stage: every issue decided with reasons, an apology where anything was wrong (OHO-CMP-09), nothing promised that waits for approval. How to go on
/// (HAV-CMP-14, OHO-CMP-10, OHC-CMP-04) and the Ombudsman's details (OHO-CMP-11, HAV-CMP-19) are added here, so no answer goes out without them. It is given when it is
/// known, not when the works are done (ENG-CMP-12).
/// </summary>
internal static class AnswerDecision
{
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, string text, Circumstances c)
    {
        if (complaint.Replies.LastOrDefault() is { Early: false } given && given.Text == text && complaint.Stage is Stage.OneAnswered or Stage.FinalAnswered)
            return Decision<ComplaintMilestone>.Nothing;
        if (ComplaintRefusals.NotBeingHandled(complaint) is { } refusal)
            return refusal;
        if (Text.Fault(text) is { } fault)
            return ComplaintRefusals.Field("text", fault);

        var stage = complaint.StageNumber;
        var findings = complaint.Issues.Select(i => (i.Number, Finding: complaint.Found(i.Number, stage))).ToList();
        if (findings.Exists(f => f.Finding is null))
            return ComplaintRefusals.FindingsMissing(findings.Where(f => f.Finding is null).Select(f => f.Number));
        var outcome = OutcomeOf([.. findings.Select(f => f.Finding!.Outcome)]);
        if (outcome != FindingOutcome.NotUpheld && !complaint.Remedies.Any(r => r is { Kind: RemedyKind.Apology, State: RemedyState.Ready }))
            return ComplaintRefusals.ApologyMissing;
        if (complaint.Remedies.Any(r => r.State == RemedyState.WaitsForApproval))
            return ComplaintRefusals.ApprovalMissing;
        return new ComplaintMilestone.Answered(ReplyOf(complaint, outcome, text, early: false, c), c.Now);
    }

    /// <summary>All of it, none of it, or part.</summary>
    public static FindingOutcome OutcomeOf(IReadOnlyList<FindingOutcome> findings) =>
        findings.All(f => f == FindingOutcome.Upheld) ? FindingOutcome.Upheld
        : findings.All(f => f == FindingOutcome.NotUpheld) ? FindingOutcome.NotUpheld
        : FindingOutcome.PartlyUpheld;

    public static NewReply ReplyOf(Complaint complaint, FindingOutcome outcome, string text, bool early, Circumstances c)
    {
        var stage = complaint.StageNumber;
        var pence = complaint.Remedies.Where(r => r.State == RemedyState.Ready).Sum(r => r.Pence ?? 0);
        return new(stage, outcome, text, stage == 1 ? Escalation(complaint, c) : null, c.Policy.Ombudsman.Sentence, early, pence);
    }

    private static string? Escalation(Complaint complaint, Circumstances c)
    {
        if (!c.Policy.StageTwo.Offered)
            return null;
        var until = c.Policy.StageTwo.Until(c.Now, c.Landlord.Calendar) is { } end ? $" until {London.DayOf(end.AddTicks(-1)):d MMMM yyyy}" : " at any time";
        return $"If you are still unhappy, you can ask us to look at it again at stage two{until}. Tell us in whatever way suits you, with the reference {complaint.Reference}. You need not say why.";
    }
}

/// <summary>It was put right at once, without waiting for the formal answer, and the resident is content with that (HAV-CMP-05, HPG-CMP-02).</summary>
internal static class EarlySettlementDecision
{
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, string text, Agreement? agreement, Circumstances c)
    {
        if (complaint is { Stage: Stage.OneAnswered } && complaint.Replies[^1] is { Early: true } given && given.Text == text)
            return Decision<ComplaintMilestone>.Nothing;
        if (complaint.Stage == Stage.Two)
            return ComplaintRefusals.AnsweredAlready;
        if (ComplaintRefusals.NotBeingHandled(complaint) is { } refusal)
            return refusal;

        var fields = new FieldReader();
        if (Text.Fault(text) is { } fault)
            fields.Fault("text", fault);
        if (agreement is null)
            fields.Fault("agreement", "must be set: how and when the resident said that this settles it, and where that can be looked up.");
        else
            ExtensionDecision.CheckAgreement(fields, agreement, complaint, c);
        if (fields.FoundFaults)
            return fields.Refuse("SETTLEMENT_INVALID");
        if (complaint.Remedies.Any(r => r.State == RemedyState.WaitsForApproval))
            return ComplaintRefusals.ApprovalMissing;

        // What is put right at once was wrong: the landlord says so and says sorry.
        return complaint.Remedies.Any(r => r is { Kind: RemedyKind.Apology, State: RemedyState.Ready })
            ? new ComplaintMilestone.Answered(AnswerDecision.ReplyOf(complaint, FindingOutcome.Upheld, text, early: true, c), c.Now)
            : ComplaintRefusals.ApologyMissing;
    }
}

internal sealed partial class ComplaintsGrpc
{
    public override Task<AnswerComplaintResponse> AnswerComplaint(AnswerComplaintRequest request, ServerCallContext call) =>
        desk.Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => AnswerDecision.Decide(file.Complaint, request.Text, c),
            (file, c) => new AnswerComplaintResponse { Complaint = file.ToMessage(c), Reply = file.Complaint.Replies[^1].ToMessage() });

    public override Task<SettleEarlyResponse> SettleEarly(SettleEarlyRequest request, ServerCallContext call)
    {
        var agreement = Read(request.Agreement);
        return Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => EarlySettlementDecision.Decide(file.Complaint, request.Text, agreement, c),
            complaint => new SettleEarlyResponse { Complaint = complaint });
    }
}
