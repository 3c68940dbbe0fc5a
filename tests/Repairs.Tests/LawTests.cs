using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>Whom and what the law's times are for.</summary>
public class LawTests
{
    // When they are in force their clocks are added to the law's file, and this test with them.
    [Theory]
    [InlineData("excess-cold")]
    [InlineData("falls")]
    [InlineData("fire")]
    [InlineData("electrical")]
    [InlineData("hygiene")]
    [InlineData("noise")]
    [InlineData("crowding-and-space")]
    public void ENG_HAZ_17_and_18_kinds_of_hazard_that_are_not_in_force_yet_start_nothing(string kind)
    {
        Assert.Empty(Started("hazard.noticed", kind));
        Assert.Empty(Started("hazard.investigated", kind));
        // The first phase does, and what puts somebody in immediate danger does whatever its kind.
        Assert.Contains("ENG-HAZ-01", Started("hazard.noticed", "damp-and-mould"));
        Assert.Contains("ENG-HAZ-07", Started("hazard.noticed", kind, "emergency"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(99, false)]
    [InlineData(100, true)]
    [InlineData(9_000, true)]
    [InlineData(null, true)]      // a council that says nothing of its homes has a hundred of them
    public void ENG_RTR_10_a_council_of_fewer_than_a_hundred_homes_has_no_right_to_repair(int? homes, bool runs)
    {
        string[] ofTheLaw = ["total-water", "stuck-tap", "extractor-fan", "heating-lost"];
        Assert.All(ofTheLaw, fault =>
        {
            var said = Facts.Of(("priority", "priority-2"), ("fault", fault), ("right-to-repair", fault), ("tenure", "secure"), ("landlord-part", "mends"));
            var ids = Ids("repair.reported", homes is { } known ? said.With(Facts.Of(("homes", known))) : said);
            Assert.Equal(runs, ids.Any(id => id.StartsWith("ENG-RTR", StringComparison.Ordinal)));
        });
    }

    private static List<string> Started(string milestone, string kind, string level = "significant") =>
        [.. Ids(milestone, Facts.Of(("hazard", level), ("hazard-kind", kind), ("tenure", "secure"))).Where(id => id.StartsWith("ENG-HAZ", StringComparison.Ordinal))];

    private static IEnumerable<string> Ids(string milestone, Facts facts) =>
        Examples.Standards.Match("havering", new Milestone(milestone, Now, facts)).Select(m => m.Standard.Id);
}
