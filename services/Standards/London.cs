using System.Runtime.CompilerServices;

namespace Housing.Standards;

/// <summary>
/// Days as people in England count them: from midnight to midnight in Europe/London. Instants are UTC.
/// The midnights of every day are worked out once, so that each question is one look-up.
/// </summary>
public static class London
{
    /// <summary>The first and the last day anything can be timed on.</summary>
    public static readonly DateOnly FirstDay = new(2015, 1, 1);
    public static readonly DateOnly LastDay = new(2100, 12, 31);

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly int FirstDayNumber = FirstDay.DayNumber;
    internal static readonly int DayCount = LastDay.DayNumber - FirstDay.DayNumber + 1;

    // The UTC ticks at which each day begins, with one more for the end of the last.
    private static readonly long[] Midnights = AllMidnights();

    /// <summary>The London day an instant falls in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]      // every clock begins with it
    public static DateOnly DayOf(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks;
        // London is level with UTC or an hour ahead: its day is the UTC day or the one after.
        var index = (int)(ticks / TimeSpan.TicksPerDay) - FirstDayNumber;
        if ((uint)(index + 1) < (uint)Midnights.Length && ticks >= Midnights[index + 1])
            index++;
        return (uint)index < (uint)DayCount ? DayAt(index) : throw OutsideCalendar(instant);
    }

    /// <summary>Midnight at the beginning of a day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => Midnight(IndexOf(day));

    /// <summary>The first instant of the next day: what is due by the end of a day must happen strictly before it.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => Midnight(IndexOf(day) + 1);

    /// <summary>What the clock on the wall says.</summary>
    public static TimeOnly ClockAt(DateTimeOffset instant) => TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(instant, Zone).TimeOfDay);

    /// <summary>
    /// The instant at which the clock on the wall says this. The hour that spring leaves out counts as the one after it; of the hour that autumn repeats, the second.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly clock)
    {
        IndexOf(day);       // inside the calendar
        var wall = day.ToDateTime(clock);
        return new DateTimeOffset(wall.Ticks - Zone.GetUtcOffset(wall).Ticks, TimeSpan.Zero);
    }

    internal static int IndexOf(DateOnly day)
    {
        var index = day.DayNumber - FirstDayNumber;
        return (uint)index < (uint)DayCount ? index : throw OutsideCalendar(day);
    }

    private static DateTimeOffset Midnight(int index) => new(new DateTime(Midnights[index], DateTimeKind.Utc));

    internal static DateOnly DayAt(int index) => DateOnly.FromDayNumber(index + FirstDayNumber);

    // The messages are put together out here, so that the look-ups above stay a few instructions each.
    private static ArgumentOutOfRangeException OutsideCalendar(DateTimeOffset instant) => OutsideCalendar($"{instant.UtcDateTime:yyyy-MM-dd HH:mm}");

    private static ArgumentOutOfRangeException OutsideCalendar(DateOnly day) => OutsideCalendar($"{day:yyyy-MM-dd}");

    internal static ArgumentOutOfRangeException OutsideCalendar(string what) =>
        new(nameof(what), $"{what} is outside the calendar, which runs from {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}.");

    private static long[] AllMidnights()
    {
        var midnights = new long[DayCount + 1];
        for (var i = 0; i < midnights.Length; i++)
        {
            var midnight = DateOnly.FromDayNumber(FirstDayNumber + i).ToDateTime(TimeOnly.MinValue);
            midnights[i] = midnight.Ticks - Zone.GetUtcOffset(midnight).Ticks;      // the clocks change at one or two, never at midnight
        }

        return midnights;
    }
}
