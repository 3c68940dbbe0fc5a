using System.Text.Json;
using System.Xml.Linq;

namespace Housing.Feed;

/// <summary>
/// Finds out what the configured feed has by restoring one probe project a package: the exact version, with this
/// repository's central pins, so that a package counts only together with all it needs.
/// </summary>
internal sealed class Asking(Place place, bool useHttpCache)
{
    private static readonly string[] Fences =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Solution.props", "Directory.Solution.targets"];

    /// <param name="wanted">Ids and exact versions.</param>
    /// <param name="sdk">The one of them that is an MSBuild SDK, which is fetched, not referenced.</param>
    /// <param name="extraSource">A folder of packages laid out beside the feed, when there is one.</param>
    /// <param name="cancellation">Ends the restore.</param>
    public async Task<IReadOnlyList<Verdict>> Ask(
        IReadOnlyDictionary<string, string> wanted, string? sdk, string? extraSource, CancellationToken cancellation)
    {
        var probes = wanted.ToDictionary(
            package => package.Key, package => package.Key == sdk ? Fetch(package.Key, package.Value) : Reference(package.Key, package.Value));
        var ran = await Restore(probes, extraSource, cancellation);
        return [.. wanted.Select(package => Judge(package.Key, package.Value, ran))];
    }

    /// <summary>An SDK can bring references of its own, so it is tried on a project that has it and the packages it belongs to.</summary>
    public async Task<Verdict> AskSdk(string sdk, string version, IEnumerable<string> packages, string? extraSource, CancellationToken cancellation)
    {
        var ran = await Restore(new Dictionary<string, XElement> { [sdk] = WithSdk(sdk, version, packages) }, extraSource, cancellation);
        return Judge(sdk, version, ran) with { LacksItself = false };
    }

    private static XElement Reference(string id, string version) => Project(
        new XElement("PackageReference", new XAttribute("Include", id)),
        new XElement("PackageVersion", new XAttribute("Remove", id)),
        new XElement("PackageVersion", new XAttribute("Include", id), new XAttribute("Version", $"[{version}]")));

    private static XElement Fetch(string id, string version) => Project(
        new XElement("PackageDownload", new XAttribute("Include", id), new XAttribute("Version", $"[{version}]")));

    private static XElement Project(params XElement[] items) => new("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement("PropertyGroup", new XElement("TargetFramework", "net10.0")),
        new XElement("ItemGroup", new XElement("FrameworkReference", new XAttribute("Include", "Microsoft.AspNetCore.App")), items));

    private static XElement WithSdk(string sdk, string version, IEnumerable<string> packages)
    {
        XElement Import(string file, string name, string? at) => new("Import",
            new XAttribute("Project", file), new XAttribute("Sdk", name), at is null ? null : new XAttribute("Version", at));
        return new("Project",
            Import("Sdk.props", "Microsoft.NET.Sdk", null),
            Import("Sdk.props", sdk, version),
            new XElement("PropertyGroup", new XElement("TargetFramework", "net10.0"), new XElement("OutputType", "Exe")),
            new XElement("ItemGroup", packages.Select(id => new XElement("PackageReference", new XAttribute("Include", id)))),
            Import("Sdk.targets", "Microsoft.NET.Sdk", null),
            Import("Sdk.targets", sdk, version));
    }

    private async Task<Ran> Restore(Dictionary<string, XElement> probes, string? extraSource, CancellationToken cancellation)
    {
        if (Directory.Exists(place.Ask)) Directory.Delete(place.Ask, recursive: true);
        Directory.CreateDirectory(place.Ask);

        // The repository's own build files must not reach the probes: its restore is what we are called from.
        foreach (var fence in Fences) await File.WriteAllTextAsync(Path.Combine(place.Ask, fence), "<Project />\n", cancellation);
        Save(new XElement("Project", new XElement("Import", new XAttribute("Project", place.Pins))), Path.Combine(place.Ask, "Directory.Packages.props"));

        foreach (var (id, project) in probes)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(ProjectOf(id))!);
            Save(project, ProjectOf(id));
        }
        var solution = Path.Combine(place.Ask, "ask.slnx");
        Save(new XElement("Solution", probes.Keys.Select(id => new XElement("Project", new XAttribute("Path", ProjectOf(id))))), solution);

        List<string> arguments = ["restore", solution, "--packages", place.Asked, "-nologo", "-v:q", "-tl:off", "-p:NuGetAudit=false"];
        if (!useHttpCache) arguments.Add("--no-http-cache");
        if (extraSource is not null) arguments.Add($"-p:RestoreAdditionalProjectSources={extraSource}");
        return await Running.Run("dotnet", arguments, place.Ask, cancellation);
    }

    // Not named as the package: a project that references its own name is a cycle to NuGet.
    private string ProjectOf(string id) => Path.Combine(place.Ask, id, $"probe.{id}.csproj");

    private Verdict Judge(string id, string version, Ran ran)
    {
        var assets = Path.Combine(place.Ask, id, "obj", "project.assets.json");
        if (!File.Exists(assets))
        {
            // Nothing was restored at all: a broken configuration, or an SDK the feed lacks.
            var said = ran.Output.Split('\n').FirstOrDefault(line => line.Contains($"probe.{id}.csproj", StringComparison.Ordinal)) ?? ran.LastWords;
            return said.Contains("MSB4236", StringComparison.Ordinal)
                ? new(id, version, Has: false, LacksItself: false, "MSB4236: the SDK could not be resolved")
                : throw new FeedUnreachable(said.Trim());
        }

        using var document = JsonDocument.Parse(File.ReadAllText(assets));
        var logs = document.RootElement.TryGetProperty("logs", out var found) ? found.EnumerateArray().ToList() : [];
        string Text(JsonElement log, string name) => log.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

        // NU13xx: the feed could not be read (absent, refused, unauthorised), so it said neither yes nor no.
        if (logs.FirstOrDefault(log => Text(log, "code").StartsWith("NU13", StringComparison.Ordinal)) is { ValueKind: JsonValueKind.Object } silent)
            throw new FeedUnreachable(Text(silent, "message"));

        // A warning counts as well: a substituted version (NU1603) or a downgrade is an error in our builds.
        if (logs.Count == 0) return Verdict.Yes(id, version);
        var itself = logs.Any(log => string.Equals(Text(log, "libraryId"), id, StringComparison.OrdinalIgnoreCase));
        return new(id, version, Has: false, itself, $"{Text(logs[0], "code")}: {FirstSentence(Text(logs[0], "message"))}");
    }

    private static string FirstSentence(string message)
    {
        var line = message.Split('\n')[0].Trim();
        var end = line.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? line : line[..end]).TrimEnd('.');
    }

    private static void Save(XElement project, string path) => File.WriteAllText(path, project + "\n");
}
