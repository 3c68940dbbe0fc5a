using Housing.Standards;

namespace Housing.Income;

/// <summary>Says what follows from what the provider says of a payment. It may say it twice, late and out of order; money that it has is never refused.</summary>
public static class CardPaymentDecision
{
    /// <summary>What happened to the payment since we last knew; nothing where that is old news.</summary>
    /// <param name="payment">The payment as we know it.</param>
    /// <param name="told">What the provider says now; null when it knows of none.</param>
    /// <param name="patience">How long a payment is waited for that the provider never had or knows no more.</param>
    /// <param name="now">The instant at which it was asked.</param>
    public static Decision<CardPaymentMilestone> Decide(CardPayment payment, ProviderPayment? told, TimeSpan patience, DateTimeOffset now)
    {
        // Whatever is said afterwards, this is on the account.
        if (payment.State == CardPaymentState.Success)
            return Decision<CardPaymentMilestone>.Nothing;
        if (told is null)
            return payment.IsFinished || now - payment.StartedAt < patience ? Decision<CardPaymentMilestone>.Nothing : new CardPaymentMilestone.Moved(CardPaymentState.Error, "unknown", now);
        var state = StateOf(told);
        if (state == CardPaymentState.Success)
            return new CardPaymentMilestone.Paid(told.AmountPence, now);
        // An older reading than the last one: payments go forwards only.
        return payment.IsFinished || state is null || state <= payment.State ? Decision<CardPaymentMilestone>.Nothing : new CardPaymentMilestone.Moved(state.Value, told.Code, now);
    }

    /// <summary>What is put on the account for a payment that was made.</summary>
    /// <param name="account">The account; one that was closed meanwhile takes it and is open again, so that it can be given back.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="amountPence">What the provider has.</param>
    /// <param name="order">What the landlord has it settle first.</param>
    /// <param name="now">The instant of the posting.</param>
    public static Decision<AccountMilestone> Post(Account account, CardPayment payment, long amountPence, AllocationOrder order, DateTimeOffset now)
    {
        var posted = new AccountMilestone.Posted(-amountPence, PostingKind.Payment, "Payment by card", CauseOf(payment), payment.StartedBy, now)
        {
            Entries = Bookkeeping.Allocate(PostingKind.Payment, amountPence, account.Owed, order),
            Evidence = $"card payment {payment.ProviderId}",
        };
        return account.ClosedAt is null ? posted : new AccountMilestone[] { new AccountMilestone.Reopened(now), posted };
    }

    /// <summary>The provider's id is what makes a payment one payment.</summary>
    public static Guid CauseOf(CardPayment payment) => Causes.Of("card-payment", payment.Landlord, payment.ProviderId!);

    /// <summary>GOV.UK Pay's words; null for one that this version does not know, which changes nothing.</summary>
    private static CardPaymentState? StateOf(ProviderPayment told) => (told.Status, told.Code) switch
    {
        ("created", _) => CardPaymentState.Created,
        ("started", _) => CardPaymentState.Started,
        ("submitted" or "capturable", _) => CardPaymentState.Submitted,
        ("success", _) => CardPaymentState.Success,
        ("failed", "P0020") => CardPaymentState.Expired,
        ("failed", "P0030") => CardPaymentState.Cancelled,
        ("failed", _) => CardPaymentState.Declined,
        ("cancelled", _) => CardPaymentState.Cancelled,
        ("error", _) => CardPaymentState.Error,
        _ => null,
    };
}
