using Aspire.Hosting.Testing;
using Housing.Stack;
using Housing.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Housing.Portal.Tests;

/// <summary>The landlord's people come from their own sign-in, there and back in the browser, before the real services.</summary>
[Collection(nameof(PortalStack))]
public sealed class StaffSignInJourney(PortalStack portal)
{
    [Fact]
    public async Task Staff_sign_in_at_their_landlords_own_authority_and_stay_in()
    {
        var household = await portal.Stack.LetHome("havering");
        await using var authority = await Authority();
        await using var host = await Portal(authority);
        var page = await portal.Open();

        // Where one wanted to go is where one comes to.
        await page.GotoAsync($"{host.Address}/homes/{household.HomeId}");
        await Choose(page, "Sam Officer");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(household.LeadName);
        await Assertions.Expect(page.Locator("header, .govuk-service-navigation").First).ToBeVisibleAsync();

        // The cookie is looked at anew on each page here; nobody has an account whose password it would be.
        Assert.Equal(200, (await page.GotoAsync($"{host.Address}/work"))!.Status);
        Assert.Empty(authority.Refused);
    }

    [Theory]
    [InlineData("Robin Resident")]
    [InlineData("A service")]
    [InlineData("Officer of nowhere")]
    [InlineData("Nobody at all")]
    public async Task Whoever_is_no_staff_there_comes_back_as_nobody(string who)
    {
        await using var authority = await Authority();
        await using var host = await Portal(authority);
        var page = await portal.Open();

        await page.GotoAsync($"{host.Address}/work");
        await Choose(page, who);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This page is not yours" })).ToBeVisibleAsync();

        await page.GotoAsync($"{host.Address}/work");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_sign_in_that_began_elsewhere_ends_at_the_sign_in_page()
    {
        await using var authority = await Authority();
        await using var host = await Portal(authority);
        var page = await portal.Open();

        await page.GotoAsync($"{host.Address}/sign-in/staff?code=stolen&state=made-up");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(authority.Refused);      // it was not even asked
    }

    private static async Task Choose(IPage page, string who)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in as staff" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = who, Exact = true }).ClickAsync();
    }

    private static Task<OpenIdProvider> Authority() => OpenIdProvider.StartAsync(new Dictionary<string, Dictionary<string, object>>(StringComparer.Ordinal)
    {
        ["Sam Officer"] = Claims("sam", "officer", "havering"),
        ["Robin Resident"] = Claims("robin", "resident", "havering"),
        ["A service"] = Claims("repairs", "service", "havering"),
        ["Officer of nowhere"] = Claims("olu", "officer", "nowhere"),
        ["Nobody at all"] = new(StringComparer.Ordinal) { ["sub"] = "nobody" },
    });

    private static Dictionary<string, object> Claims(string sub, string role, string landlord) => new(StringComparer.Ordinal) { ["sub"] = sub, ["name"] = sub, ["role"] = role, ["landlord"] = landlord };

    /// <summary>A replica of the stack's Portal whose staff sign in there; the services trust it as they do the other.</summary>
    private async Task<ServiceHost<PortalDb>> Portal(OpenIdProvider authority)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:portal-db"] = await portal.Stack.ConnectionString("portal-db"),
            ["Portal:Staff:Authority"] = authority.Address,
            ["Portal:Staff:ClientId"] = OpenIdProvider.Client,
            ["Portal:Staff:ClientSecret"] = OpenIdProvider.Secret,
            ["Calls:DeadlineSeconds"] = "60",
        };
        foreach (var service in HousingStack.GrpcServices)
            settings[$"services:{service}:http:0"] = portal.Stack.App.GetEndpoint(service, "http").ToString();
        return await ServiceHost<PortalDb>.StartAsync(
            TimeProvider.System.GetUtcNow(), settings: settings, services: services => services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.Zero));
    }
}
