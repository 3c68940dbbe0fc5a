using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Says whether an offer can be answered or ended: what was offered once is answered once.</summary>
public static class AnswerDecision
{
    public static Decision<SupportMilestone> Answer(SupportOffer offer, string answer, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var said = fields.Word<SupportAnswer>("answer", answer);
        if (fields.FoundFaults)
            return fields.Refuse("SUPPORT_INVALID");
        return offer.Stage switch
        {
            SupportStage.Offered => new SupportMilestone.Answered(said!.Value, by, now),
            SupportStage.Asked or SupportStage.NotNeeded => SupportRefusals.NotOffered,
            SupportStage.Ended => SupportRefusals.EndedAlready,
            SupportStage.Accepted or SupportStage.Declined or SupportStage.NoAnswer when offer.Answer == said => Decision<SupportMilestone>.Nothing,
            // Who did not answer at first may do so still.
            SupportStage.NoAnswer => new SupportMilestone.Answered(said!.Value, by, now),
            SupportStage.Accepted or SupportStage.Declined => SupportRefusals.AnsweredAlready,
        };
    }

    public static Decision<SupportMilestone> End(SupportOffer offer, string outcome, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var what = fields.Line("outcome", outcome, OfferDecision.Longest);
        if (fields.FoundFaults)
            return fields.Refuse("SUPPORT_INVALID");
        return offer.Stage == SupportStage.Ended ? SupportRefusals.EndedAlready : new SupportMilestone.Ended(what, by, now);
    }
}

internal sealed partial class SupportGrpc
{
    public override Task<AnswerSupportResponse> AnswerSupport(AnswerSupportRequest request, ServerCallContext call) =>
        OnOffer(request.SupportId, call, request, request.RequestId, (offer, now) =>
        {
            AccountDesk.Accepted(AnswerDecision.Answer(offer, request.Answer, By(call), now)).ForEach(offer.Apply);
            return new AnswerSupportResponse { Support = offer.ToMessage() };
        });

    public override Task<EndSupportResponse> EndSupport(EndSupportRequest request, ServerCallContext call) =>
        OnOffer(request.SupportId, call, request, request.RequestId, (offer, now) =>
        {
            AccountDesk.Accepted(AnswerDecision.End(offer, request.Outcome, By(call), now)).ForEach(offer.Apply);
            return new EndSupportResponse { Support = offer.ToMessage() };
        });

    private async Task<TResponse> OnOffer<TRequest, TResponse>(string id, ServerCallContext call, TRequest request, string requestId, Func<SupportOffer, DateTimeOffset, TResponse> work)
        where TRequest : Google.Protobuf.IMessage
        where TResponse : class, Google.Protobuf.IMessage, new()
    {
        var offerId = Ids.Parse(id, "support_id");
        var accountId = await db.SupportOffers.Where(o => o.Id == offerId).Select(o => (Guid?)o.AccountId).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw SupportRefusals.SupportUnknown.ToRpcException();
        return await accounts.Change(call, request, requestId, a => a.Id == accountId, async (_, now) =>
            work(await db.SupportOffers.SingleAsync(o => o.Id == offerId, call.CancellationToken), now));
    }
}
