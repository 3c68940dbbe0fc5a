namespace Housing.Portal.Tests;

public sealed class WordsTests
{
    [Theory]
    [InlineData("2026-11-24T16:00Z", "by 4pm on Tuesday 24 November 2026")]
    [InlineData("2026-11-25T00:00Z", "by the end of Tuesday 24 November 2026")]
    [InlineData("2026-06-30T23:00Z", "by the end of Tuesday 30 June 2026")]       // London is an hour ahead
    [InlineData("2026-06-30T11:00Z", "by midday on Tuesday 30 June 2026")]
    [InlineData("2026-01-05T09:30Z", "by 9:30am on Monday 5 January 2026")]
    public void What_is_due_is_said_as_one_says_it(string tooLate, string words) =>
        Assert.Equal(words, Words.By(DateTimeOffset.Parse(tooLate, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(123450, "£1,234.50")]
    [InlineData(-5, "£0.05")]
    [InlineData(0, "£0.00")]
    public void Money_is_said_in_pounds(long pence, string words) => Assert.Equal(words, Words.Money(pence));

    [Theory]
    [InlineData("25", 2500L)]
    [InlineData("£1,234.50", 123450L)]
    [InlineData("0", null)]
    [InlineData("-3", null)]
    [InlineData("1.005", null)]
    [InlineData("all of it", null)]
    [InlineData("9999999", null)]
    public void A_sum_is_read_as_people_write_it(string typed, long? pence) => Assert.Equal(pence, AccountWords.Pence(typed));

    [Theory]
    [InlineData("5.5714", "5.6 weeks")]
    [InlineData("1", "1 week")]
    [InlineData("many", "many weeks")]
    public void Weeks_are_said_to_a_tenth(string weeks, string said) => Assert.Equal(said, Words.Weeks(weeks));

    [Theory]
    [InlineData("#ffffff", "#000000", 21.0)]
    [InlineData("#777777", "#ffffff", 4.48)]
    public void Contrast_is_reckoned_as_WCAG_does(string one, string other, double contrast) => Assert.Equal(contrast, Colours.Contrast(one, other), 2);
}
