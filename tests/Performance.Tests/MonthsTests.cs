using Housing.Standards;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance.Tests;

public sealed class MonthsTests
{
    private static readonly DateOnly Today = new(2026, 3, 3);

    [Theory]
    [InlineData(null, null, "2026-03", "2026-03")]
    [InlineData("2026-01-31", null, "2026-01", "2026-01")]
    [InlineData(null, "2026-02-01", "2026-02", "2026-02")]
    [InlineData("2023-04-30", "2026-03-31", "2023-04", "2026-03")]
    public void Any_day_names_its_month(string? from, string? through, string first, string last)
    {
        var months = Months.Read(new(), Day(from), Day(through), Today);

        Assert.Equal((first, last), (months!.First.ToString("yyyy-MM", null), months.Last.ToString("yyyy-MM", null)));
    }

    [Theory]
    [InlineData("2026-02-01", "2026-01-31", "through", "2026-02, where the period begins, to 2029-01")]
    [InlineData("2023-03-31", "2026-03-01", "through", "to 2026-02; it is in 2026-03")]
    [InlineData("2026-03-01", "2026-04-01", "through", "to 2026-03-31")]
    [InlineData("2015-12-31", "2016-01-01", "from", "must be from 2016-01-01")]
    [InlineData("2026-02-30", "2026-03-01", "from", "there is no 2026-02-30")]
    public void What_is_no_period_is_refused_with_what_would_be_one(string from, string through, string field, string says)
    {
        var fields = new FieldReader();

        Assert.Null(Months.Read(fields, Day(from), Day(through), Today));
        var fault = Assert.Single(fields.Faults, f => f.Field == field);
        Assert.Contains(says, fault.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trend_is_the_month_asked_for_and_the_twelve_before_it()
    {
        var months = Months.ReadTrend(new(), month: null, Today)!;

        Assert.Equal(13, months.Each.Count());
        Assert.Equal((new DateOnly(2025, 3, 1), new DateOnly(2026, 3, 1)), (months.Each.First(), months.Each.Last()));
    }

    private static Wire.Date? Day(string? day) => day?.Split('-') is [var y, var m, var d] ? new() { Year = int.Parse(y, null), Month = int.Parse(m, null), Day = int.Parse(d, null) } : null;
}
