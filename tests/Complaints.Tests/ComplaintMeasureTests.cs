using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

/// <summary>Which figures a landlord has, with which targets, and what they come to.</summary>
public class ComplaintMeasureTests
{
    [Fact]
    public void Every_landlord_has_the_regulators_figures_and_one_for_each_promise_of_its_own()
    {
        foreach (var landlord in Book.Landlords)
        {
            var terms = Terms(landlord);
            Assert.Equal("ENG-TSM-13", Term(terms, MeasureKind.Received, 2).Clause);
            Assert.Equal("ENG-TSM-14", Term(terms, MeasureKind.AnsweredInTime, 1).Clause);
            Assert.Equal(["ENG-CMP-02", "ENG-CMP-01"], terms.Answer[1].Answers.Concat(terms.Answer[1].Before));
            Assert.Equal(["ENG-CMP-04", "ENG-CMP-03"], terms.Answer[2].Answers.Concat(terms.Answer[2].Before));
            Assert.Contains(terms.All, t => t is { Kind: MeasureKind.Promise, Clause: "ENG-CMP-01" });
            Assert.Equal(terms.All.Distinct(), terms.All);
        }

        Assert.Equal(100m, Promise("one-housing", "OHC-CMP-02").AtLeast);
        Assert.Null(Promise("one-housing", "OHO-CMP-07").AtLeast);
        Assert.NotNull(Promise("havering", "HAV-CMP-16"));
    }

    [Theory]
    [InlineData(MeasureKind.SettledAtStageOne, "OHC-CMP-05", 90)]
    [InlineData(MeasureKind.Satisfied, "OHC-CMP-06", 51)]
    public void A_figures_target_is_its_rows_own_OHC_CMP_05_OHC_CMP_06(MeasureKind kind, string clause, int target)
    {
        Assert.Equal(new MeasureTerm(kind, 0, clause, target), Term(Terms("one-housing"), kind, 0));
        Assert.Equal(new MeasureTerm(kind, 0, "", null), Term(Terms("havering"), kind, 0));
    }

    [Theory]
    [InlineData(9, 10, "90.00", true)]
    [InlineData(8999, 10000, "89.99", false)]
    [InlineData(899999, 1000000, "90.00", false)]      // kept or not by the figure before it is rounded
    [InlineData(0, 10, "0.00", false)]
    [InlineData(0, 0, "", null)]                        // nothing to measure is not none in a hundred
    public void A_figure_says_whether_its_target_is_kept(long counted, long all, string value, bool? kept)
    {
        var figure = ComplaintMeasure.Of(Term(Terms("one-housing"), MeasureKind.SettledAtStageOne, 0), new(counted, all, 0, 0), homes: null);
        Assert.Equal((value, kept), (figure.Rounded, figure.Kept));
    }

    [Theory]
    [InlineData(3, 1200L, "2.50")]
    [InlineData(0, 1200L, "0.00")]
    [InlineData(3, 0L, "")]
    [InlineData(3, null, "")]
    public void Complaints_are_counted_for_every_thousand_homes_CH01(long counted, long? homes, string value)
    {
        var figure = ComplaintMeasure.Of(Term(Terms("havering"), MeasureKind.Received, 1), new(counted, counted, 0, 0), homes);
        Assert.Equal((value, counted, homes ?? 0), (figure.Rounded, figure.Numerator, figure.Denominator));
    }

    private static MeasureTerms Terms(string landlord) => MeasureTerms.Of(Policy(landlord), Book.For(landlord), Book.Law);

    private static MeasureTerm Term(MeasureTerms terms, MeasureKind kind, int stage) => terms.All.Single(t => t.Kind == kind && t.Stage == stage);

    private static MeasureTerm Promise(string landlord, string id) => Terms(landlord).All.Single(t => t.Kind == MeasureKind.Promise && t.Clause == id);
}
