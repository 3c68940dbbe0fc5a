using Housing.Repairs.Contracts.V1;
using Microsoft.AspNetCore.Mvc;
using Repairs_ = Housing.Repairs.Contracts.V1.Repairs;

namespace Housing.Portal.Pages.Resident;

/// <summary>A page about one repair of the household's.</summary>
public abstract class RepairPage(Repairs_.RepairsClient repairs, TimeProvider clock) : PortalPage
{
    [FromRoute(Name = "id")]
    public string Id { get; set; } = "";

    public Repair Repair { get; private set; } = new();
    public Catalogue Catalogue { get; private set; } = new();

    public string Fault => RepairWords.Fault(Repair.Fault, Catalogue);

    public IReadOnlyList<Clock> Clocks => [.. Repair.Commitments
        .OrderBy(promise => promise.Outcome == Outcome.Open ? 0 : 1).ThenBy(promise => promise.DueAt?.Seconds)
        .Select(promise => Clock.Of(promise.StandardId, promise.Summary, promise.Source, (int)promise.Outcome, promise.DueAt, promise.OriginalDueAt, promise.MetAt, promise.Reason, clock.GetUtcNow()))];

    /// <summary>The promise that ends first of those still owed.</summary>
    public Clock? Next => Clocks.FirstOrDefault(one => one.State is ClockState.Open or ClockState.Late);

    protected override async Task Load()
    {
        var repair = repairs.GetRepairAsync(new() { RepairId = Id }, cancellationToken: Stop);
        var catalogue = repairs.GetCatalogueAsync(new() { Landlord = Person.Landlord }, cancellationToken: Stop).Part();
        Repair = (await repair).Repair;
        Catalogue = (await catalogue).Answer?.Catalogue ?? new();
    }
}
