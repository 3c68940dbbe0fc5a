namespace Housing.Income.Tests.Arrears;

/// <summary>Weeks owed, worked out by hand. A year is what is charged in a usual year of 52 weeks.</summary>
public class StandingTests
{
    [Theory]
    [InlineData(200_00, 100_00, "2", false, true)]          // two weeks exactly are not over two
    [InlineData(200_01, 100_00, "2.0001", true, true)]      // a penny more is
    [InlineData(199_99, 100_00, "1.9999", false, false)]
    [InlineData(500_00, 100_00, "5", true, true)]
    [InlineData(-50_00, 100_00, "0", false, false)]         // a credit
    [InlineData(266_67, 133_33, "2", true, true)]           // 2 × 133.33 is 266.66
    [InlineData(266_66, 133_33, "2", false, true)]
    public void Weeks_of_a_weekly_charge(long owed, long aWeek, string weeks, bool overTwo, bool fromTwo)
    {
        var standing = new Standing(owed, ChargeSum.Usually(aWeek, ChargePer.Week), []);
        Assert.Equal((weeks, overTwo, fromTwo), (ArrearsDesk.Weeks(standing.WeeksOwed!.Value), standing.IsOver(2), standing.IsFrom(2)));
    }

    // By hand: over two weeks when owed × 52 is more than 2 × 12 × the month; 12 × 433.33 ÷ 52 is 99.999….
    [Fact]
    public void A_month_of_433_33_makes_200_00_more_than_two_weeks_and_433_34_does_not()
    {
        Assert.True(new Standing(200_00, ChargeSum.Usually(433_33, ChargePer.Month), []).IsOver(2));
        Assert.False(new Standing(200_00, ChargeSum.Usually(433_34, ChargePer.Month), []).IsOver(2));
    }

    [Fact]
    public void A_yearly_charge_is_told_by_its_52nd_part() => Assert.Equal("2", ArrearsDesk.Weeks(new Standing(200_00, ChargeSum.Usually(5_200_00, ChargePer.Year), []).WeeksOwed!.Value));

    [Fact]
    public void What_is_on_its_way_is_technical_and_never_more_than_is_owed()
    {
        var standing = new Standing(300_00, 5_200_00, [new(OnItsWayReason.Benefit, 240_00, null)]);
        Assert.Equal((240_00, 60_00, "0.6"), (standing.TechnicalPence, standing.RealPence, ArrearsDesk.Weeks(standing.WeeksOwed!.Value)));

        var covered = standing with { OnItsWay = [new(OnItsWayReason.Benefit, 240_00, null), new(OnItsWayReason.DirectDebit, 240_00, null)] };
        Assert.Equal((300_00, 0), (covered.TechnicalPence, covered.RealPence));
        Assert.Equal((0, 0), ((standing with { OwedPence = -1 }).TechnicalPence, (standing with { OwedPence = -1 }).RealPence));
    }

    [Fact]
    public void Without_a_charge_no_weeks_are_told_and_none_are_owed()
    {
        var standing = new Standing(300_00, null, []);
        Assert.Null(standing.WeeksOwed);
        Assert.False(standing.IsOver(0));
        Assert.False(standing.IsFrom(1));
    }
}
