using System.Globalization;
using FsCheck.Fluent;

namespace Housing.Standards.Tests;

public class LimitTests
{
    private static readonly Calendar Offices = new(Reference.Rules, [], new TimeOnly(17, 0));
    private static readonly DateOnly[] Closures = [new(2021, 12, 29), new(2021, 12, 30), new(2024, 6, 3)];
    private static readonly Dictionary<TimeOnly, Calendar> Calendars =
        ((int[])[9, 13, 17, 18, 23]).Select(hour => new TimeOnly(hour, 30)).ToDictionary(closes => closes, closes => new Calendar(Reference.Rules, Closures, closes));

    [Fact]
    public void Working_days_end_with_the_Nth_one_strictly_after_the_start() =>
        Prop.ForAll(Reference.Instants(), Gen.Choose(1, 60).ToArbitrary(), (start, count) =>
            new Limit(count, LimitUnit.WorkingDays).Due(start, Offices)
            == Reference.EndOf(Reference.WorkingDays(Reference.DayOf(start), count, 1))).Holds();

    [Fact]
    public void Days_and_weeks_end_with_the_London_day() =>
        Prop.ForAll(Reference.Instants(), Gen.Choose(1, 90).ToArbitrary(), (start, count) =>
            new Limit(count, LimitUnit.Days).Due(start, Offices) == Reference.EndOf(Reference.Walk(Reference.DayOf(start), count))
            && new Limit(count, LimitUnit.Weeks).Due(start, Offices) == Reference.EndOf(Reference.Walk(Reference.DayOf(start), count * 7))).Holds();

    [Fact]
    public void Months_and_years_end_on_the_same_day_of_the_month_or_on_its_last() =>
        Prop.ForAll(Reference.Instants(), Gen.Choose(1, 30).ToArbitrary(), (start, count) =>
            new Limit(count, LimitUnit.Months).Due(start, Offices) == Reference.EndOf(Reference.MonthsOn(Reference.DayOf(start), count))
            && new Limit(count, LimitUnit.Years).Due(start, Offices) == Reference.EndOf(Reference.MonthsOn(Reference.DayOf(start), count * 12))).Holds();

    [Fact]
    public void Hours_minutes_and_seconds_are_elapsed_time() =>
        Prop.ForAll(Reference.Instants(), Gen.Choose(1, 100).ToArbitrary(), (start, count) =>
            new Limit(count, LimitUnit.Hours).Due(start, Offices) - start == TimeSpan.FromHours(count)
            && new Limit(count, LimitUnit.Minutes).Due(start, Offices) - start == TimeSpan.FromMinutes(count)
            && new Limit(count, LimitUnit.Seconds).Due(start, Offices) - start == TimeSpan.FromSeconds(count)).Holds();

    [Fact]
    public void A_longer_limit_is_never_due_sooner_nor_is_a_later_start() =>
        Prop.ForAll(Reference.Instants(), Gen.Choose(1, 60).ToArbitrary(), Gen.Choose(0, 72).ToArbitrary(), (start, count, hours) =>
            Enum.GetValues<LimitUnit>().Where(unit => unit is not (LimitUnit.SameDay or LimitUnit.AtOnce or LimitUnit.OnTime)).All(unit =>
            {
                var due = new Limit(count, unit).Due(start, Offices);
                return due > start && new Limit(count + 1, unit).Due(start, Offices) > due && new Limit(count, unit).Due(start.AddHours(hours), Offices) >= due;
            })).Holds();

    [Fact]
    public void A_notice_counted_back_ends_with_the_last_day_that_still_counts() =>
        Prop.ForAll(Reference.Instants(), Gen.Choose(1, 40).ToArbitrary(), (day, count) =>
        {
            var on = Reference.DayOf(day);
            return on < new DateOnly(2020, 1, 1)
                || (new Limit(count, LimitUnit.Days).DueBefore(day, Offices) == Reference.EndOf(Reference.Walk(on, -count))
                && new Limit(count, LimitUnit.Weeks).DueBefore(day, Offices) == Reference.EndOf(Reference.Walk(on, -count * 7))
                && new Limit(count, LimitUnit.Months).DueBefore(day, Offices) == Reference.EndOf(Reference.MonthsBack(on, count))
                && new Limit(count % 5 + 1, LimitUnit.Years).DueBefore(day, Offices) == Reference.EndOf(Reference.MonthsBack(on, (count % 5 + 1) * 12))
                && new Limit(count, LimitUnit.WorkingDays).DueBefore(day, Offices) == Reference.EndOf(Reference.WorkingDays(on, count, -1))
                && day - new Limit(count, LimitUnit.Hours).DueBefore(day, Offices) == TimeSpan.FromHours(count)
                && day - new Limit(count, LimitUnit.Minutes).DueBefore(day, Offices) == TimeSpan.FromMinutes(count)
                && day - new Limit(count, LimitUnit.Seconds).DueBefore(day, Offices) == TimeSpan.FromSeconds(count));
        }).Holds();

