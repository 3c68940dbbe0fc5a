using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>How often a charge falls due; always in advance, on the first day of its period (OHO-INC-04, OHO-LSE-23).</summary>
public enum ChargeCycle
{
    Weekly,
    FourWeekly,
    Monthly,
}

/// <summary>What a sum is for.</summary>
public enum ChargePer
{
    Week,
    Month,
    Year,
}

/// <summary>One period of a charge year. Both days are in it.</summary>
/// <param name="First">The day on which it falls due.</param>
/// <param name="Last">Its last day.</param>
/// <param name="Before">How many shares of the year come before it.</param>
/// <param name="Shares">How many shares of the year it takes; none for a free week.</param>
public sealed record ChargePeriod(DateOnly First, DateOnly Last, int Before, int Shares)
{
    public int Days => Last.DayNumber - First.DayNumber + 1;
}

/// <summary>The periods of one charge year, from its first day to its last without a gap.</summary>
/// <param name="Weeks">52 or 53 where it is made of weeks; 0 where of months.</param>
public sealed record ChargePeriods(IReadOnlyList<ChargePeriod> All, int Weeks)
{
    public DateOnly First => All[0].First;

    public DateOnly Last => All[^1].Last;

    public int Shares => All[^1].Before + All[^1].Shares;

    public ChargePeriod Of(DateOnly day) => All.First(period => day <= period.Last);
}

/// <summary>
/// When a landlord's regular charges fall due: <c>charges</c> in the <c>income</c> section of its file.
/// <code>
/// "charges": { "yearStarts": "04-01", "weekday": "monday", "rentWeeks": 48, "freeWeeks": ["12-25", "01-01", "03-31"],
///   "cycles": ["weekly", "four-weekly", "monthly"], "published": false, "note": "…" }
/// </code>
/// A year of weeks begins on the first such weekday on or after the day given, and so has 52 or 53 of them. A free week is not a present: what is due for the
/// year is spread over the others.
/// </summary>
public sealed record ChargeYear
{
    /// <summary>Month and day, "04-01"; at most the 28th, so that every month has it.</summary>
    public required string YearStarts { get; init; }

    /// <summary>The day on which weeks begin.</summary>
    public required DayOfWeek Weekday { get; init; }

    /// <summary>In how many weeks of the year rent falls due: 48, 50, 52 or 53. A year that has fewer weeks has none free.</summary>
    public required int RentWeeks { get; init; }

    /// <summary>Days whose weeks are free, the first first, as many as the year has free weeks; where they do not suffice, the last weeks of the year.</summary>
    public IReadOnlyList<string> FreeWeeks { get; init; } = [];

    /// <summary>The cycles the landlord offers.</summary>
    public required IReadOnlyList<ChargeCycle> Cycles { get; init; }

    public required bool Published { get; init; }

    /// <summary>The register row it rests on, where there is one.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }

    /// <summary>The charge year that a day is in.</summary>
    public ChargePeriods Of(ChargeCycle cycle, DateOnly day) => cycle switch
    {
        ChargeCycle.Weekly => Weeks(day, everyWeek: false),
        ChargeCycle.FourWeekly => FourWeeks(Weeks(day, everyWeek: true)),
        ChargeCycle.Monthly => Months(day),
    };

    internal IEnumerable<PolicyFault> Check()
    {
        if (DayOfYear(YearStarts) is not { Day: <= 28 })
            yield return new PolicyFault("charges.yearStarts", "must be a month and a day such as “04-01”, at most the 28th");
        if (RentWeeks is not (48 or 50 or 52 or 53))
            yield return new PolicyFault("charges.rentWeeks", "must be 48, 50, 52 or 53");
        for (var at = 0; at < FreeWeeks.Count; at++)
            if (DayOfYear(FreeWeeks[at]) is null)
                yield return new PolicyFault($"charges.freeWeeks[{at}]", "must be a month and a day such as “12-25”");
        if (Cycles.Count == 0 || Cycles.Distinct().Count() != Cycles.Count)
            yield return new PolicyFault("charges.cycles", "must name one or more of weekly, four-weekly and monthly, each once");
        if (!Published && string.IsNullOrWhiteSpace(Note))
            yield return new PolicyFault("charges.note", "must say where this comes from, since the landlord published none");
    }

    private ChargePeriods Weeks(DateOnly day, bool everyWeek)
    {
        // A year that starts at the end of December may have its first week in January.
        var starts = day.Year;
        while (FirstWeek(starts) > day)
            starts--;
        var (first, next) = (FirstWeek(starts), FirstWeek(starts + 1));
        var weeks = (next.DayNumber - first.DayNumber) / 7;
        var free = everyWeek ? [] : Free(first, weeks);
        var all = new List<ChargePeriod>(weeks);
        var before = 0;
        for (var week = 0; week < weeks; week++)
        {
            var shares = free.Contains(week) ? 0 : 1;
            all.Add(new ChargePeriod(first.AddDays(week * 7), first.AddDays(week * 7 + 6), before, shares));
            before += shares;
        }

        return new ChargePeriods(all, weeks);
    }

    private HashSet<int> Free(DateOnly first, int weeks)
    {
        var wanted = Math.Max(0, weeks - RentWeeks);
        var free = new HashSet<int>();
        foreach (var named in FreeWeeks)
        {
            var (month, day) = DayOfYear(named)!.Value;
            // The day as it falls in this year of weeks; 29 February falls in leap years only.
            for (var year = first.Year; year <= first.Year + 1; year++)
            {
                if (free.Count < wanted && day <= DateTime.DaysInMonth(year, month)
                    && new DateOnly(year, month, day).DayNumber - first.DayNumber is var at and >= 0 && at < weeks * 7)
                    free.Add(at / 7);
            }
        }

        for (var week = weeks - 1; free.Count < wanted; week--)
            free.Add(week);
        return free;
    }

    // Four weeks together from the start of the year; the 53rd week stands by itself.
    private static ChargePeriods FourWeeks(ChargePeriods weeks) =>
        new([.. weeks.All.Chunk(4).Select(four => new ChargePeriod(four[0].First, four[^1].Last, four[0].Before, four.Sum(week => week.Shares)))], weeks.Weeks);

    private ChargePeriods Months(DateOnly day)
    {
        var (month, of) = DayOfYear(YearStarts)!.Value;
        var first = new DateOnly(day.Year, month, of);
        if (day < first)
            first = first.AddYears(-1);
        return new ChargePeriods([.. Enumerable.Range(0, 12).Select(at => new ChargePeriod(first.AddMonths(at), first.AddMonths(at + 1).AddDays(-1), at, 1))], 0);
    }

    private DateOnly FirstWeek(int year)
    {
        var (month, of) = DayOfYear(YearStarts)!.Value;
        var day = new DateOnly(year, month, of);
        return day.AddDays(((int)Weekday - (int)day.DayOfWeek + 7) % 7);
    }

    // In a leap year, so that 29 February is a day.
    private static (int Month, int Day)? DayOfYear(string text) =>
        DateOnly.TryParseExact($"2024-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day.Month, day.Day) : null;
}
