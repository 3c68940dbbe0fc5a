using System.Globalization;
using System.Text.Json.Nodes;
using Grpc.Core;
using Housing.Performance.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.AspNetCore.Mvc;
using PerformanceClient = Housing.Performance.Contracts.V1.Performance.PerformanceClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>One month as it would have been and as it was.</summary>
public sealed record RehearsedFigure(string Month, RehearsedShare Share);

/// <summary>What would have been kept if something else had been promised: another limit, or all that another landlord promises.</summary>
public sealed class RehearseModel(PerformanceClient performance, StandardsBook book, IConfiguration configuration, TimeProvider clock) : PortalPage
{
    /// <summary>A landlord's cases of some years are taken in anew while the page waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string ByLandlord = "landlord";

    [BindProperty(SupportsGet = true)]
    public string Try { get; set; } = "limit";

    [BindProperty(SupportsGet = true)]
    public string From { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Through { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Standard { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Limit { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Other { get; set; } = "";

    public bool TriesLandlord => Try == ByLandlord;

    public IReadOnlyList<RehearsedFigure>? Months { get; private set; }

    /// <summary>The whole period: what would have been kept of what would have been due, and what was.</summary>
    public (long Would, long WouldOf, long Was, long WasOf) Sum { get; private set; }

    public long CasesTaken { get; private set; }
    public IReadOnlyList<string> NotStarted { get; private set; } = [];

    public string DefaultFrom => Text(Today.AddMonths(-5));

    public string DefaultThrough => Text(Today);

    /// <summary>What was promised with a limit, of the services that run.</summary>
    public IReadOnlyList<Choice> Promises => [.. Limited.Select(s => new Choice(s.Id, $"{s.Id} ({LimitOf(s)}): {s.Summary}"))];

    public IReadOnlyList<Choice> Others => [.. book.Landlords.Where(key => key != Person.Landlord).Select(key => new Choice(key, book.For(key).Name))];

    /// <summary>What was tried, in words: “17 days instead of 15 days”.</summary>
    public string Tried => TriesLandlord ? $"What {book.For(Other).Name} promises" : $"{Limit} instead of {LimitOf(Limited.First(s => s.Id == Standard))}";

    public string Summary => Limited.FirstOrDefault(s => s.Id == Standard)?.Summary ?? "";

    public override async Task<IActionResult> OnGetAsync()
    {
        if (Person.Role is not (Role.Manager or Role.Auditor))
            return StatusCode(StatusCodes.Status403Forbidden);
        return TriesLandlord ? Other is "" ? Page() : await Rehearse() : Standard is "" && Limit is "" ? Page() : await Rehearse();
    }

    public static string Percent(string value) => value.Length > 0 ? $"{value} %" : "None due";

    public static string Percent(long part, long of) => of == 0 ? "None due" : string.Create(CultureInfo.InvariantCulture, $"{(part == of ? 100m : Math.Min(99.99m, Math.Round(100m * part / of, 2, MidpointRounding.AwayFromZero))):0.00} %");

    private DateOnly Today => London.DayOf(clock.GetUtcNow());

    private IEnumerable<Standard> Limited => book.For(Person.Landlord).Standards
        .Where(s => s is { Timing: Timing.Within, Published: true, Service: "repairs" or "complaints" or "income" }).DistinctBy(s => s.Id).OrderBy(s => s.Id, StringComparer.Ordinal);

    private static string LimitOf(Standard standard) => standard.Timing is Timing.Within within ? within.Limit.ToString() : "";

    private Task<IActionResult> Rehearse() => Do(async () =>
    {
        var request = new RehearseRequest { Landlord = Person.Landlord, From = Month(nameof(From), From, DefaultFrom), Through = Month(nameof(Through), Through, DefaultThrough) };
        if (!TriesLandlord)
            await Edit(request);
        else if (Others.Any(other => other.Value == Other))
            request.OfLandlord = Other;
        else
            ModelState.AddModelError(nameof(Other), "Choose a landlord");
        if (!ModelState.IsValid)
            return null;

        using var call = performance.Rehearse(request, deadline: TimeProvider.System.GetUtcNow().Add(Patience).UtcDateTime, cancellationToken: Stop);
        await foreach (var said in call.ResponseStream.ReadAllAsync(Stop))
        {
            CasesTaken = said.Cases;
            if (said.Finished)
                Take(said);
        }

        return Page();
    }, ("from", nameof(From)), ("through", nameof(Through)), ("standards", nameof(Limit)), ("of_landlord", nameof(Other)));

    /// <summary>The landlord's own file with the one limit changed.</summary>
    private async Task Edit(RehearseRequest request)
    {
        if (!Limited.Any(s => s.Id == Standard))
            ModelState.AddModelError(nameof(Standard), "Choose a promise");
        if (!Standards.Limit.TryParse(Limit.Trim(), out _, out _))
            ModelState.AddModelError(nameof(Limit), $"Enter a limit, such as {Standards.Limit.Examples}");
        if (!ModelState.IsValid)
            return;
        var folder = configuration["Standards:Folder"] ?? StandardsFolder.BesideAssemblies;
        var file = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(Path.Combine(folder, $"{Person.Landlord}.json"), Stop))!;
        foreach (var promise in file["standards"]!.AsArray().Where(one => (string?)one!["id"] == Standard && one["within"] is not null))
            promise!["within"] = Limit.Trim();
        request.Standards = file.ToJsonString();
    }

    private void Take(RehearseResponse said)
    {
        var shares = said.Months.Select(m => (m.Month, Share: TriesLandlord ? m.Total : m.Shares.FirstOrDefault(s => s.StandardId == Standard) ?? new RehearsedShare())).ToList();
        Months = [.. shares.Select(m => new RehearsedFigure(new DateOnly(m.Month.Year, m.Month.Month, 1).ToString("MMM yyyy", CultureInfo.InvariantCulture), m.Share))];
        Sum = (shares.Sum(m => m.Share.Numerator), shares.Sum(m => m.Share.Denominator), shares.Sum(m => m.Share.WasNumerator), shares.Sum(m => m.Share.WasDenominator));
        NotStarted = TriesLandlord ? said.NotStarted : [];
    }

    private Date? Month(string field, string typed, string otherwise)
    {
        if (DateOnly.TryParseExact(typed.Trim() is "" ? otherwise : typed.Trim(), ["yyyy-MM", "yyyy-MM-dd", "MM/yyyy", "M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return Figures.Date(day);
        ModelState.AddModelError(field, "Enter a month, such as 2026-03");
        return null;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
