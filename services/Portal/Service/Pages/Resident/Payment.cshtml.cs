using Housing.Income.Contracts.V1;
using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Resident;

/// <summary>One card payment: the way to the provider's page, and what came of it.</summary>
public sealed class PaymentModel(Payments.PaymentsClient payments) : PortalPage
{
    [FromRoute(Name = "id")]
    public string Id { get; set; } = "";

    public CardPayment Payment { get; private set; } = new();

    public bool IsToBePaid => Payment is { State: CardPaymentState.Created or CardPaymentState.Started, NextUrl.Length: > 0 };

    public string Heading => Payment.State switch
    {
        CardPaymentState.Success => $"You have paid {Words.Money(Payment.AmountPence)}",
        CardPaymentState.Declined => "Your bank did not agree to the payment",
        CardPaymentState.Expired => "The payment was not finished in time",
        CardPaymentState.Cancelled => "The payment was called off",
        CardPaymentState.Error => "The payment did not go through",
        CardPaymentState.Submitted => "We are waiting for your bank",
        _ => $"Pay {Words.Money(Payment.AmountPence)}",
    };

    protected override async Task Load() => Payment = (await payments.GetCardPaymentAsync(new() { CardPaymentId = Id }, cancellationToken: Stop)).Payment;
}
