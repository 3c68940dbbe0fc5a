using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Housing.Feed;

/// <summary>Gets the Aspire CLI from npm and has it unpack itself under <c>.feed/aspire</c>: the dashboard, and the assemblies we lay out.</summary>
internal static class AspireCli
{
    /// <summary>The path of the single-file program that holds the assemblies.</summary>
    public static async Task<string> Unpack(Place place, NpmPackage npm, Action<string> say, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
            throw new FeedFault($"{npm} runs on Linux x64 only, and this is {RuntimeInformation.RuntimeIdentifier}; use a feed that has the packages.");

        // Where the CLI looks for its own installation: <home>/.aspire/bin.
        var program = Path.Combine(place.AspireHome, ".aspire", "bin", "aspire");
        if (!File.Exists(program) || await Hash(program, cancellation) != npm.Sha256)
        {
            say($"Getting {npm} from npm (about 130 MB)…");
            await Download(npm, program, cancellation);
        }

        if (Managed(place) is { } unpacked) return unpacked;
        var ran = await Running.Run(program, ["setup", "--nologo", "--non-interactive"], place.AspireHome, cancellation, new Dictionary<string, string>
        {
            ["HOME"] = place.AspireHome,
            ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "1",
            ["NO_COLOR"] = "1",
        });
        return Managed(place) ?? throw new FeedFault($"{program} setup did not unpack aspire-managed (exit code {ran.ExitCode}): {ran.LastWords}");
    }

    private static string? Managed(Place place)
    {
        // "bundle" is a link that the CLI sets last, to the version it has unpacked whole.
        var managed = Path.Combine(place.AspireHome, ".aspire", "bundle", "managed", "aspire-managed");
        return File.Exists(managed) ? managed : null;
    }

    [SupportedOSPlatform("linux")]
    private static async Task Download(NpmPackage npm, string program, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(program)!;
        if (Directory.Exists(Path.GetDirectoryName(folder))) Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        Directory.CreateDirectory(folder);
        var ran = await Running.Run("npm", ["pack", $"{npm.Package}@{npm.Version}", "--silent", "--pack-destination", folder], folder, cancellation);
        if (ran.ExitCode != 0) throw new FeedFault($"npm could not fetch {npm}: {ran.LastWords}");
        var archive = Directory.GetFiles(folder, "*.tgz").SingleOrDefault() ?? throw new FeedFault($"npm pack of {npm} left no archive in {folder}.");

        var draft = program + ".draft";
        await using (var packed = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
        await using (var tar = new TarReader(packed))
        {
            while (await tar.GetNextEntryAsync(cancellationToken: cancellation) is { } entry)
            {
                if (entry.Name == "package/bin/aspire") await entry.ExtractToFileAsync(draft, overwrite: true, cancellation);
            }
        }
        File.Delete(archive);
        if (!File.Exists(draft)) throw new FeedFault($"{npm} holds no package/bin/aspire.");

        // It is about to be run, so it must be the very program that was tried.
        var found = await Hash(draft, cancellation);
        if (found != npm.Sha256) throw new FeedFault($"The program in {npm} has SHA-256 {found}, but offline/Feed/alternatives.json records {npm.Sha256}. It was not run.");
        File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.Move(draft, program, overwrite: true);
    }

    private static async Task<string> Hash(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}
