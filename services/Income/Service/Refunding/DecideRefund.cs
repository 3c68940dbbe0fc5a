using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Income;

/// <summary>Says whether a refund can be agreed to: by a second person, while the account still has the money.</summary>
public static class ApproveRefundDecision
{
    public const string Approved = "refund.approved";

    /// <summary>What is posted, or why it cannot be agreed to.</summary>
    public static Decision<AccountMilestone.Posted> Decide(Account account, Refund refund, AllocationOrder order, string by, DateTimeOffset now)
    {
        if (refund.State != RefundState.Requested)
            return RefundRefusals.Decided;
        if (refund.RequestedBy == by)
            return SuspenseRefusals.SecondPersonNeeded;
        if (account.ClosedAt is not null)
            return IncomeRefusals.AccountClosed;
        // It may have been charged since it was asked for.
        if (RefundSum.Left(account, askedPence: 0) is var left && refund.AmountPence > left)
            return RefundRefusals.TooLarge(left);
        return new AccountMilestone.Posted(refund.AmountPence, PostingKind.Refund, refund.CardPaymentId is null ? "Refund to a bank account" : "Refund to a card", refund.Id, by, now)
        {
            Entries = Bookkeeping.GiveBack(PostingKind.Refund, refund.AmountPence, account.Owed, order),
            Evidence = $"refund {refund.Id}, asked for by {refund.RequestedBy}",
        };
    }
}

/// <summary>Says whether a refund can be declined: before it is agreed to, with a reason.</summary>
public static class DeclineRefundDecision
{
    public static Decision<RefundMilestone.Declined> Decide(Refund refund, string reason, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var why = fields.Line("reason", reason, 200);
        if (fields.FoundFaults)
            return fields.Refuse("REFUND_INVALID");
        return refund.State == RefundState.Requested ? new RefundMilestone.Declined(why, by, now) : RefundRefusals.Decided;
    }
}

/// <summary>Says whether a refund can be recorded as paid by the bank.</summary>
public static class MarkRefundPaidDecision
{
    public static Decision<RefundMilestone.Paid> Decide(Refund refund, string bankReference, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var reference = fields.Line("bank_reference", bankReference, 60);
        if (fields.FoundFaults)
            return fields.Refuse("REFUND_INVALID");
        if (refund.CardPaymentId is not null)
            return RefundRefusals.GoesToCard;
        return refund.State == RefundState.Approved ? new RefundMilestone.Paid(reference, now) : RefundRefusals.NotApproved;
    }
}

internal sealed partial class RefundsGrpc
{
    public override Task<ApproveRefundResponse> ApproveRefund(ApproveRefundRequest request, ServerCallContext call) =>
        Change(request.RefundId, request, request.RequestId, call, async (account, refund, now) =>
        {
            var by = call.Caller().Subject;
            var posting = AccountDesk.Post(account, ApproveRefundDecision.Decide(account, refund, policies.For(account.Landlord).Allocation, by, now));
            refund.Apply(new RefundMilestone.Approved(by, now));
            refund.Posted(posting.Id);
            var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["amount-pence"] = ResidentMessages.Pence(refund.AmountPence), ["to"] = refund.CardPaymentId is null ? "bank" : "card" };
            await messages.Tell(account, ApproveRefundDecision.Approved, account.Id, refund.Id, facts, now, call.CancellationToken);
            return new ApproveRefundResponse { Refund = RefundMessages.ToMessage(refund), BalancePence = account.BalancePence };
        });

    public override Task<DeclineRefundResponse> DeclineRefund(DeclineRefundRequest request, ServerCallContext call) =>
        Change(request.RefundId, request, request.RequestId, call, (_, refund, now) =>
        {
            AccountDesk.Accepted(DeclineRefundDecision.Decide(refund, request.Reason, call.Caller().Subject, now)).ForEach(refund.Apply);
            return Task.FromResult(new DeclineRefundResponse { Refund = RefundMessages.ToMessage(refund) });
        });

    public override Task<MarkRefundPaidResponse> MarkRefundPaid(MarkRefundPaidRequest request, ServerCallContext call) =>
        Change(request.RefundId, request, request.RequestId, call, (_, refund, now) =>
        {
            AccountDesk.Accepted(MarkRefundPaidDecision.Decide(refund, request.BankReference, now)).ForEach(refund.Apply);
            return Task.FromResult(new MarkRefundPaidResponse { Refund = RefundMessages.ToMessage(refund) });
        });
}
