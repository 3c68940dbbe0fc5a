using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Housing.Income.Tests;

/// <summary>OHO-INC-04, OHO-LSE-23: charges fall due in advance, by the week, by four weeks or by the month, and whatever the year is made of comes to the year.</summary>
public class ChargeYearTests
{
    private static readonly ChargeYear FortyEight = Terms(48, "12-25", "01-01", "03-25", "03-31", "12-20");

    [Theory]
    [InlineData(48, "2026-05-01", "2026-04-06", "2027-04-04", 52, 48)]
    [InlineData(50, "2026-05-01", "2026-04-06", "2027-04-04", 52, 50)]
    [InlineData(52, "2026-05-01", "2026-04-06", "2027-04-04", 52, 52)]
    [InlineData(53, "2026-05-01", "2026-04-06", "2027-04-04", 52, 52)]      // it has no 53rd week
    [InlineData(48, "2024-05-01", "2024-04-01", "2025-04-06", 53, 48)]      // a year of 53 Mondays
    [InlineData(50, "2024-05-01", "2024-04-01", "2025-04-06", 53, 50)]
    [InlineData(52, "2024-05-01", "2024-04-01", "2025-04-06", 53, 52)]
    [InlineData(53, "2024-05-01", "2024-04-01", "2025-04-06", 53, 53)]
    [InlineData(52, "2026-04-05", "2025-04-07", "2026-04-05", 52, 52)]      // its last day
    [InlineData(52, "2026-04-06", "2026-04-06", "2027-04-04", 52, 52)]      // its first
    public void A_year_of_weeks_has_as_many_rent_weeks_as_the_landlord_says_and_the_rest_are_free(int rentWeeks, string day, string first, string last, int weeks, int charged)
    {
        var year = (FortyEight with { RentWeeks = rentWeeks }).Of(ChargeCycle.Weekly, Day(day));

        Assert.Equal((Day(first), Day(last), weeks, charged), (year.First, year.Last, year.All.Count, year.Shares));
        Assert.Equal(weeks, year.Weeks);
    }

    [Fact]
    public void Free_weeks_are_those_that_hold_the_days_the_landlord_names()
    {
        var free = FortyEight.Of(ChargeCycle.Weekly, Day("2026-05-01")).All.Where(week => week.Shares == 0).Select(week => week.First);

        Assert.Equal([Day("2026-12-21"), Day("2026-12-28"), Day("2027-03-22"), Day("2027-03-29")], free);
    }

    [Fact]
    public void Where_the_named_days_do_not_suffice_the_last_weeks_of_the_year_are_free()
    {
        var free = Terms(50, "12-25").Of(ChargeCycle.Weekly, Day("2026-05-01")).All.Where(week => week.Shares == 0).Select(week => week.First);

        Assert.Equal([Day("2026-12-21"), Day("2027-03-29")], free);
    }

    [Theory]
    [InlineData("2026-05-01", 13, 28)]
    [InlineData("2024-05-01", 14, 7)]      // the 53rd week stands by itself
    public void Four_weeks_go_together_from_the_start_of_the_year(string day, int periods, int lastDays)
    {
        var year = FortyEight.Of(ChargeCycle.FourWeekly, Day(day));

        Assert.Equal((periods, lastDays), (year.All.Count, year.All[^1].Days));
        Assert.All(year.All.SkipLast(1), period => Assert.Equal(28, period.Days));
    }

    [Fact]
    public void Months_run_from_the_day_the_year_starts_leap_years_too()
    {
        var year = FortyEight.Of(ChargeCycle.Monthly, Day("2028-02-29"));

        Assert.Equal((Day("2027-04-01"), Day("2028-03-31"), 12), (year.First, year.Last, year.All.Count));
        Assert.Equal(29, year.Of(Day("2028-02-29")).Days);
    }

    // One penny short or over in any year would be found here.
    [Fact]
    public void Whatever_the_sum_the_cycle_and_the_year_its_periods_come_to_the_year() => Prop.ForAll(Cases(), one =>
    {
        var year = one.Terms.Of(one.Cycle, one.Day);
        var total = ChargeSum.OfYear(one.Pence, one.Per, year);
        var periods = year.All.Select(period => ChargeSum.OfPeriod(total, year, period)).ToList();
        return periods.Sum() == total && periods.TrueForAll(pence => pence >= 0)
            && periods.Where((_, at) => year.All[at].Shares == 0).All(pence => pence == 0)
            && year.All.Zip(year.All.Skip(1)).All(pair => pair.Second.First == pair.First.Last.AddDays(1))
            && year.First <= one.Day && one.Day <= year.Last && year.Of(one.Day).First <= one.Day;
    }).Holds();

    [Fact]
    public void Years_follow_one_another_without_a_gap() => Prop.ForAll(Cases(), one =>
    {
        var year = one.Terms.Of(one.Cycle, one.Day);
        return one.Terms.Of(one.Cycle, year.Last.AddDays(1)).First == year.Last.AddDays(1) && one.Terms.Of(one.Cycle, year.First.AddDays(-1)).Last == year.First.AddDays(-1);
    }).Holds();