    [Fact]
    public void Notice_given_on_the_last_day_leaves_the_whole_time_and_a_day_later_does_not() =>
        Prop.ForAll(Reference.Days(), Gen.Choose(1, 60).ToArbitrary(), (on, count) =>
        {
            var last = Reference.DayOf(new Limit(count, LimitUnit.WorkingDays).DueBefore(Reference.EndOf(on.AddDays(-1)), Offices).AddTicks(-1));
            return on < new DateOnly(2016, 1, 1) || (WorkingDaysBetween(last, on) == count && WorkingDaysBetween(last.AddDays(1), on) == count - 1);
        }).Holds();

    [Fact]
    public void The_same_day_and_at_once_are_that_day_while_the_offices_are_open_and_else_the_next_working_day()
    {
        var closing = Gen.Elements(Calendars.Keys.ToArray()).ToArbitrary();
        Prop.ForAll(Reference.Instants(), closing, (start, closes) =>
        {
            var calendar = Calendars[closes];
            var due = Reference.DayOf(start);
            var open = Works(due) && Reference.ClockAt(start) < closes.ToTimeSpan();
            while (!open)
            {
                due = due.AddDays(1);
                open = Works(due);
            }

            return new Limit(0, LimitUnit.SameDay).Due(start, calendar) == Reference.EndOf(due) && new Limit(0, LimitUnit.AtOnce).Due(start, calendar) == Reference.EndOf(due);
        }).Holds();

        bool Works(DateOnly day) => Reference.IsWorkingDay(day) && !Closures.Contains(day);
    }

    [Fact]
    public void On_time_is_the_very_instant() =>
        Prop.ForAll(Reference.Instants(), start => new Limit(0, LimitUnit.OnTime).Due(start, Offices) == start).Holds();

    [Theory]
    [InlineData("28 days", "2027-03-28T23:00:00Z", "2027-03-02T00:00:00Z")]         // from 29 March in summer time to 1 March in winter time
    [InlineData("28 days", "2026-04-01T08:00:00Z", "2026-03-05T00:00:00Z")]         // OHO-INC-09: a change on 1 April is told of by 4 March
    [InlineData("10 days", "2026-11-20T10:00:00Z", "2026-11-11T00:00:00Z")]         // OHC-INC-08
    [InlineData("6 months", "2026-08-31T08:00:00Z", "2026-03-01T00:00:00Z")]        // OHO-LSE-15: February lacks the 31st
    [InlineData("2 months", "2028-04-30T08:00:00Z", "2028-03-01T00:00:00Z")]        // 29 February
    [InlineData("1 year", "2028-02-29T08:00:00Z", "2027-03-01T00:00:00Z")]
    [InlineData("1 working day", "2027-01-04T10:00:00Z", "2027-01-01T00:00:00Z")]   // back over New Year
    [InlineData("5 working days", "2026-12-30T10:00:00Z", "2026-12-22T00:00:00Z")]  // back over Christmas
    [InlineData("2 working days", "2027-03-30T10:00:00Z", "2027-03-25T00:00:00Z")]  // back over Easter
    [InlineData("24 hours", "2026-10-25T12:00:00Z", "2026-10-24T12:00:00Z")]        // the clocks go back in between
    public void Worked_examples_of_notice(string limit, string on, string due)
    {
        Assert.True(Limit.TryParse(limit, out var read, out _));
        Assert.Equal(Instant(due), read.DueBefore(Instant(on), Offices));
    }

