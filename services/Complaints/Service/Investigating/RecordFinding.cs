using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>What was found of one issue.</summary>
/// <param name="RootCause">Of the landlord's list; empty for one that is not upheld.</param>
public sealed record RecordFinding(int Issue, FindingOutcome? Outcome, string Reasons, string RootCause);

/// <summary>Every issue is decided by itself, with reasons; at stage two afresh.</summary>
internal static class FindingDecision
{
    public static Decision<ComplaintMilestone> Decide(ComplaintPolicy policy, Complaint complaint, RecordFinding command, DateTimeOffset now)
    {
        if (ComplaintRefusals.NotBeingHandled(complaint) is { } refusal)
            return refusal;
        var fields = new FieldReader();
        if (command.Issue < 1 || command.Issue > complaint.Issues.Count)
            fields.Fault("issue", $"must be the number of an issue of this complaint, 1 to {complaint.Issues.Count}.");
        if (command.Outcome is null)
            fields.Fault("outcome", "must be FINDING_OUTCOME_UPHELD, FINDING_OUTCOME_PARTLY_UPHELD or FINDING_OUTCOME_NOT_UPHELD.");
        if (Text.Fault(command.Reasons) is { } fault)
            fields.Fault("reasons", fault);
        if (command.Outcome == FindingOutcome.NotUpheld && command.RootCause is not "")
            fields.Fault("root_cause", "must be unset for an issue that is not upheld.");
        if (command.Outcome is FindingOutcome.Upheld or FindingOutcome.PartlyUpheld && !policy.RootCauses.Any(r => r.Key == command.RootCause))
            fields.Fault("root_cause", $"must be one of {string.Join(", ", policy.RootCauses.Select(r => r.Key))}.");
        if (fields.FoundFaults)
            return fields.Refuse("FINDING_INVALID");

        var stage = complaint.StageNumber;
        var found = new ComplaintMilestone.Found(stage, command.Issue, command.Outcome!.Value, command.Reasons, command.RootCause is "" ? null : command.RootCause, now);
        return complaint.Found(command.Issue, stage) is { } before && (before.Outcome, before.Reasons, before.RootCause) == (found.Outcome, found.Reasons, found.RootCause)
            ? Decision<ComplaintMilestone>.Nothing
            : found;
    }
}

internal sealed partial class InvestigationsGrpc
{
    public override Task<RecordFindingResponse> RecordFinding(RecordFindingRequest request, ServerCallContext call)
    {
        var command = new RecordFinding(
            request.Issue,
            request.Outcome switch
            {
                Wire.FindingOutcome.Upheld => FindingOutcome.Upheld,
                Wire.FindingOutcome.PartlyUpheld => FindingOutcome.PartlyUpheld,
                Wire.FindingOutcome.NotUpheld => FindingOutcome.NotUpheld,
                _ => null,
            },
            request.Reasons, request.RootCause);
        return Change(
            call, request, request.RequestId, request.ComplaintId, (complaint, c) => FindingDecision.Decide(c.Policy, complaint, command, c.Now),
            complaint => new RecordFindingResponse { Finding = complaint.Found(command.Issue, complaint.StageNumber)!.ToMessage() });
    }
}
