using Housing.Complaints.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Complaints_ = Housing.Complaints.Contracts.V1.Complaints;
using Repairs_ = Housing.Repairs.Contracts.V1.Repairs;

namespace Housing.Portal.Pages.Resident;

/// <summary>My home, who looks after it, and what is going on. Each part stands though another's service is away.</summary>
public sealed class HomeModel(
    Tenancies.TenanciesClient tenancies, Repairs_.RepairsClient repairs, Accounts.AccountsClient accounts, Complaints_.ComplaintsClient complaints, Brands brands) : PortalPage
{
    public Asked<GetHouseholdResponse> Household { get; private set; } = Asked<GetHouseholdResponse>.Nothing;
    public Asked<ListRepairsResponse> Repairs { get; private set; } = Asked<ListRepairsResponse>.Nothing;
    public Asked<GetCatalogueResponse> Catalogue { get; private set; } = Asked<GetCatalogueResponse>.Nothing;
    public Asked<GetAccountResponse> Account { get; private set; } = Asked<GetAccountResponse>.Nothing;
    public Asked<ListComplaintsResponse> Complaints { get; private set; } = Asked<ListComplaintsResponse>.Nothing;

    public Brand Brand => brands.Find(Person.Landlord)!;

    /// <summary>Complaints that are not over.</summary>
    public int OpenComplaints => Complaints.Answer?.Complaints.Count(one => one.Stage is Housing.Complaints.Contracts.V1.Stage.ServiceRequest or Housing.Complaints.Contracts.V1.Stage.One or Housing.Complaints.Contracts.V1.Stage.OneAnswered or Housing.Complaints.Contracts.V1.Stage.Two) ?? 0;

    protected override async Task Load()
    {
        var household = Person.Household!.Value.ToString();
        var (home, open, faults, account, complaining) = (
            tenancies.GetHouseholdAsync(new() { HouseholdId = household, WithAddress = true }, cancellationToken: Stop).Part(),
            repairs.ListRepairsAsync(new() { Landlord = Person.Landlord, HouseholdId = household, Unfinished = true, PageSize = 3 }, cancellationToken: Stop).Part(),
            repairs.GetCatalogueAsync(new() { Landlord = Person.Landlord }, cancellationToken: Stop).Part(),
            accounts.GetAccountAsync(new() { HouseholdId = household }, cancellationToken: Stop).Part(),
            complaints.ListComplaintsAsync(new() { Landlord = Person.Landlord, HouseholdId = household, PageSize = 20 }, cancellationToken: Stop).Part());
        (Household, Repairs, Catalogue, Account, Complaints) = (await home, await open, await faults, await account, await complaining);
    }
}
