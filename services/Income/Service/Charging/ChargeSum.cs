using System.Globalization;

namespace Housing.Income;

/// <summary>Divides sums so that the pieces always add up to the whole, to the penny.</summary>
public static class ChargeSum
{
    /// <summary>What is due for a whole charge year.</summary>
    public static long OfYear(long pence, ChargePer per, ChargePeriods year) => (per, year.Weeks) switch
    {
        (ChargePer.Week, 0) => pence * 52,          // in equal months: 52 weeks over twelve of them, as letting agreements reckon
        (ChargePer.Week, var weeks) => pence * weeks,
        (ChargePer.Month, _) => pence * 12,
        (ChargePer.Year, _) => pence,
    };

    /// <summary>What a sum comes to in a usual year, to tell a rise from a fall.</summary>
    public static long Usually(long pence, ChargePer per) => per switch
    {
        ChargePer.Week => pence * 52,
        ChargePer.Month => pence * 12,
        ChargePer.Year => pence,
    };

    /// <summary>What these charges of one part come to in a week of a day, to the nearest penny.</summary>
    public static long WeeklyOn(IEnumerable<Charge> charges, DateOnly day) =>
        (charges.Where(charge => charge.From <= day && !(charge.Until < day)).Sum(charge => Usually(charge.AmountPence, charge.Per)) + 26) / 52;

    /// <summary>What is due for one whole period: as much more as is due by its end than was by its start.</summary>
    public static long OfPeriod(long yearPence, ChargePeriods year, ChargePeriod period) =>
        Share(yearPence, period.Before + period.Shares, year.Shares) - Share(yearPence, period.Before, year.Shares);

    /// <summary>The part of a period's sum that is for these days of it; days next to one another add up to those days together.</summary>
    public static long OfDays(long periodPence, DateOnly first, DateOnly last, DateOnly from, DateOnly through)
    {
        var days = last.DayNumber - first.DayNumber + 1;
        return Share(periodPence, through.DayNumber - first.DayNumber + 1, days) - Share(periodPence, from.DayNumber - first.DayNumber, days);
    }

    /// <summary>How the sum becomes what falls due, in words.</summary>
    public static string Explain(Charge charge, ChargeYear terms)
    {
        var year = terms.Of(charge.Cycle, charge.From);
        var total = OfYear(charge.AmountPence, charge.Per, year);
        var stated = charge.Per switch
        {
            ChargePer.Week => $"{Pounds(charge.AmountPence)} a week for {(year.Weeks == 0 ? 52 : year.Weeks)} weeks is {Pounds(total)} a year",
            ChargePer.Month => $"{Pounds(charge.AmountPence)} a month is {Pounds(total)} a year",
            ChargePer.Year => $"{Pounds(total)} a year",
        };
        var each = charge.Cycle switch
        {
            ChargeCycle.Weekly => $"in {year.Shares} rent weeks of {year.Weeks}",
            ChargeCycle.FourWeekly => $"every four weeks, {year.All.Count} times",
            ChargeCycle.Monthly => "in 12 months",
        };
        var sums = year.All.Where(period => period.Shares == year.All[0].Shares || year.All[0].Shares == 0).Select(period => OfPeriod(total, year, period)).Where(sum => sum > 0).ToList();
        var (least, most) = sums.Count == 0 ? (0, 0) : (sums.Min(), sums.Max());
        var due = least == most ? Pounds(least) : $"{Pounds(least)} or {Pounds(most)}";
        return string.Create(CultureInfo.InvariantCulture, $"From {year.First:d MMMM yyyy} to {year.Last:d MMMM yyyy}: {stated}, due in advance {each}: {due} each time. A part of a period is charged by the day.");
    }

    internal static string Pounds(long pence) => string.Create(CultureInfo.InvariantCulture, $"£{pence / 100m:#,##0.00}");

    // Rounded down at every cut, so that no penny falls between two pieces.
    private static long Share(long pence, long part, long whole) => (long)((Int128)pence * part / whole);
}
