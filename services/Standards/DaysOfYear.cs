using System.Globalization;

namespace Housing.Standards;

/// <summary>A part of every year, from one day to another with both included; it may run over New Year. Written "MM-dd".</summary>
public readonly record struct DaysOfYear
{
    private readonly int _from;      // month × 100 + day
    private readonly int _to;

    private DaysOfYear(int from, int to)
    {
        _from = from;
        _to = to;
    }

    public bool Contains(DateOnly day)
    {
        var at = (day.Month * 100) + day.Day;
        return _from <= _to ? _from <= at && at <= _to : _from <= at || at <= _to;
    }

    public override string ToString() => $"{Words(_from)} to {Words(_to)}";

    public static bool TryParse(string from, string to, out DaysOfYear days)
    {
        days = IsDay(from, out var first) && IsDay(to, out var last) ? new DaysOfYear(first, last) : default;
        return days._from != 0;
    }

    /// <summary>Whether a text is a day of the year, such as "10-31"; 29 February is one.</summary>
    public static bool IsDay(string text) => IsDay(text, out _);

    /// <summary>The day that a text such as "10-31" says; null when it says none.</summary>
    public static DayOfYear? ReadDay(string text) => IsDay(text, out var at) ? new DayOfYear(at / 100, at % 100) : null;

    private static string Words(int day) => new DateOnly(2000, day / 100, day % 100).ToString("d MMMM", CultureInfo.InvariantCulture);

    // Read in a leap year, so that 29 February is a day.
    private static bool IsDay(string text, out int day)
    {
        var read = DateOnly.TryParseExact($"2000-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        day = read ? (date.Month * 100) + date.Day : 0;
        return read;
    }
}

/// <summary>One day of every year.</summary>
public readonly record struct DayOfYear(int Month, int Day)
{
    /// <summary>The day in one year; 29 February is the last of February.</summary>
    public DateOnly In(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));
}
