using Housing.Income.Contracts.V1;
using Microsoft.AspNetCore.Mvc;
using AccountsClient = Housing.Income.Contracts.V1.Accounts.AccountsClient;
using IncomeAccount = Housing.Income.Contracts.V1.Account;

namespace Housing.Portal.Pages.Staff;

/// <summary>What was charged and paid on one account, the latest first.</summary>
public sealed class IncomePostingsModel(AccountsClient accounts) : CasePage
{
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IncomeAccount Account { get; private set; } = new();
    public IReadOnlyList<Posting> Postings { get; private set; } = [];
    public NextPage Next { get; private set; } = null!;

    protected override async Task Load()
    {
        var account = accounts.GetAccountAsync(new() { AccountId = Id.ToString() }, cancellationToken: Stop).ResponseAsync;
        var listed = await accounts.ListPostingsAsync(new() { AccountId = Id.ToString(), PageSize = 50, PageToken = After ?? "" }, cancellationToken: Stop);
        (Account, Postings, Next) = ((await account).Account, listed.Postings, new(listed.NextPageToken, Request));
    }
}
