using Housing.Performance.Contracts.V1;
using Housing.Standards;
using Performance_ = Housing.Performance.Contracts.V1.Performance;

namespace Housing.Portal.Pages.Resident;

/// <summary>What the landlord promises, and how much of it was kept in the last twelve months.</summary>
public sealed class PromisesModel(Performance_.PerformanceClient performance, Brands brands, TimeProvider clock) : PortalPage
{
    private static readonly (string Service, string Name)[] Order =
        [("repairs", "Repairs"), ("complaints", "Complaints"), ("income", "Rent and charges"), ("tenancy", "Your tenancy and neighbours"), ("estates", "Estates and safety"), ("contact", "Reaching us"), ("performance", "How we report")];

    public Brand Brand => brands.Find(Person.Landlord)!;

    public bool IsAway { get; private set; }

    public Share? Total { get; private set; }

    /// <summary>By what they are about.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<Share> Shares)> Groups { get; private set; } = [];

    protected override async Task Load()
    {
        var today = London.DayOf(clock.GetUtcNow());
        var from = today.AddMonths(-11);
        var asked = await performance.GetSharesAsync(
            new() { Landlord = Person.Landlord, From = new() { Year = from.Year, Month = from.Month, Day = 1 }, Through = new() { Year = today.Year, Month = today.Month, Day = today.Day } },
            cancellationToken: Stop).Part();
        IsAway = asked.IsAway;
        if (asked.Answer is not { } answer)
            return;
        Total = answer.Total;
        Groups = [.. Order
            .Select(one => (one.Name, Shares: (IReadOnlyList<Share>)[.. answer.Shares.Where(share => share.Service == one.Service && share.Of.Count == 0 && share.Law.Length == 0)]))
            .Where(group => group.Shares.Count > 0)];
    }
}
