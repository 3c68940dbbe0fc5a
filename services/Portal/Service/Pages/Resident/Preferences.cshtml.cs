using Housing.Tenancy.Contracts.V1;
using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Resident;

/// <summary>How the household wants to be written and spoken to. Tenancy keeps it, and every letter and statement follows it.</summary>
public sealed class PreferencesModel(Tenancies.TenanciesClient tenancies) : PortalPage
{
    [BindProperty]
    public PreferenceForm Prefer { get; set; } = new();

    public Task<IActionResult> OnPostAsync() => Do(async () =>
    {
        await tenancies.RecordPreferencesAsync(new() { RequestId = RequestId, HouseholdId = Person.Household!.Value.ToString(), Preferences = Prefer.Read() }, cancellationToken: Stop);
        TempData[Notice.Key] = "We write and talk to you as you said.";
        return Redirect("/home");
    }, ("preferences.format", "Prefer.Format"), ("preferences.language", "Prefer.Language"), ("preferences.contact_by", "Prefer.ContactBy"));

    protected override async Task Load()
    {
        var household = (await tenancies.GetHouseholdAsync(new() { HouseholdId = Person.Household!.Value.ToString() }, cancellationToken: Stop)).Household;
        if (HttpMethods.IsGet(Request.Method))
            Prefer = PreferenceForm.Of(household.Preferences);
    }
}
