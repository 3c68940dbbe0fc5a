using System.Diagnostics;
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
    AtOnce,
    OnTime,
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
    public const string Examples = "“4 hours”, “28 days”, “6 weeks”, “1 month”, “3 working days”, “same day”, “at once” or “on time”";

    /// <summary>Elapsed time, or the very instant, rather than whole days.</summary>
    public bool IsElapsed => Unit is LimitUnit.Seconds or LimitUnit.Minutes or LimitUnit.Hours or LimitUnit.OnTime;

    /// <summary>The time an elapsed limit gives.</summary>
    public TimeSpan Elapsed => Unit switch
    {
        LimitUnit.Seconds => TimeSpan.FromSeconds(Count),
        LimitUnit.Minutes => TimeSpan.FromMinutes(Count),
        LimitUnit.Hours => TimeSpan.FromHours(Count),
        LimitUnit.OnTime => TimeSpan.Zero,
        LimitUnit.Days or LimitUnit.Weeks or LimitUnit.Months or LimitUnit.Years or LimitUnit.WorkingDays or LimitUnit.SameDay or LimitUnit.AtOnce =>
            throw new InvalidOperationException($"“{this}” is whole days, not elapsed time."),
    };

    /// <summary>Units of their own, with no number before them.</summary>
    private static readonly Dictionary<string, LimitUnit> Words = new(StringComparer.Ordinal)
    {
        ["same day"] = LimitUnit.SameDay,
        ["at once"] = LimitUnit.AtOnce,
        ["on time"] = LimitUnit.OnTime,
    };

    /// <summary>Whether it asks when the landlord's offices are open.</summary>
    public bool NeedsOpeningHours => Unit is LimitUnit.SameDay or LimitUnit.AtOnce;

    /// <summary>The first instant that is too late for something due within this limit of a start.</summary>
    public DateTimeOffset Due(DateTimeOffset start, Calendar calendar) =>
        // By itself, and so a few look-ups without a call: working days are what is asked for most.
        Unit == LimitUnit.WorkingDays ? London.EndOf(calendar.WorkingDaysAfter(London.DayOf(start), Count)) : DueOtherwise(start, calendar);

    private DateTimeOffset DueOtherwise(DateTimeOffset start, Calendar calendar)
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
            LimitUnit.SameDay or LimitUnit.AtOnce => London.EndOf(IsInTime(start, day, calendar) ? day : calendar.WorkingDaysAfter(day, 1)),
            LimitUnit.OnTime => start.ToUniversalTime(),
            LimitUnit.WorkingDays => throw new UnreachableException(),
        };
    }

    /// <summary>The first instant that is too late for something due at least this long before an event: whole days end with the last day that still counts.</summary>
    public DateTimeOffset DueBefore(DateTimeOffset @event, Calendar calendar)
    {
        var day = London.DayOf(@event);
        return Unit switch
        {
            LimitUnit.Seconds => @event.ToUniversalTime().AddSeconds(-Count),
            LimitUnit.Minutes => @event.ToUniversalTime().AddMinutes(-Count),
            LimitUnit.Hours => @event.ToUniversalTime().AddHours(-Count),
            LimitUnit.Days => London.EndOf(day.AddDays(-Count)),
            LimitUnit.Weeks => London.EndOf(day.AddDays(-Count * 7)),
            LimitUnit.Months => London.EndOf(day.AddMonths(-Count)),
            LimitUnit.Years => London.EndOf(day.AddYears(-Count)),
            LimitUnit.WorkingDays => London.EndOf(calendar.WorkingDaysBefore(day, Count)),
            LimitUnit.SameDay or LimitUnit.AtOnce or LimitUnit.OnTime => throw new InvalidOperationException($"“{this}” cannot be counted back."),
        };
    }

    /// <summary>The same limit so many times over: the third missed month of a monthly round ends three months after the last one done.</summary>
    internal Limit Times(int times) => this with { Count = checked(Count * times) };

    /// <summary>Reads a limit, or says what is wrong with the text and what would be right.</summary>
    public static bool TryParse(string text, out Limit limit, out string fault)
    {
        limit = default;
        fault = "";
        if (Words.TryGetValue(text, out var word))
        {
            limit = new Limit(0, word);
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
            fault = "is no time at all; a limit is 1 or more, or “same day”, “at once” or “on time”";
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
        (LimitUnit.AtOnce, _) => "at once",
        (LimitUnit.OnTime, _) => "on time",
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

    // Same day and at once: a working day, and before the offices close; else the next working day (REGISTER.md A3).
    private static bool IsInTime(DateTimeOffset start, DateOnly day, Calendar calendar) =>
        calendar.Closes is { } closes
            ? calendar.IsWorkingDay(day) && London.ClockAt(start) < closes
            : throw new InvalidOperationException("A promise of the same day, or at once, needs the landlord's closing time: set calendar.closes in its standards file.");

    [GeneratedRegex("^(?<count>[0-9]+) (?<unit>[a-z]+( [a-z]+)?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
