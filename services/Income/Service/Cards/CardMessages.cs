using Google.Protobuf.WellKnownTypes;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>How card payments are said on the wire.</summary>
internal static class CardMessages
{
    /// <summary>A payment as it is said to a caller.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="mayPay">Whether the caller may send the payer to the provider.</param>
    public static Wire.CardPayment ToMessage(CardPayment payment, bool mayPay) => new()
    {
        CardPaymentId = payment.Id.ToString(),
        AccountId = payment.AccountId.ToString(),
        AmountPence = payment.AmountPence,
        State = payment.State switch
        {
            CardPaymentState.Asked => Wire.CardPaymentState.Asked,
            CardPaymentState.Created => Wire.CardPaymentState.Created,
            CardPaymentState.Started => Wire.CardPaymentState.Started,
            CardPaymentState.Submitted => Wire.CardPaymentState.Submitted,
            CardPaymentState.Success => Wire.CardPaymentState.Success,
            CardPaymentState.Declined => Wire.CardPaymentState.Declined,
            CardPaymentState.Expired => Wire.CardPaymentState.Expired,
            CardPaymentState.Cancelled => Wire.CardPaymentState.Cancelled,
            CardPaymentState.Error => Wire.CardPaymentState.Error,
        },
        StartedAt = Timestamp.FromDateTimeOffset(payment.StartedAt),
        FinishedAt = payment.FinishedAt is { } finished ? Timestamp.FromDateTimeOffset(finished) : null,
        NextUrl = mayPay ? payment.NextUrl ?? "" : "",
        PostingId = payment.PostingId?.ToString() ?? "",
        LookedAt = payment.LookedAt is { } looked ? Timestamp.FromDateTimeOffset(looked) : null,
        ProviderId = payment.ProviderId ?? "",
    };
}
