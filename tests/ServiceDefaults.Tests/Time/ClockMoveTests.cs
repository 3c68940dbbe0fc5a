using System.Globalization;
using Housing.Clock;
using Housing.ServiceDefaults;
using Housing.Standards;
using Calendar = Housing.Standards.Calendar;

namespace Housing.Tests.Time;

/// <summary>Where each move of the clock leads.</summary>
public sealed class ClockMoveTests
{
    private static readonly Calendar England = new(BankHolidays.Read(Path.Combine(AppContext.BaseDirectory, "calendar", "bank-holidays.json")), closures: []);

    [Theory]
    [InlineData("+1wd", "2026-11-20T15:20:00Z", "2026-11-23T15:20:00Z")]      // a Friday, to Monday
    [InlineData("+3wd", "2026-12-23T15:20:00Z", "2026-12-30T15:20:00Z")]      // Christmas Day, Boxing Day's substitute and a weekend between
    [InlineData("+1wd", "2026-11-21T23:30:00Z", "2026-11-23T23:30:00Z")]      // from a Saturday
    [InlineData("+1wd", "2026-03-27T10:00:00Z", "2026-03-30T09:00:00Z")]      // ten o'clock on the wall, before and after the clocks change
    [InlineData("+1wd", "2026-06-30T23:30:00Z", "2026-07-01T23:30:00Z")]      // it is 1 July in London already
    [InlineData("+4h", "2026-03-28T23:00:00Z", "2026-03-29T03:00:00Z")]       // elapsed, whatever the wall says
    [InlineData("+90m", "2026-11-20T15:20:00Z", "2026-11-20T16:50:00Z")]
    [InlineData("+2d", "2026-10-24T09:00:00Z", "2026-10-26T10:00:00Z")]
    [InlineData("+1d", "2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z")]       // half past one does not happen on 29 March
    [InlineData("+1w", "2026-12-28T09:00:00Z", "2027-01-04T09:00:00Z")]
    [InlineData("+1mo", "2027-01-31T09:00:00Z", "2027-02-28T09:00:00Z")]
    [InlineData("+5000d", "2026-11-20T15:20:00Z", "2040-07-29T14:20:00Z")]
    [InlineData("=2026-12-24T09:00", "2026-11-20T15:20:00Z", "2026-12-24T09:00:00Z")]
    [InlineData("=2027-06-24T09:00:30", "2026-11-20T15:20:00Z", "2027-06-24T08:00:30Z")]
    [InlineData("=2027-06-24T09:00Z", "2026-11-20T15:20:00Z", "2027-06-24T09:00:00Z")]
    public void A_move_leads_to_the_day_that_a_promise_would_count_to(string move, string from, string to) =>
        Assert.Equal(Instant(to), ClockMove.Parse(move).From(Instant(from), England));

    [Fact]
    public void The_time_on_the_wall_is_kept_to_the_tick()
    {
        var start = new DateTimeOffset(2026, 11, 20, 15, 20, 0, TimeSpan.Zero).AddTicks(1);
        Assert.Equal(start.AddDays(3), ClockMove.Parse("+1wd").From(start, England));
    }

    [Theory]
    [InlineData("3wd", "'3wd' is no move of the clock. Write +3wd")]
    [InlineData("+3", "is no move of the clock")]
    [InlineData("+wd", "is no move of the clock")]
    [InlineData("+3y", "is no move of the clock")]
    [InlineData("+1.5h", "is no move of the clock")]
    [InlineData("+3wd\n", "is no move of the clock")]
    [InlineData("soon", "is no move of the clock")]
    [InlineData("", "is no move of the clock")]
    [InlineData("-3wd", "'-3wd' goes back, and the stack's time only moves forward")]
    [InlineData("+0h", "the number is from 1 to 5000")]
    [InlineData("+5001d", "the number is from 1 to 5000")]
    [InlineData("+99999999999999999999h", "the number is from 1 to 5000")]
    [InlineData("=", "is no instant. Write, for example, =2026-12-24T09:00")]
    [InlineData("=2026-12-24", "is no instant")]
    [InlineData("=2027-02-29T09:00", "is no instant")]
    [InlineData("=2026-12-24T25:00", "is no instant")]
    [InlineData("=2026-11-20T15:20Z", "is not after the stack's time, Friday 20 November 2026, 15:20:00 in London")]
    [InlineData("=2020-01-01T00:00", "is not after the stack's time")]
    [InlineData("=1999-01-01T00:00", "is outside the calendar, which runs from 2015-01-01 to 2100-12-31")]
    [InlineData("=2101-01-01T00:00", "is outside the calendar")]
    [InlineData("+5000w", "is outside the calendar")]
    [InlineData("+5000mo", "is outside the calendar")]
    public void A_move_that_is_wrong_says_what_would_be_right(string move, string said)
    {
        var fault = Assert.Throws<ClockException>(() => ClockMove.Parse(move).From(Instant("2026-11-20T15:20:00Z"), England));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+1wd")]
    [InlineData("+1d")]
    [InlineData("+4h")]
    public void No_move_leaves_the_calendar(string move) =>
        Assert.Contains("is outside the calendar", Assert.Throws<ClockException>(() => ClockMove.Parse(move).From(Instant("2100-12-31T23:00:00Z"), England)).Message, StringComparison.Ordinal);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
