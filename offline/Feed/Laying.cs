using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Housing.Feed;

/// <summary>Writes ordinary packages from a bundle's assemblies.</summary>
internal static class Laying
{
    private static readonly XNamespace Nuspec = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace Links = "http://schemas.openxmlformats.org/package/2006/relationships";

    // One fixed time: the same assemblies give the same bytes, so an unchanged package is never replaced.
    private static readonly DateTimeOffset Written = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes <paramref name="folder"/> hold exactly these packages. Answers a short name that changes when any of their bytes does.</summary>
    public static async Task<string> LayOut(
        IReadOnlyList<LaidOut> packages, NpmPackage npm, Bundle bundle, string folder, CancellationToken cancellation)
    {
        // All are checked before the first is written.
        var files = packages.OrderBy(package => package.Id, StringComparer.Ordinal).ToDictionary(
            package => $"{package.Id}.{package.Version}.nupkg",
            package => Pack(package, npm, package.Sha256 is { } sha256 ? bundle.Read($"{package.Id}.dll", sha256) : default(ReadOnlyMemory<byte>?)));

        Directory.CreateDirectory(folder);
        foreach (var old in Directory.GetFiles(folder).Where(file => !files.ContainsKey(Path.GetFileName(file)))) File.Delete(old);
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in files)
        {
            all.AppendData(bytes);
            var path = Path.Combine(folder, name);
            if (File.Exists(path) && (await File.ReadAllBytesAsync(path, cancellation)).AsSpan().SequenceEqual(bytes)) continue;
            await File.WriteAllBytesAsync(path, bytes, cancellation);
        }
        return Convert.ToHexStringLower(all.GetHashAndReset())[..12];
    }

    private static byte[] Pack(LaidOut package, NpmPackage npm, ReadOnlyMemory<byte>? assembly)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", Text(new XElement(Types + "Types",
                Default("rels", "application/vnd.openxmlformats-package.relationships+xml"),
                Default("nuspec", "application/octet"),
                Default("dll", "application/octet"))));
            Add(zip, "_rels/.rels", Text(new XElement(Links + "Relationships", new XElement(Links + "Relationship",
                new XAttribute("Type", "http://schemas.microsoft.com/packaging/2010/07/manifest"),
                new XAttribute("Target", $"/{package.Id}.nuspec"),
                new XAttribute("Id", "manifest")))));
            Add(zip, $"{package.Id}.nuspec", Text(Manifest(package, npm)));
            if (assembly is { } content) Add(zip, $"lib/net10.0/{package.Id}.dll", content.Span);
            else Add(zip, "lib/net10.0/_._", []);
        }
        return stream.ToArray();

        static XElement Default(string extension, string type) =>
            new(Types + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", type));
    }

    private static XElement Manifest(LaidOut package, NpmPackage npm)
    {
        XElement Group(params object?[] content) => new(Nuspec + "group", new XAttribute("targetFramework", "net10.0"), content);
        var description = package.Sha256 is null
            ? $"Dependencies only. Laid out on this machine by offline/Feed to go with assemblies from npm package {npm}; not the published package."
            : $"{package.Id}.dll (SHA-256 {package.Sha256}) as npm package {npm} ships it, laid out on this machine by offline/Feed; not the published package.";
        return new(Nuspec + "package", new XElement(Nuspec + "metadata",
            new XElement(Nuspec + "id", package.Id),
            new XElement(Nuspec + "version", package.Version),
            new XElement(Nuspec + "authors", $"the authors of {package.Id}"),
            new XElement(Nuspec + "license", new XAttribute("type", "expression"), package.Licence),
            new XElement(Nuspec + "projectUrl", package.Source),
            new XElement(Nuspec + "description", description),
            new XElement(Nuspec + "dependencies", Group(package.Dependencies?.Select(needed => new XElement(Nuspec + "dependency",
                new XAttribute("id", needed.Key),
                new XAttribute("version", needed.Value),
                // Its build targets reach whoever references us, as in the published package.
                needed.Key == "Grpc.Tools" ? new XAttribute("include", "All") : new XAttribute("exclude", "Build,Analyzers"))))),
            package.Framework is null ? null : new XElement(Nuspec + "frameworkReferences",
                Group(new XElement(Nuspec + "frameworkReference", new XAttribute("name", package.Framework))))));
    }

    private static byte[] Text(XElement root) => System.Text.Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root}\n");

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Written;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
