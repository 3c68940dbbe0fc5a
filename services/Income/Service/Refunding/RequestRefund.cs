using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Somebody asks that money goes back: to a card payment, or to a bank account.</summary>
public sealed record RequestRefund(long AmountPence, string Reason, Guid? CardPaymentId, BankDetails? Bank);

/// <summary>Says whether a refund can be asked for.</summary>
public static class RequestRefundDecision
{
    /// <summary>The refund, or why none can be asked for.</summary>
    /// <param name="account">The account.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="askedPence">What others have asked for of the same credit and nobody has decided on.</param>
    /// <param name="card">The card payment it is to go back to, where it is one of this account.</param>
    /// <param name="fromCardPence">What of that payment went back, or is asked or agreed to.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">The instant at which it is asked.</param>
    public static Decision<RefundMilestone.Requested> Decide(
        Account account, RequestRefund command, long askedPence, CardPayment? card, long fromCardPence, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (command.AmountPence is < 1 or > ChargeDecision.Largest)
            fields.Fault("amount_pence", $"must be 1 to {ChargeDecision.Largest} pence; it is {command.AmountPence}.");
        var reason = fields.Line("reason", command.Reason, 200);
        if (command.CardPaymentId is null && command.Bank is null)
            fields.Fault("to", "must be a card payment or a bank account.");
        if (command.CardPaymentId is not null && card is not { State: CardPaymentState.Success })
            fields.Fault("card_payment_id", "must be a paid card payment of this account.");
        var bank = command.Bank is null ? null : Read(command.Bank, fields);
        if (fields.FoundFaults)
            return fields.Refuse("REFUND_INVALID");
        if (account.ClosedAt is not null)
            return IncomeRefusals.AccountClosed;
        if (RefundSum.Left(account, askedPence) is var left && command.AmountPence > left)
            return RefundRefusals.TooLarge(left);
        return card is not null && command.AmountPence > card.AmountPence - fromCardPence
            ? RefundRefusals.MoreThanPaid(card.AmountPence - fromCardPence)
            : new RefundMilestone.Requested(account.Landlord, account.Id, command.AmountPence, reason, card?.Id, bank, by, now);
    }

    private static BankDetails Read(BankDetails given, FieldReader fields)
    {
        var name = fields.Line("bank.account_name", given.AccountName, 70);
        var sortCode = given.SortCode.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (!IsNumber(sortCode, 6))
            fields.Fault("bank.sort_code", "must be six digits, not all of them 0, like 12-34-56.");
        var number = given.AccountNumber.Replace(" ", "", StringComparison.Ordinal);
        if (!IsNumber(number, 8))
            fields.Fault("bank.account_number", "must be eight digits, not all of them 0; a shorter number begins with 0.");
        return new BankDetails(name, sortCode, number);
    }

    private static bool IsNumber(string text, int digits) => text.Length == digits && text.All(char.IsAsciiDigit) && text.Any(digit => digit != '0');
}

/// <summary>What of an account can go back.</summary>
public static class RefundSum
{
    /// <summary>What it has in its favour, less what was asked for before; never less than nothing.</summary>
    public static long Left(Account account, long askedPence) => Math.Max(0, -account.BalancePence - askedPence);
}

internal sealed partial class RefundsGrpc
{
    public override Task<RequestRefundResponse> RequestRefund(RequestRefundRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        var cardId = request.ToCase == RequestRefundRequest.ToOneofCase.CardPaymentId ? Ids.Parse(request.CardPaymentId, "card_payment_id") : (Guid?)null;
        var bank = request.ToCase == RequestRefundRequest.ToOneofCase.Bank ? new BankDetails(request.Bank.AccountName, request.Bank.SortCode, request.Bank.AccountNumber) : null;
        return desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var asked = await db.Refunds.Where(r => r.AccountId == accountId && r.State == RefundState.Requested).SumAsync(r => r.AmountPence, call.CancellationToken);
            var card = cardId is null ? null : await db.CardPayments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == cardId && p.AccountId == accountId, call.CancellationToken);
            var fromCard = cardId is null ? 0 : await db.Refunds.Where(r => r.CardPaymentId == cardId && r.State != RefundState.Declined && r.State != RefundState.Withdrawn).SumAsync(r => r.AmountPence, call.CancellationToken);
            var command = new RequestRefund(request.AmountPence, request.Reason, cardId, bank);
            var requested = AccountDesk.Accepted(RequestRefundDecision.Decide(account, command, asked, card, fromCard, call.Caller().Subject, now))[0];
            var refund = Refund.Request(requested);
            db.Refunds.Add(refund);
            return new RequestRefundResponse { Refund = RefundMessages.ToMessage(refund) };
        });
    }
}
