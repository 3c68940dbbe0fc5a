using System.Globalization;
using System.Text.RegularExpressions;

namespace Housing.Standards;

public enum LimitUnit
{
    Seconds,
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
    Years,
    WorkingDays,
    SameDay,
}

/// <summary>
/// How long a promise gives: "4 hours", "3 working days", "same day". One implementation of DESIGN.md's clock rules.
/// Due is the first instant that is too late: a promise is kept strictly before it.
/// </summary>
public readonly partial record struct Limit(int Count, LimitUnit Unit)
{
    /// <summary>Large enough for every promise and small enough to stay inside the calendar for a while.</summary>
    public const int MaxCount = 5_000;

    /// <summary>What a limit may look like, for messages.</summary>
    public const string Examples = "“4 hours”, “28 days”, “6 weeks”, “1 month”, “3 working days” or “same day”";

    public DateTimeOffset Due(DateTimeOffset start, Calendar calendar)
    {
        var day = London.DayOf(start);
        return Unit switch
        {
            // Elapsed: exact across clock changes, through nights and weekends (REGISTER.md A3, A4).
            LimitUnit.Seconds => start.ToUniversalTime().AddSeconds(Count),
            LimitUnit.Minutes => start.ToUniversalTime().AddMinutes(Count),
            LimitUnit.Hours => start.ToUniversalTime().AddHours(Count),
            // Calendar: the end of the London day; a month that lacks the day ends on its last one.
            LimitUnit.Days => London.EndOf(day.AddDays(Count)),
            LimitUnit.Weeks => London.EndOf(day.AddDays(Count * 7)),
            LimitUnit.Months => London.EndOf(day.AddMonths(Count)),
            LimitUnit.Years => London.EndOf(day.AddYears(Count)),
            LimitUnit.WorkingDays => London.EndOf(calendar.WorkingDaysAfter(day, Count)),
            LimitUnit.SameDay => London.EndOf(IsInTime(start, day, calendar) ? day : calendar.WorkingDaysAfter(day, 1)),
        };
    }

    /// <summary>Reads a limit, or says what is wrong with the text and what would be right.</summary>
    public static bool TryParse(string text, out Limit limit, out string fault)
    {
        limit = default;
        fault = "";
        if (text is "same day")
        {
            limit = new Limit(0, LimitUnit.SameDay);
            return true;
        }

        if (Shape().Match(text) is not { Success: true } match)
        {
            fault = $"is not a limit; write {Examples}";
            return false;
        }

        if (!int.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > MaxCount)
        {
            fault = $"is too long; a limit is at most {MaxCount} of its unit";
            return false;
        }

        if (count == 0)
        {
            fault = "is no time at all; a limit is 1 or more, or “same day”";
            return false;
        }

        var unit = match.Groups["unit"].Value.TrimEnd('s');
        if (Units.TryGetValue(unit, out var known))
        {
            limit = new Limit(count, known);
            return true;
        }

        fault = $"has the unknown unit “{match.Groups["unit"].Value}”; write {Examples}";
        return false;
    }

    public override string ToString() => (Unit, Count) switch
    {
        (LimitUnit.SameDay, _) => "same day",
        (LimitUnit.WorkingDays, 1) => "1 working day",
        (LimitUnit.WorkingDays, _) => $"{Count} working days",
        (_, 1) => $"1 {Unit.ToString().ToLowerInvariant().TrimEnd('s')}",
        _ => $"{Count} {Unit.ToString().ToLowerInvariant()}",
    };

    private static readonly Dictionary<string, LimitUnit> Units = new(StringComparer.Ordinal)
    {
        ["second"] = LimitUnit.Seconds,
        ["minute"] = LimitUnit.Minutes,
        ["hour"] = LimitUnit.Hours,
        ["day"] = LimitUnit.Days,
        ["week"] = LimitUnit.Weeks,
        ["month"] = LimitUnit.Months,
        ["year"] = LimitUnit.Years,
        ["working day"] = LimitUnit.WorkingDays,
    };

    // Same day: a working day, and before the offices close; else the next working day (REGISTER.md A3).
    private static bool IsInTime(DateTimeOffset start, DateOnly day, Calendar calendar) =>
        calendar.Closes is { } closes
            ? calendar.IsWorkingDay(day) && London.ClockAt(start) < closes
            : throw new InvalidOperationException("A promise of the same day needs the landlord's closing time: set calendar.closes in its standards file.");

    [GeneratedRegex("^(?<count>[0-9]+) (?<unit>[a-z]+( [a-z]+)?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
