using System.Net;

namespace Housing.Portal.Tests;

public sealed class PageTests(PortalService portal) : IClassFixture<PortalService>
{
    [Fact]
    public async Task The_sign_in_page_is_open_to_all_and_offers_each_landlords_staff_in_development()
    {
        using var browser = portal.Browser();

        var page = await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative));

        Assert.Contains("Sign in - Housing", page, StringComparison.Ordinal);
        Assert.Contains("value=\"havering\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"auditor\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/home")]
    [InlineData("/work")]
    public async Task Whoever_is_not_signed_in_is_led_to_the_sign_in_and_back(string path)
    {
        using var browser = portal.Browser();

        var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith($"/sign-in?to={Uri.EscapeDataString(path)}", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_nowhere_is_said_to_be_so_in_plain_words()
    {
        using var browser = portal.Browser();

        var answer = await browser.GetAsync(new Uri("/nowhere", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Page not found", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/portal.css", "text/css")]
    [InlineData("/portal.js", "text/javascript")]
    [InlineData("/brand/havering.css", "text/css")]
    public async Task Styles_and_scripts_come_from_here(string path, string type)
    {
        using var browser = portal.Browser();

        var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
    }
}
