using Housing.Income.Contracts.V1;
using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Resident;

/// <summary>Where the card provider sends somebody back to: on to the payment they began last.</summary>
public sealed class PaymentsModel(Accounts.AccountsClient accounts, Payments.PaymentsClient payments) : PortalPage
{
    public override async Task<IActionResult> OnGetAsync()
    {
        var account = (await accounts.GetAccountAsync(new() { HouseholdId = Person.Household!.Value.ToString() }, cancellationToken: Stop)).Account;
        var listed = await payments.ListCardPaymentsAsync(new() { AccountId = account.AccountId, PageSize = 1 }, cancellationToken: Stop);
        return Redirect(listed.Payments is [var last, ..] ? $"/account/payment/{last.CardPaymentId}" : "/account");
    }
}
