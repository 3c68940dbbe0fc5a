using Housing.Standards;
using static Housing.Estates.Tests.Examples;

namespace Housing.Estates.Tests;

public class RegistrationDecisionTests
{
    [Fact]
    public void A_home_goes_on_the_books_as_the_landlord_gave_it()
    {
        var home = Assert.Single(Decide(Flat).Milestones);

        Assert.Equal(("havering", "HAV-0001", "RM3 8XX", true), (home.Landlord, home.Reference, home.Postcode, home.HasGas));
        Assert.Equal(["Flat 12", "Mayfield House"], home.AddressLines);
        Assert.Equal(new BlockName("Mayfield House", "Harold Hill"), home.Block);
        Assert.Equal(new DateOnly(1956, 4, 1), home.HandedOver);
        Assert.Equal(Now, home.At);
    }

    [Fact]
    public void A_house_has_no_block_and_may_have_no_handover()
    {
        var home = Assert.Single(Decide(Flat with { Block = null, HandedOver = null }).Milestones);

        Assert.Null(home.Block);
        Assert.Null(home.HandedOver);
    }

    [Fact]
    public void Blanks_around_what_was_typed_are_not_kept()
    {
        var home = Assert.Single(Decide(Flat with { Reference = "  HAV-0001 ", AddressLines = [" Flat 12\u00A0"], Postcode = " rm38xx " }).Milestones);

        Assert.Equal("HAV-0001", home.Reference);
        Assert.Equal(["Flat 12"], home.AddressLines);
        Assert.Equal("RM3 8XX", home.Postcode);
    }

    [Fact]
    public void Everything_wrong_is_told_in_one_answer()
    {
        var faults = FaultsOf(new RegisterHome("havering", "", [], "nowhere", new BlockName("", ""), HasGas: false, new GivenDay(2026, 2, 31)));

        Assert.Equal(["reference", "address.lines", "address.postcode", "block.name", "block.estate", "handed_over"], faults.Select(f => f.Field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\t\n")]
    [InlineData("HAV\u0000001")]
    [InlineData("HAV\n001")]
    [InlineData("HAV\u2028001")]
    [InlineData("HAV\u202E100")]
    [InlineData("12345678901234567890123456789012345678901")]
    public void A_reference_is_1_to_40_characters_of_one_line(string reference) =>
        Assert.Equal("reference", Assert.Single(FaultsOf(Flat with { Reference = reference })).Field);

    [Fact]
    public void A_reference_of_40_characters_is_taken() =>
        Assert.Equal(new string('9', 40), Assert.Single(Decide(Flat with { Reference = new string('9', 40) }).Milestones).Reference);

    [Fact]
    public void Characters_are_counted_as_people_count_them() =>
        Assert.Single(Decide(Flat with { Reference = string.Concat(Enumerable.Repeat("🏠", 40)) }).Milestones);

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(10_000)]
    public void An_address_has_1_to_5_lines(int lines)
    {
        var fault = Assert.Single(FaultsOf(Flat with { AddressLines = [.. Enumerable.Repeat("Flat", lines)] }));

        Assert.Equal("address.lines", fault.Field);
        Assert.Contains("1 to 5 lines", fault.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_that_is_wrong_is_named() =>
        Assert.Equal("address.lines[1]", Assert.Single(FaultsOf(Flat with { AddressLines = ["Flat 12", "", "Harold Hill"] })).Field);

    [Theory]
    [InlineData(2026, 2, 31)]       // no such day
    [InlineData(2026, 2, 29)]       // not a leap year
    [InlineData(2026, 13, 1)]
    [InlineData(2026, 0, 1)]
    [InlineData(0, 0, 0)]
    [InlineData(-1, 1, 1)]
    [InlineData(10_000, 1, 1)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData(2026, 3, 4)]        // tomorrow
    [InlineData(1499, 12, 31)]      // before any building we can hold
    public void A_handover_is_a_day_that_has_been(int year, int month, int day) =>
        Assert.Equal("handed_over", Assert.Single(FaultsOf(Flat with { HandedOver = new GivenDay(year, month, day) })).Field);

    [Theory]
    [InlineData(2026, 3, 3)]
    [InlineData(2024, 2, 29)]
    [InlineData(1500, 1, 1)]
    public void A_handover_may_be_today_a_leap_day_or_long_ago(int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), Assert.Single(Decide(Flat with { HandedOver = new GivenDay(year, month, day) }).Milestones).HandedOver);

    [Theory]
    [InlineData("RM1 3BD", "RM1 3BD")]
    [InlineData("rm13bd", "RM1 3BD")]
    [InlineData(" e c 1 a 1 b b ", "EC1A 1BB")]
    [InlineData("M1 1AE", "M1 1AE")]
    [InlineData("B33 8TH", "B33 8TH")]
    [InlineData("CR2 6XH", "CR2 6XH")]
    [InlineData("DN55 1PT", "DN55 1PT")]
    [InlineData("W1A 0AX", "W1A 0AX")]
    [InlineData("gir0aa", "GIR 0AA")]
    public void A_postcode_is_kept_as_the_post_prints_it(string given, string kept) => Assert.Equal(kept, Postcode.Read(given));

    [Theory]
    [InlineData("")]
    [InlineData("RM1")]
    [InlineData("RM1 3B")]
    [InlineData("RM1 3BDX")]
    [InlineData("12345")]
    [InlineData("RM1 CBD")]
    [InlineData("RM1 3CD")]         // C is never used there
    [InlineData("RM1-3BD")]
    [InlineData("RM1 3BD\n")]
    [InlineData("RM١ 3BD")]         // a digit of another script
    public void What_cannot_be_a_postcode_is_none(string given) => Assert.Null(Postcode.Read(given));
}
