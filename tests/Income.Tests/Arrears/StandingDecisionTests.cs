namespace Housing.Income.Tests.Arrears;

/// <summary>
/// Technical arrears told from real ones, worked out by hand. Rent is £100 a week in advance from Mondays; it is Tuesday 3 March 2026, so days to Sunday the 8th are charged.
/// The landlord waits 7 days for a benefit and gives 7 days of grace to who pays by four weeks or by the month.
/// </summary>
public class StandingDecisionTests
{
    private static readonly DateOnly Today = new(2026, 3, 3);
    private static readonly DateOnly Sunday = new(2026, 3, 8);
    private static readonly ArrearsPolicy Policy = Standards.Policies<IncomePolicy>.Read(Standards.StandardsFolder.BesideAssemblies, "income").For("one-housing").Arrears!;

    [Theory]
    // Housing benefit of £320 every four weeks, in arrears: £320 ÷ 28 days is £11.4285… a day.
    [InlineData("2026-03-08", 320_00)]      // next on Sunday the 8th: all 28 days are charged
    [InlineData("2026-03-09", 308_57)]      // 27 of 28 days are charged
    [InlineData("2026-03-22", 160_00)]      // 14 of 28
    [InlineData("2026-04-04", 11_42)]       // it came on Saturday the 7th, ahead: one day is charged since
    [InlineData("2026-04-05", 0)]           // it paid for every day that is charged
    [InlineData("2026-02-24", 457_14)]      // a week late, as late as the landlord waits: 28 days and 12 of the next
    [InlineData("2026-02-23", 0)]           // later than that: nothing is sure
    public void Benefit_in_arrears_by_four_weeks_covers_the_days_charged_that_it_has_not_paid_for(string nextOn, long pence)
    {
        var standing = Of(900_00, benefits: Benefit(320_00, PayCycle.FourWeekly, nextOn));
        Assert.Equal((pence, 900_00 - pence), (standing.TechnicalPence, standing.RealPence));
    }

    [Fact]
    public void A_tenant_whose_benefit_covers_all_is_in_technical_arrears_only_and_one_whose_benefit_falls_short_owes_the_rest()
    {
        // Four weeks of £100 are charged, the benefit for them is to come on the last of their days.
        Assert.Equal((400_00, 0), Split(Of(400_00, benefits: Benefit(400_00, PayCycle.FourWeekly, "2026-03-08"))));
        Assert.Equal((320_00, 80_00), Split(Of(400_00, benefits: Benefit(320_00, PayCycle.FourWeekly, "2026-03-08"))));
        // It came, and two weeks are owed from before: those are real, whatever comes four weeks from now.
        Assert.Equal((0, 200_00), Split(Of(200_00, benefits: Benefit(400_00, PayCycle.FourWeekly, "2026-04-05"))));
    }

    [Fact]
    public void An_ended_benefit_brings_nothing()
    {
        var benefit = Benefit(320_00, PayCycle.FourWeekly, "2026-03-08");
        benefit.End("The council stopped it.", DateTimeOffset.UnixEpoch);
        Assert.Equal((0, 400_00), Split(Of(400_00, benefits: benefit)));
    }

