using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>A hearing, as the court's word is given.</summary>
public sealed record ListHearing(DateTimeOffset? At, string Place, string OrderSought, GivenDay? ListedOn, bool BenefitApplies);

/// <summary>Says whether hearings and what goes before them can be recorded (OHC-INC-08, ENG-INC-02).</summary>
public static class HearingDecision
{
    public const string Listed = "hearing.listed";
    public const string PapersGiven = "hearing.papers-given";

    public static Decision<HearingDay> List(LegalAction action, ListHearing command, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var today = London.DayOf(now);
        if (command.At is null)
            fields.Fault("at", "must be set.");
        else if (command.At <= now || command.At > now.AddYears(2))
            fields.Fault("at", "must be ahead, within two years.");
        var place = fields.Line("place", command.Place, 200);
        var sought = fields.Line("order_sought", command.OrderSought, 200);
        var listedOn = fields.PastDay("listed_on", command.ListedOn, today, action.AppliedOn);
        if (fields.FoundFaults)
            return fields.Refuse("HEARING_INVALID");
        return action.Step == LegalStep.ClaimIssued
            ? new HearingDay(command.At!.Value, place, sought, listedOn!.Value, command.BenefitApplies, now)
            : LegalRefusals.NotAtThatStep(action.Step, "“claim-issued”");
    }

    public static Decision<HearingPaper> Give(Hearing hearing, string item, string document, string how, GivenDay? givenOn, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var what = fields.Word<HearingItem>("item", item);
        var kept = fields.Line("document", document, LegalRefusals.LongestDocument);
        var way = fields.Word<ServedHow>("how", how);
        var on = fields.PastDay("given_on", givenOn, London.DayOf(now), hearing.ListedOn);
        if (fields.FoundFaults)
            return fields.Refuse("PAPER_INVALID");
        if (hearing.Outcome is not null)
            return LegalRefusals.HearingOver;
        // The first of each counts; another is a copy.
        return hearing.Papers.Any(paper => paper.Item == what) ? Decision<HearingPaper>.Nothing : HearingPaper.Of(hearing.Id, what!.Value, kept, way!.Value, on!.Value, by, now);
    }

    public static Decision<HearingHeld> Hold(Hearing hearing, string outcome, string terms, string document, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var came = fields.Word<HearingOutcome>("outcome", outcome);
        var kept = fields.Line("document", document, LegalRefusals.LongestDocument);
        var agreed = terms is "" ? null : fields.Line("terms", terms, LegalRefusals.LongestNote);
        if (came == HearingOutcome.SuspendedOrder && agreed is null)
            fields.Fault("terms", "must say on which terms the order is suspended.");
        if (fields.FoundFaults)
            return fields.Refuse("HEARING_INVALID");
        if (hearing.Outcome is not null)
            return LegalRefusals.HearingOver;
        if (hearing.At > now)
            return LegalRefusals.HearingAhead;
        var on = London.DayOf(hearing.At);
        LegalMilestone follows = came!.Value switch
        {
            HearingOutcome.Adjourned => new LegalMilestone.HearingAdjourned(by, now) { Evidence = kept, Note = agreed },
            HearingOutcome.SuspendedOrder or HearingOutcome.OutrightOrder or HearingOutcome.MoneyOrder =>
                new LegalMilestone.OrderMade(came.Value, on, agreed, by, now) { Evidence = kept, Note = agreed },
            HearingOutcome.Dismissed or HearingOutcome.Withdrawn => new LegalMilestone.ClaimDismissed(came.Value, by, now) { Evidence = kept, Note = agreed },
        };
        return new HearingHeld(came.Value, follows);
    }
}

internal sealed partial class LegalGrpc
{
    public override Task<ListHearingResponse> ListHearing(ListHearingRequest request, ServerCallContext call) =>
        OnAction(request.ActionId, call, request, request.RequestId, async (action, account, now) =>
        {
            var claimed = await db.BenefitClaims.AnyAsync(
                c => c.AccountId == account.Id && (c.Outcome == null || c.Outcome == BenefitClaimOutcome.Awarded), call.CancellationToken);
            var command = new ListHearing(
                Instants.Parse(request.At, "at"), request.Place, request.OrderSought, IncomeMessages.Given(request.ListedOn), request.BenefitApplies || claimed);
            var day = AccountDesk.Accepted(HearingDecision.List(action, command, now))[0];
            var hearing = Hearing.List(action.Id, day);
            db.Hearings.Add(hearing);
            desk.Apply(action, account, new LegalMilestone.HearingListed(By(call), now) { Note = day.Place, Evidence = $"hearing {hearing.Id}" });
            desk.ListHearing(action, account, hearing, now, Recorder(call));
            await desk.Told(
                account, action, HearingDecision.Listed, hearing.Id, now, call.CancellationToken,
                ("at", ResidentMessages.Instant(hearing.At)), ("place", hearing.Place), ("order-sought", hearing.OrderSought));
            return new ListHearingResponse { Hearing = hearing.ToMessage() };
        });

    public override Task<GiveHearingPaperResponse> GiveHearingPaper(GiveHearingPaperRequest request, ServerCallContext call) =>
        OnHearing(request.HearingId, call, request, request.RequestId, async (hearing, action, account, now) =>
        {
            var decision = HearingDecision.Give(hearing, request.Item, request.Document, request.How, IncomeMessages.Given(request.GivenOn), By(call), now);
            foreach (var paper in AccountDesk.Accepted(decision))
            {
                var last = hearing.Give(paper);
                action.Apply(new LegalMilestone.PaperGiven(By(call), now) { Note = IncomeMessages.Word(paper.Item), Evidence = paper.Document });
                if (last)
                    await desk.PapersGiven(action, account, hearing, now, Recorder(call), call.CancellationToken);
            }

            return new GiveHearingPaperResponse { Hearing = hearing.ToMessage() };
        });

    public override Task<RecordHearingOutcomeResponse> RecordHearingOutcome(RecordHearingOutcomeRequest request, ServerCallContext call) =>
        OnHearing(request.HearingId, call, request, request.RequestId, async (hearing, action, account, now) =>
        {
            var held = AccountDesk.Accepted(HearingDecision.Hold(hearing, request.Outcome, request.Terms, request.Document, By(call), now))[0];
            hearing.Held(held.Outcome);
            desk.Apply(action, account, held.Follows);
            await desk.Told(account, action, "court-hearing.held", hearing.Id, now, call.CancellationToken, ("outcome", IncomeMessages.Word(held.Outcome)), ("terms", action.OrderTerms ?? ""));
            return new RecordHearingOutcomeResponse { Action = await Message(action, call.CancellationToken) };
        });
}
