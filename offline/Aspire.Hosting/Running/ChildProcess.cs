using System.Diagnostics;

namespace Aspire.Hosting.Running;

/// <summary>What to execute, and how to ask it to stop.</summary>
internal sealed record ChildStart(string FileName, IReadOnlyList<string> Arguments)
{
    public required string WorkingDirectory { get; init; }

    /// <summary>Added to our own environment; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    public string StopSignal { get; init; } = "TERM";
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Runs beside it and ends with it.</summary>
    public ChildStart? Companion { get; init; }
}

/// <summary>
/// A child that cannot outlive us. It is started in a session of its own beside a watcher that reads a pipe whose other end is ours:
/// when that end closes, because we stop the child or because we are gone, however we went, the watcher sends the stop signal,
/// waits for the grace, then kills the whole group. All of them hold a shared lock on the data folder until they have ended.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const string Guard = """
        exec 3<&0 </dev/null
        signal=$1 tenths=$2 lock=$3
        shift 3
        exec 9<"$lock"
        flock -s 9
        (
            trap '' TERM INT QUIT HUP
            exec >/dev/null 2>&1
            read -r _ <&3
            kill -s "$signal" -- "-$$"
            while [ "$tenths" -gt 0 ] && kill -0 "$$"; do
                sleep 0.1
                tenths=$((tenths - 1))
            done
            kill -s KILL -- "-$$"
        ) &
        exec 3<&-
        exec "$@"
        """;

    private readonly Process process;
    private readonly Process? companion;

    private ChildProcess(Process process, Process? companion)
    {
        this.process = process;
        this.companion = companion;
        Exited = WaitAsync();
    }

    public int Id => process.Id;

    /// <summary>The exit code; by then all that it wrote has been handed on.</summary>
    public Task<int> Exited { get; }

    public static ChildProcess Start(ChildStart start, string lockFile, Action<string, bool> line)
    {
        var beside = start.Companion is { } other ? Begin(other, lockFile, line) : null;
        try
        {
            return new(Begin(start, lockFile, line), beside);
        }
        catch
        {
            beside?.StandardInput.Close();
            beside?.Dispose();
            throw;
        }
    }

    public void Kill() => process.Kill();

    public async Task StopAsync()
    {
        // The watcher does the rest. It may be gone already, with the child.
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }

        await Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
        companion?.Dispose();
    }

    private static Process Begin(ChildStart start, string lockFile, Action<string, bool> line)
    {
        var info = new ProcessStartInfo("setsid")
        {
            UseShellExecute = false,
            WorkingDirectory = start.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // bash, because a plain sh drops variables whose names it cannot use, such as ConnectionStrings__estates-db.
        foreach (var argument in (string[])["bash", "-c", Guard, "guard", start.StopSignal, $"{(int)(start.Grace.TotalSeconds * 10)}", lockFile, start.FileName, .. start.Arguments])
            info.ArgumentList.Add(argument);
        foreach (var (name, value) in start.Environment)
        {
            if (value is null)
                info.Environment.Remove(name);
            else
                info.Environment[name] = value;
        }

        var child = new Process { StartInfo = info };
        child.OutputDataReceived += (_, e) => Pass(e.Data, isError: false);
        child.ErrorDataReceived += (_, e) => Pass(e.Data, isError: true);
        child.Start();
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        return child;

        void Pass(string? text, bool isError)
        {
            if (text is not null)
                line(text, isError);
        }
    }

    private async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync(CancellationToken.None);
        await EndAsync(process);
        if (companion is not null)
            await EndAsync(companion);
        return process.ExitCode;
    }

    /// <summary>Lets the watcher end what is left of the group.</summary>
    private static async Task EndAsync(Process child)
    {
        try
        {
            child.StandardInput.Close();
        }
        catch (IOException)
        {
        }

        await child.WaitForExitAsync(CancellationToken.None);
    }
}