    [Fact]
    public void Days_of_a_period_cut_anywhere_come_to_the_period() => Prop.ForAll(Cases(), Gen.Choose(0, 1000).ToArbitrary(), (one, where) =>
    {
        var year = one.Terms.Of(one.Cycle, one.Day);
        var period = year.Of(one.Day);
        var cut = period.First.AddDays(where % period.Days);
        long Days(DateOnly from, DateOnly through) => ChargeSum.OfDays(one.Pence, period.First, period.Last, from, through);
        return Days(period.First, cut) + (cut == period.Last ? 0 : Days(cut.AddDays(1), period.Last)) == one.Pence;
    }).Holds();

    // A tenancy that starts and ends on any days pays for its days and for no other, however far it had been charged when its end was heard of.
    [Fact]
    public void What_was_charged_less_what_is_given_back_is_what_would_have_been_charged_had_the_end_been_known() => Prop.ForAll(Cases(), Gen.Choose(0, 400).ToArbitrary(), Gen.Choose(0, 400).ToArbitrary(), (one, charged, ends) =>
    {
        var until = one.Day.AddDays(ends);
        var blind = ChargeOf(one);
        var debits = blind.Dues(one.Terms).TakeWhile(due => due.On <= one.Day.AddDays(charged)).ToList();
        var kept = debits.Select(due => ChargeDebit.Of(blind, due, Guid.CreateVersion7())).ToList();
        var back = ChargingDecision.Return(blind, kept, until, DateTimeOffset.UnixEpoch)?.AmountPence ?? 0;

        var known = ChargeOf(one);
        known.End(until);
        var right = known.Dues(one.Terms).TakeWhile(due => due.On <= one.Day.AddDays(charged)).Sum(due => due.Pence);
        return debits.Sum(due => due.Pence) + back == right;
    }).Holds();

    [Fact]
    public void How_a_charge_becomes_what_falls_due_is_said_in_words() =>
        Assert.Equal(
            "From 6 April 2026 to 4 April 2027: £120.00 a week for 52 weeks is £6,240.00 a year, due in advance in 48 rent weeks of 52: £130.00 each time. A part of a period is charged by the day.",
            ChargeSum.Explain(ChargeOf(new(FortyEight, ChargeCycle.Weekly, ChargePer.Week, 12_000, Day("2026-04-06"))), FortyEight));

    [Fact]
    public void What_is_wrong_with_the_terms_is_named()
    {
        Assert.Empty(FortyEight.Check());
        Assert.Equal(
            ["charges.yearStarts", "charges.rentWeeks", "charges.freeWeeks[1]", "charges.cycles", "charges.note"],
            (FortyEight with { YearStarts = "04-31", RentWeeks = 49, FreeWeeks = ["02-29", "13-01"], Cycles = [], Note = " " }).Check().Select(fault => fault.Path));
    }

    internal static ChargeYear Terms(int rentWeeks, params string[] free) => new()
    {
        YearStarts = "04-01", Weekday = DayOfWeek.Monday, RentWeeks = rentWeeks, FreeWeeks = free, Cycles = [ChargeCycle.Weekly, ChargeCycle.FourWeekly, ChargeCycle.Monthly],
        Published = false, Note = "a test's",
    };

    private static Charge ChargeOf(Case one) =>
        Charge.Set(Guid.CreateVersion7(), new SetCharge(SubAccount.Rent, one.Pence, one.Per, one.Cycle, one.Day, [new("Rent", one.Pence)]), "ann", DateTimeOffset.UnixEpoch);

    internal sealed record Case(ChargeYear Terms, ChargeCycle Cycle, ChargePer Per, long Pence, DateOnly Day);

    private static Arbitrary<Case> Cases() => (
        from weeks in Gen.Elements(48, 50, 52, 53)
        from month in Gen.Choose(1, 12)
        from starts in Gen.Choose(1, 28)
        from weekday in Gen.Choose(0, 6)
        from free in Gen.Choose(0, 6)
        from cycle in Gen.Elements(ChargeCycle.Weekly, ChargeCycle.FourWeekly, ChargeCycle.Monthly)
        from per in Gen.Elements(ChargePer.Week, ChargePer.Month, ChargePer.Year)
        from pence in Gen.OneOf(Gen.Choose(1, 500), Gen.Choose(1, 100_000_000))
        from day in Gen.Choose(0, 365 * 40)
        select new Case(
            Terms(weeks, [.. new[] { "12-25", "01-01", "02-29", "03-31", "08-15", "12-20" }.Take(free)]) with
            {
                YearStarts = string.Create(CultureInfo.InvariantCulture, $"{month:00}-{starts:00}"), Weekday = (DayOfWeek)weekday,
            },
            cycle, per, pence, new DateOnly(2018, 1, 1).AddDays(day))).ToArbitrary();

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

internal static class Properties
{
    public static void Holds(this Property property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);
}
