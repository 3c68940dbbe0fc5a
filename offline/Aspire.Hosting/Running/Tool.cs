using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running;

/// <summary>A program of the machine's own that a resource needs.</summary>
/// <param name="Product">What people call it.</param>
/// <param name="Package">The Debian package that installs it.</param>
/// <param name="Program">The program that must be there.</param>
/// <param name="Folders">Where it is kept when it is not on the PATH; a * stands for a version, the highest wins.</param>
internal sealed record Tool(string Product, string Package, string Program, params string[] Folders)
{
    /// <summary>Folders to look in instead, separated by colons.</summary>
    public const string Key = "HOUSING_TOOLS";

    public string? Find(IConfiguration configuration) => Places(configuration).Select(f => Path.Combine(f, Program)).FirstOrDefault(File.Exists);

    public string Complaint(IConfiguration configuration) =>
        $"{Product} is not installed: there is no program '{Program}' in {string.Join(", ", configuration[Key] is { Length: > 0 } only ? [only] : (string[])["the PATH", .. Folders])}. Install it with: apt-get install {Package}";

    private IEnumerable<string> Places(IConfiguration configuration)
    {
        if (configuration[Key] is { Length: > 0 } only)
            return only.Split(':', StringSplitOptions.RemoveEmptyEntries);
        return Folders.SelectMany(Expand).Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<string> Expand(string folder)
    {
        if (folder.Split('*') is not [var before, var after])
            return [folder];
        return Directory.Exists(before)
            ? Directory.GetDirectories(before).OrderByDescending(d => Version.TryParse(Path.GetFileName(d) + ".0", out var version) ? version : new()).Select(d => d + after)
            : [];
    }
}
