using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running;

/// <summary>
/// Where the servers keep their files and we the secrets we made. Ours alone while we run: a second application on the same folder is told who has it.
/// Without a configured folder it is a temporary one that goes with us.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    public const string Key = "HOUSING_DATA";

    private readonly string temporaryRoot = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"aspire-{Environment.UserName}");
    private readonly TimeProvider clock;
    private readonly Lazy<string?> path;
    private FileStream? held;
    private FileStream? temporaryHeld;

    public DataFolder(IConfiguration configuration, string? byDefault, TimeProvider clock)
    {
        this.clock = clock;
        // Asked for late: a test may set it on the builder.
        path = new(() => (configuration[Key] is { Length: > 0 } folder ? folder : byDefault) is { } chosen ? System.IO.Path.GetFullPath(chosen) : null);
    }

    /// <summary>The folder that this application's builder was given.</summary>
    public static DataFolder Of(IDistributedApplicationBuilder builder) =>
        (DataFolder)builder.Services.Single(s => s.ServiceType == typeof(DataFolder)).ImplementationInstance!;

    /// <summary>The lasting folder; null when everything of this run is temporary.</summary>
    public string? Path => path.Value;

    /// <summary>The temporary folder of this run.</summary>
    private string? Temporary { get; set; }

    /// <summary>Whatever we start holds this file until it has ended.</summary>
    public string ChildrenLock => System.IO.Path.Combine(Path ?? TemporaryFolder(), "children.lock");

    /// <summary>A folder for one resource's files.</summary>
    public string For(string resource, bool lasting)
    {
        var folder = System.IO.Path.Combine(lasting && Path is not null ? Path : TemporaryFolder(), resource);
        CreatePassable(folder);
        return folder;
    }

    /// <summary>A value that stays the same from run to run, made at first need and readable by us alone.</summary>
    public string Secret(string name, Func<string> make)
    {
        var folder = System.IO.Path.Combine(Path ?? TemporaryFolder(), "secrets");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var file = System.IO.Path.Combine(folder, name);
        if (File.Exists(file) && File.ReadAllText(file) is { Length: > 0 } kept)
            return kept;

        var value = make();
        WriteSecret(file + ".new", value);
        File.Move(file + ".new", file, overwrite: true);
        return value;
    }

    public static void WriteSecret(string file, string text)
    {
        File.Delete(file);
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }

    /// <summary>Takes the folder, and waits until nothing of an earlier run lives: its servers may still be ending.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var folder = Path ?? TemporaryFolder();
        CreatePassable(folder);
        var holder = System.IO.Path.Combine(folder, "holder");
        held = TryHold(System.IO.Path.Combine(folder, "lock")) ?? throw new DistributedApplicationException(
            $"The data folder {folder} is in use by {(File.Exists(holder) ? File.ReadAllText(holder).Trim() : "another process")}. Stop that first, or give this copy a folder of its own: {Key}=/path/to/folder.");
        await File.WriteAllTextAsync(holder, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}, started {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z"), cancellationToken);

        for (var waited = 0; ; waited++)
        {
            using var children = TryHold(ChildrenLock);
            if (children is not null)
                return;
            if (waited == 200)
                throw new DistributedApplicationException($"Servers of an earlier run still use the data folder {folder} after 20 seconds. The processes that hold {ChildrenLock} must end first.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }
    }

    public void Dispose()
    {
        held?.Dispose();
        held = null;
        if (Temporary is null)
            return;
        temporaryHeld?.Dispose();
        Remove(Temporary);
        Temporary = null;
    }

    private string TemporaryFolder()
    {
        if (Temporary is not null)
            return Temporary;

        CreatePassable(temporaryRoot);
        foreach (var left in Directory.GetDirectories(temporaryRoot))
            RemoveIfLeft(left);
        var folder = System.IO.Path.Combine(temporaryRoot, Guid.CreateVersion7().ToString("N"));
        CreatePassable(folder);
        temporaryHeld = TryHold(System.IO.Path.Combine(folder, "temporary.lock"));
        return Temporary = folder;
    }

    /// <summary>A run that was killed could not clean up after itself.</summary>
    private static void RemoveIfLeft(string folder)
    {
        try
        {
            // Young folders may belong to a process that has not locked them yet.
            if (!File.Exists(System.IO.Path.Combine(folder, "temporary.lock")))
                return;
            using var ours = TryHold(System.IO.Path.Combine(folder, "temporary.lock"));
            using var children = ours is null ? null : TryHold(System.IO.Path.Combine(folder, "children.lock"));
            if (children is not null)
                Remove(folder);
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's.
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else was quicker.
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // The next run tries again.
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Another user, to whom PostgreSQL runs as when we are root, must be able to pass through to its own folder.</summary>
    private static void CreatePassable(string folder) =>
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    private static FileStream? TryHold(string file)
    {
        try
        {
            return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException)
        {
            return null;
        }
    }
}
