using System.Globalization;
using FsCheck.Fluent;

namespace Housing.Standards.Tests;

public class LondonTests
{
    [Fact]
    public void The_day_of_an_instant_is_what_the_time_zone_says() =>
        Prop.ForAll(Reference.Instants(), instant => London.DayOf(instant) == Reference.DayOf(instant)).Holds();

    [Fact]
    public void A_day_ends_where_the_next_begins_whatever_the_clocks_do() =>
        Prop.ForAll(Reference.Days(), day =>
            London.EndOf(day) == Reference.EndOf(day) && London.StartOf(day.AddDays(1)) == London.EndOf(day)).Holds();

    [Theory]
    [InlineData(2027, 3, 28, 23)]       // the clocks go forward
    [InlineData(2026, 10, 25, 25)]      // the clocks go back
    [InlineData(2026, 11, 21, 24)]
    public void A_day_is_as_long_as_it_is(int year, int month, int day, int hours)
    {
        var date = new DateOnly(year, month, day);
        Assert.Equal(TimeSpan.FromHours(hours), London.EndOf(date) - London.StartOf(date));
    }

    [Fact]
    public void One_tick_before_midnight_is_the_day_before()
    {
        var midnight = new DateTimeOffset(2026, 7, 1, 23, 0, 0, TimeSpan.Zero);      // summer time: London is an hour ahead
        Assert.Equal(new DateOnly(2026, 7, 1), London.DayOf(midnight.AddTicks(-1)));
        Assert.Equal(new DateOnly(2026, 7, 2), London.DayOf(midnight));
    }

    [Theory]
    [InlineData("2026-11-20T15:20:00", "2026-11-20T15:20:00Z")]
    [InlineData("2026-07-01T00:00:00", "2026-06-30T23:00:00Z")]
    [InlineData("2027-03-28T01:30:00", "2027-03-28T01:30:00Z")]      // does not happen: the hour after it does, at half past two
    [InlineData("2026-10-25T01:30:00", "2026-10-25T01:30:00Z")]      // happens twice: the second
    [InlineData("2100-12-31T23:59:59", "2100-12-31T23:59:59Z")]
    public void A_time_on_the_wall_is_one_instant(string wall, string instant)
    {
        var at = DateTime.Parse(wall, CultureInfo.InvariantCulture);
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), London.At(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at)));
    }

    [Fact]
    public void A_time_on_a_day_outside_the_calendar_has_no_instant() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => London.At(London.LastDay.AddDays(1), TimeOnly.MinValue));

    [Fact]
    public void An_instant_written_in_another_offset_is_the_same_instant() =>
        Assert.Equal(new DateOnly(2026, 7, 2), London.DayOf(new DateTimeOffset(2026, 7, 1, 19, 0, 0, TimeSpan.FromHours(-4))));

    [Fact]
    public void The_first_and_the_last_instant_of_the_calendar_have_a_day_and_their_neighbours_none()
    {
        Assert.Equal(London.FirstDay, London.DayOf(London.StartOf(London.FirstDay)));
        Assert.Equal(London.LastDay, London.DayOf(London.EndOf(London.LastDay).AddTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => London.DayOf(London.StartOf(London.FirstDay).AddTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => London.DayOf(London.EndOf(London.LastDay)));
        Assert.Throws<ArgumentOutOfRangeException>(() => London.DayOf(DateTimeOffset.MinValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => London.DayOf(DateTimeOffset.MaxValue));
    }
}
