using System.Globalization;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;
using AccountsClient = Housing.Income.Contracts.V1.Accounts.AccountsClient;
using AgreementsClient = Housing.Income.Contracts.V1.Agreements.AgreementsClient;
using ArrearsClient = Housing.Income.Contracts.V1.Arrears.ArrearsClient;
using EstatesClient = Housing.Estates.Contracts.V1.Estates.EstatesClient;
using Home = Housing.Estates.Contracts.V1.Home;
using IncomeAccount = Housing.Income.Contracts.V1.Account;
using PerformanceClient = Housing.Performance.Contracts.V1.Performance.PerformanceClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>One account: what is owed, what was agreed, what is next and why that is or is not allowed.</summary>
public sealed class IncomeCaseModel(AccountsClient accounts, ArrearsClient arrears, AgreementsClient agreements, PerformanceClient performance, EstatesClient estates) : CasePage
{
    public sealed class ContactForm
    {
        public string Channel { get; set; } = "";
        public string Reached { get; set; } = "";
        public string Said { get; set; } = "";
        public string At { get; set; } = "";
        public string Evidence { get; set; } = "";
    }

    public sealed class StepForm
    {
        public string Step { get; set; } = "";
        public string Note { get; set; } = "";
        public string Evidence { get; set; } = "";
        public string Finding { get; set; } = "";
        public string Officer { get; set; } = "";
    }

    public sealed class OfferForm
    {
        public string Instalment { get; set; } = "";
        public string Every { get; set; } = "";
        public string First { get; set; } = "";
        public string Income { get; set; } = "";
        public string Spending { get; set; } = "";
    }

    public sealed class AnswerForm
    {
        public string Agreement { get; set; } = "";
        public string Accepts { get; set; } = "";
        public string Reason { get; set; } = "";
    }

    [BindProperty]
    public ContactForm Contact { get; set; } = new();

    [BindProperty]
    public StepForm Step { get; set; } = new();

    [BindProperty]
    public StepForm Finding { get; set; } = new();

    [BindProperty]
    public StepForm Assign { get; set; } = new();

    [BindProperty]
    public OfferForm Offer { get; set; } = new();

    [BindProperty]
    public AnswerForm Answer { get; set; } = new();

    public IncomeAccount Account { get; private set; } = new();
    public ArrearsCase? Case { get; private set; }
    public Home? Home { get; private set; }
    public IReadOnlyList<Agreement> Agreements { get; private set; } = [];
    public IReadOnlyList<Happening> Timeline { get; private set; } = [];
    public IReadOnlyList<ShownPromise> Promises { get; private set; } = [];

    public bool MayTalk => Person.Role is Role.Officer or Role.Manager or Role.Income;

    public bool MayStep => Person.Role is Role.Manager or Role.Income;

    public bool IsOpen => Case is { ClosedAt: null };

    /// <summary>Whoever owes something can pay it back by agreement, with or without a case.</summary>
    public bool MayOffer => IsOpen || Account.BalancePence > 0;

    public Agreement? Offered => Agreements.FirstOrDefault(a => a.State == "offered");

    public static IReadOnlyList<Choice> Channels { get; } = [new("Phone", "By phone"), new("Visit", "A visit"), new("Office", "At the office"), new("Letter", "By letter"), new("Email", "By email"), new("Text", "By text")];

    public static IReadOnlyList<Choice> Findings { get; } = [new("BenefitChecked", "Whether benefits are due, and paid"), new("VulnerabilityConsidered", "Whether anybody in the home is vulnerable")];

    public static IReadOnlyList<Choice> Cycles { get; } = [new("Weekly", "Every week"), new("Fortnightly", "Every two weeks"), new("FourWeekly", "Every four weeks"), new("Monthly", "Every month")];

    protected override async Task Load()
    {
        var id = Id.ToString();
        Account = (await accounts.GetAccountAsync(new() { AccountId = id }, cancellationToken: Stop)).Account;
        var agreed = Beside(agreements.ListAgreementsAsync(new() { AccountId = id, PageSize = 10 }, cancellationToken: Stop).ResponseAsync);
        var home = Beside(estates.GetHomeAsync(new() { HomeId = Account.HomeId }, cancellationToken: Stop).ResponseAsync);
        Case = (await Beside(arrears.GetArrearsCaseAsync(new() { AccountId = id }, cancellationToken: Stop).ResponseAsync))?.Case;
        var history = Case is null ? null : Beside(arrears.ListArrearsHistoryAsync(new() { CaseId = Case.CaseId, PageSize = 50 }, cancellationToken: Stop).ResponseAsync);
        var promised = Beside(performance.ListPromisesOfCasesAsync(new() { Landlord = Account.Landlord, Service = "income", CaseIds = { Case is null ? [id] : [id, Case.CaseId] } }, cancellationToken: Stop).ResponseAsync);
        Agreements = (await agreed)?.Agreements.ToList() ?? [];
        Home = (await home)?.Home;
        var entries = history is null ? null : await history;
        Timeline = entries is null ? [] : [.. entries.Entries.Select(Line)];
        Promises = ShownPromise.InOrder(((await promised)?.Promises.ToList() ?? []).Select(ShownPromise.Of));
    }

