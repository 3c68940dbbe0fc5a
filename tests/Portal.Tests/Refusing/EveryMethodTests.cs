using Google.Protobuf.Reflection;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Stack;
using Housing.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Housing.Portal.Tests;

/// <summary>Every gRPC method there is, asked about a real case by everybody whose it is not. A new method is among them by itself.</summary>
[Collection(nameof(MovedStack))]
public sealed class EveryMethodTests(MovedStack portal)
{
    /// <summary>What may be answered to somebody whose case it is not: what a landlord tells all of them, and the own lists of whoever asks. Nothing of the household may be in it.</summary>
    private static readonly Dictionary<string, HashSet<string>> Answered = new(StringComparer.Ordinal)
    {
        [$"resident@{RealCase.Landlord}"] = new(StringComparer.Ordinal)
        {
            "Complaints.GetTerms", "Learning.ListImprovements", "Reports.ListReports", "DirectDebits.GetDebitTerms", "Payments.GetWaysToPay", "Support.ListAgencies", "Performance.GetShares", "Performance.GetTenantMeasures", "Repairs.GetCatalogue",
            "Repairs.GetRepairsLeaflet", "Repairs.ListCommunalRepairs",
            "Complaints.ListComplaints", "Feedback.ListFeedback", "Records.SearchComplaints", "Adaptations.ListAdaptations", "Recharges.ListRecharges", "Repairs.ListRepairs",
        },
        [$"contractor-{OtherContractor}@{RealCase.Landlord}"] = new(StringComparer.Ordinal) { "Repairs.GetCatalogue", "Repairs.GetRepairsLeaflet", "Repairs.ListRepairs", "Repairs.ContractorDay" },
        // The landlords side by side, by published figures.
        ["officer@rosebery"] = new(StringComparer.Ordinal) { "Performance.CompareLandlords" },
        ["manager@rosebery"] = new(StringComparer.Ordinal) { "Performance.CompareLandlords" },
        ["auditor@rosebery"] = new(StringComparer.Ordinal) { "Performance.CompareLandlords" },
    };

    private const string OtherContractor = "second-contractor";

    /// <summary>What every service answers, to services and administrators alone; tests of their own see that it is answered.</summary>
    private static readonly string[] OfEvery = ["standards", "errors"];

    private static readonly string[] Rightful = ["officer", "manager", "income", "auditor", "resident"];

