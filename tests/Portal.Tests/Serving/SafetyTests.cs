using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Housing.ServiceDefaults;

namespace Housing.Portal.Tests;

/// <summary>What holds for every page whatever it shows: headers, forms, sign-in.</summary>
public sealed partial class SafetyTests(PortalService portal) : IClassFixture<PortalService>
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    [InlineData("/home")]
    [InlineData("/portal.css")]
    public async Task Every_answer_forbids_what_is_not_ours(string path)
    {
        using var browser = portal.Browser();

        var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task No_page_has_a_script_or_style_of_its_own()
    {
        using var browser = portal.Browser();

        var page = await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative));

        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=)", page);
        Assert.DoesNotMatch(" on[a-z]+=\"", page);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-in?handler=Development")]
    [InlineData("/sign-out")]
    public async Task A_form_that_was_not_ours_does_nothing(string path)
    {
        using var browser = portal.Browser();
        using var form = new FormUrlEncodedContent([new("landlord", "havering"), new("role", "officer")]);

        var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("portal=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_is_not_taken_either()
    {
        var email = await Account("havering", "a long enough pass phrase");
        using var browser = portal.Browser();

        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignIn(browser, email, "not this one at all")).StatusCode);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignIn(browser, email, "a long enough pass phrase")).StatusCode);
    }

    [Fact]
    public async Task The_right_password_opens_the_first_page_and_never_one_elsewhere()
    {
        var email = await Account("havering", "a long enough pass phrase");
        using var browser = portal.Browser();

        var answer = await SignIn(browser, email, "a long enough pass phrase", "//elsewhere.example/");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/work", answer.Headers.Location!.ToString());
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("portal=", StringComparison.Ordinal) && cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_unknown_address_is_told_no_more_than_a_wrong_password()
    {
        var email = await Account("havering", "a long enough pass phrase");
        using var browser = portal.Browser();

        var known = await (await SignIn(browser, email, "not this one at all")).Content.ReadAsStringAsync();
        var unknown = await (await SignIn(browser, "nobody@example.org", "not this one at all")).Content.ReadAsStringAsync();

        const string says = "The email address or the password is not right";
        Assert.Contains(says, known, StringComparison.Ordinal);
        Assert.Contains(says, unknown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resident", "/work", true)]
    [InlineData("resident", "/search", true)]
    [InlineData("resident", "/desk", true)]
    [InlineData("resident", "/arrears", true)]
    [InlineData("resident", "/performance", true)]
    [InlineData("resident", "/cases/repairs/0198c0de-0000-7000-8000-000000000001", true)]
    [InlineData("resident", "/cases/complaints/0198c0de-0000-7000-8000-000000000001", true)]
    [InlineData("resident", "/cases/income/0198c0de-0000-7000-8000-000000000001", true)]
    [InlineData("resident", "/homes/0198c0de-0000-7000-8000-000000000001", true)]
    [InlineData("contractor-a", "/work", false)]
    [InlineData("officer", "/day", false)]
    [InlineData("officer", "/home", false)]
    public async Task A_page_of_another_role_is_refused_in_plain_words(string role, string path, bool isResident)
    {
        using var browser = portal.Browser();
        await Be(browser, role, isResident ? Guid.CreateVersion7() : null);

        var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("This page is not yours", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_whose_service_is_away_says_so_and_nothing_worse()
    {
        using var browser = portal.Browser();
        await Be(browser, "resident", Guid.CreateVersion7());

        var repairs = await browser.GetAsync(new Uri("/repairs", UriKind.Relative));
        var home = await browser.GetAsync(new Uri("/home", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, repairs.StatusCode);
        Assert.Contains("This part of the service is away", await repairs.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
        Assert.Contains("cannot be shown just now", await home.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("officer", "/work")]
    [InlineData("officer", "/desk")]
    [InlineData("income", "/arrears")]
    [InlineData("manager", "/performance")]
    [InlineData("auditor", "/performance/HAV-REP-08")]
    [InlineData("officer", "/cases/repairs/0198c0de-0000-7000-8000-000000000001")]
    [InlineData("contractor-a", "/day")]
    public async Task A_staff_page_whose_service_is_away_says_so(string role, string path)
    {
        using var browser = portal.Browser();
        await Be(browser, role, household: null);

        var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("This part of the service is away", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("service", "")]
    [InlineData("resident", "")]
    [InlineData("officer", "0198c0de-0000-7000-8000-000000000001")]
    [InlineData("king", "")]
    public async Task Nobody_becomes_what_nobody_is(string role, string household)
    {
        using var browser = portal.Browser();

        var answer = await Post(browser, "/sign-in?handler=Development", ("landlord", "havering"), ("role", role), ("household", household));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private async Task Be(HttpClient browser, string role, Guid? household)
    {
        var answer = await Post(browser, "/sign-in?handler=Development", ("landlord", "havering"), ("role", role), ("household", household?.ToString() ?? ""));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> SignIn(HttpClient browser, string email, string password, string to = "") =>
        Post(browser, "/sign-in", ("Email", email), ("Password", password), ("to", to));

    /// <summary>As a browser posts a form: with the token that was in the page.</summary>
    private static async Task<HttpResponseMessage> Post(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        var page = await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var token = Token().Match(page).Groups["token"].Value;
        using var form = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), new("__RequestVerificationToken", token)]);
        return await browser.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    private async Task<string> Account(string landlord, string password)
    {
        await using var scope = portal.Host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var id = Guid.CreateVersion7();
        var email = $"{id:N}@example.org";
        var made = await users.CreateAsync(new PortalUser { Id = id, UserName = email, Email = email, Subject = id.ToString(), Name = "Sam Sample", Role = Role.Officer, Landlord = landlord }, password);
        Assert.True(made.Succeeded, string.Join("; ", made.Errors.Select(error => error.Description)));
        return email;
    }

    [System.Text.RegularExpressions.GeneratedRegex("__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, 1000)]
    private static partial System.Text.RegularExpressions.Regex Token();
}
