using System.Globalization;
using Housing.Income.Contracts.V1;
using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Resident;

/// <summary>Set up a direct debit, or end it.</summary>
public sealed class DirectDebitModel(Accounts.AccountsClient accounts, DirectDebits.DirectDebitsClient debits) : PortalPage
{
    [BindProperty]
    public string PayerName { get; set; } = "";

    [BindProperty]
    public string SortCode { get; set; } = "";

    [BindProperty]
    public string AccountNumber { get; set; } = "";

    /// <summary>“monthly-1”, “weekly-monday”</summary>
    [BindProperty]
    public string When { get; set; } = "";

    public Account? Account { get; private set; }
    public Mandate? Mandate { get; private set; }
    public GetDebitTermsResponse Terms { get; private set; } = new();

    public IReadOnlyList<Choice> Times =>
    [
        .. Terms.Frequencies.Contains(DebitFrequency.Monthly) ? Terms.DaysOfMonth.Select(day => new Choice($"monthly-{day}", $"Each month on the {Ordinal(day)}")) : [],
        .. Terms.Frequencies.Contains(DebitFrequency.FourWeekly) ? Terms.Weekdays.Select(day => new Choice($"fourweekly-{day}", $"Every four weeks on a {Words.Sentence(day)}")) : [],
        .. Terms.Frequencies.Contains(DebitFrequency.Weekly) ? Terms.Weekdays.Select(day => new Choice($"weekly-{day}", $"Each week on a {Words.Sentence(day)}")) : [],
    ];

    public Task<IActionResult> OnPostAsync() => Do(async () =>
    {
        await Load();
        if (Account is null)
            ModelState.AddModelError("", "Your account is not open yet. Try again in a few minutes.");
        if (string.IsNullOrWhiteSpace(PayerName))
            ModelState.AddModelError(nameof(PayerName), "Enter the name on the bank account");
        if (SortCode.Count(char.IsAsciiDigit) != 6)
            ModelState.AddModelError(nameof(SortCode), "Enter a sort code of six digits");
        if (AccountNumber.Count(char.IsAsciiDigit) != 8)
            ModelState.AddModelError(nameof(AccountNumber), "Enter an account number of eight digits");
        if (!Times.Any(time => time.Value == When))
            ModelState.AddModelError(nameof(When), "Choose when we collect");
        if (!ModelState.IsValid)
            return null;
        var (how, on) = (When.Split('-')[0], When.Split('-')[1]);
        await debits.SetUpMandateAsync(
            new()
            {
                RequestId = RequestId,
                AccountId = Account!.AccountId,
                PayerName = PayerName.Trim(),
                SortCode = SortCode,
                AccountNumber = AccountNumber,
                Frequency = how switch { "monthly" => DebitFrequency.Monthly, "weekly" => DebitFrequency.Weekly, _ => DebitFrequency.FourWeekly },
                DayOfMonth = how == "monthly" ? int.Parse(on, CultureInfo.InvariantCulture) : 0,
                Weekday = how == "monthly" ? "" : on,
            },
            cancellationToken: Stop);
        TempData[Notice.Key] = "Your direct debit is set up. We tell you of each collection beforehand.";
        return Redirect("/account");
    }, ("payer_name", nameof(PayerName)), ("sort_code", nameof(SortCode)), ("account_number", nameof(AccountNumber)));

    public Task<IActionResult> OnPostCancelAsync(string mandate) => Do(async () =>
    {
        await debits.CancelMandateAsync(new() { RequestId = RequestId, MandateId = mandate, Reason = "Ended by its payer" }, cancellationToken: Stop);
        TempData[Notice.Key] = "Your direct debit is ended.";
        return Redirect("/account");
    });

    protected override async Task Load()
    {
        var terms = debits.GetDebitTermsAsync(new() { Landlord = Person.Landlord }, cancellationToken: Stop);
        Account = (await accounts.GetAccountAsync(new() { HouseholdId = Person.Household!.Value.ToString() }, cancellationToken: Stop).Part()).Answer?.Account;
        if (Account is not null)
            Mandate = (await debits.ListMandatesAsync(new() { AccountId = Account.AccountId, PageSize = 1 }, cancellationToken: Stop)).Mandates.FirstOrDefault(one => one.Status != "ended");
        Terms = await terms;
    }

    private static string Ordinal(int day) => day switch
    {
        1 or 21 => $"{day}st",
        2 or 22 => $"{day}nd",
        3 or 23 => $"{day}rd",
        _ => $"{day}th",
    };
}
