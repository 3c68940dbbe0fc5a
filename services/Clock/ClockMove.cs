using System.Globalization;
using System.Text.RegularExpressions;
using Housing.ServiceDefaults;
using Housing.Standards;
using Calendar = Housing.Standards.Calendar;

namespace Housing.Clock;

/// <summary>
/// How far to move: "+3wd", "+4h", "=2026-12-24T09:00". Hours and minutes are elapsed time; days, weeks, months and working days land on the London
/// day that a promise would count to, at the same time on the wall.
/// </summary>
internal sealed partial class ClockMove
{
    public const string Examples = "+3wd (working days), +4h, +90m, +2d, +1w, +1mo, or =2026-12-24T09:00 (London time; with a Z at the end, UTC)";

    private readonly string _text;
    private readonly Limit? _by;
    private readonly DateTimeOffset _to;

    private ClockMove(string text, Limit by) => (_text, _by) = (text, by);

    private ClockMove(string text, DateTimeOffset to) => (_text, _to) = (text, to);

    public static ClockMove Parse(string text)
    {
        if (text.StartsWith('='))
        {
            return new ClockMove(text, Instant(text));
        }

        if (text.StartsWith('-'))
        {
            throw new ClockException($"'{text}' goes back, and the stack's time only moves forward. Write {Examples}.");
        }

        if (By().Match(text) is not { Success: true } match)
        {
            throw new ClockException($"'{text}' is no move of the clock. Write {Examples}.");
        }

        if (!int.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > Limit.MaxCount)
        {
            throw new ClockException(string.Create(CultureInfo.InvariantCulture, $"'{text}' moves by nothing or by too much; the number is from 1 to {Limit.MaxCount}."));
        }

        return new ClockMove(text, new Limit(count, match.Groups["unit"].Value switch
        {
            "m" => LimitUnit.Minutes,
            "h" => LimitUnit.Hours,
            "d" => LimitUnit.Days,
            "w" => LimitUnit.Weeks,
            "mo" => LimitUnit.Months,
            _ => LimitUnit.WorkingDays,
        }));
    }

    /// <summary>Where this leads from an instant; always later, and never out of the calendar.</summary>
    public DateTimeOffset From(DateTimeOffset start, Calendar calendar)
    {
        try
        {
            var target = _by is { } by ? After(start, by, calendar) : _to;
            London.DayOf(target);
            return target > start
                ? target
                : throw new ClockException($"'{_text}' is not after the stack's time, {Said.Time(start)}, and that only moves forward. Write {Examples}.");
        }
        catch (ArgumentOutOfRangeException)
        {
            throw OutsideCalendar(_text);
        }
    }

    private static DateTimeOffset After(DateTimeOffset start, Limit by, Calendar calendar)
    {
        var due = by.Due(start, calendar);
        return by.Unit is LimitUnit.Minutes or LimitUnit.Hours
            ? due
            // Due is the first instant after the day that was counted to.
            : London.At(London.DayOf(due.AddTicks(-1)), London.ClockAt(start));
    }

    private static DateTimeOffset Instant(string text)
    {
        var isUtc = text.EndsWith('Z');
        if (!DateTime.TryParseExact(text[1..].TrimEnd('Z'), ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall))
        {
            throw new ClockException($"'{text}' is no instant. Write, for example, =2026-12-24T09:00 (London time; with a Z at the end, UTC).");
        }

        var day = DateOnly.FromDateTime(wall);
        if (day < London.FirstDay || day > London.LastDay)
        {
            throw OutsideCalendar(text);
        }

        return isUtc ? new DateTimeOffset(wall, TimeSpan.Zero) : London.At(day, TimeOnly.FromDateTime(wall));
    }

    private static ClockException OutsideCalendar(string text) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{text}' is outside the calendar, which runs from {London.FirstDay:yyyy-MM-dd} to {London.LastDay:yyyy-MM-dd}."));

    [GeneratedRegex(@"^\+(?<count>[0-9]+)(?<unit>wd|mo|m|h|d|w)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex By();
}
