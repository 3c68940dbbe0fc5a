using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Says whether a refund that was agreed to can be taken back: while surely nobody has sent it, as when the card provider refuses it or the bank account is wrong.</summary>
public static class WithdrawRefundDecision
{
    public const string Withdrawn = "refund.withdrawn";

    /// <summary>What undoes its posting, or why it stands.</summary>
    /// <param name="refund">The refund.</param>
    /// <param name="posted">Its posting, with its lines.</param>
    /// <param name="requestId">What asks for it.</param>
    /// <param name="reason">Why it is taken back.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">The instant of the posting.</param>
    public static Decision<AccountMilestone.Posted> Decide(Refund refund, Posting? posted, Guid requestId, string reason, string by, DateTimeOffset now) => refund switch
    {
        // What was left before the provider was asked is kept until it is known what came of that.
        { State: RefundState.Approved, LeftPence: null, ProviderRefundId: null } when posted is not null => ReversalDecision.Decide(posted, reversed: false, requestId, reason, by, now),
        _ => RefundRefusals.OnItsWay,
    };
}

internal sealed partial class RefundsGrpc
{
    public override Task<WithdrawRefundResponse> WithdrawRefund(WithdrawRefundRequest request, ServerCallContext call) =>
        Change(request.RefundId, request, request.RequestId, call, async (account, refund, now) =>
        {
            var posted = await db.Postings.AsNoTracking().Include(p => p.Lines).SingleOrDefaultAsync(p => p.Id == refund.PostingId, call.CancellationToken);
            AccountDesk.Post(account, WithdrawRefundDecision.Decide(refund, posted, Ids.Parse(request.RequestId, "request_id"), request.Reason, call.Caller().Subject, now));
            refund.Apply(new RefundMilestone.Withdrawn(now));
            var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["amount-pence"] = ResidentMessages.Pence(refund.AmountPence) };
            await messages.Tell(account, WithdrawRefundDecision.Withdrawn, account.Id, refund.Id, facts, now, call.CancellationToken);
            return new WithdrawRefundResponse { Refund = RefundMessages.ToMessage(refund), BalancePence = account.BalancePence };
        });
}
