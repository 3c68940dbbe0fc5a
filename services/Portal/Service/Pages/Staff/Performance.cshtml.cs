using Housing.Performance.Contracts.V1;
using Housing.Standards;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using PerformanceClient = Housing.Performance.Contracts.V1.Performance.PerformanceClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>One month's share as its chart and its table show it.</summary>
public sealed record MonthFigure(string Month, string Value, long Kept, long Of);

/// <summary>Whether the landlord keeps its word: every promise with the share kept, and the trend of all of them.</summary>
public sealed class PerformanceModel(PerformanceClient performance, TimeProvider clock) : PortalPage
{
    private const int First = 20;
    private const int Most = 100;

    [BindProperty(SupportsGet = true)]
    public string Service { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Months { get; set; } = "1";

    /// <summary>Every promise; without it the first of them, so that the page stays small.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    /// <summary>How many promises something fell due of.</summary>
    public int Count { get; private set; }

    public Share Total { get; private set; } = new();
    public IReadOnlyList<Share> Shares { get; private set; } = [];
    public IReadOnlyList<MonthFigure> Trend { get; private set; } = [];

    public static IReadOnlyList<(string Key, string Text)> Periods { get; } = [("1", "This month"), ("3", "Three months"), ("12", "Twelve months")];

    public static IReadOnlyList<(string Key, string Text)> Services { get; } = [("", "All services"), ("repairs", "Repairs"), ("complaints", "Complaints"), ("income", "Accounts")];

    protected override async Task Load()
    {
        var today = London.DayOf(clock.GetUtcNow());
        var months = Months is "3" or "12" ? int.Parse(Months, System.Globalization.CultureInfo.InvariantCulture) : 1;
        var (from, through) = (today.AddMonths(1 - months), today);
        var trend = performance.GetTrendAsync(new() { Landlord = Person.Landlord, Service = Service }, cancellationToken: Stop).ResponseAsync;
        var shares = await performance.GetSharesAsync(new() { Landlord = Person.Landlord, Service = Service, From = Figures.Date(from), Through = Figures.Date(through) }, cancellationToken: Stop);
        Total = shares.Total;
        var measured = shares.Shares.Where(s => s.Volume > 0).ToList();
        Count = measured.Count;
        Shares = [.. measured.OrderBy(s => s.Denominator == 0 ? 2 : s.HasReached && !s.Reached ? 0 : 1).ThenBy(s => s.StandardId, StringComparer.Ordinal).Take(All ? Most : First)];
        Trend = Figures.Trend(await trend);
    }

    public string Href(string service, string months, bool all = false) => QueryHelpers.AddQueryString(
        "/performance", new Dictionary<string, string?>(StringComparer.Ordinal) { ["service"] = service is "" ? null : service, ["months"] = months is "1" ? null : months, ["all"] = all ? "true" : null });
}

/// <summary>Figures as pages show them.</summary>
internal static class Figures
{
    public static Date Date(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    public static string Share(string value) => value.Length == 0 ? "Nothing to measure" : $"{value} %";

    public static IReadOnlyList<MonthFigure> Trend(GetTrendResponse trend) =>
        [.. trend.Months.Select(m => new MonthFigure(new DateOnly(m.Month.Year, m.Month.Month, 1).ToString("MMM yyyy", System.Globalization.CultureInfo.InvariantCulture), m.Share.Value, m.Share.Numerator, m.Share.Denominator))];

    /// <summary>“2 days 3 hours”, of what was done.</summary>
    public static string Taken(long seconds) => seconds switch
    {
        < 3600 => Words.Count(Math.Max(1, seconds / 60), "minute", "minutes"),
        < 86400 => Words.Count(seconds / 3600, "hour", "hours"),
        _ => Words.Count(seconds / 86400, "day", "days"),
    };
}
