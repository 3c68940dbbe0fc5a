using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Housing.Stack;
using Housing.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Portal.Tests;

/// <summary>Every page and form of the Portal, as it says itself which there are, opened and sent about a real case by everybody whose it is not.</summary>
[Collection(nameof(MovedStack))]
public sealed partial class EveryPageTests(MovedStack portal)
{
    /// <summary>What anybody may open; nothing of a household is on it.</summary>
    private static readonly HashSet<string> OpenToAll = new(StringComparer.Ordinal)
    {
        "/", "/sign-in", "/sign-out", "/join", "/problem/404", "/brand/havering.css", "/.well-known/openid-configuration", "/.well-known/jwks.json", "/health", "/alive", "/clock",
    };

    private static readonly string[] Rightful = ["officer", "manager", "income", "auditor", "resident", Administrator];

    private const string Administrator = "administrator";

    /// <summary>An error queue's page, and below it that of a message; none waits there, so the message's page is open to nobody. ErrorQueueJourneys opens it.</summary>
    private const string Queue = "/errors/income/income-appointment-missed", Message = Queue + "/";

    private sealed record Door(string Path, HttpMethod Method, IReadOnlyList<string> Fields, bool IsOfACase);

    [Fact]
    public async Task A_case_is_shown_to_nobody_and_changed_by_nobody_whose_it_is_not_by_any_page()
    {
        var real = await RealCase.Make(portal);
        var doors = await Doors(real);
        Assert.Contains(doors, door => door.Method == HttpMethod.Post && door.IsOfACase);
        var faults = new List<string>();
        await Opened(real, doors, faults);
        var before = await Snapshot.Take(portal.Stack, real.Ids);

        var neighbour = await portal.Stack.LetHome(RealCase.Landlord);
        var elsewhere = await portal.Stack.LetHome("rosebery");
        foreach (var (who, landlord, household) in new (string, string, string?)[]
        {
            ("", "", null), ("resident", RealCase.Landlord, neighbour.HouseholdId), ("contractor-second-contractor", RealCase.Landlord, null), ("resident", "rosebery", elsewhere.HouseholdId), ("resident", "rosebery", real.Household), (Administrator, "", null),
            ($"contractor-{real.Contractor}", "rosebery", null), ("officer", "rosebery", null), ("manager", "rosebery", null), ("income", "rosebery", null), ("auditor", "rosebery", null),
        })
        {
            using var browser = await Browser(who, landlord, household);
            foreach (var door in doors.Where(door => who != Administrator || !door.Path.StartsWith(Queue, StringComparison.Ordinal)))
            {
                var answer = await Through(browser, door, real);
                if (Fault(real, door, who, answer) is { } fault)
                    faults.Add($"{door.Method} {door.Path} {fault} to {who}@{landlord}");
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
        Snapshot.Same(before, await Snapshot.Take(portal.Stack, real.Ids));
    }

    private static string? Fault(RealCase real, Door door, string who, (int Status, string Text, string? To) answer)
    {
        var path = door.Path.Split('?')[0];
        // What was typed stands in the form that is shown again.
        var sent = string.Join(' ', door.Fields.Select(field => Field(real, field)).Append(door.Path));
        if (answer.Text.Contains(RealCase.Secret, StringComparison.OrdinalIgnoreCase)
            || real.Ids.Any(id => answer.Text.Contains(id, StringComparison.OrdinalIgnoreCase) && !sent.Contains(id, StringComparison.OrdinalIgnoreCase)))
            return $"shows it (with {answer.Status})";
        if (answer.Status is 401 or 403 or 404 or 400 && (answer.Status != 400 || OpenToAll.Contains(path)))
            return null;
        if (answer is { Status: 302, To: { } to } && to.Contains("/sign-in", StringComparison.Ordinal))
            return null;
        // A page without a case's id is of whoever is signed in: their own things, or nothing.
        return OpenToAll.Contains(path) || (who.Length > 0 && !door.IsOfACase) ? null : $"answers {answer.Status}";
    }

    /// <summary>Each page of a case is there for somebody whose it is: the addresses that strangers try are right.</summary>
    private async Task Opened(RealCase real, IReadOnlyList<Door> doors, List<string> faults)
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var role in Rightful.Append($"contractor-{real.Contractor}"))
        {
            using var browser = await Browser(role, role == Administrator ? "" : RealCase.Landlord, role == "resident" ? real.Household : null);
            foreach (var door in doors.Where(door => door.Method == HttpMethod.Get && !shown.Contains(door.Path)))
            {
                if ((await Through(browser, door, real)).Status is 200 or 302)
                    shown.Add(door.Path);
            }
        }

        faults.AddRange(doors.Where(door => door.Method == HttpMethod.Get && !shown.Contains(door.Path) && !door.Path.StartsWith("/problem", StringComparison.Ordinal)
            && !door.Path.StartsWith(Message, StringComparison.Ordinal) && !door.Path.StartsWith("/sign-in", StringComparison.Ordinal)).Select(door => $"{door.Path} is open to nobody"));
    }

    private static async Task<(int Status, string Text, string? To)> Through(HttpClient browser, Door door, RealCase real)
    {
        using var request = new HttpRequestMessage(door.Method, new Uri(door.Path, UriKind.Relative));
        if (door.Method == HttpMethod.Post)
        {
            var token = browser.DefaultRequestHeaders.TryGetValues("X-Token", out var tokens) ? tokens.First() : "";
            request.Content = new FormUrlEncodedContent(
                [.. door.Fields.Select(field => KeyValuePair.Create(field, Field(real, field))), new("__RequestVerificationToken", token), new("RequestId", Guid.CreateVersion7().ToString())]);
        }

        using var answer = await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // What is watched never ends.
        var text = answer.Content.Headers.ContentType?.MediaType is "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text, answer.Headers.Location?.ToString());
    }