    [Theory]
    [InlineData("4 hours", "2027-03-28T00:30:00Z", "2027-03-28T04:30:00Z")]         // the clocks go forward in between
    [InlineData("24 hours", "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z")]        // the clocks go back in between
    [InlineData("1 day", "2026-10-24T12:00:00Z", "2026-10-26T00:00:00Z")]           // … and a day ends by the clock
    [InlineData("1 day", "2027-03-27T12:00:00Z", "2027-03-28T23:00:00Z")]
    [InlineData("2 weeks", "2026-12-20T09:00:00Z", "2027-01-04T00:00:00Z")]
    [InlineData("1 month", "2027-01-31T09:00:00Z", "2027-03-01T00:00:00Z")]         // February lacks the 31st
    [InlineData("1 month", "2028-01-31T09:00:00Z", "2028-03-01T00:00:00Z")]         // … also in a leap year
    [InlineData("1 year", "2028-02-29T09:00:00Z", "2029-03-01T00:00:00Z")]
    [InlineData("4 years", "2024-02-29T09:00:00Z", "2028-03-01T00:00:00Z")]
    [InlineData("1 working day", "2026-12-25T09:00:00Z", "2026-12-30T00:00:00Z")]   // a start on a bank holiday
    [InlineData("1 working day", "2026-12-24T23:59:59Z", "2026-12-30T00:00:00Z")]   // the last second of Christmas Eve
    [InlineData("1 working day", "2026-12-23T23:59:59Z", "2026-12-25T00:00:00Z")]
    [InlineData("1 working day", "2026-06-12T22:59:59Z", "2026-06-15T23:00:00Z")]   // Friday by a second
    [InlineData("1 working day", "2026-06-11T22:59:59Z", "2026-06-12T23:00:00Z")]   // Thursday by a second
    [InlineData("10 working days", "2027-03-22T09:00:00Z", "2027-04-07T23:00:00Z")] // over Easter
    [InlineData("same day", "2026-11-20T16:59:59Z", "2026-11-21T00:00:00Z")]        // in time on a Friday
    [InlineData("same day", "2026-11-20T17:00:00Z", "2026-11-24T00:00:00Z")]        // closed
    [InlineData("same day", "2026-11-21T09:00:00Z", "2026-11-24T00:00:00Z")]        // a Saturday
    [InlineData("same day", "2026-07-01T15:59:59Z", "2026-07-01T23:00:00Z")]        // closing time is by the London clock
    [InlineData("same day", "2026-07-01T16:00:00Z", "2026-07-02T23:00:00Z")]
    public void Worked_examples(string limit, string start, string due)
    {
        Assert.True(Limit.TryParse(limit, out var read, out _));
        Assert.Equal(Instant(due), read.Due(Instant(start), Offices));
        Assert.Equal(limit, read.ToString());
    }

    [Theory]
    [InlineData("4 hurs", "has the unknown unit “hurs”; write “4 hours”")]
    [InlineData("3 bank days", "has the unknown unit “bank days”")]
    [InlineData("0 days", "is no time at all")]
    [InlineData("-1 days", "is not a limit")]
    [InlineData("4h", "is not a limit")]
    [InlineData("4  hours", "is not a limit")]
    [InlineData("1.5 hours", "is not a limit")]
    [InlineData("", "is not a limit")]
    [InlineData("soon", "is not a limit")]
    [InlineData("99999999999 days", "is too long")]
    [InlineData("5001 days", "is too long")]
    public void A_limit_that_cannot_be_read_says_what_would_be_right(string text, string fault)
    {
        Assert.False(Limit.TryParse(text, out _, out var says));
        Assert.StartsWith(fault, says, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_limit_of_every_unit_is_due_or_outside_the_calendar_never_a_crash()
    {
        foreach (var unit in Enum.GetValues<LimitUnit>().Where(unit => unit is not (LimitUnit.SameDay or LimitUnit.AtOnce or LimitUnit.OnTime)))
        {
            var fault = Record.Exception(() => new Limit(Limit.MaxCount, unit).Due(Instant("2099-06-01T00:00:00Z"), Offices));
            if (fault is not null)
                Assert.Contains("outside the calendar", Assert.IsType<ArgumentOutOfRangeException>(fault).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_same_day_needs_a_closing_time()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => new Limit(0, LimitUnit.SameDay).Due(Instant("2026-11-20T09:00:00Z"), Reference.Calendar));
        Assert.Contains("calendar.closes", fault.Message, StringComparison.Ordinal);
    }

    private static int WorkingDaysBetween(DateOnly from, DateOnly before)
    {
        var count = 0;
        for (; from < before; from = from.AddDays(1))
            count += Reference.IsWorkingDay(from) ? 1 : 0;
        return count;
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
