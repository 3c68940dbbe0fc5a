using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Housing.Standards.Tests;

/// <summary>The slow, obvious way: published lists, one day at a time, the system's own time zones.</summary>
internal static class Reference
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The published bank holidays of England and Wales, substitutes applied.</summary>
    public static readonly IReadOnlyDictionary<int, string> Published = new Dictionary<int, string>
    {
        [2015] = "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        [2016] = "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
        [2017] = "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
        [2018] = "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
        [2019] = "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
        [2020] = "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
        [2021] = "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
        [2022] = "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
        [2023] = "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
        [2024] = "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
        [2025] = "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
        [2026] = "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        [2027] = "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
        [2028] = "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    };

    private static readonly HashSet<DateOnly> Holidays = [.. Published.SelectMany(year => DaysOf(year.Key))];

    public static BankHolidays Rules { get; } = BankHolidays.Read(Path.Combine(AppContext.BaseDirectory, "calendar", "bank-holidays.json"));

    public static Calendar Calendar { get; } = new(Rules, []);

    public static IEnumerable<DateOnly> DaysOf(int year) =>
        Published[year].Split(' ').Select(day => DateOnly.ParseExact($"{year}-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static bool IsWorkingDay(DateOnly day) =>
        !Published.ContainsKey(day.Year) ? throw new ArgumentOutOfRangeException(nameof(day), day, "No bank holidays are listed here for that year: the test asks for more than it can know.")
        : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

    public static DateOnly WorkingDays(DateOnly day, int count, int step)
    {
        while (count > 0)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day))
                count--;
        }

        return day;
    }

    /// <summary>So many times a limit such as "2 weeks" or "10 working days" after a day, walked.</summary>
    public static DateOnly After(DateOnly day, string limit, int times)
    {
        var count = int.Parse(limit.Split(' ')[0], CultureInfo.InvariantCulture) * times;
        return limit[(limit.IndexOf(' ', StringComparison.Ordinal) + 1)..].TrimEnd('s') switch
        {
            "day" => Walk(day, count),
            "week" => Walk(day, count * 7),
            "month" => MonthsOn(day, count),
            "year" => MonthsOn(day, count * 12),
            "working day" => WorkingDays(day, count, 1),
            var unit => throw new ArgumentException($"no unit {unit}", nameof(limit)),
        };
    }

    public static DateOnly Walk(DateOnly day, int days)
    {
        for (; days > 0; days--)
            day = day.AddDays(1);
        for (; days < 0; days++)
            day = day.AddDays(-1);
        return day;
    }

    /// <summary>The same day so many months on, or the last that there is.</summary>
    public static DateOnly MonthsOn(DateOnly day, int months)
    {
        var (year, month) = (day.Year, day.Month);
        for (; months > 0; months--)
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1);
        return Existing(year, month, day.Day);
    }

    public static DateOnly MonthsBack(DateOnly day, int months)
    {
        var (year, month) = (day.Year, day.Month);
        for (; months > 0; months--)
            (year, month) = month == 1 ? (year - 1, 12) : (year, month - 1);
        return Existing(year, month, day.Day);
    }

    private static DateOnly Existing(int year, int month, int last)
    {
        for (; ; last--)
        {
            if (DateOnly.TryParseExact($"{year:D4}-{month:D2}-{last:D2}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var found))
                return found;
        }
    }

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    public static TimeSpan ClockAt(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).TimeOfDay;

    public static DateTimeOffset EndOf(DateOnly day) =>
        new(TimeZoneInfo.ConvertTimeToUtc(day.AddDays(1).ToDateTime(TimeOnly.MinValue), Zone), TimeSpan.Zero);

    /// <summary>Days the published lists cover, with room to count either way.</summary>
    public static Arbitrary<DateOnly> Days() => Gen.Choose(0, 12 * 365).Select(n => new DateOnly(2015, 7, 1).AddDays(n)).ToArbitrary();

    /// <summary>Instants of those days, often within a few seconds of midnight, on the hour, or on the days the clocks change.</summary>
    public static Arbitrary<DateTimeOffset> Instants()
    {
        var any = Gen.Choose(0, 12 * 365 * 24 * 60).Select(minutes => new DateTimeOffset(2015, 7, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));
        var nearMidnight = Days().Generator.SelectMany(day => Gen.Choose(-2, 2).Select(ticks => EndOf(day).AddTicks(ticks)));
        var clockChange = Gen.Choose(2016, 2026).SelectMany(year => Gen.Elements(3, 10).SelectMany(month =>
            Gen.Choose(-180, 180).Select(minutes => LastSunday(year, month).AddMinutes(minutes))));
        return Gen.OneOf(any, nearMidnight, clockChange).ToArbitrary();
    }

    /// <summary>Tries a property on a thousand examples.</summary>
    public static void Holds(this Property property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);

    private static DateTimeOffset LastSunday(int year, int month)
    {
        var day = new DateTimeOffset(year, month, 31, 1, 0, 0, TimeSpan.Zero);      // the clocks change at one in the morning UTC
        return day.AddDays(-(int)day.DayOfWeek);
    }
}
