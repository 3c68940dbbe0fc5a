using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Housing.Feed;

/// <summary>The exact versions Directory.Packages.props asks of a feed. Groups with a condition serve the stand-ins only and are not asked for.</summary>
internal static partial class Pins
{
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        if (!File.Exists(path)) throw new FeedFault($"{path} is missing; it must hold the packages' versions.");
        var project = XElement.Load(path);
        var properties = Unconditional(project.Elements("PropertyGroup")).ToDictionary(p => p.Name.LocalName, p => p.Value);
        return Unconditional(project.Elements("ItemGroup"))
            .Where(item => item.Name == "PackageVersion")
            .ToDictionary(
                item => item.Attribute("Include")?.Value ?? throw new FeedFault($"{path}: a PackageVersion has no Include."),
                item => Expand(item.Attribute("Version")?.Value ?? "", properties, path),
                StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<XElement> Unconditional(IEnumerable<XElement> groups) =>
        groups.Where(group => group.Attribute("Condition") is null).Elements().Where(element => element.Attribute("Condition") is null);

    private static string Expand(string version, Dictionary<string, string> properties, string path)
    {
        version = PropertyUse().Replace(version, use => properties.GetValueOrDefault(use.Groups[1].Value, ""));
        return Exact().IsMatch(version) ? version
            : throw new FeedFault($"{path}: '{version}' is no exact version; write one like 2.80.0 or a property set in the same file.");
    }

    [GeneratedRegex(@"\$\((\w+)\)")]
    private static partial Regex PropertyUse();

    [GeneratedRegex(@"^\d+(\.\d+){1,3}(-[\w.-]+)?$")]
    private static partial Regex Exact();
}
