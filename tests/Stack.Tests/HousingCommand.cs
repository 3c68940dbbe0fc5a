using System.Diagnostics;

namespace Housing.Stack.Tests;

/// <summary>What ./housing printed, and how it ended.</summary>
internal sealed record Said(int ExitCode, string Output, string Errors);

/// <summary>Runs ./housing as a person would beside a running stack.</summary>
internal static class HousingCommand
{
    private static readonly string Root = Above(AppContext.BaseDirectory);

    public static async Task<Said> Run(string data, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, "housing"), arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOUSING_DATA"] = data;
        // A test host's own settings are none of the command's.
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("./housing did not start.");
        // The first call may have to fetch its client.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Housing.sln")) ? folder : Above(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Housing.sln is not above the tests."));
}
