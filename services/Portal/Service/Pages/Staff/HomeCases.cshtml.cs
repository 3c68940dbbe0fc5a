using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;
using IncomeAccount = Housing.Income.Contracts.V1.Account;
using AccountsClient = Housing.Income.Contracts.V1.Accounts.AccountsClient;
using Complaint = Housing.Complaints.Contracts.V1.Complaint;
using ComplaintsClient = Housing.Complaints.Contracts.V1.Complaints.ComplaintsClient;
using EstatesClient = Housing.Estates.Contracts.V1.Estates.EstatesClient;
using Home = Housing.Estates.Contracts.V1.Home;
using Household = Housing.Tenancy.Contracts.V1.Household;
using PlannedWorks = Housing.Estates.Contracts.V1.PlannedWorks;
using Repair = Housing.Repairs.Contracts.V1.Repair;
using RepairsClient = Housing.Repairs.Contracts.V1.Repairs.RepairsClient;
using TenanciesClient = Housing.Tenancy.Contracts.V1.Tenancies.TenanciesClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>One home and who lives there, with their cases in every service.</summary>
public sealed class HomeCasesModel(EstatesClient estates, TenanciesClient tenancies, RepairsClient repairs, ComplaintsClient complaints, AccountsClient accounts) : CasePage
{
    private const int Shown = 20;

    public Home Home { get; private set; } = new();
    public IReadOnlyList<PlannedWorks> Planned { get; private set; } = [];
    public Household? Household { get; private set; }
    public IncomeAccount? Account { get; private set; }
    public IReadOnlyList<Repair> Repairs { get; private set; } = [];
    public IReadOnlyList<Complaint> Complaints { get; private set; } = [];

    public bool SeesCases => Person.Role != Role.Income;

    public bool MayPrefer => Household is not null && Person.Role is Role.Officer or Role.Manager;

    [BindProperty]
    public PreferenceForm Prefer { get; set; } = new();

    /// <summary>What the household said on the telephone or at the door.</summary>
    public Task<IActionResult> OnPostPreferAsync() => Do(async () =>
    {
        var household = (await tenancies.GetHouseholdAsync(new() { HomeId = Id.ToString() }, cancellationToken: Stop)).Household;
        await tenancies.RecordPreferencesAsync(new() { RequestId = RequestId, HouseholdId = household.HouseholdId, Preferences = Prefer.Read() }, cancellationToken: Stop);
        TempData[Notice.Key] = "It is recorded how the household wants to be written and spoken to.";
        return Redirect($"/homes/{Id}");
    }, ("preferences.format", "Prefer.Format"), ("preferences.language", "Prefer.Language"), ("preferences.contact_by", "Prefer.ContactBy"));

    protected override async Task Load()
    {
        var id = Id.ToString();
        var asked = estates.GetHomeAsync(new() { HomeId = id }, cancellationToken: Stop).ResponseAsync;
        var lives = Beside(tenancies.GetHouseholdAsync(new() { HomeId = id }, cancellationToken: Stop).ResponseAsync);
        var broken = SeesCases ? Beside(repairs.ListRepairsAsync(new() { Landlord = Person.Landlord, HomeId = id, PageSize = Shown }, cancellationToken: Stop).ResponseAsync) : null;
        var unhappy = SeesCases ? Beside(complaints.ListComplaintsAsync(new() { Landlord = Person.Landlord, HomeId = id, PageSize = Shown }, cancellationToken: Stop).ResponseAsync) : null;
        var home = await asked;
        (Home, Planned) = (home.Home, home.PlannedWorks);
        Household = (await lives)?.Household;
        if (Household is not null)
            Account = (await Beside(accounts.GetAccountAsync(new() { HouseholdId = Household.HouseholdId }, cancellationToken: Stop).ResponseAsync))?.Account;
        if (HttpMethods.IsGet(Request.Method))
            Prefer = PreferenceForm.Of(Household?.Preferences);
        Repairs = broken is null ? [] : (await broken)?.Repairs.ToList() ?? [];
        Complaints = unhappy is null ? [] : (await unhappy)?.Complaints.ToList() ?? [];
    }
}
