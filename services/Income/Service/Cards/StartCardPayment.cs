using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Income;

/// <summary>Somebody wants to pay by card.</summary>
public sealed record StartCardPayment(long AmountPence, string ReturnUrl, string Language);

/// <summary>Says whether a payment by card can be begun.</summary>
public static class StartCardPaymentDecision
{
    /// <summary>GOV.UK Pay takes no more at once.</summary>
    public const long Largest = 10_000_000;

    private const int LongestUrl = 2_000;
    private static readonly string[] Languages = ["en", "cy"];

    public static Decision<CardPaymentMilestone.Asked> Decide(Account account, StartCardPayment command, WaysToPay ways, bool isSet, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (command.AmountPence is < 1 or > Largest)
            fields.Fault("amount_pence", $"must be 1 to {Largest} pence; it is {command.AmountPence}.");
        if (!IsReturnUrl(command.ReturnUrl))
            fields.Fault("return_url", $"must be an https address, or http on the machine itself, of at most {LongestUrl} characters.");
        var language = command.Language is "" ? Languages[0] : command.Language;
        if (!Languages.Contains(language, StringComparer.Ordinal))
            fields.Fault("language", $"must be one of {string.Join(", ", Languages)}.");
        if (fields.FoundFaults)
            return fields.Refuse("PAYMENT_INVALID");
        if (account.ClosedAt is not null)
            return IncomeRefusals.AccountClosed;
        if (!ways.Offers(PayBy.CardOnline))
            return CardRefusals.NotOffered;
        return isSet ? new CardPaymentMilestone.Asked(account.Landlord, account.Id, command.AmountPence, command.ReturnUrl, language, by, now) : CardRefusals.NotSet;
    }

    private static bool IsReturnUrl(string text) =>
        text.Length is > 0 and <= LongestUrl && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo is ""
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}

internal sealed partial class PaymentsGrpc
{
    public override async Task<StartCardPaymentResponse> StartCardPayment(StartCardPaymentRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        // What is wanted is kept first, under its request_id; then the provider is asked, as often as it takes, for that one payment.
        var kept = await desk.Change(call, request, request.RequestId, a => a.Id == accountId, (account, now) =>
        {
            var command = new StartCardPayment(request.AmountPence, request.ReturnUrl, request.Language);
            var asked = AccountDesk.Accepted(StartCardPaymentDecision.Decide(
                account, command, policies.For(account.Landlord).WaysToPay, settings.Value.Takes(account.Landlord), call.Caller().Subject, now))[0];
            var payment = CardPayment.Ask(asked);
            payment.LookNext(now + settings.Value.FirstLook);
            db.CardPayments.Add(payment);
            return Task.FromResult(new StartCardPaymentResponse { Payment = CardMessages.ToMessage(payment, mayPay: true) });
        });
        try
        {
            var payment = await cards.Open(Guid.Parse(kept.Payment.CardPaymentId), call.CancellationToken);
            return new() { Payment = CardMessages.ToMessage(payment, mayPay: true) };
        }
        catch (CardProviderException fault)
        {
            log.LogWarning("Card payment {PaymentId} cannot be begun: {Fault}", kept.Payment.CardPaymentId, fault.Message);
            throw CardRefusals.ProviderAway.ToRpcException();
        }
    }

    public override async Task<CancelCardPaymentResponse> CancelCardPayment(CancelCardPaymentRequest request, ServerCallContext call)
    {
        var known = await Known(request.CardPaymentId, call.CancellationToken);
        await desk.Change(call, request, request.RequestId, a => a.Id == known.AccountId, async (_, now) =>
        {
            var payment = await db.CardPayments.FindAsync([known.Id], call.CancellationToken);
            if (!payment!.IsFinished && payment.CancelAskedAt is null)
                payment.Apply(new CardPaymentMilestone.CancelAsked(now));
            return new CancelCardPaymentResponse { Payment = CardMessages.ToMessage(payment, mayPay: false) };
        });
        try
        {
            return new() { Payment = CardMessages.ToMessage(await cards.Cancel(known.Id, call.CancellationToken), mayPay: false) };
        }
        catch (CardProviderException fault)
        {
            log.LogWarning("Card payment {PaymentId} cannot be called off just now: {Fault}", known.Id, fault.Message);
            throw CardRefusals.ProviderAway.ToRpcException();
        }
    }
}
