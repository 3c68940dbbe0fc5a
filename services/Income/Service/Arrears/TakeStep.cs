using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Income;

/// <summary>Says whether a step of the ladder can be taken: the next one, when nothing blocks it (OHO-INC-18). A step of the law is taken by its own act.</summary>
public static class StepDecision
{
    public static Decision<ArrearsMilestone> Decide(IReadOnlyList<LadderStep> ladder, ArrearsCase file, string step, string note, string evidence, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var done = fields.Line("note", note, ArrearsRefusals.LongestNote);
        var shown = evidence is "" ? null : fields.Line("evidence", evidence, ArrearsRefusals.LongestEvidence);
        if (fields.FoundFaults)
            return fields.Refuse("STEP_INVALID");
        if (file.ClosedAt is not null)
            return ArrearsRefusals.CaseClosed;
        if (LadderDecision.Decide(ladder, file, now) is not { } next || next.Step.Step != step)
            return ArrearsRefusals.NotTheNextStep(LadderDecision.Decide(ladder, file, now)?.Step.Step);
        if (next.Step.Legal)
            return ArrearsRefusals.StepOfTheLaw(step, next.Step.Clause);
        return next.Blocks.Count > 0
            ? ArrearsRefusals.StepBlocked(step, next.Blocks)
            : new ArrearsMilestone(ArrearsAct.StepTaken, by, now) { Step = step, Note = done, Evidence = shown };
    }
}

internal sealed partial class ArrearsGrpc
{
    public override Task<TakeArrearsStepResponse> TakeArrearsStep(TakeArrearsStepRequest request, ServerCallContext call)
    {
        var caseId = Ids.Parse(request.CaseId, "case_id");
        return desk.Change(call, request, request.RequestId, caseId, async (file, account, now) =>
        {
            var caller = call.Caller();
            var ladder = desk.LadderOf(file);
            foreach (var taken in AccountDesk.Accepted(StepDecision.Decide(ladder, file, request.Step, request.Note, request.Evidence, caller.Subject, now)))
                await desk.Take(file, account, ladder.First(step => step.Step == taken.Step), taken, new Recording($"{caller.RoleName} {caller.Subject}"), now, call.CancellationToken);
            return new TakeArrearsStepResponse { Case = Message(file) };
        });
    }
}
