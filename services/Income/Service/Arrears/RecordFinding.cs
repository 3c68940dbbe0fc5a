using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>Says whether something that was looked into, or decided about, can be put on a case.</summary>
public static class FindingDecision
{
    public static Decision<ArrearsMilestone> Decide(ArrearsCase file, ArrearsAct act, string note, string evidence, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var found = fields.Line("note", note, ArrearsRefusals.LongestNote);
        var shown = evidence is "" ? null : fields.Line("evidence", evidence, ArrearsRefusals.LongestEvidence);
        if (fields.FoundFaults)
            return fields.Refuse("FINDING_INVALID");
        return file.ClosedAt is not null ? ArrearsRefusals.CaseClosed : new ArrearsMilestone(act, by, now) { Note = found, Evidence = shown };
    }
}

internal sealed partial class ArrearsGrpc
{
    public override Task<RecordArrearsFindingResponse> RecordArrearsFinding(RecordArrearsFindingRequest request, ServerCallContext call)
    {
        var caseId = Ids.Parse(request.CaseId, "case_id");
        var act = request.Finding switch
        {
            Wire.ArrearsFinding.BenefitChecked => ArrearsAct.BenefitChecked,
            Wire.ArrearsFinding.VulnerabilityConsidered => ArrearsAct.VulnerabilityConsidered,
            _ => throw IncomeRefusals.Field("finding", "must be benefit checked or vulnerability considered.").ToRpcException(),
        };
        return desk.Change(call, request, request.RequestId, caseId, (file, _, now) =>
        {
            AccountDesk.Accepted(FindingDecision.Decide(file, act, request.Note, request.Evidence, call.Caller().Subject, now)).ForEach(milestone => desk.Apply(file, milestone, now));
            return Task.FromResult(new RecordArrearsFindingResponse { Case = Message(file) });
        });
    }
}
