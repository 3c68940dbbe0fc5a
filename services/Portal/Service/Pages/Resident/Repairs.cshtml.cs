using Housing.Repairs.Contracts.V1;
using Microsoft.AspNetCore.Mvc;
using Repairs_ = Housing.Repairs.Contracts.V1.Repairs;

namespace Housing.Portal.Pages.Resident;

/// <summary>All repairs of the household, newest first.</summary>
public sealed class RepairsModel(Repairs_.RepairsClient repairs) : PortalPage
{
    [BindProperty(SupportsGet = true, Name = NextPage.Query)]
    public string After { get; set; } = "";

    public ListRepairsResponse Listed { get; private set; } = new();
    public Catalogue Catalogue { get; private set; } = new();
    public NextPage Next => new(Listed.NextPageToken, Request);

    protected override async Task Load()
    {
        var listed = repairs.ListRepairsAsync(
            new() { Landlord = Person.Landlord, HouseholdId = Person.Household!.Value.ToString(), PageSize = 20, PageToken = After }, cancellationToken: Stop);
        var catalogue = repairs.GetCatalogueAsync(new() { Landlord = Person.Landlord }, cancellationToken: Stop).Part();
        Listed = await listed;
        Catalogue = (await catalogue).Answer?.Catalogue ?? new();
    }
}
