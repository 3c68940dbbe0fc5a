using Housing.Income.Contracts.V1;
using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Resident;

/// <summary>Ask for a statement of a time.</summary>
public sealed class StatementModel(Accounts.AccountsClient accounts, Statements.StatementsClient statements, TimeProvider clock) : PortalPage
{
    public static readonly IReadOnlyList<Choice> Times = [new("1", "The last month"), new("3", "The last three months"), new("12", "The last year")];

    [BindProperty]
    public string Months { get; set; } = "";

    public Task<IActionResult> OnPostAsync() => Do(async () =>
    {
        if (!Times.Any(time => time.Value == Months))
        {
            ModelState.AddModelError(nameof(Months), "Choose a time");
            return null;
        }

        var account = (await accounts.GetAccountAsync(new() { HouseholdId = Person.Household!.Value.ToString() }, cancellationToken: Stop)).Account;
        var today = Housing.Standards.London.DayOf(clock.GetUtcNow());
        var from = today.AddMonths(-int.Parse(Months, System.Globalization.CultureInfo.InvariantCulture));
        await statements.RequestStatementAsync(
            new()
            {
                RequestId = RequestId,
                AccountId = account.AccountId,
                From = new() { Year = from.Year, Month = from.Month, Day = from.Day },
                Through = new() { Year = today.Year, Month = today.Month, Day = today.Day },
            },
            cancellationToken: Stop);
        TempData[Notice.Key] = "Your statement is below, among your statements.";
        return Redirect("/account");
    });
}
