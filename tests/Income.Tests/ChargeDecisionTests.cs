using Housing.Standards;

namespace Housing.Income.Tests;

public class ChargeDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly PostCharge Rent = new(Guid.CreateVersion7(), 12_345, "Rent for the week of 2 March");

    [Fact]
    public void A_charge_is_owed_by_the_resident_and_caused_by_its_request()
    {
        var posted = Assert.Single(Decide(Rent).Milestones);

        Assert.Equal(new AccountMilestone.Posted(12_345, PostingKind.Charge, "Rent for the week of 2 March", Rent.RequestId, "ann", Now), posted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000_000)]
    public void The_smallest_and_the_largest_charge_are_taken(long pence) => Assert.Equal(pence, Assert.Single(Decide(Rent with { AmountPence = pence }).Milestones).AmountPence);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_000_001)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Any_other_sum_is_refused_with_what_would_be_right(long pence)
    {
        var fault = Assert.Single(WhyNot(Rent with { AmountPence = pence }).Fields);

        Assert.Equal("amount_pence", fault.Field);
        Assert.Contains("1 to 100000000 pence", fault.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("Rent\u0000")]
    [InlineData("Rent\r\nand more")]
    public void A_narrative_is_one_line_of_plain_text(string narrative) => Assert.Equal("narrative", Assert.Single(WhyNot(Rent with { Narrative = narrative }).Fields).Field);

    [Fact]
    public void A_narrative_has_at_most_200_characters()
    {
        Assert.Single(Decide(Rent with { Narrative = new string('r', 200) }).Milestones);
        Assert.Contains("it has 201", WhyNot(Rent with { Narrative = new string('r', 201) }).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_charge_may_be_on_any_part_of_the_account_and_keep_what_it_rests_on()
    {
        var posted = Assert.Single(Decide(Rent with { On = SubAccount.CourtCosts, Evidence = " Order of 2 March " }).Milestones);

        Assert.Equal([Entry.OnAccount(SubAccount.CourtCosts, 12_345), Entry.InBook(Nominal.CourtCostsRecovered, -12_345)], posted.Entries);
        Assert.Equal("Order of 2 March", posted.Evidence);
        Assert.Equal("evidence", Assert.Single(WhyNot(Rent with { Evidence = new string('e', 201) }).Fields).Field);
    }

    [Fact]
    public void A_request_charges_once() =>
        Assert.Equal(IncomeRefusals.ChargedAlready, Assert.IsType<Decision<AccountMilestone.Posted>.Refused>(ChargeDecision.Decide(Rent, charged: true, "ann", Now)).Why);

    private static Decision<AccountMilestone.Posted> Decide(PostCharge command) => ChargeDecision.Decide(command, charged: false, "ann", Now);

    private static Refusal WhyNot(PostCharge command) => Assert.IsType<Decision<AccountMilestone.Posted>.Refused>(Decide(command)).Why;
}
