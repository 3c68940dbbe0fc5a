using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Says whether a court may be asked to evict: after an order that allows it, with a manager's approval, and not while an agreement is kept. It also ends legal actions.</summary>
public static class WarrantDecision
{
    public static Decision<LegalMilestone.WarrantAsked> Decide(
        LegalAction action, ArrearsCase file, string breach, string document, IReadOnlyList<string> approvedBy, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var kept = fields.Line("document", document, LegalRefusals.LongestDocument);
        var broken = breach is "" ? null : fields.Line("breach", breach, LegalRefusals.LongestNote);
        if (fields.FoundFaults)
            return fields.Refuse("WARRANT_INVALID");
        if (action.Step != LegalStep.OrderMade)
            return LegalRefusals.NotAtThatStep(action.Step, "“order-made”");
        if (action.Order is not (HearingOutcome.OutrightOrder or HearingOutcome.SuspendedOrder))
            return LegalRefusals.NoOrderToEvict;
        if (action.Order == HearingOutcome.SuspendedOrder && broken is null)
            return LegalRefusals.TermsNotBroken;
        if (file.AgreementHolds)
            return LegalRefusals.AgreementKept;
        return approvedBy.Any(manager => manager != by) ? new LegalMilestone.WarrantAsked(London.DayOf(now), by, now) { Note = broken, Evidence = kept } : LegalRefusals.NotApproved;
    }

    public static Decision<LegalMilestone.Ended> End(LegalAction action, string reason, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var why = fields.Line("reason", reason, LegalRefusals.LongestNote);
        if (fields.FoundFaults)
            return fields.Refuse("ENDING_INVALID");
        return action.Step == LegalStep.Ended ? Decision<LegalMilestone.Ended>.Nothing : new LegalMilestone.Ended(by, now) { Note = why };
    }
}

internal sealed partial class LegalGrpc
{
    public override Task<AskForWarrantResponse> AskForWarrant(AskForWarrantRequest request, ServerCallContext call) =>
        OnAction(request.ActionId, call, request, request.RequestId, async (action, account, now) =>
        {
            var file = await db.ArrearsCases.SingleAsync(c => c.Id == action.CaseId, call.CancellationToken);
            var approvers = await desk.Approvers(action, LegalApprovalStep.Warrant, call.CancellationToken);
            desk.Apply(action, account, AccountDesk.Accepted(WarrantDecision.Decide(action, file, request.Breach, request.Document, approvers, By(call), now))[0]);
            await desk.Told(account, action, "eviction-warrant.asked", action.Id, now, call.CancellationToken);
            return new AskForWarrantResponse { Action = await Message(action, call.CancellationToken) };
        });

    public override Task<EndLegalActionResponse> EndLegalAction(EndLegalActionRequest request, ServerCallContext call) =>
        OnAction(request.ActionId, call, request, request.RequestId, async (action, account, now) =>
        {
            foreach (var ended in AccountDesk.Accepted(WarrantDecision.End(action, request.Reason, By(call), now)))
                await desk.End(action, account, ended, call.CancellationToken);
            return new EndLegalActionResponse { Action = await Message(action, call.CancellationToken) };
        });
}
