namespace Housing.Standards;

/// <summary>
/// One landlord's working days: Monday to Friday less bank holidays and its own closures (REGISTER.md A2).
/// Counting is one look-up however far it goes, forwards or backwards.
/// </summary>
public sealed class Calendar
{
    private readonly int[] _workingDays;         // the day index of each working day, in order
    private readonly int[] _workingDaysUpTo;     // for each day, how many working days there are up to and including it
    private readonly BankHolidays _bankHolidays;

    /// <summary>Works out every working day of the calendar, once.</summary>
    /// <param name="bankHolidays">The country's.</param>
    /// <param name="closures">Days the landlord is closed on top of weekends and bank holidays.</param>
    /// <param name="closes">When its offices close, for promises of the same day; null when it has none.</param>
    public Calendar(BankHolidays bankHolidays, IEnumerable<DateOnly> closures, TimeOnly? closes = null)
    {
        Closes = closes;
        _bankHolidays = bankHolidays;
        ConfirmedThrough = new DateOnly(bankHolidays.ConfirmedThrough, 12, 31);
        var closed = closures.ToHashSet();
        for (var year = London.FirstDay.Year; year <= London.LastDay.Year; year++)
            closed.UnionWith(bankHolidays.Of(year));

        _workingDaysUpTo = new int[London.DayCount];
        var found = new List<int>(London.DayCount * 5 / 7);
        for (var i = 0; i < London.DayCount; i++)
        {
            var day = London.DayAt(i);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !closed.Contains(day))
                found.Add(i);
            _workingDaysUpTo[i] = found.Count;
        }

        _workingDays = [.. found];
    }

    public TimeOnly? Closes { get; }

    /// <summary>The last day whose bank holidays are published; a due date after it may still move.</summary>
    public DateOnly ConfirmedThrough { get; }

    /// <summary>Whether a due instant rests on published bank holidays alone.</summary>
    public bool Confirms(DateTimeOffset due) => due <= London.EndOf(ConfirmedThrough);

    public bool IsWorkingDay(DateOnly day)
    {
        var index = London.IndexOf(day);
        return _workingDaysUpTo[index] > (index == 0 ? 0 : _workingDaysUpTo[index - 1]);
    }

    /// <summary>Whether a day that is no working day is so because it is a bank holiday, and not for being a weekend or the landlord's own closure.</summary>
    public bool IsBankHoliday(DateOnly day) => _bankHolidays.Of(day.Year).Contains(day);

    /// <summary>The Nth working day strictly after a day, whether or not that day is a working day itself.</summary>
    public DateOnly WorkingDaysAfter(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var nth = (long)_workingDaysUpTo[London.IndexOf(day)] + count - 1;
        return nth < _workingDays.Length ? London.DayAt(_workingDays[nth]) : throw OutsideCalendar(day, count, "after");
    }

    /// <summary>The Nth working day strictly before a day: the last on which "at least N working days before" can be kept.</summary>
    public DateOnly WorkingDaysBefore(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var index = London.IndexOf(day);
        var nth = (index == 0 ? 0L : _workingDaysUpTo[index - 1]) - count;
        return nth >= 0 ? London.DayAt(_workingDays[nth]) : throw OutsideCalendar(day, count, "before");
    }

    private static ArgumentOutOfRangeException OutsideCalendar(DateOnly day, int count, string where) => London.OutsideCalendar($"{count} working days {where} {day:yyyy-MM-dd}");
}