    [Theory]
    [InlineData(ChargeCycle.Monthly, "2026-03-01", 433_33, 433_33)]       // two days after the first of the month it is not late
    [InlineData(ChargeCycle.Monthly, "2026-02-25", 433_33, 433_33)]       // the seventh day is Wednesday the 4th
    [InlineData(ChargeCycle.Monthly, "2026-02-24", 433_33, 0)]            // on the seventh day it is late
    [InlineData(ChargeCycle.FourWeekly, "2026-03-02", 400_00, 400_00)]
    [InlineData(ChargeCycle.Weekly, "2026-03-02", 100_00, 0)]             // by the week there is no grace
    public void Who_pays_by_the_month_has_the_landlords_days_of_grace(ChargeCycle cycle, string due, long pence, long notLate)
    {
        var standing = Of(1_000_00, dues: new RecentDue(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), Sunday, cycle, pence));
        Assert.Equal((notLate, 1_000_00 - notLate), Split(standing));
    }

    [Fact]
    public void What_is_on_its_way_pays_for_the_latest_charge_first_and_grace_counts_only_for_the_rest()
    {
        // A month of £433.33 fell due on the 1st; £400 of it is being collected: £33.33 is not late. The £433.33 of February is real.
        var picture = new AccountPicture(866_66, [Weekly], [new(new(2026, 3, 1), new(2026, 3, 31), ChargeCycle.Monthly, 433_33)], [], [new(OnItsWayReason.DirectDebit, 400_00, new(2026, 3, 5))]);
        var standing = StandingDecision.Decide(Policy, picture, Today);

        Assert.Equal((433_33, 433_33), Split(standing));
        Assert.Equal([OnItsWayReason.DirectDebit, OnItsWayReason.NotLate], standing.OnItsWay.Select(sum => sum.Reason));
        Assert.Equal(new DateOnly(2026, 3, 8), standing.OnItsWay[1].On);
    }

    [Fact]
    public void Instalments_that_are_not_due_are_no_arrears()
    {
        var picture = new AccountPicture(500_00, [Weekly], [], [], [new(OnItsWayReason.Instalments, 300_00, null)]);
        Assert.Equal((300_00, 200_00), Split(StandingDecision.Decide(Policy, picture, Today)));
    }

    [Theory]
    [InlineData(48, "2")]       // free weeks spread the year over fewer dues, and a week is a 52nd part of it all the same
    [InlineData(50, "2")]
    [InlineData(52, "2")]
    [InlineData(53, "2")]       // and so in a year of 53
    public void A_week_is_the_weekly_charge_whatever_weeks_are_free(int rentWeeks, string weeks)
    {
        var terms = new ChargeYear { YearStarts = "04-01", Weekday = DayOfWeek.Monday, RentWeeks = rentWeeks, Cycles = [ChargeCycle.Weekly], Published = false, Note = "made up" };
        var year = terms.Of(ChargeCycle.Weekly, Today);
        Assert.Equal(52, year.Weeks);
        Assert.Equal(rentWeeks == 53 ? 52 : rentWeeks, year.Shares);

        Assert.Equal(weeks, ArrearsDesk.Weeks(Of(200_00).WeeksOwed!.Value));
    }

    [Fact]
    public void Only_charges_in_force_on_the_day_make_the_week()
    {
        CountedCharge[] charges =
        [
            Weekly with { AmountPence = 90_00, Until = Today.AddDays(-1) },
            Weekly with { From = Today },
            Weekly with { AmountPence = 10_40, Per = ChargePer.Year, From = Today },      // 20 pence a week
            Weekly with { AmountPence = 500_00, From = Today.AddDays(1) },
        ];
        var standing = StandingDecision.Decide(Policy, new(200_40, charges, [], [], []), Today);
        Assert.Equal((5_210_40L, "2"), (standing.YearPence, ArrearsDesk.Weeks(standing.WeeksOwed!.Value)));
        Assert.False(standing.IsOver(2));
        Assert.True((standing with { OwedPence = 200_41 }).IsOver(2));
    }

    private static CountedCharge Weekly { get; } = new(100_00, ChargePer.Week, ChargeCycle.Weekly, new DateOnly(2025, 1, 6), null, Sunday.AddDays(1));

    private static (long Technical, long Real) Split(Standing standing) => (standing.TechnicalPence, standing.RealPence);

    private static Standing Of(long owed, ExpectedBenefit? benefits = null, RecentDue? dues = null) => StandingDecision.Decide(
        Policy, new AccountPicture(owed, [Weekly], dues is null ? [] : [dues], benefits is null ? [] : [benefits], []), Today);

    private static ExpectedBenefit Benefit(long pence, PayCycle every, string nextOn) => ExpectedBenefit.Of(
        Guid.CreateVersion7(), BenefitKind.HousingBenefit, pence, every, DateOnly.Parse(nextOn, System.Globalization.CultureInfo.InvariantCulture), "letter", "income", DateTimeOffset.UnixEpoch);
}
