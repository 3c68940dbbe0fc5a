using Housing.Income.Contracts.V1;
using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Resident;

/// <summary>What is owed, what was charged and paid, and what falls due next.</summary>
public sealed class AccountModel(
    Accounts.AccountsClient accounts, Charges.ChargesClient charges, DirectDebits.DirectDebitsClient debits, Agreements.AgreementsClient agreements, Statements.StatementsClient statements) : PortalPage
{
    [BindProperty(SupportsGet = true, Name = NextPage.Query)]
    public string After { get; set; } = "";

    /// <summary>Null until the account is opened, which is soon after the tenancy's start.</summary>
    public Account? Account { get; private set; }
    public ListPostingsResponse Postings { get; private set; } = new();
    public Due? NextDue { get; private set; }
    public Mandate? Mandate { get; private set; }
    public Agreement? Agreement { get; private set; }
    public IReadOnlyList<IssuedStatement> Statements { get; private set; } = [];
    public NextPage Next => new(Postings.NextPageToken, Request);

    /// <summary>Answers the offer of an agreement.</summary>
    public Task<IActionResult> OnPostAgreementAsync(string agreement, bool accepts) => Do(async () =>
    {
        await agreements.AnswerAgreementAsync(
            new() { RequestId = RequestId, AgreementId = agreement, Accepts = accepts, Reason = accepts ? "" : "Declined by the household" }, cancellationToken: Stop);
        TempData[Notice.Key] = accepts ? "You have agreed. Keep to it, and nothing further happens." : "You have not agreed. Call us, and we find another way.";
        return Redirect("/account");
    });

    /// <summary>One statement as it was issued.</summary>
    public async Task<IActionResult> OnGetStatementAsync(string id)
    {
        var statement = await statements.GetStatementAsync(new() { StatementId = id, Format = StatementFormat.Pdf }, cancellationToken: Stop);
        return File(statement.Page.ToByteArray(), "application/pdf", $"statement-{statement.Statement.Through.Year:0000}-{statement.Statement.Through.Month:00}-{statement.Statement.Through.Day:00}.pdf");
    }

    protected override async Task Load()
    {
        Account = (await accounts.GetAccountAsync(new() { HouseholdId = Person.Household!.Value.ToString() }, cancellationToken: Stop).Part()).Answer?.Account;
        if (Account is null)
            return;
        var id = Account.AccountId;
        var (postings, dues, mandates, offered, issued) = (
            accounts.ListPostingsAsync(new() { AccountId = id, PageSize = 20, PageToken = After }, cancellationToken: Stop),
            charges.ListDuesAsync(new() { AccountId = id, PageSize = 1 }, cancellationToken: Stop).Part(),
            debits.ListMandatesAsync(new() { AccountId = id, PageSize = 1 }, cancellationToken: Stop).Part(),
            agreements.ListAgreementsAsync(new() { AccountId = id, PageSize = 1 }, cancellationToken: Stop).Part(),
            statements.ListStatementsAsync(new() { AccountId = id, PageSize = 4 }, cancellationToken: Stop).Part());
        Postings = await postings;
        NextDue = (await dues).Answer?.Dues.FirstOrDefault();
        Mandate = (await mandates).Answer?.Mandates.FirstOrDefault(one => one.Status != "ended");
        Agreement = (await offered).Answer?.Agreements.FirstOrDefault(one => one.State is "offered" or "in-force");
        Statements = (await issued).Answer?.Statements ?? [];
    }
}
