namespace Housing.Standards;

/// <summary>
/// The bank holidays of England and Wales: the yearly ones by rule, the one-off ones from data. The government confirms each
/// year some time ahead; after <see cref="ConfirmedThrough"/> the rules still answer, but a proclaimed day may yet change it.
/// </summary>
public sealed class BankHolidays
{
    private readonly ILookup<int, OneOff> _oneOffs;

    public BankHolidays(int confirmedThrough, IEnumerable<OneOff> oneOffs)
    {
        ConfirmedThrough = confirmedThrough;
        _oneOffs = oneOffs.ToLookup(day => day.On.Year);
    }

    /// <summary>A day proclaimed for one year, in place of a yearly one or on top of them.</summary>
    public sealed record OneOff(DateOnly On, DateOnly? InsteadOf = null);

    /// <summary>The last year whose list is published.</summary>
    public int ConfirmedThrough { get; }

    /// <summary>Every bank holiday of a year, in order.</summary>
    public IReadOnlyList<DateOnly> Of(int year)
    {
        var easter = EasterSunday(year);
        var days = new SortedSet<DateOnly>
        {
            easter.AddDays(-2),
            easter.AddDays(1),
            FirstMonday(year, 5),
            LastMonday(year, 5),
            LastMonday(year, 8),
        };
        // One that falls on a weekend moves to the next weekday that is not a holiday itself; those on weekdays come first.
        DateOnly[] fixedDays = [new(year, 1, 1), new(year, 12, 25), new(year, 12, 26)];
        days.UnionWith(fixedDays.Where(IsWeekday));
        foreach (var weekendDay in fixedDays.Where(day => !IsWeekday(day)))
        {
            var substitute = weekendDay;
            while (!IsWeekday(substitute) || days.Contains(substitute))
                substitute = substitute.AddDays(1);
            days.Add(substitute);
        }

        foreach (var oneOff in _oneOffs[year])
        {
            if (oneOff.InsteadOf is { } replaced)
                days.Remove(replaced);
            days.Add(oneOff.On);
        }

        return [.. days];
    }

    /// <summary>Reads the confirmed year and the one-off days, as in <c>seeds/calendar/bank-holidays.json</c>.</summary>
    public static BankHolidays Read(string path)
    {
        var faults = new Faults();
        var holidays = Read(path, faults);
        faults.ThrowIfAny();
        return holidays!;
    }

    internal static BankHolidays? Read(string path, Faults faults)
    {
        if (JsonFile.Open(path, faults) is not { } root)
            return null;
        var year = root.Whole("confirmedThrough", London.FirstDay.Year, London.LastDay.Year);
        var oneOffs = new List<OneOff>();
        foreach (var entry in root.List("oneOff", required: true))
        {
            var on = entry.Date("on", required: true);
            var insteadOf = entry.Date("insteadOf");
            entry.Text("why");
            entry.Only("on", "insteadOf", "why");
            if (on is { } day)
                oneOffs.Add(new OneOff(day, insteadOf));
            if (on is { } set && insteadOf is { } replaced)
            {
                if (set.Year != replaced.Year)
                    entry.Fault("insteadOf", "is in another year than the day that takes its place");
                else if (!new BankHolidays(set.Year, []).Of(set.Year).Contains(replaced))
                    entry.Fault("insteadOf", $"is not one of the yearly bank holidays of {replaced.Year}");
            }
        }

        root.Only("$schema", "confirmedThrough", "oneOff");
        return new BankHolidays(year ?? London.FirstDay.Year, oneOffs);
    }

    /// <summary>The Gregorian computus: the Sunday after the first full moon of spring, by the church's tables.</summary>
    private static DateOnly EasterSunday(int year)
    {
        var golden = year % 19;                                     // the moon's place in its 19-year cycle
        var century = year / 100;
        var leapCorrection = century - (century / 4);               // leap days the Gregorian calendar left out
        var moonCorrection = ((8 * century) + 13) / 25;             // the 19-year cycle's own drift
        var age = ((19 * golden) + leapCorrection - moonCorrection + 15) % 30;
        // The full moon is `age` days after 21 March, never later than 18 April, and never twice within one cycle.
        if (age == 29 || (age == 28 && golden > 10))
            age--;
        var fullMoon = new DateOnly(year, 3, 21).AddDays(age);
        return fullMoon.AddDays(7 - (int)fullMoon.DayOfWeek);       // strictly after it
    }

    private static DateOnly FirstMonday(int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((int)DayOfWeek.Monday - (int)first.DayOfWeek + 7) % 7);
    }

    private static DateOnly LastMonday(int year, int month)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(((int)last.DayOfWeek - (int)DayOfWeek.Monday + 7) % 7));
    }

    private static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