    [Fact]
    public async Task A_case_is_shown_to_nobody_and_changed_by_nobody_whose_it_is_not_by_any_method()
    {
        Assert.Equal(HousingStack.GrpcServices.Order(StringComparer.Ordinal), Wire.Methods.Select(Wire.ServiceOf).Where(service => !OfEvery.Contains(service)).Distinct().Order(StringComparer.Ordinal));
        var real = await RealCase.Make(portal);
        var requests = new Requests(real, portal.Now);
        Assert.NotEqual(OtherContractor, real.Contractor);
        var strangers = await Strangers(real);
        var faults = new List<string>();
        var questions = new List<(string Service, MethodDescriptor Method, Google.Protobuf.IMessage Request)>();
        foreach (var method in Wire.Methods)
        {
            foreach (var service in OfEvery.Contains(Wire.ServiceOf(method)) ? HousingStack.GrpcServices : [Wire.ServiceOf(method)])
                questions.AddRange((Wire.Reads(method) ? await Understood(real, requests, method, service, faults) : [requests.Full(method)]).Select(request => (service, method, request)));
        }

        var before = await Snapshot.Take(portal.Stack, real.Ids);
        foreach (var (service, method, request) in questions)
        {
            foreach (var (who, headers) in strangers)
            {
                var answer = await Wire.Ask(portal.Stack.Calling(service, headers), method, request);
                if (Fault(real, method, who, answer) is { } fault)
                    faults.Add($"{method.FullName} {fault} to {who}, asked {request}: {answer.Text[..Math.Min(300, answer.Text.Length)]}");
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
        Snapshot.Same(before, await Snapshot.Take(portal.Stack, real.Ids));

        // Those requests were refused for who asked: to those whose case it is they are no secret.
        foreach (var method in Wire.Methods.Where(method => !Wire.Reads(method) && !OfEvery.Contains(Wire.ServiceOf(method)) && !Requests.NamesNothing(method)))
        {
            var answers = new List<string>();
            foreach (var role in Rightful)
            {
                var caller = await portal.Stack.Calling(Wire.ServiceOf(method), $"{role}@{RealCase.Landlord}", role == "resident" ? real.Household : null);
                var answer = await Wire.Ask(caller, method, requests.Full(method));
                answers.Add(answer.IsRefused ? $"{role}: {answer.Status} {answer.Text}" : "");
            }

            if (!answers.Contains(""))
                faults.Add($"{method.FullName} is refused to everybody: {string.Join("; ", answers)}");
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
    }

    /// <summary>The ways of asking that somebody rightful is answered.</summary>
    private async Task<IReadOnlyList<Google.Protobuf.IMessage>> Understood(RealCase real, Requests requests, MethodDescriptor method, string service, List<string> faults)
    {
        if (OfEvery.Contains(Wire.ServiceOf(method)))
            return [requests.Full(method)];
        var (answered, refusals) = (new List<Google.Protobuf.IMessage>(), new List<string>());
        foreach (var request in requests.Ways(method).DistinctBy(request => request.ToString()))
        {
            foreach (var role in Rightful.Append($"contractor-{real.Contractor}"))
            {
                var answer = await Wire.Ask(await portal.Stack.Calling(service, $"{role}@{RealCase.Landlord}", role == "resident" ? real.Household : null), method, request);
                if (answer.Status is StatusCode.OK or StatusCode.FailedPrecondition)
                {
                    answered.Add(request);
                    break;
                }

                refusals.Add($"{role} {request}: {answer.Status} {answer.Text[..Math.Min(200, answer.Text.Length)]}");
            }
        }

        if (answered.Count == 0 && !Requests.NamesNothing(method))
            faults.Add($"{method.FullName} is answered to nobody:\n  {string.Join("\n  ", refusals)}");
        return answered.Count > 0 ? answered : [requests.Full(method)];
    }

    private static string? Fault(RealCase real, MethodDescriptor method, string who, Answer answer)
    {
        if (answer.IsRefused || (OfEvery.Contains(Wire.ServiceOf(method)) && answer.Status == StatusCode.Unimplemented))
            return null;
        if (answer.Status != StatusCode.OK || Answered.GetValueOrDefault(who)?.Contains($"{method.Service.Name}.{method.Name}") != true)
            return $"answers {answer.Status}";
        return answer.Text.Contains(RealCase.Secret, StringComparison.OrdinalIgnoreCase) || real.Ids.Any(id => answer.Text.Contains(id, StringComparison.OrdinalIgnoreCase)) ? "shows it" : null;
    }

    /// <summary>Everybody whose it is not.</summary>
    private async Task<IReadOnlyList<(string Who, Metadata Headers)>> Strangers(RealCase real)
    {
        var neighbour = await portal.Stack.LetHome(RealCase.Landlord);
        var elsewhere = await portal.Stack.LetHome("rosebery");
        var strangers = new List<(string, Metadata)>
        {
            ("nobody", []),
            ("what the Portal signed for a service", await PortalSigned("service")),
            ($"resident@{RealCase.Landlord}", await portal.Stack.As($"resident@{RealCase.Landlord}", neighbour.HouseholdId)),
            ($"contractor-{OtherContractor}@{RealCase.Landlord}", await portal.Stack.As($"contractor-{OtherContractor}@{RealCase.Landlord}")),
            ("resident@rosebery", await portal.Stack.As("resident@rosebery", elsewhere.HouseholdId)),
            ("their resident, of another landlord", await portal.Stack.As("resident@rosebery", real.Household)),
            ("contractor of that key at rosebery", await portal.Stack.As($"contractor-{real.Contractor}@rosebery")),
        };
        foreach (var role in (string[])["officer", "manager", "income", "auditor"])
            strangers.Add(($"{role}@rosebery", await portal.Stack.As($"{role}@rosebery")));
        return strangers;
    }

    [Fact]
    public async Task What_the_Portal_signs_for_an_officer_is_taken_and_for_a_service_is_not()
    {
        var home = await portal.Stack.LetHome(RealCase.Landlord);

        Assert.Equal(home.HomeId, (await portal.Stack.Estates.GetHomeAsync(new() { HomeId = home.HomeId }, await PortalSigned("officer"))).Home.HomeId);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await portal.Stack.Estates.GetHomeAsync(new() { HomeId = home.HomeId }, await PortalSigned("service")));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    /// <summary>As if somebody had come by the Portal's own key: another Portal on the same database signs with it.</summary>
    private async Task<Metadata> PortalSigned(string role)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:portal-db"] = await portal.Stack.ConnectionString("portal-db") };
        var now = TimeProvider.System.GetUtcNow();
        await using var replica = await ServiceHost<PortalDb>.StartAsync(now, settings: settings);
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "https://portal.housing.local",
            Audience = "housing",
            NotBefore = now.UtcDateTime,
            Expires = now.AddMinutes(30).UtcDateTime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = "repairs", ["role"] = role, ["landlord"] = RealCase.Landlord },
            SigningCredentials = await replica.Services.GetRequiredService<SigningKeys>().Credentials(CancellationToken.None),
        });
        return new Metadata { { "authorization", $"Bearer {token}" } };
    }
}
