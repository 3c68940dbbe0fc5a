using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using ArrearsClient = Housing.Income.Contracts.V1.Arrears.ArrearsClient;
using EstatesClient = Housing.Estates.Contracts.V1.Estates.EstatesClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>The arrears worklist: who owes, what is next, and why that is or is not allowed.</summary>
public sealed class ArrearsListModel(ArrearsClient arrears, EstatesClient estates) : PortalPage
{
    private const int PageSize = 25;

    /// <summary>"mine", "nobody" or empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string Whose { get; set; } = "";

    /// <summary>Only those with a step to take.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Due { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<ArrearsCase> Cases { get; private set; } = [];
    public IReadOnlyDictionary<string, string> Homes { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);
    public GetArrearsRoundResponse Round { get; private set; } = new();
    public NextPage Next { get; private set; } = null!;

    public bool Assigns => Person.Role is Role.Manager or Role.Income;

    protected override async Task Load()
    {
        var round = arrears.GetArrearsRoundAsync(new() { Landlord = Person.Landlord }, cancellationToken: Stop).ResponseAsync;
        var listed = await arrears.ListArrearsCasesAsync(
            new() { Landlord = Person.Landlord, Officer = Whose == "mine" ? Person.Subject : "", OnlyUnassigned = Whose == "nobody", OnlyDue = Due, PageSize = PageSize, PageToken = After ?? "" }, cancellationToken: Stop);
        Cases = listed.Cases;
        Next = new(listed.NextPageToken, Request);
        var ids = Cases.Select(c => c.HomeId).Where(id => id is not "").Distinct().ToList();
        if (ids.Count > 0)
            Homes = (await estates.ListHomesAsync(new() { Landlord = Person.Landlord, HomeIds = { ids }, PageSize = ids.Count }, cancellationToken: Stop)).Homes.ToDictionary(h => h.HomeId, Said.Address);
        Round = await round;
    }

    public string Href(string whose, bool due) => QueryHelpers.AddQueryString(
        "/arrears", new Dictionary<string, string?>(StringComparer.Ordinal) { ["whose"] = whose is "" ? null : whose, ["due"] = due ? "true" : null });
}
