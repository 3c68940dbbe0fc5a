using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Housing.Feed.Tests;

/// <summary>
/// A repository and a package feed of its own in a temporary folder. It pins Alpha and Beta (which can be laid out, Beta needs Alpha),
/// Gamma and Gamma.More with the SDK Gamma.Sdk (stand-ins, together) and Delta (nothing takes its place; it needs Alpha).
/// </summary>
internal sealed class MadeUp : IDisposable
{
    public const string Pins = """
        <Project>
          <PropertyGroup>
            <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
            <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
            <GammaVersion>2.0.0</GammaVersion>
          </PropertyGroup>
          <ItemGroup>
            <PackageVersion Include="Alpha" Version="1.0.0" />
            <PackageVersion Include="Beta" Version="1.0.0" />
            <PackageVersion Include="Gamma" Version="$(GammaVersion)" />
            <PackageVersion Include="Gamma.More" Version="$(GammaVersion)" />
            <PackageVersion Include="Gamma.Sdk" Version="$(GammaVersion)" />
            <PackageVersion Include="Delta" Version="3.0.0" />
          </ItemGroup>
        </Project>
        """;

    public static readonly byte[] AlphaAssembly = Encoding.UTF8.GetBytes("the assembly of Alpha");
    public static readonly byte[] BetaAssembly = Encoding.UTF8.GetBytes("the assembly of Beta");

    private readonly string folder = Directory.CreateTempSubdirectory("housing-feed-tests-").FullName;

    public MadeUp()
    {
        Place = new(folder, Path.Combine(folder, ".feed"));
        Directory.CreateDirectory(Feed);
        Directory.CreateDirectory(Path.GetDirectoryName(Place.Alternatives)!);
        File.WriteAllText(Place.Pins, Pins);
        File.WriteAllText(Place.Alternatives, JsonSerializer.Serialize(Alternatives, JsonSerializerOptions.Web));
        File.WriteAllBytes(BundlePath, Bundle(("Alpha.dll", AlphaAssembly), ("Beta.dll", BetaAssembly)));
        PointTo("feed");
    }

    public static Alternatives Alternatives { get; } = new(
        new("made-up-cli", "1.2.3", "not used here"),
        [
            new("Alpha", "1.0.0", Sha256(AlphaAssembly), "MIT", "https://example.org/alpha"),
            new("Beta", "1.0.0", Sha256(BetaAssembly), "MIT", "https://example.org/beta", "Microsoft.AspNetCore.App", new Dictionary<string, string> { ["Alpha"] = "1.0.0" }),
        ],
        [new(["Gamma", "Gamma.More"], "Gamma.Sdk")]);

    public Place Place { get; }
    public string Feed => Path.Combine(folder, "feed");
    public string BundlePath => Path.Combine(folder, "bundle");
    public List<string> Said { get; } = [];

    public Settling Settling => new(Place, (_, _, _, _) => Task.FromResult(BundlePath), Said.Add);

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The only configured feed; packages are kept in a folder of our own, or the machine's cache would answer for it.</summary>
    public void PointTo(string feed) => File.WriteAllText(Path.Combine(folder, "NuGet.config"), $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="cache" /></config>
          <packageSources><clear /><add key="made-up" value="{feed}" /></packageSources>
          <fallbackPackageFolders><clear /></fallbackPackageFolders>
        </configuration>
        """);

    public MadeUp Sells(string id, string version, string? needs = null, string needsVersion = "1.0.0", params (string Path, string Content)[] files)
    {
        var dependency = needs is null ? "" : $"""<dependency id="{needs}" version="{needsVersion}" />""";
        var type = id.EndsWith(".Sdk", StringComparison.Ordinal) ? """<packageTypes><packageType name="MSBuildSdk" /></packageTypes>""" : "";
        using var zip = ZipFile.Open(Path.Combine(Feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        Write(zip, $"{id}.nuspec", $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
              <id>{id}</id><version>{version}</version><authors>us</authors><description>made up</description>{type}
              <dependencies><group targetFramework="net10.0">{dependency}</group></dependencies>
            </metadata></package>
            """);
        Write(zip, "lib/net10.0/_._", "");
        foreach (var (path, content) in files) Write(zip, path, content);
        return this;
    }

    public MadeUp SellsAll() => Sells("Alpha", "1.0.0").Sells("Beta", "1.0.0", "Alpha").Sells("Delta", "3.0.0", "Alpha").SellsGamma();

    public MadeUp SellsGamma(string sdkTargets = "<Project />") => Sells("Gamma", "2.0.0").Sells("Gamma.More", "2.0.0", "Gamma", "2.0.0")
        .Sells("Gamma.Sdk", "2.0.0", files: [("Sdk/Sdk.props", "<Project />"), ("Sdk/Sdk.targets", sdkTargets)]);

    /// <summary>A single-file program's bytes: something, the files, the offset and mark the host looks for, the manifest.</summary>
    public static byte[] Bundle(uint version, long compressed, params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("the host's own code"u8);
        var offsets = files.Select(file =>
        {
            var at = stream.Position;
            writer.Write(file.Content);
            return at;
        }).ToList();
        writer.Write(stream.Position + 8 + 32);
        writer.Write(Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae"));
        writer.Write(version);
        writer.Write(0u);
        writer.Write(files.Length);
        writer.Write("id");
        writer.Write(new byte[40]);
        foreach (var (file, offset) in files.Zip(offsets))
        {
            writer.Write(offset);
            writer.Write((long)file.Content.Length);
            writer.Write(compressed);
            writer.Write((byte)1);
            writer.Write(file.Name);
        }
        return stream.ToArray();
    }

    public static byte[] Bundle(params (string Name, byte[] Content)[] files) => Bundle(6, 0, files);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Write(ZipArchive zip, string path, string content)
    {
        using var writer = new StreamWriter(zip.CreateEntry(path).Open());
        writer.Write(content);
    }
}
