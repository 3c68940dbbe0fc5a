using System.Diagnostics;
using System.Text;

namespace Housing.Tests.Edge;

/// <summary>Runs the scripts of tests/peers with Node, after fetching their packages when those are not there.</summary>
internal static class NodePeer
{
    private static readonly Lazy<Task> Packages = new(FetchPackages);

    private static string Folder { get; } = Find();

    /// <summary>Starts a script; the caller ends it.</summary>
    public static async Task<Process> Start(string script, IReadOnlyDictionary<string, string> environment)
    {
        await Packages.Value;
        return Run("node", [script], environment);
    }

    /// <summary>Runs a script to its end and gives what it printed.</summary>
    public static async Task<string> Output(string script, IReadOnlyDictionary<string, string> environment)
    {
        using var process = await Start(script, environment);
        return await Finish(process, script);
    }

    private static async Task FetchPackages()
    {
        // One test process at a time: another that runs these tests in the same clone waits here and then finds them fetched.
        var stamp = Path.Combine(Folder, "node_modules", ".package-lock.json");
        var wanted = Path.Combine(Folder, "package-lock.json");
        await using var gate = await Gate();
        if (File.Exists(stamp) && File.GetLastWriteTimeUtc(stamp) >= File.GetLastWriteTimeUtc(wanted))
        {
            return;
        }

        using var npm = Run("npm", ["ci", "--no-progress"], new Dictionary<string, string>(StringComparer.Ordinal));
        await Finish(npm, "npm ci");
    }

    private static async Task<FileStream> Gate()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Path.GetTempPath(), $"housing-peers-{Environment.UserName}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await timer.WaitForNextTickAsync();
            }
        }
    }

    private static Process Run(string program, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static async Task<string> Finish(Process process, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = new StringBuilder();
        try
        {
            output.Append(await process.StandardOutput.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Assert.True(process.ExitCode == 0, $"{what} ended with {process.ExitCode}:\n{output}\n{await errors}");
        return output.ToString();
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "tests", "peers")))
            {
                return Path.Combine(folder.FullName, "tests", "peers");
            }
        }

        throw new DirectoryNotFoundException("tests/peers is not above the test's own folder.");
    }
}
