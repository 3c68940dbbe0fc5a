using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Housing.Feed.Tests;

/// <summary>This repository's own lists fit together, in both worlds.</summary>
public sealed class RepositoryTests
{
    public static readonly string Root = Around(AppContext.BaseDirectory);
    private static readonly Alternatives Alternatives = Alternatives.Read(Path.Combine(Root, "offline", "Feed", "alternatives.json"));
    private static readonly IReadOnlyDictionary<string, string> Pinned = Pins.Read(Path.Combine(Root, "Directory.Packages.props"));

    [Fact]
    public void Every_package_outside_offline_has_a_central_version()
    {
        // NU1010 would say so only where the real packages are used.
        var missing = Projects().Where(project => !project.StartsWith(Path.Combine(Root, "offline"), StringComparison.Ordinal))
            .SelectMany(project => XElement.Load(project).Descendants("PackageReference"))
            .Where(reference => reference.Attribute("VersionOverride") is null)
            .Select(reference => reference.Attribute("Include")?.Value)
            .Where(id => id is not null && !Pinned.ContainsKey(id));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_stand_in_is_pinned_and_has_a_project()
    {
        Assert.All(Alternatives.StandIns.SelectMany(group => group.Members), id => Assert.True(Pinned.ContainsKey(id), $"{id} is not pinned"));
        Assert.All(
            Alternatives.StandIns.SelectMany(group => group.Packages),
            id => Assert.True(File.Exists(Path.Combine(Root, "offline", id, $"{id}.csproj")), $"offline/{id}/{id}.csproj is missing"));
    }

    [Fact]
    public void Every_package_that_can_be_laid_out_has_the_pinned_version_and_names_its_bytes()
    {
        Assert.All(Alternatives.LaidOut, package =>
        {
            Assert.Equal(package.Version, Pinned.GetValueOrDefault(package.Id, package.Version));
            Assert.True(package.Sha256 is null ? package.Dependencies?.Count > 0 : package.Sha256.Length == 64, $"{package.Id} needs a SHA-256 or dependencies");
            foreach (var (id, version) in package.Dependencies ?? new Dictionary<string, string>())
            {
                if (Alternatives.LaidOut.FirstOrDefault(other => other.Id == id) is { } other) Assert.Equal(other.Version, version);
            }
        });
    }

    [Fact]
    public void The_apphost_names_the_sdk_version_that_is_asked_for()
    {
        var text = File.ReadAllText(Path.Combine(Root, "AppHost", "AppHost.csproj"));
        var versions = Regex.Matches(text, """Sdk="Aspire\.AppHost\.Sdk" Version="(?<version>[^"]+)""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.Equal(2, versions.Count);
        Assert.All(versions, match => Assert.Equal(Pinned["Aspire.AppHost.Sdk"], match.Groups["version"].Value));
    }

    [Theory]
    [InlineData("""<PackageVersion Include="Alpha" Version="1.*" />""", "'1.*' is no exact version")]
    [InlineData("""<PackageVersion Include="Alpha" Version="$(Nowhere)" />""", "'' is no exact version")]
    [InlineData("""<PackageVersion Version="1.0.0" />""", "has no Include")]
    public void A_pin_that_is_no_exact_version_is_refused(string item, string said)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, $"<Project><ItemGroup>{item}</ItemGroup></Project>");
        var fault = Assert.Throws<FeedFault>(() => Pins.Read(path));
        File.Delete(path);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Projects() => Directory.EnumerateFiles(Root, "*.csproj", new EnumerationOptions { RecurseSubdirectories = true })
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}node_modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string Around(string folder) =>
        File.Exists(Path.Combine(folder, "Housing.sln")) ? folder : Around(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);
}
