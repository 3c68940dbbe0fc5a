namespace Housing.Income.Tests.Arrears;

/// <summary>What a look at an account comes to, by the landlords' own ladders. A week is £100.</summary>
public class CheckDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly Standards.Policies<IncomePolicy> Policies = Standards.Policies<IncomePolicy>.Read(Standards.StandardsFolder.BesideAssemblies, "income");

    [Theory]
    [InlineData("one-housing", 200_00, CheckOutcome.Nothing)]      // strictly over two weeks
    [InlineData("one-housing", 200_01, CheckOutcome.Opens)]
    [InlineData("havering", 200_00, CheckOutcome.Nothing)]
    [InlineData("havering", 200_01, CheckOutcome.Opens)]
    [InlineData("housing-plus", 200_01, CheckOutcome.Opens)]
    [InlineData("rosebery", 200_01, CheckOutcome.Opens)]
    [InlineData("one-housing", -1, CheckOutcome.Nothing)]
    public void Who_owes_more_than_two_weeks_gets_a_case_OHC_INC_03(string landlord, long owed, CheckOutcome outcome) =>
        Assert.Equal(outcome, CheckDecision.Decide(Policies.For(landlord).Arrears!.Ladders.Tenancy, Owes(owed), null));

    [Theory]
    [InlineData(300_00, CheckOutcome.Stays)]
    [InlineData(499_99, CheckOutcome.Stays)]
    [InlineData(500_00, CheckOutcome.Rises)]       // five weeks exactly
    [InlineData(150_00, CheckOutcome.Stays)]       // below where it began, and still owed
    [InlineData(1, CheckOutcome.Stays)]
    [InlineData(0, CheckOutcome.Closes)]
    [InlineData(-100, CheckOutcome.Closes)]
    public void A_case_rises_with_the_next_step_and_closes_when_nothing_is_owed(long owed, CheckOutcome outcome) =>
        Assert.Equal(outcome, CheckDecision.Decide(Ladder, Owes(owed), Open(250_00)));

    [Fact]
    public void What_fell_below_two_weeks_and_rises_above_them_again_is_found_again()
    {
        var file = Open(250_00);
        file.Look(Owes(150_00), Ladder, Now);
        Assert.Equal((0, null), (file.Level, file.NextStep));
        Assert.Equal(CheckOutcome.Rises, CheckDecision.Decide(Ladder, Owes(200_01), file));
    }

    [Fact]
    public void What_is_all_on_its_way_opens_no_case_and_does_not_close_one()
    {
        var technical = new Standing(800_00, 5_200_00, [new(OnItsWayReason.Benefit, 800_00, null)]);
        Assert.Equal(CheckOutcome.Nothing, CheckDecision.Decide(Ladder, technical, null));
        Assert.Equal(CheckOutcome.Stays, CheckDecision.Decide(Ladder, technical, Open(250_00)));
    }

    [Theory]
    [InlineData("2026-03-03", "06:00", "2026-03-03")]      // a Tuesday, at the hour
    [InlineData("2026-03-03", "05:59", "2026-02-24")]
    [InlineData("2026-03-02", "23:59", "2026-02-24")]
    [InlineData("2026-03-09", "00:00", "2026-03-03")]
    public void A_round_is_of_the_landlords_last_weekday_whose_hour_has_come(string today, string clock, string round) => Assert.Equal(
        Day(round), CheckDecision.RoundOf(new WeeklyCheck { Weekday = DayOfWeek.Tuesday, After = new TimeOnly(6, 0) }, Day(today), TimeOnly.Parse(clock, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void What_is_wrong_with_a_ladder_is_named_by_its_path()
    {
        var right = Policies.For("one-housing");
        Assert.Empty(right.Check());
        var step = right.Arrears!.Ladders.Tenancy[0];
        var wrong = right with
        {
            Arrears = right.Arrears with
            {
                Note = "", Counts = [], BenefitLateDays = 29,
                Ladders = right.Arrears.Ladders with { Lease = [step, step, step with { Step = "Warn them", From = 2, Does = " ", WaitDays = -1, Template = "warned" }] },
            },
        };
        Assert.Equal(
            ["arrears.counts", "arrears.benefitLateDays", "arrears.ladders.lease[1].step", "arrears.ladders.lease[2].step", "arrears.ladders.lease[2].from",
                "arrears.ladders.lease[2].does", "arrears.ladders.lease[2].waitDays", "arrears.ladders.lease[2].template", "arrears.note"],
            wrong.Check().Select(fault => fault.Path));
    }

    private static IReadOnlyList<LadderStep> Ladder => Policies.For("one-housing").Arrears!.Ladders.Tenancy;

    private static ArrearsCase Open(long owed) => ArrearsCase.Open(Guid.CreateVersion7(), "one-housing", Guid.CreateVersion7(), AccountKind.Tenancy, Ladder, Owes(owed), "service income", Now);

    private static Standing Owes(long pence) => new(pence, 5_200_00, []);

    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
}
