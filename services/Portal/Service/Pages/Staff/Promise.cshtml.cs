using Housing.Performance.Contracts.V1;
using Housing.Standards;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using PerformanceClient = Housing.Performance.Contracts.V1.Performance.PerformanceClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>One figure: how it was worked out, its trend, and the cases behind it.</summary>
public sealed class PromiseModel(PerformanceClient performance, TimeProvider clock) : CasePage
{
    [BindProperty(SupportsGet = true)]
    public string Standard { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Part { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public Share Share { get; private set; } = new();
    public IReadOnlyList<MonthFigure> Trend { get; private set; } = [];
    public IReadOnlyList<CasePromise> Cases { get; private set; } = [];
    public NextPage Next { get; private set; } = null!;

    public static IReadOnlyList<(string Key, string Text, SharePart Part)> Parts { get; } =
    [
        ("", "All that were due", SharePart.Unspecified), ("kept", "Kept", SharePart.Kept), ("not-kept", "Not kept", SharePart.NotKept),
        ("by-extension", "Kept by extension", SharePart.KeptByExtension), ("open", "Still in time", SharePart.Open), ("excused", "Excused", SharePart.Excused),
    ];

    protected override async Task Load()
    {
        var today = London.DayOf(clock.GetUtcNow());
        var (from, through) = (Figures.Date(today.AddMonths(-11)), Figures.Date(today));
        var shares = performance.GetSharesAsync(new() { Landlord = Person.Landlord, StandardId = Standard, From = from, Through = through }, cancellationToken: Stop).ResponseAsync;
        var trend = performance.GetTrendAsync(new() { Landlord = Person.Landlord, StandardId = Standard }, cancellationToken: Stop).ResponseAsync;
        var cases = await performance.ListCasesAsync(
            new() { Landlord = Person.Landlord, StandardId = Standard, From = from, Through = through, Part = Parts.FirstOrDefault(p => p.Key == Part).Part, PageSize = 25, PageToken = After ?? "" }, cancellationToken: Stop);
        Share = (await shares).Shares[0];
        Trend = Figures.Trend(await trend);
        Cases = cases.Promises;
        Next = new(cases.NextPageToken, Request);
    }

    public string Href(string part) => QueryHelpers.AddQueryString($"/performance/{Standard}", new Dictionary<string, string?>(StringComparer.Ordinal) { ["part"] = part is "" ? null : part });
}
