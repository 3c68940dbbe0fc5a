using Housing.Income.Contracts.V1;
using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Resident;

/// <summary>Pay by card: how much, then on to the provider.</summary>
public sealed class PayModel(Accounts.AccountsClient accounts, Payments.PaymentsClient payments) : PortalPage
{
    [BindProperty]
    public string Amount { get; set; } = "";

    public Account? Account { get; private set; }

    public Task<IActionResult> OnPostAsync() => Do(async () =>
    {
        if (AccountWords.Pence(Amount) is not { } pence)
        {
            ModelState.AddModelError(nameof(Amount), "Enter an amount in pounds, such as 25 or 25.50");
            return null;
        }

        await Load();
        if (Account is null)
        {
            ModelState.AddModelError("", "Your account is not open yet. Try again in a few minutes.");
            return null;
        }

        var started = await payments.StartCardPaymentAsync(
            new() { RequestId = RequestId, AccountId = Account.AccountId, AmountPence = pence, ReturnUrl = $"{Request.Scheme}://{Request.Host}/account/payments" }, cancellationToken: Stop);
        return Redirect($"/account/payment/{started.Payment.CardPaymentId}");
    }, ("amount_pence", nameof(Amount)));

    protected override async Task Load() =>
        Account = (await accounts.GetAccountAsync(new() { HouseholdId = Person.Household!.Value.ToString() }, cancellationToken: Stop).Part()).Answer?.Account;
}
