using Housing.Complaints.Contracts.V1;
using Microsoft.AspNetCore.Mvc;
using Complaints_ = Housing.Complaints.Contracts.V1.Complaints;

namespace Housing.Portal.Pages.Resident;

/// <summary>What the household complained of, newest first.</summary>
public sealed class ComplaintsModel(Complaints_.ComplaintsClient complaints) : PortalPage
{
    [BindProperty(SupportsGet = true, Name = NextPage.Query)]
    public string After { get; set; } = "";

    public ListComplaintsResponse Listed { get; private set; } = new();
    public NextPage Next => new(Listed.NextPageToken, Request);

    protected override async Task Load() => Listed = await complaints.ListComplaintsAsync(
        new() { Landlord = Person.Landlord, HouseholdId = Person.Household!.Value.ToString(), PageSize = 20, PageToken = After }, cancellationToken: Stop);
}
