using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Hosting.Tests;

/// <summary>What runs on this machine, as the kernel tells it.</summary>
internal static class Processes
{
    /// <summary>Living processes that hold a file open: whatever an application started holds its data folder's children.lock.</summary>
    public static IReadOnlyList<int> Holding(string file) => [.. All().Where(pid => Open(pid).Contains(file))];

    /// <summary>Living processes whose command or environment speaks of a folder.</summary>
    public static IReadOnlyList<string> Naming(string folder) =>
    [
        .. All().Where(pid => pid != Environment.ProcessId)
            .Select(pid => (Command: Read($"/proc/{pid}/cmdline"), Environment: Read($"/proc/{pid}/environ")))
            .Where(p => p.Command.Contains(folder, StringComparison.Ordinal) || p.Environment.Contains(folder, StringComparison.Ordinal))
            .Select(p => p.Command.Replace('\0', ' ')),
    ];

    /// <summary>The processes that this one's application started, servers and their helpers included.</summary>
    public static IReadOnlyList<int> HoldingChildrenLockOf(int parent)
    {
        var children = All().Where(pid => ParentOf(pid) == parent).ToList();
        var locks = children.SelectMany(Open).Where(f => f.EndsWith("/children.lock", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        return [.. All().Where(pid => Open(pid).Any(locks.Contains))];
    }

    public static IReadOnlySet<int> ListeningPorts(IEnumerable<int> processes)
    {
        var sockets = processes.SelectMany(Open).Where(f => f.StartsWith("socket:[", StringComparison.Ordinal)).Select(f => f["socket:[".Length..^1]).ToHashSet(StringComparer.Ordinal);
        return ((string[])["/proc/net/tcp", "/proc/net/tcp6"]).Where(File.Exists).SelectMany(File.ReadLines).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(f => f.Length > 9 && f[3] == "0A" && sockets.Contains(f[9]))
            .Select(f => int.Parse(f[1].AsSpan(f[1].LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .ToHashSet();
    }

    public static ResourceLoggerService GetLoggerService(this IServiceProvider services) => services.GetRequiredService<ResourceLoggerService>();

    private static IEnumerable<int> All() => Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(n => n!.All(char.IsAsciiDigit)).Select(n => int.Parse(n!, CultureInfo.InvariantCulture));

    private static List<string> Open(int pid)
    {
        try
        {
            return [.. new DirectoryInfo($"/proc/{pid}/fd").GetFileSystemInfos().Select(f => f.LinkTarget ?? "")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];      // it ended while we looked, or is another user's
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static int ParentOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