    private static string Field(RealCase real, string field) => field switch
    {
        "Household" or "household" => real.Household,
        "mandate" => real.Named("mandate_id"),
        "agreement" => real.Named("agreement_id"),
        "Who" => "resident",
        "landlord" => "nowhere",
        "When" => "monthly-1",
        "Amount" => "1.00",
        "Months" => "1",
        _ => "Tell me.",
    };

    /// <summary>Signed in as somebody, or as nobody, with the token of a form in hand.</summary>
    private async Task<HttpClient> Browser(string role, string landlord, string? household)
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CheckCertificateRevocationList = true }) { BaseAddress = portal.Address };
        if (role.Length > 0)
        {
            using var form = new FormUrlEncodedContent([new("landlord", landlord), new("role", role), new("household", household ?? ""), new("__RequestVerificationToken", await Token("/sign-in"))]);
            using var signedIn = await browser.PostAsync(new Uri("/sign-in?handler=Development", UriKind.Relative), form);
            Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        }

        browser.DefaultRequestHeaders.Add("X-Token", await Token(role.Length > 0 ? "/sign-out" : "/sign-in"));
        return browser;

        async Task<string> Token(string path) => InForm().Match(await browser.GetStringAsync(new Uri(path, UriKind.Relative))).Groups["token"].Value;
    }

    /// <summary>Every page with each of its handlers, and every other endpoint.</summary>
    private static async Task<IReadOnlyList<Door>> Doors(RealCase real)
    {
        await using var host = await ServiceHost<PortalDb>.StartAsync();
        var loader = host.Services.GetRequiredService<PageLoader>();
        var doors = new List<Door>();
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var (path, isOfACase) = Path(endpoint.RoutePattern.RawText!.TrimStart('/'), real);
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            {
                doors.Add(new Door(path, HttpMethod.Get, [], isOfACase));
                continue;
            }

            var compiled = await loader.LoadAsync(page, EndpointMetadataCollection.Empty);
            var bound = compiled.BoundProperties.OfType<PageBoundPropertyDescriptor>().Where(property => property.Name != "RequestId").SelectMany(property => Names(property.Property)).ToList();
            doors.Add(new Door(path, HttpMethod.Get, [], isOfACase));
            foreach (var handler in compiled.HandlerMethods.Where(handler => handler.Name is not null || handler.HttpMethod == "Post"))
            {
                var parameters = handler.Parameters.Select(parameter => parameter.Name).ToList();
                var query = string.Concat((handler.Name is null ? [] : new[] { $"handler={handler.Name}" })
                    .Concat(handler.HttpMethod == "Get" ? parameters.Select(name => $"{name}={real.Named(name is "id" ? "statement_id" : $"{name}_id", orNothing: true)}") : [])
                    .Select((part, at) => $"{(at == 0 ? '?' : '&')}{part}"));
                doors.Add(new Door($"{path}{query}", HttpMethod.Parse(handler.HttpMethod), [.. bound, .. parameters], isOfACase || (handler.HttpMethod == "Get" && parameters.Count > 0)));
            }
        }

        return [.. doors.DistinctBy(door => (door.Path, door.Method))];
    }

    /// <summary>“Contact.Note” of a form that is one of several on its page.</summary>
    private static IEnumerable<string> Names(PropertyInfo property) => property.PropertyType.IsClass && property.PropertyType != typeof(string)
        ? property.PropertyType.GetProperties().Select(inner => $"{property.Name}.{inner.Name}")
        : [property.Name];

    /// <summary>An endpoint's address with what it is about filled in.</summary>
    private static (string Path, bool IsOfACase) Path(string pattern, RealCase real)
    {
        var isOfACase = false;
        var path = Parameter().Replace(pattern, hole =>
        {
            var (name, before) = (hole.Groups["name"].Value, pattern[..hole.Index]);
            var id = (name, before) switch
            {
                ("id", "repairs/" or "cases/repairs/" or "day/") => real.Named("repair_id"),
                ("id", "complaints/" or "cases/complaints/") => real.Named("complaint_id"),
                ("id", "account/payment/") => real.Named("card_payment_id"),
                ("id", "homes/") => real.Named("home_id"),
                ("id", "cases/income/of/") => real.Named("account_id"),
                ("id", "cases/income/") => real.Named("account_id"),
                _ => null,
            };
            isOfACase |= id is not null || before.StartsWith("errors/", StringComparison.Ordinal);
            return id ?? (name, before) switch
            {
                ("service", "errors/") => "income",
                ("queue", "errors/{service}/") => "income-appointment-missed",
                ("id", "errors/{service}/{queue}/") => Guid.Empty.ToString(),
                ("standard", "performance/") => "HAV-REP-08",
                ("status", "problem/") => "404",
                ("landlord", "brand/") => RealCase.Landlord,
                ("key", "repairs/report/") => "room",
                _ => throw new InvalidOperationException($"What is {{{name}}} in {pattern}? Say it here, so that strangers try it."),
            };
        });
        return ($"/{path}", isOfACase);
    }

    [GeneratedRegex("\\{(?<name>[a-zA-Z]+)[^}]*\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InForm();
}
