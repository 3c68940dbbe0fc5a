using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Housing.Standards;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Housing.ServiceDefaults;

/// <summary>
/// Prints by Chromium without a window: one process a page, in a folder and with a profile of its own that are gone afterwards, without a network; the page runs nothing and fetches nothing.
/// </summary>
internal sealed class ChromiumPrinter(IOptions<PrintingOptions> options, ILogger<ChromiumPrinter> log) : IPdfPrinter, IDisposable
{
    private const int MostSaid = 4_000;
    private const string Head = "<head>";
    private const string Allowed = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\" />";
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly SemaphoreSlim _free = new(options.Value.AtOnce);

    public async Task<byte[]> Print(string html, CancellationToken cancellationToken)
    {
        var program = Find() ?? throw Missing.ToRpcException();
        await _free.WaitAsync(cancellationToken);
        try
        {
            var folder = Directory.CreateTempSubdirectory("housing-print-");
            try
            {
                return await Print(program, folder.FullName, html, cancellationToken);
            }
            finally
            {
                Remove(folder);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();

    private static Refusal Missing { get; } = Refusal.Precondition(
        "PRINTER_MISSING", "No PDF can be made here, because Chromium is not installed: './housing tools' installs it, Printing__Chromium names another one. The page itself can be had.");

    private static Refusal Failed { get; } = Refusal.Unavailable("PRINTER_FAILED", "The PDF could not be made just now. It is safe to try again; the page itself can be had.");

    private async Task<byte[]> Print(string program, string folder, string html, CancellationToken cancellationToken)
    {
        var (page, pdf) = (Path.Combine(folder, "page.html"), Path.Combine(folder, "page.pdf"));
        await File.WriteAllTextAsync(page, Tame(html), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.TimeLimit);
        using var process = Start(program, folder, page, pdf);
        // Read to their ends, or it would stand still once a pipe is full.
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            End(process);
            cancellationToken.ThrowIfCancellationRequested();
            log.LogError("Chromium took longer than {Limit} to print a page of {Characters} characters", options.Value.TimeLimit, html.Length);
            throw Failed.ToRpcException();
        }

        if (process.ExitCode != 0 || !File.Exists(pdf))
        {
            var words = string.Concat(await said);
            log.LogError("Chromium ended with {Code} and no PDF: {Said}", process.ExitCode, words.Length > MostSaid ? words[^MostSaid..] : words);
            throw Failed.ToRpcException();
        }

        return await File.ReadAllBytesAsync(pdf, cancellationToken);
    }

    // Chromium itself works by scripts, so that they cannot be turned off; the page may have none.
    private static string Tame(string html)
    {
        var at = html.IndexOf(Head, StringComparison.Ordinal);
        return at < 0 ? throw new ArgumentException($"A page has a {Head}.", nameof(html)) : html.Insert(at + Head.Length, Allowed);
    }

    private Process Start(string program, string folder, string page, string pdf)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in Arguments(folder, page, pdf))
            start.ArgumentList.Add(argument);
        // Whatever it keeps goes with the folder.
        (start.Environment["HOME"], start.Environment["TMPDIR"], start.Environment["XDG_CONFIG_HOME"], start.Environment["XDG_CACHE_HOME"]) = (folder, folder, folder, folder);
        start.Environment.Remove("DBUS_SESSION_BUS_ADDRESS");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            log.LogError(fault, "{Program} cannot be started", program);
            throw Missing.ToRpcException();
        }
    }

    private static IEnumerable<string> Arguments(string folder, string page, string pdf) =>
    [
        "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--disable-sync", "--disable-background-networking",
        "--disable-component-update", "--disable-default-apps", "--disable-breakpad",
        // Nothing is looked up and nothing is fetched.
        "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
        $"--user-data-dir={Path.Combine(folder, "profile")}",
        "--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline", $"--print-to-pdf={pdf}",
        // Its sandbox refuses root, as which containers often run.
        .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
        new Uri(page).AbsoluteUri,
    ];

    private string? Find() => options.Value.Chromium is { Length: > 0 } named
        ? File.Exists(named) ? named : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(_ => Names, Path.Combine).FirstOrDefault(File.Exists);

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
    }

    private void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A process of it that is still ending may write once more.
            log.LogWarning("{Folder}, where a page was printed, is left behind: {Fault}", folder.FullName, fault.Message);
        }
    }
}
