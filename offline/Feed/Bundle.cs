using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Housing.Feed;

/// <summary>Reads assemblies out of a .NET single-file program (bundle manifest version 6, entries stored as they are).</summary>
internal sealed class Bundle
{
    // The host looks for these bytes in itself; the eight before them say where the manifest begins.
    private static readonly byte[] Mark =
        Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");

    private readonly string path;
    private readonly byte[] bytes;
    private readonly Dictionary<string, (long Offset, long Size, long Compressed)> entries = [];

    private Bundle(string path, byte[] bytes)
    {
        this.path = path;
        this.bytes = bytes;
    }

    public static Bundle Open(string path)
    {
        if (!File.Exists(path)) throw new FeedFault($"{path} is missing; it should hold the assemblies to lay out.");
        var bundle = new Bundle(path, File.ReadAllBytes(path));
        try
        {
            bundle.ReadManifest();
        }
        catch (Exception fault) when (fault is EndOfStreamException or ArgumentException or IOException)
        {
            throw new FeedFault($"{path} is damaged: its manifest ends too early ({fault.Message})");
        }
        return bundle;
    }

    /// <summary>An assembly's bytes, when they are those whose SHA-256 was recorded.</summary>
    public ReadOnlyMemory<byte> Read(string name, string sha256)
    {
        if (!entries.TryGetValue(name, out var entry)) throw new FeedFault($"{path} holds no {name}.");
        if (entry.Compressed != 0) throw new FeedFault($"{path} holds {name} compressed; only entries stored as they are can be read.");
        if (entry.Offset < 0 || entry.Size < 0 || entry.Offset > bytes.Length - entry.Size)
            throw new FeedFault($"{path} is damaged: {name} lies outside the file.");
        var content = bytes.AsMemory((int)entry.Offset, (int)entry.Size);
        var found = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        return found == sha256
            ? content
            : throw new FeedFault($"{name} in {path} has SHA-256 {found}, but offline/Feed/alternatives.json records {sha256}. Nothing was laid out.");
    }

    private void ReadManifest()
    {
        var mark = bytes.AsSpan().IndexOf(Mark);
        if (mark < 8) throw new FeedFault($"{path} is no single-file .NET program.");
        var start = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(mark - 8));
        if (start <= 0 || start >= bytes.Length) throw new FeedFault($"{path} is damaged: its manifest lies outside the file.");

        using var manifest = new BinaryReader(new MemoryStream(bytes, writable: false));
        manifest.BaseStream.Position = start;
        var major = manifest.ReadUInt32();
        if (major != 6) throw new FeedFault($"{path} has bundle manifest version {major}; only version 6 is known here.");
        manifest.ReadUInt32();                      // minor version
        var count = manifest.ReadInt32();
        manifest.ReadString();                      // the bundle's own id
        manifest.BaseStream.Position += 40;         // where deps.json and runtimeconfig.json lie, and flags
        for (var i = 0; i < count; i++)
        {
            var (offset, size, compressed) = (manifest.ReadInt64(), manifest.ReadInt64(), manifest.ReadInt64());
            manifest.ReadByte();                    // the kind of file
            entries[manifest.ReadString()] = (offset, size, compressed);
        }
    }
}
