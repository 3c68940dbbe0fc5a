using Housing.Complaints.Contracts.V1;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using CaseloadClient = Housing.Complaints.Contracts.V1.Caseload.CaseloadClient;
using ComplaintsClient = Housing.Complaints.Contracts.V1.Complaints.ComplaintsClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>The complaint handler's desk: what is owed first, and who has how much to do.</summary>
public sealed class DeskModel(ComplaintsClient complaints, CaseloadClient caseload, TimeProvider clock) : PortalPage
{
    private const int PageSize = 25;

    /// <summary>"mine", "nobody" or empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string Whose { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Team { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<Complaint> Complaints { get; private set; } = [];
    public GetWorkloadResponse Workload { get; private set; } = new();
    public NextPage Next { get; private set; } = null!;

    protected override async Task Load()
    {
        var load = caseload.GetWorkloadAsync(new() { Landlord = Person.Landlord }, cancellationToken: Stop).ResponseAsync;
        var listed = await complaints.ListComplaintsAsync(
            new() { Landlord = Person.Landlord, Order = ListOrder.Due, Handler = Whose == "mine" ? Person.Subject : "", Team = Team, PageSize = PageSize, PageToken = After ?? "" }, cancellationToken: Stop);
        Complaints = listed.Complaints;
        Next = new(listed.NextPageToken, Request);
        Workload = await load;
    }

    public bool IsLate(Complaint complaint) => complaint.NextDueAt is { } due && due.ToDateTimeOffset() <= clock.GetUtcNow();

    public string Href(string whose, string team) => QueryHelpers.AddQueryString(
        "/desk", new Dictionary<string, string?>(StringComparer.Ordinal) { ["whose"] = whose is "" ? null : whose, ["team"] = team is "" ? null : team });
}
