using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Housing.Hosting.Tests;

/// <summary>The sample AppHost run as people run it: a process of its own on a data folder.</summary>
internal sealed class ApplicationProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> lines = [];
    private (string? Pattern, TaskCompletionSource<bool> Said) awaited;

    public ApplicationProcess(string data)
    {
        Data = data;
        // A test run started in the background hands down an ignored SIGINT; a person's shell does not.
        var info = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "Housing.Sample.AppHost.dll")]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["HOUSING_DATA"] = data;
        info.Environment["ConnectionStrings__elsewhere"] = "Host=elsewhere";
        // This is about the servers and the services; the dashboard has tests of its own.
        info.Environment["HOUSING_DASHBOARD"] = "";
        process = new() { StartInfo = info, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Ended = EndAsync();
    }

    public string Data { get; }

    public int Id => process.Id;

    /// <summary>The exit code.</summary>
    public Task<int> Ended { get; }

    public string Output
    {
        get
        {
            lock (lines)
                return string.Join('\n', lines);
        }
    }

    /// <summary>Until it says that all is healthy; fails when it ends before that.</summary>
    public Task HealthyAsync(CancellationToken cancellationToken) => healthy.Task.WaitAsync(cancellationToken);

    /// <summary>Until a line of its output matches.</summary>
    public async Task SaysAsync(string pattern, CancellationToken cancellationToken)
    {
        Task<bool> said;
        lock (lines)
        {
            if (lines.Exists(l => Regex.IsMatch(l, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))))
                return;
            awaited = (pattern, new(TaskCreationOptions.RunContinuationsAsynchronously));
            said = awaited.Said.Task;
        }

        await said.WaitAsync(cancellationToken);
    }

    public void Kill() => process.Kill();

    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits, in the kernel, until nothing that this application started lives.</summary>
    public async Task NothingLeftAsync(CancellationToken cancellationToken)
    {
        using var flock = Process.Start("flock", ["-x", Path.Combine(Data, "children.lock"), "true"]);
        await flock.WaitForExitAsync(cancellationToken);
        Assert.Empty(Processes.Holding(Path.Combine(Data, "children.lock")));
        Assert.Empty(Processes.Naming(Data));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await Ended;
        process.Dispose();
    }

    private async Task<int> EndAsync()
    {
        await process.WaitForExitAsync();
        healthy.TrySetException(new InvalidOperationException($"It ended with exit code {process.ExitCode}:\n{Output}"));
        return process.ExitCode;
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (lines)
        {
            lines.Add(line);
            if (awaited.Pattern is { } pattern && Regex.IsMatch(line, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
                awaited.Said.TrySetResult(true);
        }

        if (line.StartsWith("All healthy", StringComparison.Ordinal))
            healthy.TrySetResult();
    }
}
