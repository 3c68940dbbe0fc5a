namespace Housing.Performance;

/// <summary>The days that a report is about, both included.</summary>
public sealed record ReportPeriod(DateOnly From, DateOnly Through)
{
    private const int MonthsOfYear = 12;

    /// <summary>The period that begins on this day; null when none of this kind does.</summary>
    public static ReportPeriod? Of(ReportKind kind, DateOnly from, int yearBegins) =>
        from.Day == 1 && (from.Month - yearBegins + MonthsOfYear) % Months(kind) == 0 ? new(from, from.AddMonths(Months(kind)).AddDays(-1)) : null;

    /// <summary>The last one that was over before this day.</summary>
    public static ReportPeriod LastOver(ReportKind kind, DateOnly today, int yearBegins)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        while ((month.Month - yearBegins + MonthsOfYear) % Months(kind) != 0)
            month = month.AddMonths(-1);
        return new(month.AddMonths(-Months(kind)), month.AddDays(-1));
    }

    /// <summary>The year that this day is in.</summary>
    public static ReportPeriod YearOf(DateOnly day, int yearBegins)
    {
        var from = new DateOnly(day.Month < yearBegins ? day.Year - 1 : day.Year, yearBegins, 1);
        return new(from, from.AddYears(1).AddDays(-1));
    }

    private static int Months(ReportKind kind) => kind switch
    {
        ReportKind.Monthly => 1,
        ReportKind.Quarterly => 3,
        ReportKind.Yearly => MonthsOfYear,
    };
}
