using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Income;

/// <summary>Says who works on a case; said again it stays so.</summary>
public static class AssignmentDecision
{
    public static Decision<ArrearsMilestone> Decide(ArrearsCase file, string officer, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var who = officer is "" ? null : fields.Line("officer", officer, 100);
        if (fields.FoundFaults)
            return fields.Refuse("ASSIGNMENT_INVALID");
        if (file.ClosedAt is not null)
            return ArrearsRefusals.CaseClosed;
        return file.Officer == who ? Decision<ArrearsMilestone>.Nothing : new ArrearsMilestone(ArrearsAct.Assigned, by, now) { Officer = who, Note = who is null ? "To nobody" : $"To {who}" };
    }
}

internal sealed partial class ArrearsGrpc
{
    public override Task<AssignArrearsCaseResponse> AssignArrearsCase(AssignArrearsCaseRequest request, ServerCallContext call)
    {
        var caseId = Ids.Parse(request.CaseId, "case_id");
        return desk.Change(call, request, request.RequestId, caseId, (file, _, now) =>
        {
            AccountDesk.Accepted(AssignmentDecision.Decide(file, request.Officer, call.Caller().Subject, now)).ForEach(milestone => desk.Apply(file, milestone, now));
            return Task.FromResult(new AssignArrearsCaseResponse { Case = Message(file) });
        });
    }
}
