using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Hosting.Testing;
using Housing.Stack;

namespace Housing.Bench;

/// <summary>The first byte of the main pages, at a landlord with 100,000 repairs: the median of each against 100 ms, and how many services it asked.</summary>
public static partial class PortalBench
{
    private const string Landlord = "housing-plus";
    private const int Repairs = 100_000;
    private const int Homes = 2_000;
    private const int From = 2_000_000;
    private const int Times = 60;
    private const int Warm = 40;
    private const double Limit = 100;

    public static async Task Run(HousingStack stack, Table table)
    {
        var home = await stack.LetHome(Landlord);
        await ListBench.Fill(stack, Landlord, Repairs, Homes, From);
        // One of its households is real.
        await stack.Count("repairs-db", $"with moved as (update repair set home_id = '{home.HomeId}', household_id = '{home.HouseholdId}' where landlord = '{Landlord}' and household_id = '{ListBench.Household(0)}' returning 1) select count(*) from moved");
        var repair = await stack.ReportWithAppointment(home);

        var slowest = 0.0;
        foreach (var (role, pages) in new (string, string[])[]
        {
            ("resident", ["/home", "/repairs", $"/repairs/{repair.RepairId}", "/repairs/report", "/account", "/complaints", "/promises"]),
            ("manager", ["/work", "/search?q=Robin", $"/homes/{home.HomeId}", $"/cases/repairs/{repair.RepairId}", "/desk", "/arrears", "/performance"]),
        })
        {
            using var browser = await SignIn(stack, role, role == "resident" ? home.HouseholdId : "");
            foreach (var page in pages)
            {
                var (median, calls) = await FirstByte(browser, page);
                var name = page.Replace(repair.RepairId, "ID", StringComparison.Ordinal).Replace(home.HomeId, "ID", StringComparison.Ordinal);
                table.Add($"first byte of {name}, {role}, {Repairs:N0} repairs, {calls} calls, median", median, "ms");
                slowest = Math.Max(slowest, median);
            }
        }

        table.Add("the slowest of these pages ÷ 100 ms", slowest / Limit, "×", aim: 1, Better.Lower);
    }

    private static async Task<(double Median, int Calls)> FirstByte(HttpClient browser, string page)
    {
        var took = new List<double>(Times);
        var calls = 0;
        for (var n = 0; n < Warm + Times; n++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await browser.GetAsync(new Uri(page, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            if (n >= Warm)
                took.Add(watch.Elapsed.TotalMilliseconds);
            answer.EnsureSuccessStatusCode();
            calls = int.Parse(answer.Headers.GetValues("Portal-Calls").Single(), CultureInfo.InvariantCulture);
            await answer.Content.ReadAsByteArrayAsync();
        }

        took.Sort();
        return (took[Times / 2], calls);
    }

    private static async Task<HttpClient> SignIn(HousingStack stack, string role, string household)
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CheckCertificateRevocationList = true }) { BaseAddress = stack.App.GetEndpoint("portal", "http") };
        var token = InForm().Match(await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).Groups["token"].Value;
        using var form = new FormUrlEncodedContent([new("landlord", Landlord), new("role", role), new("household", household), new("__RequestVerificationToken", token)]);
        using var signedIn = await browser.PostAsync(new Uri("/sign-in?handler=Development", UriKind.Relative), form);
        if (signedIn.Headers.Location is null)
            throw new InvalidOperationException($"Nobody could sign in as {role}: {(int)signedIn.StatusCode}.");
        return browser;
    }

    [GeneratedRegex("__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InForm();
}
