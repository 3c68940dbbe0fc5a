using System.Globalization;
using Housing.Standards;

namespace Housing.Promises;

/// <summary>One promise with its due instant, and how that was worked out.</summary>
internal sealed record Answer(Standard Standard, DateTimeOffset From, DateTimeOffset Due, string Rule, IReadOnlyList<DateOnly> BankHolidays, IReadOnlyList<DateOnly> Closures, bool Provisional)
{
    /// <summary>How a due instant came about.</summary>
    /// <param name="standard">The promise, in the version in force.</param>
    /// <param name="from">The instant it is counted from; for a notice the event, for a cadence when it was last done.</param>
    /// <param name="due">The first instant that is too late.</param>
    /// <param name="missing">The fact it should be counted from, when that was not said.</param>
    public static Answer Of(Standard standard, DateTimeOffset from, DateTimeOffset due, string? missing = null)
    {
        var stepped = SteppedOver(standard, from, due);
        // “same day”, “at once” and “on time” are whole already; “within 3 working days” is not without its word.
        var limit = standard.Timing is Timing.Within { Limit: { Unit: LimitUnit.SameDay or LimitUnit.AtOnce or LimitUnit.OnTime } word } ? word.ToString() : standard.Timing.ToString();
        var rule = $"{limit}{Counted(standard, from)}{(missing is null ? "" : $" ({missing} is not said, so it is counted from the milestone itself)")}";
        return new Answer(standard, from, due, rule, stepped.FindAll(standard.Calendar.IsBankHoliday), stepped.FindAll(day => !standard.Calendar.IsBankHoliday(day)), IsProvisional(standard, due));
    }

    /// <summary>Whether the due date rests on bank holidays that are worked out, but not published yet.</summary>
    public static bool IsProvisional(Standard standard, DateTimeOffset due) => LimitOf(standard) is { } limit && CountsWorkingDays(limit) && !standard.Calendar.Confirms(due);

    /// <summary>On time: at that very instant is still in time.</summary>
    public bool IsOnTime => LimitOf(Standard) is { Unit: LimitUnit.OnTime };

    /// <summary>The due instant as people say it.</summary>
    public string Said => IsOnTime ? $"at {Clock(Due)} at the latest" : InLondon(Due);

    /// <summary>As people say it: the end of a day, or a time on the London clock.</summary>
    public static string InLondon(DateTimeOffset due) =>
        London.ClockAt(due) == TimeOnly.MinValue ? $"by the end of {Day(London.DayOf(due.AddTicks(-1)))}" : $"before {Clock(due)}";

    public static string Clock(DateTimeOffset instant)
    {
        var clock = London.ClockAt(instant);
        var format = clock.Ticks % TimeSpan.TicksPerMinute == 0 ? "HH:mm" : clock.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.FFFFFFF";
        return $"{clock.ToString(format, CultureInfo.InvariantCulture)} on {Day(London.DayOf(instant))}";
    }

    public static string Day(DateOnly day) => day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The UTC instant, without the fraction of a second where it has none.</summary>
    public static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static Limit? LimitOf(Standard standard) => standard.Timing switch
    {
        Timing.Within within => within.Limit,
        Timing.Before before => before.Limit,
        Timing.Every { Cadence: Cadence.FromLast last } => last.Limit,
        _ => null,
    };

    private static bool CountsWorkingDays(Limit limit) => limit.Unit == LimitUnit.WorkingDays || limit.NeedsOpeningHours;

    private static string Counted(Standard standard, DateTimeOffset from)
    {
        var what = standard.Of ?? "it";
        return (standard.Timing, LimitOf(standard)) switch
        {
            (Timing.Before, { IsElapsed: true }) => $" {what}, {Clock(from)}",
            (Timing.Before, _) => $" {what}, {Day(London.DayOf(from))}; the day so reached still counts",
            (_, { Unit: LimitUnit.OnTime }) => $": at {Clock(from)}",
            (_, { NeedsOpeningHours: true }) => $", counted from {Clock(from)}; offices close at {standard.Calendar.Closes?.ToString("HH:mm", CultureInfo.InvariantCulture)}, and what comes later or on a closed day is for the next working day",
            (_, { IsElapsed: true }) => $", counted from {Clock(from)} through nights, weekends and holidays",
            (_, { Unit: LimitUnit.WorkingDays }) => $", counted from the first working day after {Day(London.DayOf(from))}",
            _ => $", counted from {Day(London.DayOf(from))}",
        };
    }

    /// <summary>The Mondays to Fridays between start and end that did not count.</summary>
    private static List<DateOnly> SteppedOver(Standard standard, DateTimeOffset from, DateTimeOffset due)
    {
        List<DateOnly> stepped = [];
        if (LimitOf(standard) is not { } limit || !CountsWorkingDays(limit))
            return stepped;
        var (begun, last) = (London.DayOf(from), London.DayOf(due.AddTicks(-1)));
        var (first, end) = standard.Timing is Timing.Before ? (last.AddDays(1), begun.AddDays(-1)) : (limit.NeedsOpeningHours ? begun : begun.AddDays(1), last);
        for (var day = first; day <= end; day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !standard.Calendar.IsWorkingDay(day))
                stepped.Add(day);
        }

        return stepped;
    }
}
