using System.Text.Json;

namespace Housing.Feed;

/// <summary>What can take a package's place when the feed lacks it: <c>alternatives.json</c>.</summary>
internal sealed record Alternatives(NpmPackage Npm, IReadOnlyList<LaidOut> LaidOut, IReadOnlyList<StandIn> StandIns)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public static Alternatives Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Alternatives>(File.ReadAllText(path), Format)
                ?? throw new FeedFault($"{path} is empty; it must say which packages can be laid out and which have a stand-in.");
        }
        catch (JsonException fault)
        {
            throw new FeedFault($"{path} cannot be read: {fault.Message}");
        }
    }
}

/// <summary>The npm package that carries the Aspire CLI, and in it the assemblies we lay out. The SHA-256 is its program's.</summary>
internal sealed record NpmPackage(string Package, string Version, string Sha256)
{
    public override string ToString() => $"{Package} {Version}";
}

/// <summary>A package written from one assembly of the npm package; without a SHA-256 it has dependencies only.</summary>
internal sealed record LaidOut(
    string Id, string Version, string? Sha256, string Licence, string Source, string? Framework = null, IReadOnlyDictionary<string, string>? Dependencies = null);

/// <summary>Packages replaced together by projects of the same names: half a group from the feed would clash with the other half.</summary>
internal sealed record StandIn(IReadOnlyList<string> Packages, string? Sdk = null)
{
    public IEnumerable<string> Members => Sdk is null ? Packages : Packages.Append(Sdk);
}

/// <summary>Something the person at the keyboard must know and can mend; anything else is a bug.</summary>
internal class FeedFault(string message) : Exception(message);

/// <summary>The feed gave no answer at all, which says nothing about what it has.</summary>
internal sealed class FeedUnreachable(string message) : FeedFault(message);
