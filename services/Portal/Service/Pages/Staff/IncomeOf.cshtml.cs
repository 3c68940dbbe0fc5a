using Microsoft.AspNetCore.Mvc;
using AccountsClient = Housing.Income.Contracts.V1.Accounts.AccountsClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>A promise about money names an account, its arrears case, a charge, a legal action or a hearing; this leads to the account's page. A cost is a whole scheme's and has none.</summary>
public sealed class IncomeOfModel(AccountsClient accounts) : CasePage
{
    public override async Task<IActionResult> OnGetAsync()
    {
        var found = (await accounts.ListCaseAccountsAsync(new() { Landlord = Person.Landlord, CaseIds = { Id.ToString() } }, cancellationToken: Stop)).Accounts;
        return found is [{ AccountId.Length: > 0 } about] ? Redirect($"/cases/income/{about.AccountId}") : NotFound();
    }
}
