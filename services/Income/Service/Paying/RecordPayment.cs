using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Money taken at a cash office, as given. Its receipt is its cause.</summary>
public sealed record RecordPayment(long AmountPence, string Receipt);

/// <summary>Says whether a payment can be put on an account, and what of the debt it settles.</summary>
public static class PaymentDecision
{
    /// <summary>The payment, spread over what is owed, or why it cannot be taken.</summary>
    /// <param name="account">The account it is for.</param>
    /// <param name="command">The payment.</param>
    /// <param name="order">What the landlord has it settle first.</param>
    /// <param name="recorded">Whether this receipt is on an account already.</param>
    /// <param name="by">Who records it.</param>
    /// <param name="now">The instant of the posting.</param>
    public static Decision<AccountMilestone.Posted> Decide(Account account, RecordPayment command, AllocationOrder order, bool recorded, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (command.AmountPence is < 1 or > ChargeDecision.Largest)
            fields.Fault("amount_pence", $"must be 1 to {ChargeDecision.Largest} pence; it is {command.AmountPence}.");
        var receipt = fields.Line("receipt", command.Receipt, 60);
        if (fields.FoundFaults)
            return fields.Refuse("PAYMENT_INVALID");
        if (account.ClosedAt is not null)
            return IncomeRefusals.AccountClosed;
        if (recorded)
            return IncomeRefusals.ReceiptRecorded;

        return new AccountMilestone.Posted(-command.AmountPence, PostingKind.Payment, $"Payment, receipt {receipt}", CauseOf(account.Landlord, receipt), by, now)
        {
            Entries = Bookkeeping.Allocate(PostingKind.Payment, command.AmountPence, account.Owed, order),
            Evidence = $"receipt {receipt}",
        };
    }

    /// <summary>A landlord's receipt has one number, however often and by whomever it is keyed in.</summary>
    public static Guid CauseOf(string landlord, string receipt) => Causes.Of("receipt", landlord, receipt.Trim().ToUpperInvariant());
}

internal sealed partial class LedgerGrpc
{
    public override Task<RecordPaymentResponse> RecordPayment(RecordPaymentRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        return desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var cause = PaymentDecision.CauseOf(account.Landlord, request.Receipt);
            var recorded = await db.Postings.AnyAsync(p => p.Kind == PostingKind.Payment && p.Cause == cause, call.CancellationToken);
            var posting = AccountDesk.Post(account, PaymentDecision.Decide(
                account, new RecordPayment(request.AmountPence, request.Receipt), policies.For(account.Landlord).Allocation, recorded, call.Caller().Subject, now));
            return new RecordPaymentResponse { Posting = posting.ToMessage(), BalancePence = account.BalancePence };
        });
    }
}
