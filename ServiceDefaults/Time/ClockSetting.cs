using System.Text.Json;

namespace Housing.ServiceDefaults;

/// <summary>
/// How far the stack's time is ahead of the machine's; less than nothing for one that begins in the past and catches up. Kept in the file that
/// <c>Housing:Clock</c> names, so that restarts and replicas agree.
/// </summary>
/// <param name="Offset">From <paramref name="From"/> on.</param>
/// <param name="Before">Until then.</param>
/// <param name="From">The machine's time at which every service moves; a little ahead of when it was written, so that each has read it by then.</param>
public sealed record ClockSetting(TimeSpan Offset, TimeSpan Before, DateTimeOffset From)
{
    /// <summary>The machine's own time.</summary>
    public static readonly ClockSetting None = new(TimeSpan.Zero, TimeSpan.Zero, DateTimeOffset.MinValue);

    /// <summary>Well past the last day of the calendar, and still far from where an instant overflows.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(100 * 366);

    /// <summary>Room for a year that is made up, and for the time before it that figures ask for.</summary>
    private static readonly TimeSpan FurthestBehind = TimeSpan.FromDays(-2 * 366);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public TimeSpan At(DateTimeOffset machine) => machine < From ? Before : Offset;

    /// <summary>Reads the file; null when there is none.</summary>
    public static ClockSetting? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ClockSetting>(File.ReadAllBytes(file), Json) is { } read && read.Offset >= read.Before && read.Before >= FurthestBehind && read.Offset <= Furthest
                ? read
                : throw Damaged(file, "the offsets must be from two years behind to a hundred years ahead, and never go back");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException fault)
        {
            throw Damaged(file, fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ClockException($"The clock's file {file} cannot be read: {fault.Message}");
        }
    }

    /// <summary>Replaces the file whole: who reads it finds the old one or the new one.</summary>
    public void Write(string file)
    {
        File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(this, Json));
        File.Move(file + ".new", file, overwrite: true);
    }

    private static ClockException Damaged(string file, string fault) => new(
        $$"""The clock's file {{file}} is damaged: {{fault}} It should say, for instance, {"offset":"3.00:00:00","before":"00:00:00","from":"2026-11-23T09:00:00Z"}. Mend it, or delete it to begin again at the machine's time.""");
}

/// <summary>What the person who set or moved the clock has to change; its message is all they need to read.</summary>
public sealed class ClockException(string message) : Exception(message);

/// <summary>What a service answers when asked for its time.</summary>
public sealed record ToldTime(DateTimeOffset Now, TimeSpan Offset, string File);
