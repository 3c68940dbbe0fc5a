namespace Housing.Standards.Tests;

public class ConditionTests
{
    [Theory]
    [InlineData("""{"priority":"emergency"}""", true)]
    [InlineData("""{"priority":"routine"}""", false)]
    [InlineData("""{"priority":["routine","emergency"]}""", true)]
    [InlineData("""{"priority":"emergency","fault":"no-water"}""", false)]      // all must hold
    [InlineData("""{"priority":"emergency","fault":"gas-leak"}""", true)]
    [InlineData("""{"communal":true}""", true)]
    [InlineData("""{"communal":false}""", false)]
    [InlineData("""{"communal":"true"}""", false)]                              // a text is not yes or no
    [InlineData("""{"cost":50000}""", true)]
    [InlineData("""{"cost":50000.0}""", true)]
    [InlineData("""{"cost":{"over":50000}}""", false)]                          // strictly over
    [InlineData("""{"cost":{"over":49999}}""", true)]
    [InlineData("""{"cost":{"atLeast":50000,"atMost":50000}}""", true)]
    [InlineData("""{"cost":{"under":50000}}""", false)]
    [InlineData("""{"cost":{"under":50001}}""", true)]
    [InlineData("""{"priority":{"over":1}}""", false)]                          // a text is not a number
    [InlineData("""{"tenure":"secure"}""", false)]                              // not known
    [InlineData("""{"age":{"under":12}}""", false)]
    [InlineData("""{"not":{"tenure":"secure"}}""", true)]
    [InlineData("""{"not":{"priority":"emergency"}}""", false)]
    [InlineData("""{"any":[{"priority":"routine"},{"fault":"gas-leak"}]}""", true)]
    [InlineData("""{"any":[{"priority":"routine"},{"fault":"no-water"}]}""", false)]
    [InlineData("""{"all":[{"priority":"emergency"},{"not":{"any":[{"fault":"no-water"},{"communal":false}]}}]}""", true)]
    [InlineData("""{"date":{"from":"11-01","to":"04-30"}}""", true)]
    [InlineData("""{"date":{"from":"05-01","to":"10-31"}}""", false)]
    [InlineData("""{"milestone":"repair.reported"}""", true)]
    public void A_condition_holds_over_the_facts(string when, bool holds)
    {
        var facts = Facts.Of(("priority", "emergency"), ("fault", "gas-leak"), ("communal", true), ("cost", 50_000));
        Assert.Equal(holds, Opens(when, "2026-12-23T16:40:00Z", facts));
    }

    [Theory]
    [InlineData("2026-10-31T23:59:59Z", false)]     // Havering's cold season begins on 1 November (E3) …
    [InlineData("2026-11-01T00:00:00Z", true)]
    [InlineData("2026-12-31T23:59:59Z", true)]      // … runs over New Year …
    [InlineData("2027-01-01T00:00:00Z", true)]
    [InlineData("2027-04-30T22:59:59Z", true)]      // … and ends with 30 April by the London clock, an hour ahead by then
    [InlineData("2027-04-30T23:00:00Z", false)]
    public void A_season_is_asked_of_the_London_day(string at, bool holds) =>
        Assert.Equal(holds, Opens("""{"date":{"from":"11-01","to":"04-30"}}""", at, Facts.None));

    [Theory]
    [InlineData("2028-02-28T12:00:00Z", true)]
    [InlineData("2028-02-29T12:00:00Z", true)]
    [InlineData("2027-02-28T12:00:00Z", true)]
    [InlineData("2027-03-01T12:00:00Z", false)]
    public void A_season_may_end_on_29_February(string at, bool holds) =>
        Assert.Equal(holds, Opens("""{"date":{"from":"02-01","to":"02-29"}}""", at, Facts.None));

    [Fact]
    public void A_fact_given_twice_is_a_mistake() =>
        Assert.Throws<ArgumentException>(() => Facts.Of(("priority", "emergency"), ("priority", "routine")));

    private static bool Opens(string when, string at, Facts facts) =>
        Examples.Opened(Examples.Book(Examples.File(Examples.With(("when", when)))), "abc", new Milestone("repair.reported", Examples.Instant(at), facts)).Count == 1;
}
