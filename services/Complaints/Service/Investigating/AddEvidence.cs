using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>Something that shows what happened, and where it is kept.</summary>
public sealed record AddEvidence(string What, string Reference);

internal static class EvidenceDecision
{
    private const int LongestReference = 200;

    public static Decision<ComplaintMilestone> Decide(Complaint complaint, AddEvidence command, DateTimeOffset now)
    {
        if (Said(complaint, command) is not null)
            return Decision<ComplaintMilestone>.Nothing;
        if (ComplaintRefusals.NotBeingHandled(complaint) is { } refusal)
            return refusal;
        var fields = new FieldReader();
        if (Text.Fault(command.What) is { } fault)
            fields.Fault("what", fault);
        var reference = fields.Line("reference", command.Reference, LongestReference);
        return fields.FoundFaults ? fields.Refuse("EVIDENCE_INVALID") : new ComplaintMilestone.EvidenceAdded(command.What, reference, now);
    }

    public static Evidence? Said(Complaint complaint, AddEvidence command) => complaint.Evidence.FirstOrDefault(e => e.What == command.What && e.Reference == command.Reference.Trim());
}

internal sealed partial class InvestigationsGrpc
{
    public override Task<AddEvidenceResponse> AddEvidence(AddEvidenceRequest request, ServerCallContext call)
    {
        var command = new AddEvidence(request.What, request.Reference);
        return Change(
            call, request, request.RequestId, request.ComplaintId, (complaint, c) => EvidenceDecision.Decide(complaint, command, c.Now),
            complaint => new AddEvidenceResponse { Evidence = EvidenceDecision.Said(complaint, command)!.ToMessage() });
    }
}