    public Task<IActionResult> OnPostContactAsync() => Act("The contact is on record.", async file =>
    {
        var at = When("Contact.At", Contact.At);
        if (ModelState.IsValid)
        {
            await arrears.RecordArrearsContactAsync(new()
            {
                RequestId = RequestId, CaseId = file, Channel = Enum.TryParse<ContactChannel>(Contact.Channel, out var channel) ? channel : ContactChannel.Unspecified,
                At = at, Reached = Contact.Reached != "no", Said = Contact.Said, Evidence = Contact.Evidence,
            }, cancellationToken: Stop);
        }
    }, ("channel", "Contact.Channel"), ("said", "Contact.Said"), ("at", "Contact.At"), ("evidence", "Contact.Evidence"));

    public Task<IActionResult> OnPostFindingAsync() => Act("What was found is on record.", async file => await arrears.RecordArrearsFindingAsync(new()
    {
        RequestId = RequestId, CaseId = file, Note = Finding.Note, Evidence = Finding.Evidence, Finding = Enum.TryParse<ArrearsFinding>(Finding.Finding, out var finding) ? finding : ArrearsFinding.Unspecified,
    }, cancellationToken: Stop), ("finding", "Finding.Finding"), ("note", "Finding.Note"), ("evidence", "Finding.Evidence"));

    public Task<IActionResult> OnPostStepAsync() => Act("The step is taken.", async file => await arrears.TakeArrearsStepAsync(new()
    {
        RequestId = RequestId, CaseId = file, Step = Step.Step, Note = Step.Note, Evidence = Step.Evidence,
    }, cancellationToken: Stop), ("step", "Step.Step"), ("note", "Step.Note"), ("evidence", "Step.Evidence"));

    public Task<IActionResult> OnPostAssignAsync() => Act("It is said who works on it.", async file =>
        await arrears.AssignArrearsCaseAsync(new() { RequestId = RequestId, CaseId = file, Officer = Assign.Officer }, cancellationToken: Stop), ("officer", "Assign.Officer"));

    public Task<IActionResult> OnPostOfferAsync() => Do(async () =>
    {
        var (pence, first) = (Pence("Offer.Instalment", Offer.Instalment), Day("Offer.First", Offer.First));
        var request = new OfferAgreementRequest
        {
            RequestId = RequestId, AccountId = Id.ToString(), InstalmentPence = pence ?? 0, Every = Enum.TryParse<PayCycle>(Offer.Every, out var every) ? every : PayCycle.Unspecified,
            FirstOn = first is { } d ? new() { Year = d.Year, Month = d.Month, Day = d.Day } : null,
        };
        request.Income.AddRange(Means("Offer.Income", Offer.Income));
        request.Spending.AddRange(Means("Offer.Spending", Offer.Spending));
        if (!ModelState.IsValid)
            return null;
        await agreements.OfferAgreementAsync(request, cancellationToken: Stop);
        return Done("The agreement is offered.");
    }, ("instalment_pence", "Offer.Instalment"), ("every", "Offer.Every"), ("first_on", "Offer.First"), ("income", "Offer.Income"), ("spending", "Offer.Spending"));

    public Task<IActionResult> OnPostAnswerAsync() => Do(async () =>
    {
        await agreements.AnswerAgreementAsync(new() { RequestId = RequestId, AgreementId = Answer.Agreement, Accepts = Answer.Accepts == "yes", Reason = Answer.Reason }, cancellationToken: Stop);
        return Done(Answer.Accepts == "yes" ? "The agreement is in force." : "The offer is declined.");
    }, ("reason", "Answer.Reason"), ("agreement_id", "Answer.Accepts"));

    private Task<IActionResult> Act(string done, Func<string, Task> what, params (string Service, string Form)[] fields) => Do(async () =>
    {
        await what((await arrears.GetArrearsCaseAsync(new() { AccountId = Id.ToString() }, cancellationToken: Stop)).Case.CaseId);
        return ModelState.IsValid ? Done(done) : null;
    }, fields);

    private RedirectResult Done(string what)
    {
        TempData[Notice.Key] = what;
        return Redirect(Request.Path);
    }

    /// <summary>A line each: “Wages 900”.</summary>
    private List<MeansLine> Means(string field, string typed)
    {
        var lines = new List<MeansLine>();
        foreach (var line in typed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.LastIndexOf(' ');
            if (at > 0 && decimal.TryParse(line[(at + 1)..].TrimStart('£'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pounds) && pounds is > 0 and < 1_000_000)
                lines.Add(new() { Label = line[..at].Trim(), Pence = (long)(pounds * 100) });
            else
                ModelState.AddModelError(field, "Enter one a line, with what it is and how much it is in a month, such as Wages 900.");
        }

        return lines;
    }

    private static Happening Line(ArrearsEntry entry) => new(
        Housing.Portal.Said.Plainly(entry.Act) + (entry.Step.Length > 0 ? $": {Housing.Portal.Said.Plainly(entry.Step)}" : "") + (entry.Channel.Length > 0 ? $" ({entry.Channel})" : ""),
        entry.At.ToDateTimeOffset(), entry.By[(entry.By.IndexOf(' ', StringComparison.Ordinal) + 1)..], Shown(entry.Evidence) is { Length: > 0 } shown ? $"{entry.Note} ({shown})".TrimStart() : entry.Note);

    /// <summary>What a person can look up; the number of a row here is none of that.</summary>
    private static string Shown(string evidence) => Guid.TryParse(evidence[(evidence.LastIndexOf(' ') + 1)..], out _) ? "" : evidence;
}
