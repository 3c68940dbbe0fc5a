using System.ComponentModel;
using System.Diagnostics;

namespace Housing.Feed;

internal sealed record Ran(int ExitCode, string Output)
{
    /// <summary>The last lines said, for a message.</summary>
    public string LastWords => string.Join(' ', Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(4));
}

/// <summary>Runs another program to its end and keeps what it said; ends it when we are told to stop.</summary>
internal static class Running
{
    public static async Task<Ran> Run(
        string program, IEnumerable<string> arguments, string folder, CancellationToken cancellation, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;

        // A build that called us must not lend its settings to the build tools we call.
        foreach (var name in start.Environment.Keys.Where(IsBuildSetting).ToList()) start.Environment.Remove(name);

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception fault)
        {
            throw new FeedFault($"'{program}' could not be started ({fault.Message}). It must be installed and on the PATH (Debian: npm comes with the packages nodejs and npm).");
        }
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new(process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static bool IsBuildSetting(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) && name != "MSBUILDDISABLENODEREUSE"
        || name.StartsWith("HousingFeed", StringComparison.OrdinalIgnoreCase);
}
