using System.Globalization;
using Housing.Standards;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

/// <summary>Whole months, both included, by their first days.</summary>
public sealed record Months(DateOnly First, DateOnly Last)
{
    private const int Most = 36;

    private static readonly DateOnly Earliest = new(London.FirstDay.Year + 1, 1, 1);

    /// <summary>The months of a trend: the one asked for and a year before it.</summary>
    private const int OfTrend = 13;

    /// <summary>What falls due in these months is due after this instant…</summary>
    public DateTimeOffset After => London.StartOf(First);

    /// <summary>… and not after this one: the end of the last day.</summary>
    public DateTimeOffset Until => London.StartOf(Last.AddMonths(1));

    public IEnumerable<DateOnly> Each
    {
        get
        {
            for (var month = First; month <= Last; month = month.AddMonths(1))
                yield return month;
        }
    }

    /// <summary>The months asked for; null with the faults.</summary>
    public static Months? Read(FieldReader fields, Wire.Date? from, Wire.Date? through, DateOnly today)
    {
        var last = Day(fields, "through", through ?? from, today);
        var first = Day(fields, "from", from ?? through, today);
        if (first is not { } begins || last is not { } ends)
            return null;
        if (ends < begins || begins.AddMonths(Most) <= ends)
            fields.Fault("through", string.Create(CultureInfo.InvariantCulture, $"must be in a month from {begins:yyyy-MM}, where the period begins, to {begins.AddMonths(Most - 1):yyyy-MM}; it is in {ends:yyyy-MM}."));
        return fields.FoundFaults ? null : new(begins, ends);
    }

    /// <summary>The months of a trend; null with the faults.</summary>
    public static Months? ReadTrend(FieldReader fields, Wire.Date? month, DateOnly today) => Day(fields, "month", month, today) is { } last ? new(last.AddMonths(1 - OfTrend), last) : null;

    private static DateOnly? Day(FieldReader fields, string field, Wire.Date? given, DateOnly today) =>
        (given is null ? today : fields.Day(field, new(given.Year, given.Month, given.Day), Earliest, LastOf(today))) is { } day ? new DateOnly(day.Year, day.Month, 1) : null;

    private static DateOnly LastOf(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
