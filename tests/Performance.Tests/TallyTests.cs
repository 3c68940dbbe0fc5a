namespace Housing.Performance.Tests;

public sealed class TallyTests
{
    [Theory]
    // met, of those by extension, missed, open, of those late, excused → kept, due, share, by the first dates, in time, volume
    [InlineData(0, 0, 0, 0, 0, 0, 0, 0, "", "", 0, 0)]
    [InlineData(3, 0, 1, 0, 0, 0, 3, 4, "75.00", "75.00", 0, 4)]
    [InlineData(3, 1, 1, 0, 0, 0, 3, 4, "75.00", "50.00", 0, 4)]
    [InlineData(3, 0, 0, 2, 1, 0, 3, 4, "75.00", "75.00", 1, 5)]
    [InlineData(2, 0, 1, 0, 0, 5, 2, 3, "66.67", "66.67", 0, 8)]
    [InlineData(0, 0, 0, 4, 0, 0, 0, 0, "", "", 4, 4)]
    [InlineData(0, 0, 0, 0, 0, 4, 0, 0, "", "", 0, 4)]
    [InlineData(0, 0, 2, 0, 0, 0, 0, 2, "0.00", "0.00", 0, 2)]
    [InlineData(99999, 0, 1, 0, 0, 0, 99999, 100000, "99.99", "99.99", 0, 100000)]
    public void A_share_is_what_was_kept_of_what_fell_due_and_is_late_or_done_HPG_PER_02(
        long met, long byExtension, long missed, long open, long late, long excused, long kept, long due, string value, string original, long inTime, long volume)
    {
        var tally = new Tally(met, byExtension, missed, open, late, excused, Extended: byExtension);

        Assert.Equal((kept, due, value, original), (tally.Met, tally.Due, Tally.Rounded(tally.Value), Tally.Rounded(tally.OriginalValue)));
        Assert.Equal((inTime, volume), (tally.InTime, tally.Volume));
    }

    [Theory]
    [InlineData(95, 100, "95", true)]
    [InlineData(94, 100, "95", false)]
    [InlineData(94996, 100000, "95", false)]
    [InlineData(95, 100, null, null)]
    [InlineData(0, 0, "95", null)]
    public void A_target_is_reached_by_the_share_before_it_is_rounded(long met, long due, string? target, bool? reached)
    {
        var tally = new Tally(met, 0, due - met, 0, 0, 0, 0);

        Assert.Equal(reached, tally.Reaches(target is null ? null : decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Two_tallies_together_are_the_sum_of_both() =>
        Assert.Equal(new Tally(11, 22, 33, 44, 55, 66, 77), new Tally(1, 2, 3, 4, 5, 6, 7) + new Tally(10, 20, 30, 40, 50, 60, 70));

    [Fact]
    public void Of_what_was_recorded_at_one_instant_the_later_in_a_promises_life_is_the_later_one()
    {
        string[] life = ["opened", "warned", "missed", "extended", "met", "cancelled", "corrected", "a word of a later version"];

        Assert.Equal(life, life.Reverse().OrderBy(Precedence.Of));
        Assert.Equal(life.Length, life.Select(Precedence.Of).Distinct().Count());
    }
}
