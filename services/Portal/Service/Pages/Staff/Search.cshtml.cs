using System.Text.RegularExpressions;
using Grpc.Core;
using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;
using ComplaintsClient = Housing.Complaints.Contracts.V1.Complaints.ComplaintsClient;
using EstatesClient = Housing.Estates.Contracts.V1.Estates.EstatesClient;
using FoundHousehold = Housing.Tenancy.Contracts.V1.FoundHousehold;
using Home = Housing.Estates.Contracts.V1.Home;
using TenanciesClient = Housing.Tenancy.Contracts.V1.Tenancies.TenanciesClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>One field that finds a case by its reference and homes by theirs, their address or postcode, or who lives there.</summary>
public sealed partial class SearchModel(EstatesClient estates, TenanciesClient tenancies, ComplaintsClient complaints) : CasePage
{
    private const int Shortest = 3;
    private const int Longest = 60;

    [BindProperty(SupportsGet = true)]
    public string Q { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public bool Asked => Q.Trim().Length > 0;

    public IReadOnlyList<Home> Homes { get; private set; } = [];
    public IReadOnlyList<FoundHousehold> Households { get; private set; } = [];
    public NextPage Next { get; private set; } = null!;

    public override async Task<IActionResult> OnGetAsync()
    {
        var q = Q.Trim();
        if (Guid.TryParse(q, out var id))
            return Redirect($"/cases/repairs/{id}");
        if (Reference().IsMatch(q) && Person.Role != Role.Income && await Complaint(q.ToUpperInvariant()) is { } complaint)
            return Redirect($"/cases/complaints/{complaint}");
        return await base.OnGetAsync();
    }

    protected override async Task Load()
    {
        var q = Q.Trim();
        Next = new("", Request);
        if (q is "")
            return;
        if (q.Length is < Shortest or > Longest)
        {
            ModelState.AddModelError(nameof(Q), $"Enter {Shortest} to {Longest} characters.");
            return;
        }

        var byReference = After is null ? estates.ListHomesAsync(new() { Landlord = Person.Landlord, References = { q }, PageSize = 1 }, cancellationToken: Stop).ResponseAsync : null;
        var byName = After is null ? Beside(tenancies.FindHouseholdsAsync(new() { Landlord = Person.Landlord, Text = q, NamesOnly = true, PageSize = 25 }, cancellationToken: Stop).ResponseAsync) : null;
        var byAddress = await estates.ListHomesAsync(new() { Landlord = Person.Landlord, Address = q, PageSize = 25, PageToken = After ?? "" }, cancellationToken: Stop);
        Homes = [.. (byReference is null ? [] : (await byReference).Homes.ToList()).Concat(byAddress.Homes).DistinctBy(h => h.HomeId)];
        Next = new(byAddress.NextPageToken, Request);
        Households = byName is null ? [] : (await byName)?.Found.ToList() ?? [];
        if (Households.Count == 0 && Homes is [var only] && After is null)
            Response.Redirect($"/homes/{only.HomeId}");
    }

    private async Task<string?> Complaint(string reference)
    {
        try
        {
            return (await complaints.GetComplaintAsync(new() { Reference = reference }, cancellationToken: Stop)).Complaint.ComplaintId;
        }
        catch (RpcException fault) when (fault.StatusCode is Grpc.Core.StatusCode.NotFound or Grpc.Core.StatusCode.PermissionDenied or Grpc.Core.StatusCode.InvalidArgument)
        {
            return null;
        }
    }

    [GeneratedRegex("^[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}$", RegexOptions.None, 1000)]
    private static partial Regex Reference();
}
