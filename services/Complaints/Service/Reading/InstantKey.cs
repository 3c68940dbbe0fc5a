using System.Globalization;
using Housing.ServiceDefaults;

namespace Housing.Complaints;

/// <summary>The key of a row in a list that is in the order of an instant and, within it, of ids.</summary>
internal static class InstantKey
{
    public static string Of(DateTimeOffset at, Guid id) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks} {id}");

    public static (DateTimeOffset At, Guid Id) Parse(string key) =>
        key.Split(' ') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks && Guid.TryParseExact(id, "D", out var row)
            ? (new DateTimeOffset(at, TimeSpan.Zero), row)
            : throw Paging.BadToken();
}
