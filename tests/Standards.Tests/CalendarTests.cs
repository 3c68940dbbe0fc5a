using System.Globalization;
using FsCheck.Fluent;

namespace Housing.Standards.Tests;

public class CalendarTests
{
    public static TheoryData<int> PublishedYears() => [.. Reference.Published.Keys];

    [Theory]
    [MemberData(nameof(PublishedYears))]
    public void Bank_holidays_by_rule_are_the_published_ones(int year) =>
        Assert.Equal(Reference.DaysOf(year), Reference.Rules.Of(year));

    [Theory]
    [MemberData(nameof(PublishedYears))]
    public void Every_day_of_a_published_year_is_a_working_day_or_not_as_published(int year)
    {
        var published = Reference.DaysOf(year).ToHashSet();
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
            Assert.True(Reference.Calendar.IsWorkingDay(day) == (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !published.Contains(day)), $"{day:yyyy-MM-dd}");
    }

    [Theory]
    [InlineData("2020-05-08", "2020-05-04")]      // moved, so that the first Monday of May was a working day
    [InlineData("2022-06-02", "2022-05-30")]
    [InlineData("2022-06-03", null)]              // on top of the others
    [InlineData("2022-09-19", null)]
    [InlineData("2023-05-08", null)]
    public void One_off_days_are_data(string day, string? insteadOf)
    {
        Assert.False(Reference.Calendar.IsWorkingDay(Day(day)));
        Assert.DoesNotContain(Day(day), new BankHolidays(2028, []).Of(Day(day).Year));
        if (insteadOf is not null)
            Assert.True(Reference.Calendar.IsWorkingDay(Day(insteadOf)));
    }

    [Theory]
    [InlineData("2029-03-30")]      // Good Fridays, by the church's own tables
    [InlineData("2038-04-23")]      // Easter as late as it comes
    [InlineData("2049-04-16")]      // the moon's correction for 18 April
    [InlineData("2076-04-17")]      // the moon's correction for 19 April
    [InlineData("2100-03-26")]      // not a leap year
    public void Easter_is_computed_for_years_nobody_has_published(string goodFriday) =>
        Assert.Contains(Day(goodFriday), Reference.Rules.Of(Day(goodFriday).Year));

    [Fact]
    public void Every_year_of_the_calendar_has_eight_bank_holidays_or_more_all_of_them_on_weekdays()
    {
        for (var year = London.FirstDay.Year; year <= London.LastDay.Year; year++)
        {
            var days = Reference.Rules.Of(year);
            Assert.True(days.Count >= 8, $"{year} has {days.Count}");
            Assert.DoesNotContain(days, day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        }
    }

    [Fact]
    public void Working_days_counted_forwards_are_those_counted_one_by_one() =>
        Prop.ForAll(Reference.Days(), Gen.Choose(1, 250).ToArbitrary(), (day, count) =>
            Reference.Calendar.WorkingDaysAfter(day, count) == Reference.WorkingDays(day, count, 1)).Holds();

    [Fact]
    public void Working_days_counted_backwards_are_those_counted_one_by_one() =>
        Prop.ForAll(Reference.Days(), Gen.Choose(1, 100).ToArbitrary(), (day, count) =>
            day < new DateOnly(2015, 12, 1) || Reference.Calendar.WorkingDaysBefore(day, count) == Reference.WorkingDays(day, count, -1)).Holds();

    [Fact]
    public void Any_day_is_a_working_day_or_not_as_the_published_list_says() =>
        Prop.ForAll(Reference.Days(), day => Reference.Calendar.IsWorkingDay(day) == Reference.IsWorkingDay(day)).Holds();

    [Fact]
    public void Five_working_days_from_23_December_2026_end_on_4_January_2027() =>
        Assert.Equal(Day("2027-01-04"), Reference.Calendar.WorkingDaysAfter(Day("2026-12-23"), 5));

    [Theory]
    [InlineData("2026-12-24", "2026-12-23")]      // the day itself does not count
    [InlineData("2026-12-29", "2026-12-24")]      // back over Christmas
    [InlineData("2027-03-30", "2027-03-25")]      // back over Easter
    [InlineData("2026-11-22", "2026-11-20")]      // from a Sunday
    public void One_working_day_before_is_the_last_one_strictly_before(string day, string before) =>
        Assert.Equal(Day(before), Reference.Calendar.WorkingDaysBefore(Day(day), 1));

    [Fact]
    public void A_landlords_closures_are_no_working_days()
    {
        var closed = new Calendar(Reference.Rules, [Day("2026-12-29"), Day("2026-12-30"), Day("2026-12-26")]);
        Assert.False(closed.IsWorkingDay(Day("2026-12-29")));
        Assert.Equal(Day("2026-12-31"), closed.WorkingDaysAfter(Day("2026-12-24"), 1));
        Assert.Equal(Day("2026-12-24"), closed.WorkingDaysBefore(Day("2026-12-31"), 1));
    }

    [Fact]
    public void A_due_instant_after_the_last_confirmed_year_is_not_confirmed()
    {
        Assert.True(Reference.Calendar.Confirms(London.EndOf(Day("2028-12-31"))));
        Assert.False(Reference.Calendar.Confirms(London.EndOf(Day("2029-01-01"))));
    }

    [Theory]
    [InlineData("2014-12-31")]
    [InlineData("2101-01-01")]
    public void A_day_outside_the_calendar_is_refused_with_its_bounds(string day)
    {
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => Reference.Calendar.WorkingDaysAfter(Day(day), 1));
        Assert.Contains("from 2015-01-01 to 2100-12-31", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counting_off_either_end_of_the_calendar_is_refused()
    {
        Assert.Contains("3 working days after 2100-12-30", Assert.Throws<ArgumentOutOfRangeException>(
            () => Reference.Calendar.WorkingDaysAfter(Day("2100-12-30"), 3)).Message, StringComparison.Ordinal);
        Assert.Contains("3 working days before 2015-01-05", Assert.Throws<ArgumentOutOfRangeException>(
            () => Reference.Calendar.WorkingDaysBefore(Day("2015-01-05"), 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Reference.Calendar.WorkingDaysAfter(Day("2026-01-05"), 0));
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
