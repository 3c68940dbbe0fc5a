using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Housing.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Housing.ServiceDefaults.Tests.Printing;

/// <summary>Pages as PDF, by the Chromium of this machine.</summary>
public sealed class PrintingTests
{
    [Fact]
    public async Task A_page_becomes_a_tagged_PDF_on_A4_with_page_numbers()
    {
        using var printer = Printer();

        var pdf = await printer.Print(Page("<h1>Your statement</h1><p>£1,234.56</p><h2 style=\"break-before: page\">More</h2>"), CancellationToken.None);

        var (text, about) = (await Pdf.Text(pdf), await Pdf.About(pdf));
        Assert.Equal(("yes", "2", "A title"), (about["Tagged"], about["Pages"], about["Title"]));
        Assert.Contains("A4", about["Page size"], StringComparison.Ordinal);
        Assert.Contains("Your statement", text, StringComparison.Ordinal);
        Assert.Contains("£1,234.56", text, StringComparison.Ordinal);
        Assert.Contains("Page 1 of 2", text, StringComparison.Ordinal);
        Assert.Contains("Page 2 of 2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_fetches_nothing_and_runs_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        using var printer = Printer();

        var pdf = await printer.Print(
            $"<!DOCTYPE html><html lang=\"en-GB\"><head><link rel=\"stylesheet\" href=\"{address}/a.css\" /></head><body><img src=\"{address}/a.png\" alt=\"\" /><p>Said</p><script>document.body.append('Done')</script></body></html>",
            CancellationToken.None);

        var text = await Pdf.Text(pdf);
        Assert.Contains("Said", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Done", text, StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Several_at_once_are_each_printed()
    {
        using var printer = Printer();

        var pdfs = await Task.WhenAll(Enumerable.Range(1, 3).Select(n => printer.Print(Page($"<p>Number {n}</p>"), CancellationToken.None)));

        for (var n = 1; n <= 3; n++)
            Assert.Contains($"Number {n}", await Pdf.Text(pdfs[n - 1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_takes_too_long_is_given_up()
    {
        using var printer = Printer(new() { TimeLimit = TimeSpan.FromMilliseconds(1) });

        var refused = await Assert.ThrowsAsync<RpcException>(() => printer.Print(Page("<p>Slow</p>"), CancellationToken.None));

        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
    }

    [Fact]
    public async Task A_program_that_makes_no_PDF_is_a_fault_of_its_own()
    {
        using var printer = Printer(new() { Chromium = "/bin/false" });

        var refused = await Assert.ThrowsAsync<RpcException>(() => printer.Print(Page("<p>x</p>"), CancellationToken.None));

        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
    }

    [Fact]
    public async Task Without_Chromium_it_is_said_how_to_have_it()
    {
        using var printer = Printer(new() { Chromium = "/nowhere/chromium" });

        var refused = await Assert.ThrowsAsync<RpcException>(() => printer.Print(Page("<p>x</p>"), CancellationToken.None));

        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Contains("./housing tools", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void In_large_print_a_page_says_so_to_its_style_and_nothing_else_changes()
    {
        var page = Page("<p>&lt;html lang=\"en-GB\"&gt;</p>");

        var large = PrintedPage.InLargePrint(page);

        Assert.Equal(page, large.Replace(" class=\"large\"", "", StringComparison.Ordinal));
        Assert.Contains("<html lang=\"en-GB\" class=\"large\">", large, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PrintedPage.InLargePrint("<html>"));
    }

    private static ChromiumPrinter Printer(PrintingOptions? options = null) => new(Options.Create(options ?? new()), NullLogger<ChromiumPrinter>.Instance);

    private static string Page(string body) =>
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><title>A title</title><style>@page { size: A4; margin: 18mm; @bottom-right { content: \"Page \" counter(page) \" of \" counter(pages); } }</style></head><body>"
        + body + "</body></html>";
}
