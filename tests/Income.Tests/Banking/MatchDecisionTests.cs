using FsCheck;
using FsCheck.Fluent;

namespace Housing.Income.Tests.Banking;

/// <summary>Whose money an entry is, and the reference that says so.</summary>
public class MatchDecisionTests
{
    private static readonly Guid Mine = Guid.CreateVersion7();
    private static readonly Guid Other = Guid.CreateVersion7();
    private static readonly Dictionary<long, Payee> ByNumber = new() { [10_000_001] = new(Mine, false), [10_000_002] = new(Other, false), [10_000_003] = new(Other, true) };
    private static readonly Dictionary<string, Payee> ByPayer = new(StringComparer.Ordinal) { ["GB1"] = new(Other, false), ["GB2"] = new(Other, true) };

    private static readonly List<BenefitPayer> Benefits = [new("dwp", "DWP", [BenefitKind.UniversalCredit], ["GB5"])];

    [Theory]
    [InlineData("{1}")]
    [InlineData("rent {1} thanks")]
    [InlineData("flat 12 {1}, week 10")]
    [InlineData("REF{1}/MRS A")]
    public void The_reference_is_found_in_whatever_the_payer_wrote(string text) =>
        Assert.Equal(Mine, Assert.IsType<EntryMatch.To>(Decide(Entry(text.Replace("{1}", PaymentReference.Of(10_000_001), StringComparison.Ordinal)))).AccountId);

    [Fact]
    public void Its_digits_may_be_grouped()
    {
        var reference = PaymentReference.Of(10_000_001);
        Assert.Equal([10_000_001], PaymentReference.NumbersIn($"{reference[..4]} {reference[4..8]}-{reference[8..]}"));
    }

    [Fact]
    public void A_reference_comes_before_a_known_payer_and_nobody_is_guessed()
    {
        Assert.Equal(Mine, Assert.IsType<EntryMatch.To>(Decide(Entry(PaymentReference.Of(10_000_001), "GB1"))).AccountId);
        Assert.Equal(Other, Assert.IsType<EntryMatch.To>(Decide(Entry("rent", "GB1"))).AccountId);
        Assert.Contains("payer is not known", Assert.IsType<EntryMatch.Nobody>(Decide(Entry("rent", "GB9"))).Why, StringComparison.Ordinal);
        Assert.Contains("several accounts", Assert.IsType<EntryMatch.Nobody>(Decide(Entry($"{PaymentReference.Of(10_000_001)} {PaymentReference.Of(10_000_002)}"))).Why, StringComparison.Ordinal);
        Assert.Contains("not known", Assert.IsType<EntryMatch.Nobody>(Decide(Entry(PaymentReference.Of(10_000_009)))).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_goes_to_a_closed_account_nor_a_million_to_any()
    {
        Assert.Contains("closed", Assert.IsType<EntryMatch.Nobody>(Decide(Entry(PaymentReference.Of(10_000_003)))).Why, StringComparison.Ordinal);
        Assert.Contains("closed", Assert.IsType<EntryMatch.Nobody>(Decide(Entry("rent", "GB2"))).Why, StringComparison.Ordinal);
        Assert.IsType<EntryMatch.To>(Decide(Entry(PaymentReference.Of(10_000_001)) with { Pence = 100_000_000 }));
        Assert.Contains("million", Assert.IsType<EntryMatch.Nobody>(Decide(Entry(PaymentReference.Of(10_000_001)) with { Pence = 100_000_001 })).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_pays_the_benefits_of_many_is_left_to_its_schedule_whatever_it_quotes() =>
        Assert.Contains("by its schedule", Assert.IsType<EntryMatch.Left>(Decide(Entry(PaymentReference.Of(10_000_001), "GB5"))).Why, StringComparison.Ordinal);

    [Fact]
    public void What_went_out_is_left_unless_it_takes_a_payment_back()
    {
        Assert.IsType<EntryMatch.Left>(Decide(Entry("bank charges") with { Pence = -500 }));
        Assert.Contains("AC04", Assert.IsType<EntryMatch.Back>(Decide(Entry("x") with { Pence = -500, TakesBack = true, ReturnReason = "AC04" })).Why, StringComparison.Ordinal);
        Assert.IsType<EntryMatch.Left>(Decide(Entry(PaymentReference.Of(10_000_001)) with { Source = BankSource.DirectDebit }));
    }

    [Fact]
    public void No_slip_of_a_digit_and_no_swap_of_two_gives_another_reference() => Prop.ForAll(
        (from number in Gen.Choose(10_000_000, 99_999_999) from place in Gen.Choose(0, 9) from digit in Gen.Choose(0, 9) select (number, place, digit)).ToArbitrary(), slip =>
        {
            var right = PaymentReference.Of(slip.number);
            var wrong = $"{right[..slip.place]}{slip.digit}{right[(slip.place + 1)..]}";
            var swapped = slip.place == 9 ? right : $"{right[..slip.place]}{right[slip.place + 1]}{right[slip.place]}{right[(slip.place + 2)..]}";
            return PaymentReference.NumbersIn(right).SequenceEqual([slip.number])
                && (wrong == right || PaymentReference.NumbersIn(wrong).Count == 0)
                && (swapped == right || PaymentReference.NumbersIn(swapped).Count == 0);
        }).Holds();

    private static EntryMatch Decide(CamtEntry entry) => MatchDecision.Decide(entry, ByNumber, ByPayer, Benefits);

    private static CamtEntry Entry(string remittance, string? payer = null) =>
        new("A1", 500, false, new DateOnly(2026, 3, 2), BankSource.CreditTransfer, "P", payer, [], remittance, null);
}
