using System.Text;
using Housing.Standards;

namespace Housing.Promises;

/// <summary>Instants as people and programs write them: <c>2026-12-23T16:40Z</c>, with seconds down to the tick and an offset, or a London day.</summary>
internal static class Instants
{
    public const string Example = "2026-12-23T16:40Z";

    /// <summary>The instant, or what is wrong with the text and what would be right.</summary>
    public static bool TryRead(string text, out DateTimeOffset instant, out string fault) => TryRead(Encoding.UTF8.GetBytes(text), out instant, out fault);

    /// <summary>The instant, or what is wrong with the text and what would be right.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset instant, out string fault)
    {
        fault = "";
        if (!TryReadUsual(text, out instant) && !FactsFormat.TryReadInstant(Encoding.UTF8.GetString(text), out instant))
        {
            fault = Fault(Encoding.UTF8.GetString(text));
            return false;
        }

        if (instant >= London.StartOf(London.FirstDay) && instant < London.EndOf(London.LastDay))
            return true;
        fault = $"{instant.UtcDateTime:yyyy-MM-dd} is outside the calendar, which runs from {London.FirstDay:yyyy-MM-dd} to {London.LastDay:yyyy-MM-dd}";
        return false;
    }

    private static string Fault(string text) => text switch
    {
        "" => $"is empty; write an instant such as {Example}",
        _ when FactsFormat.TryReadInstant($"{text}Z", out _) => $"“{text}” says no offset; write {text}Z for UTC, or {text}+01:00 for London's summer time",
        _ => $"“{Short(text)}” is no instant; write one such as {Example}, or a day such as 2026-12-23",
    };

    /// <summary>What stands there, short enough for a message.</summary>
    public static string Short(string text) => text.Length <= 60 ? text : $"{text[..57]}…";

    /// <summary>The form nearly all are written in, read without making a text of it; anything else is left to the general reader.</summary>
    private static bool TryReadUsual(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length < 17 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':')
            return false;
        var (year, month, day) = ((Two(text, 0) * 100) + Two(text, 2), Two(text, 5), Two(text, 8));
        var (hour, minute, second) = (Two(text, 11), Two(text, 14), 0);
        var at = 16;
        if (text[at] == ':')
        {
            if (text.Length < 20)
                return false;
            second = Two(text, 17);
            at = 19;
        }

        var ticks = 0;
        if (text[at] == '.' && second >= 0)
        {
            var begun = ++at;
            for (var unit = (int)TimeSpan.TicksPerSecond / 10; at < text.Length && char.IsAsciiDigit((char)text[at]) && unit > 0; unit /= 10)
                ticks += (text[at++] - '0') * unit;
            if (at == begun || at == text.Length)
                return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || (uint)hour > 23 || (uint)minute > 59 || (uint)second > 59
            || !TryReadOffset(text[at..], out var offset))
        {
            return false;
        }

        var read = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks + ticks - offset;
        if (read < 0 || read > DateTime.MaxValue.Ticks)
            return false;
        instant = new DateTimeOffset(read, TimeSpan.Zero);
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text is [(byte)'Z'])
            return true;
        if (text is not [(byte)'+' or (byte)'-', _, _, (byte)':', _, _])
            return false;
        var (hours, minutes) = (Two(text, 1), Two(text, 4));
        ticks = (text[0] == '-' ? -1 : 1) * ((hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute));
        return (uint)hours < 14 && (uint)minutes < 60;
    }

    // Less than nothing, even times a hundred and with another added, when it is no number.
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        var (tens, ones) = (text[at] - '0', text[at + 1] - '0');
        return (uint)tens <= 9 && (uint)ones <= 9 ? (tens * 10) + ones : -1000;
    }
}
