namespace Housing.Income.Tests.Homeowners;

using static SchemeExamples;

/// <summary>What is in a reserve fund, and what it may pay.</summary>
public class ReserveFundTests
{
    // £500 at first and £100 of interest a year, contributions of £1,000 before and £600 in the year, £300 paid before and £700 in it.
    [Theory]
    [InlineData("2027-05-04", 1_300_00, 100_00, 700_00, 1_300_00)]      // 500 + 100 + 1,000 - 300, and 600 + 100 - 700
    [InlineData("2026-06-30", 1_300_00, 0, 0, 1_900_00)]      // the year runs, and its interest and its works come later
    public void Opening_and_what_went_in_less_what_was_spent_come_to_closing_OHO_LSE_22(string today, long opening, long interest, long spent, long closing)
    {
        ReserveEntry[] entries = [Entry(ReserveEntryKind.Opening, "2024-04-01", 500_00), Entry(ReserveEntryKind.Interest, "2026-03-31", 100_00), Entry(ReserveEntryKind.Interest, "2027-03-31", 100_00)];
        ReservePayment[] payments = [new(Home(1), Day("2025-07-01"), "Gutters", 300_00), new(Home(2), Day("2026-09-01"), "Roof", 700_00)];

        var summary = ReserveSummary.Of(Year, Day(today), new(Before: 1_000_00, Within: 600_00, Own: 60_00), entries, payments);

        Assert.Equal((opening, 600_00, interest, spent, closing), (summary.OpeningPence, summary.ContributionsPence, summary.InterestPence, summary.SpentPence, summary.ClosingPence));
        Assert.Equal(summary.ClosingPence, summary.OpeningPence + summary.ContributionsPence + summary.InterestPence - summary.SpentPence);
        Assert.Equal(60_00, summary.OwnPence);
    }

    [Fact]
    public void What_was_in_a_fund_that_is_first_kept_here_within_the_year_is_what_the_year_opens_with() =>
        Assert.Equal(500_00, ReserveSummary.Of(Year, Day("2026-12-01"), new(0, 0, 0), [Entry(ReserveEntryKind.Opening, "2026-06-01", 500_00)], []).OpeningPence);

    [Theory]
    [InlineData(700_00, 0L, null, "bob", null)]
    [InlineData(699_99, 0L, null, "bob", "RESERVE_SHORT")]
    [InlineData(700_00, 0L, null, "ann", "SAME_PERSON")]
    [InlineData(700_00, 250_00L, 250_00L, "bob", null)]
    [InlineData(700_00, 250_01L, 250_00L, "bob", "NOT_CONSULTED")]
    public void A_second_person_has_the_fund_pay_what_is_in_it_and_what_was_consulted_on(long left, long most, long? cap, string by, string? code) =>
        Assert.Equal(code, ReserveSpendingDecision.Refuse(FromReserve(), left, most, cap, by)?.Code);

    [Fact]
    public void A_cost_is_paid_by_the_fund_once_and_only_if_it_was_recorded_as_the_funds()
    {
        var (paid, withdrawn) = (FromReserve(), FromReserve());
        paid.Approve("bob", Now);
        withdrawn.Withdraw("wrong", Now);

        Assert.Equal("APPROVED_ALREADY", ReserveSpendingDecision.Refuse(paid, 700_00, 0, null, "bob")!.Code);
        Assert.Equal("COST_WITHDRAWN", ReserveSpendingDecision.Refuse(withdrawn, 700_00, 0, null, "bob")!.Code);
        Assert.Equal("NOT_FROM_RESERVE", ReserveSpendingDecision.Refuse(Cost(Cleaning, 700_00), 700_00, 0, null, "bob")!.Code);
    }

    private static ReserveEntry Entry(ReserveEntryKind kind, string on, long pence) => ReserveEntry.Record(Guid.Empty, kind, Day(on), pence, "bank statement", "ann", Now);

    private static SchemeCost FromReserve() =>
        SchemeCost.Record(Guid.Empty, 2026, new RecordCost("cleaning", "Tiles Ltd", "1", Day("2026-09-01"), "Roof", 700_00, [new("Roof", 700_00)], "file", null, FromReserve: true), "ann", Now);
}
