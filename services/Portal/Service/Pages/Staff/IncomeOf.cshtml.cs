using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using AccountsClient = Housing.Income.Contracts.V1.Accounts.AccountsClient;
using ArrearsClient = Housing.Income.Contracts.V1.Arrears.ArrearsClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>A promise about money names an account, or its arrears case; this leads to the account's page. A promise about a charge or a court has none of its own.</summary>
public sealed class IncomeOfModel(AccountsClient accounts, ArrearsClient arrears) : CasePage
{
    public override async Task<IActionResult> OnGetAsync()
    {
        var (file, account) = (
            Beside(arrears.GetArrearsCaseAsync(new() { CaseId = Id.ToString() }, cancellationToken: Stop).ResponseAsync),
            Beside(accounts.GetAccountAsync(new() { AccountId = Id.ToString() }, cancellationToken: Stop).ResponseAsync));
        return ((await file)?.Case.AccountId ?? (await account)?.Account.AccountId) is { } found ? Redirect($"/cases/income/{found}") : NotFound();
    }
}
