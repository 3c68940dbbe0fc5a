using Housing.Standards;

namespace Housing.Income.Tests;

/// <summary>Figures against what was published of them.</summary>
public class IncomeMeasureTests
{
    private static readonly StandardsBook Book = StandardsBook.Read(StandardsFolder.BesideAssemblies);
    private static readonly Policies<IncomePolicy> Policies = Standards.Policies<IncomePolicy>.Read(StandardsFolder.BesideAssemblies, "income");

    [Theory]
    [InlineData(1_005_500, 1_000_000, "100.55", true)]
    [InlineData(1_005_499, 1_000_000, "100.55", false)]      // it is judged before it is rounded
    [InlineData(990_000, 1_000_000, "99.00", false)]
    [InlineData(3_000_000, 1_000_000, "300.00", true)]       // D4: never capped
    [InlineData(5, 0, "", null)]
    public void Rent_collected_is_judged_by_its_own_target_and_never_capped_OHC_INC_09(long collected, long due, string percent, bool? kept) =>
        Assert.Equal(("OHC-INC-09", 100.55m, percent, kept), Read(MeasureKind.RentCollected, collected, due));

    [Theory]
    [InlineData(49_999, 1_000_000, "5.00", true)]
    [InlineData(50_000, 1_000_000, "5.00", false)]           // strictly under
    [InlineData(0, 1_000_000, "0.00", true)]
    public void What_present_tenants_owe_stays_under_five_in_a_hundred_OHC_INC_10(long owed, long yearly, string percent, bool? kept)
    {
        var measure = IncomeMeasure.Of(MeasureKind.PresentArrears, owed, yearly, Policies.For("one-housing"), Book.For("one-housing"));

        Assert.Equal(("OHC-INC-10", 5m, null, percent, kept), (measure.Clause, measure.Under, measure.AtLeast, measure.Rounded, measure.Kept));
    }

    [Fact]
    public void Offers_of_an_agreement_are_what_is_measured_OHC_INC_04() =>
        Assert.Equal(("OHC-INC-04", 100m, "50.00", false), Read(MeasureKind.AgreementsOffered, 1, 2));

    [Theory]
    [InlineData("havering")]
    [InlineData("housing-plus")]
    [InlineData("rosebery")]
    public void A_landlord_that_publishes_no_figure_has_the_figure_and_no_target(string landlord)
    {
        var measure = IncomeMeasure.Of(MeasureKind.RentCollected, 1, 2, Policies.For(landlord), Book.For(landlord));

        Assert.Equal((null, null, null, "50.00", null), (measure.Clause, measure.AtLeast, measure.Under, measure.Rounded, measure.Kept));
    }

    [Fact]
    public void Every_row_that_a_landlords_file_names_for_a_figure_is_one_of_its_own() => Assert.All(
        Book.Landlords.SelectMany(landlord => Policies.For(landlord).Measures.Select(measure => (Landlord: Book.For(landlord), measure.Clause))),
        named => Assert.Contains(named.Clause, named.Landlord.Account.Measures.Select(m => m.Id).Concat(named.Landlord.Account.Rules.Select(r => r.Id))));

    [Fact]
    public void A_figure_has_one_row() => Assert.Equal(
        ["measures[1].measure", "measures[1].clause"],
        new IncomePolicy { Measures = [new() { Measure = MeasureKind.RentCollected, Clause = "A" }, new() { Measure = MeasureKind.RentCollected, Clause = " " }] }.Check().Select(fault => fault.Path));

    private static (string?, decimal?, string, bool?) Read(MeasureKind kind, long numerator, long denominator)
    {
        var measure = IncomeMeasure.Of(kind, numerator, denominator, Policies.For("one-housing"), Book.For("one-housing"));
        return (measure.Clause, measure.AtLeast, measure.Rounded, measure.Kept);
    }
}
