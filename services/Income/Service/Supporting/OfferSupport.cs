using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>A help as it is asked for, offered or judged not to be needed.</summary>
public sealed record OfferSupport(string Kind, string Agency, string Why, string Channel);

/// <summary>Says what help can be asked for and offered, and by whom it is given (OHC-INC-05, OHO-INC-12, OHO-INC-13, OHO-INC-14, ROS-INC-08, ENG-INC-11).</summary>
public static class OfferDecision
{
    internal const int Longest = 500;

    public static Decision<SupportMilestone> Offer(SupportPolicy policy, bool inScheme, OfferSupport command, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var kind = fields.Word<SupportKind>("kind", command.Kind);
        var why = fields.Line("why", command.Why, Longest);
        var channel = fields.Word<ContactChannel>("channel", command.Channel);
        var agency = policy.Agencies.SingleOrDefault(a => a.Key == command.Agency);
        if (command.Agency is not "" && kind is { } wanted && (agency is null || !agency.Helps.Contains(wanted)))
            fields.Fault("agency", $"must be empty or one that helps with it: {string.Join(", ", policy.Agencies.Where(a => a.Helps.Contains(wanted)).Select(a => a.Key).DefaultIfEmpty("there is none"))}.");

        if (fields.FoundFaults)
            return fields.Refuse("SUPPORT_INVALID");
        return kind == SupportKind.JointSupport && !inScheme ? SupportRefusals.NotInScheme : new SupportMilestone.Offered(kind!.Value, agency, why, channel!.Value, by, now);
    }

    public static Decision<SupportMilestone> Ask(string kind, string about, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var asked = fields.Word<SupportKind>("kind", kind);
        var why = fields.Line("about", about, Longest);
        return fields.FoundFaults ? fields.Refuse("SUPPORT_INVALID") : new SupportMilestone.Asked(asked!.Value, why, by, now);
    }

    /// <summary>The officer's judgement counts, with its reason (OHC-INC-05).</summary>
    public static Decision<SupportMilestone> NotNeeded(string kind, string why, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var judged = fields.Word<SupportKind>("kind", kind);
        var reason = fields.Line("why", why, Longest);
        return fields.FoundFaults ? fields.Refuse("SUPPORT_INVALID") : new SupportMilestone.JudgedNotNeeded(judged!.Value, reason, by, now);
    }
}

internal sealed partial class SupportGrpc
{
    public override Task<AskForSupportResponse> AskForSupport(AskForSupportRequest request, ServerCallContext call) =>
        OnAccount(request.AccountId, call, request, request.RequestId, (account, now) =>
        {
            var offer = Begin(account, OfferDecision.Ask(request.Kind, request.About, By(call), now));
            return Task.FromResult(new AskForSupportResponse { Support = offer.ToMessage() });
        });

    public override Task<OfferSupportResponse> OfferSupport(OfferSupportRequest request, ServerCallContext call) =>
        OnAccount(request.AccountId, call, request, request.RequestId, async (account, now) =>
        {
            var policy = PolicyOf(account);
            var inScheme = await db.SupportSchemes.AnyAsync(s => s.AccountId == account.Id && s.Scheme != "", call.CancellationToken);
            var command = new OfferSupport(request.Kind, request.Agency, request.Why, request.Channel);
            var offered = (SupportMilestone.Offered)AccountDesk.Accepted(OfferDecision.Offer(policy, inScheme, command, By(call), now))[0];
            var offer = await db.SupportOffers.OrderBy(o => o.Id)
                .FirstOrDefaultAsync(o => o.AccountId == account.Id && o.Kind == offered.Kind && o.Stage == SupportStage.Asked, call.CancellationToken);
            if (offer is null)
                db.SupportOffers.Add(offer = SupportOffer.Begin(account.Id, offered));
            else
                offer.Apply(offered);
            await desk.Told(account, offer, policy, call.CancellationToken);
            await desk.OnCase(account, ArrearsAct.AdviceOffered, offer, offered.By, now, call.CancellationToken);
            return new OfferSupportResponse { Support = offer.ToMessage() };
        });

    public override Task<JudgeSupportNotNeededResponse> JudgeSupportNotNeeded(JudgeSupportNotNeededRequest request, ServerCallContext call) =>
        OnAccount(request.AccountId, call, request, request.RequestId, (account, now) =>
        {
            var offer = Begin(account, OfferDecision.NotNeeded(request.Kind, request.Why, By(call), now));
            return Task.FromResult(new JudgeSupportNotNeededResponse { Support = offer.ToMessage() });
        });

    private SupportOffer Begin(Account account, Decision<SupportMilestone> decision)
    {
        var offer = SupportOffer.Begin(account.Id, AccountDesk.Accepted(decision)[0]);
        db.SupportOffers.Add(offer);
        return offer;
    }
}
