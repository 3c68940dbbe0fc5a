using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>An application to a court, as given.</summary>
public sealed record ApplyToCourt(string Court, string Reference, string Document);

/// <summary>Says whether a court may be asked: once the gate is open, from the notice's step on, once.</summary>
public static class ApplicationDecision
{
    public static Decision<LegalMilestone.ClaimIssued> Decide(LegalAction action, IReadOnlyList<GateItem> gate, ApplyToCourt command, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var court = fields.Line("court", command.Court, 100);
        var reference = fields.Line("reference", command.Reference, 60);
        var document = fields.Line("document", command.Document, LegalRefusals.LongestDocument);
        if (fields.FoundFaults)
            return fields.Refuse("CLAIM_INVALID");
        if (action.Step != LegalStep.NoticeServed)
            return LegalRefusals.NotAtThatStep(action.Step, "“notice-served”");
        return GateDecision.Refuse(gate) is { } shut ? shut : new LegalMilestone.ClaimIssued(London.DayOf(now), court, reference, by, now) { Note = court, Evidence = document };
    }

    /// <summary>A manager approves it once; another may beside.</summary>
    public static Decision<LegalMilestone.StepApproved> Approve(LegalAction action, string step, string reason, IReadOnlyList<string> approvedBefore, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var what = fields.Word<LegalApprovalStep>("step", step);
        var why = fields.Line("reason", reason, LegalRefusals.LongestNote);
        if (fields.FoundFaults)
            return fields.Refuse("APPROVAL_INVALID");
        if (action.Step == LegalStep.Ended)
            return LegalRefusals.NotAtThatStep(action.Step, "a step that runs");
        return approvedBefore.Contains(by) ? Decision<LegalMilestone.StepApproved>.Nothing : new LegalMilestone.StepApproved(what!.Value, by, now) { Note = $"{step}: {why}" };
    }
}

internal sealed partial class LegalGrpc
{
    public override async Task<GetGateResponse> GetGate(GetGateRequest request, ServerCallContext call)
    {
        var caseId = Ids.Parse(request.CaseId, "case_id");
        var file = await db.ArrearsCases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == caseId, call.CancellationToken) ?? throw ArrearsRefusals.CaseUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(file.Landlord, file.HouseholdId);
        log.LogInformation("The gate to court of arrears case {CaseId} was read by {Role} {Subject}", file.Id, caller.RoleName, caller.Subject);
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == file.AccountId, call.CancellationToken);
        if (policies.For(account.Landlord).Legal is null)
            throw LegalRefusals.NotSet.ToRpcException();
        var action = await db.LegalActions.AsNoTracking().SingleOrDefaultAsync(a => a.CaseId == file.Id && a.Step != LegalStep.Ended, call.CancellationToken);
        var facts = await desk.GateFacts(account, file, action, applicant: null, clock.Now(), call.CancellationToken);
        var items = desk.Gate(account, facts, clock.Now());
        return new() { Open = items.All(item => item.Met), Items = { items.Select(item => item.ToMessage()) }, ApprovedBy = string.Join(", ", facts.ApprovedBy) };
    }

    public override Task<ApproveLegalStepResponse> ApproveLegalStep(ApproveLegalStepRequest request, ServerCallContext call) =>
        OnAction(request.ActionId, call, request, request.RequestId, async (action, _, now) =>
        {
            var fields = new FieldReader();
            IReadOnlyList<string> before = fields.Word<LegalApprovalStep>("step", request.Step) is { } step ? await desk.Approvers(action, step, call.CancellationToken) : [];
            foreach (var approved in AccountDesk.Accepted(ApplicationDecision.Approve(action, request.Step, request.Reason, before, By(call), now)))
                action.Apply(approved);
            return new ApproveLegalStepResponse { Action = await Message(action, call.CancellationToken) };
        });

    public override Task<ApplyToCourtResponse> ApplyToCourt(ApplyToCourtRequest request, ServerCallContext call) =>
        OnAction(request.ActionId, call, request, request.RequestId, async (action, account, now) =>
        {
            var file = await db.ArrearsCases.SingleAsync(c => c.Id == action.CaseId, call.CancellationToken);
            var gate = desk.Gate(account, await desk.GateFacts(account, file, action, By(call), now, call.CancellationToken), now);
            var issued = AccountDesk.Accepted(ApplicationDecision.Decide(action, gate, new ApplyToCourt(request.Court, request.Reference, request.Document), By(call), now))[0];
            desk.Apply(action, account, issued);
            await desk.TakeStep(file, account, issued, Recorder(call), now, call.CancellationToken);
            await desk.PlanClaim(action, account, issued.On, now, Recorder(call), call.CancellationToken);
            await desk.Told(account, action, "court-claim.issued", action.Id, now, call.CancellationToken, ("court", issued.Court), ("reference", issued.Reference));
            return new ApplyToCourtResponse { Action = await Message(action, call.CancellationToken) };
        });
}
