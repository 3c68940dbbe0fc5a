using System.Globalization;
using Housing.Standards;

namespace Housing.Clock;

/// <summary>Times and spans as people read them.</summary>
internal static class Said
{
    /// <summary>As in London, and in UTC.</summary>
    public static string Time(DateTimeOffset instant) => string.Create(
        CultureInfo.InvariantCulture, $"{London.DayOf(instant):dddd d MMMM yyyy}, {London.ClockAt(instant):HH:mm:ss} in London ({instant.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'})");

    public static string Offset(TimeSpan offset)
    {
        var days = Math.Abs(offset.Days) switch
        {
            0 => "",
            1 => "1 day and ",
            var count => string.Create(CultureInfo.InvariantCulture, $"{count} days and "),
        };
        var where = offset < TimeSpan.Zero ? "behind" : "ahead of";
        return offset == TimeSpan.Zero ? "the machine's time" : string.Create(CultureInfo.InvariantCulture, $"{days}{offset:hh\\:mm\\:ss} {where} the machine");
    }

    public static string Days(IEnumerable<DateOnly> days) => string.Join(", ", days.Select(day => day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture)));
}
