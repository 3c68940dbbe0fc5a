using Housing.Standards;

namespace Housing.Income.Tests.Agreements;

/// <summary>Offers, answers and judgements, worked out by hand. It is Tuesday 3 March 2026; £300 are owed.</summary>
public class AgreementDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgreementTerms Terms = Policies<IncomePolicy>.Read(StandardsFolder.BesideAssemblies, "income").For("one-housing").Arrears!.Agreements;

    [Theory]
    [InlineData(PayCycle.Weekly, 23_07, true)]           // £100 a month is £1,200 a year: 52 × 23.07 is £1,199.64
    [InlineData(PayCycle.Weekly, 23_08, false)]          // 52 × 23.08 is £1,200.16
    [InlineData(PayCycle.Fortnightly, 46_15, true)]
    [InlineData(PayCycle.Fortnightly, 46_16, false)]
    [InlineData(PayCycle.FourWeekly, 92_30, true)]
    [InlineData(PayCycle.FourWeekly, 92_31, false)]
    [InlineData(PayCycle.Monthly, 100_00, true)]
    [InlineData(PayCycle.Monthly, 100_01, false)]
    public void Only_what_the_household_can_afford_by_its_own_figures_is_offered_ENG_INC_09(PayCycle every, long instalment, bool affordable)
    {
        var decision = AgreementOfferDecision.Decide(Owes(300_00), null, Offer(instalment, every), Terms, "officer", Now);
        if (affordable)
            Assert.Equal((300_00, new DateOnly(2026, 3, 17)), Assert.Single(decision.Milestones) is var offered ? (offered.DebtPence, offered.AnswerBy) : default);
        else
            Assert.Equal(("NOT_AFFORDABLE", "ENG-INC-09"), Refused(decision));
    }

    [Fact]
    public void Where_nothing_is_left_or_more_goes_out_nothing_is_affordable()
    {
        var poor = Offer(1, PayCycle.Monthly) with { Means = new Means([new("Wages", 900_00)], [new("Rent and food", 900_00)]) };
        Assert.Equal("NOT_AFFORDABLE", Refused(AgreementOfferDecision.Decide(Owes(1_00), null, poor, Terms, "officer", Now)).Code);
    }

    [Fact]
    public void Only_what_is_really_owed_is_agreed_on()
    {
        var technical = new Standing(300_00, 5_200_00, [new(OnItsWayReason.Benefit, 300_00, null)]);
        Assert.Equal("NOTHING_TO_AGREE", Refused(AgreementOfferDecision.Decide(technical, null, Offer(10_00, PayCycle.Weekly), Terms, "officer", Now)).Code);
        var partly = technical with { OnItsWay = [new(OnItsWayReason.Benefit, 240_00, null)] };
        Assert.Equal(60_00, AgreementOfferDecision.Decide(partly, null, Offer(10_00, PayCycle.Weekly), Terms, "officer", Now).Milestones[0].DebtPence);
    }

    [Fact]
    public void Every_field_that_is_wrong_is_named()
    {
        var wrong = new OfferAgreement(0, PayCycle.Weekly, new DateOnly(2026, 3, 3), new Means([], [new("", 0)]));
        var refused = Assert.IsType<Decision<AgreementMilestone.Offered>.Refused>(AgreementOfferDecision.Decide(Owes(300_00), null, wrong, Terms, "officer", Now)).Why;
        Assert.Equal(["instalment_pence", "first_on", "income", "spending[0].label", "spending[0].pence"], refused.Fields.Select(field => field.Field));

        var slow = Assert.IsType<Decision<AgreementMilestone.Offered>.Refused>(AgreementOfferDecision.Decide(Owes(300_00), null, Offer(1_92, PayCycle.Weekly), Terms, "officer", Now)).Why;
        Assert.Contains("at least 193 pence", slow.Sentence, StringComparison.Ordinal);      // 300.00 ÷ 156 is 1.923…
        Assert.Empty(AgreementOfferDecision.Decide(Owes(300_00), null, Offer(-1, PayCycle.Weekly), Terms, "officer", Now).Milestones);
        Assert.Empty(AgreementOfferDecision.Decide(Owes(300_00), null, Offer(100_000_001, PayCycle.Weekly), Terms, "officer", Now).Milestones);
    }

    [Theory]
    [InlineData(300_00, 100_00, "10000 10000 10000")]
    [InlineData(300_01, 100_00, "10000 10000 10000 1")]
    [InlineData(299_99, 100_00, "10000 10000 9999")]
    [InlineData(50_00, 100_00, "5000")]
    public void Instalments_add_up_to_the_debt(long debt, long instalment, string sums) =>
        Assert.Equal(sums, string.Join(' ', InstalmentPlan.Of(debt, instalment, PayCycle.Weekly, new(2026, 3, 6)).Select(planned => planned.Pence)));

    [Theory]
    [InlineData(PayCycle.Weekly, "2026-03-31 2026-04-07 2026-04-14")]
    [InlineData(PayCycle.Fortnightly, "2026-03-31 2026-04-14 2026-04-28")]
    [InlineData(PayCycle.FourWeekly, "2026-03-31 2026-04-28 2026-05-26")]
    [InlineData(PayCycle.Monthly, "2026-03-31 2026-04-30 2026-05-31")]      // a month that lacks the day ends on its last, and the next has it again
    public void Instalments_fall_due_on_the_days_of_their_cycle(PayCycle every, string days) => Assert.Equal(
        days, string.Join(' ', InstalmentPlan.Of(300_00, 100_00, every, new(2026, 3, 31)).Select(planned => planned.DueOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void An_offer_is_answered_once_and_in_its_time()
    {
        Assert.IsType<AgreementMilestone.Accepted>(Assert.Single(Answer(Offered(), accepts: true, Now.AddDays(14)).Milestones));
        Assert.Equal("OFFER_OVER", Assert.IsType<Decision<AgreementMilestone>.Refused>(Answer(Offered(), accepts: true, Now.AddDays(15))).Why.Code);
        Assert.Equal("Too much", Assert.IsType<AgreementMilestone.Declined>(Assert.Single(Answer(Offered(), accepts: false, Now).Milestones)).Why);

        var inForce = InForce();
        Assert.Empty(Answer(inForce, accepts: true, Now).Milestones);
        Assert.IsType<Decision<AgreementMilestone>.Refused>(Answer(inForce, accepts: false, Now));
    }

    /// <summary>Three instalments of £100, on Fridays from the 6th; three days of grace; two missed in a row break it.</summary>
    [Theory]
    [InlineData("2026-03-09", "", null, 300_00)]                                 // the third day is Monday the 9th: not judged yet
    [InlineData("2026-03-10", "Missed", null, 300_00)]                           // nothing paid
    [InlineData("2026-03-10", "Missed", null, 200_01)]                           // a penny short
    [InlineData("2026-03-10", "Kept", null, 200_00)]
    [InlineData("2026-03-17", "Kept Kept", null, 100_00)]
    [InlineData("2026-03-17", "Missed Kept", null, 100_00)]                      // the first was late, and made good with the second
    [InlineData("2026-03-17", "Missed Missed", AgreementState.Broken, 250_00)]
    [InlineData("2026-03-24", "Kept Kept Kept", AgreementState.Kept, 0)]
    [InlineData("2026-03-24", "Kept Kept Missed", AgreementState.Broken, 50_00)]      // it ended with something left
    public void Instalments_are_judged_by_what_is_really_owed(string today, string outcomes, AgreementState? becomes, long owedAtLast)
    {
        var agreement = InForce();
        // What was owed at each instalment so that the outcomes are these; at the last judged one it is what the row says.
        var wanted = outcomes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var asked = 0;
        var judgement = JudgementDecision.Decide(
            agreement, _ => ++asked == wanted.Length ? owedAtLast : wanted[asked - 1] == "Kept" ? 300_00 - asked * 100_00 : 300_00, Terms, settled: false, Day(today));

        Assert.Equal(wanted, judgement.Judged.Select(one => one.Kept ? "Kept" : "Missed"));
        Assert.Equal(becomes, judgement.Becomes);
    }

    [Fact]
    public void What_was_judged_before_is_not_judged_again_and_missed_ones_in_a_row_are_counted_on()
    {
        var agreement = InForce();
        agreement.Judge(agreement.Instalments[0], kept: false, Terms.ToleranceDays, Now);
        Assert.Equal((1, Day("2026-03-17")), (agreement.MissedInARow, agreement.NextOn));

        var judgement = JudgementDecision.Decide(agreement, _ => 300_00, Terms, settled: false, Day("2026-03-17"));
        Assert.Equal((2, AgreementState.Broken), (Assert.Single(judgement.Judged).Instalment.Number, judgement.Becomes));
    }

    [Fact]
    public void Paid_off_early_it_is_kept() => Assert.Equal(AgreementState.Kept, JudgementDecision.Decide(InForce(), _ => 0, Terms, settled: true, Day("2026-03-04")).Becomes);

    [Fact]
    public void What_is_not_due_yet_is_no_arrears_while_it_is_in_force()
    {
        var agreement = InForce();
        Assert.Equal(300_00, agreement.NotDuePence(Day("2026-03-09"), Terms.ToleranceDays));
        Assert.Equal(200_00, agreement.NotDuePence(Day("2026-03-10"), Terms.ToleranceDays));
        agreement.Finish(AgreementState.Broken, "Missed", Now);
        Assert.Equal(0, agreement.NotDuePence(Day("2026-03-10"), Terms.ToleranceDays));
        Assert.Null(agreement.NextOn);
    }

    [Fact]
    public void A_charge_that_fell_due_after_the_instalment_does_not_count_against_it()
    {
        // £250 stand on Tuesday the 10th: £150 of the debt and Monday's rent of £100. On Friday the 6th it was £150.
        var picture = new AccountPicture(
            250_00, [new(100_00, ChargePer.Week, ChargeCycle.Weekly, new(2025, 1, 6), null, new(2026, 3, 16))],
            [new(new(2026, 3, 2), new(2026, 3, 8), ChargeCycle.Weekly, 100_00), new(new(2026, 3, 9), new(2026, 3, 15), ChargeCycle.Weekly, 100_00)], [], []);
        Assert.Equal((150_00, new DateOnly(2026, 3, 9)), (picture.AsOf(Day("2026-03-06")).OwedPence, picture.AsOf(Day("2026-03-06")).Charges.Single().ChargedBefore));
        Assert.Equal(250_00, picture.AsOf(Day("2026-03-09")).OwedPence);
    }

    private static Decision<AgreementMilestone> Answer(Agreement agreement, bool accepts, DateTimeOffset now) => AgreementAnswerDecision.Decide(agreement, accepts, "Too much", Terms, "resident", now);

    private static (string Code, string? Clause) Refused(Decision<AgreementMilestone.Offered> decision)
    {
        var why = Assert.IsType<Decision<AgreementMilestone.Offered>.Refused>(decision).Why;
        return (why.Code, why.Clause);
    }

    private static OfferAgreement Offer(long instalment, PayCycle every) =>
        new(instalment, every, new(2026, 3, 6), new Means([new("Wages", 1_000_00)], [new("Rent", 600_00), new("Food", 300_00)]));

    private static Agreement Offered()
    {
        var account = Account.Open(new AccountMilestone.Opened("one-housing", Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Now));
        return Agreement.Offer(account, Guid.CreateVersion7(), new(Offer(100_00, PayCycle.Weekly), 300_00, new(2026, 3, 17), "officer", Now));
    }

    private static Agreement InForce()
    {
        var agreement = Offered();
        agreement.Accept(new(2026, 6, 2), Terms.ToleranceDays, Now);
        return agreement;
    }

    private static Standing Owes(long pence) => new(pence, 5_200_00, []);

    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
}
