using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>Whether what was reported is due for replacement anyway.</summary>
public class PlannedWorksDecisionTests
{
    [Theory]
    // By the item.
    [InlineData("housing-plus", "gutter", "guttering", "gutters")]
    [InlineData("one-housing", "heating", "heating-lost", "boiler")]
    [InlineData("one-housing", "tap", "dripping-tap", null)]
    // By the fault alone: all items that lead to it, through their questions too, are part of one element.
    [InlineData("housing-plus", null, "guttering", "gutters")]
    [InlineData("housing-plus", null, "fencing", "fencing")]
    [InlineData("housing-plus", null, "kitchen-unit", "kitchen")]
    [InlineData("havering", null, "leaking-roof", "roof")]
    [InlineData("havering", null, "only-toilet-blocked", "bathroom")]
    [InlineData("rosebery", null, "only-toilet-blocked", "bathroom")]
    // A cupboard is of the kitchen, but anything else comes to the same fault.
    [InlineData("havering", null, "other", null)]
    [InlineData("havering", "cupboard", "other", "kitchen")]
    [InlineData("havering", null, "stuck-tap", null)]
    public void The_element_is_the_items_or_the_one_that_leads_to_the_fault(string landlord, string? item, string fault, string? element) =>
        Assert.Equal(element, PlannedWorksDecision.ElementOf(Policy(landlord).Catalogue!, item, fault));

    [Theory]
    [InlineData("2026-03-03", "2026-03-03", true)]
    [InlineData("2025-11-01", "2026-03-03", true)]       // its last day
    [InlineData("2025-11-01", "2026-03-02", false)]      // passed
    [InlineData("2027-03-03", "2027-06-01", true)]       // twelve months end with this day
    [InlineData("2027-03-04", "2027-06-01", false)]
    public void Works_are_told_of_when_they_are_within_the_landlords_time(string from, string to, bool told) =>
        Assert.Equal(told, Decide([Works("gutters", from, to)]) is not null);

    [Fact]
    public void Of_several_the_first_is_told_and_works_on_other_elements_are_not()
    {
        Assert.Null(Decide([Works("roof", "2026-06-01", "2026-08-31")]));
        Assert.Null(Decide([]));
        Assert.Equal("Second", Decide([Works("gutters", "2026-08-01", "2026-09-30", "First"), Works("gutters", "2026-06-01", "2026-06-30", "Second"), Works("roof", "2026-04-01", "2026-04-02")])!.Programme);
    }

    [Fact]
    public void A_landlord_that_tells_nobody_of_its_works_tells_nobody() =>
        Assert.Null(PlannedWorksDecision.Decide(Policy("housing-plus") with { PlannedWorks = null }, Calendar, "gutter", "guttering", [Works("gutters", "2026-06-01", "2026-08-31")], Now));

    [Theory]
    [InlineData("12 mouths", "Soon.", "Ours.", "plannedWorks.within")]
    [InlineData("same day", "Soon.", "Ours.", "plannedWorks.within")]
    [InlineData("on time", "Soon.", "Ours.", "plannedWorks.within")]
    [InlineData("12 months", " ", "Ours.", "plannedWorks.says")]
    [InlineData("12 months", "Soon.", null, "plannedWorks.note")]
    [InlineData("12 months", "Soon.", "Ours.", null)]
    public void A_mistake_in_the_landlords_file_is_named_by_its_path(string within, string says, string? note, string? path) =>
        Assert.Equal(path, (Policy("havering") with { PlannedWorks = new() { Within = within, Says = says, Note = note } }).Check().SingleOrDefault()?.Path);

    [Theory]
    [InlineData("Home MOT", "home-mot")]
    [InlineData("home MOT", "home-mot")]
    [InlineData(" Windows & doors 2027 ", "windows-doors-2027")]
    public void A_programme_is_named_in_facts_as_the_landlords_files_write_names(string programme, string key) =>
        Assert.Equal(key, Works("roof", "2026-06-01", "2026-06-02", programme).ProgrammeKey);

    [Theory]
    [InlineData(null, true)]
    [InlineData("home-mot", false)]
    [InlineData("roofs", true)]
    public void HPG_REP_06_outside_work_that_the_home_MOT_covers_follows_its_programme_instead_of_the_30_days(string? programme, bool runs)
    {
        var facts = Facts.Of(("priority", "external"), ("fault", "guttering"), ("landlord-part", "mends"));
        var started = Examples.Standards.Match("housing-plus", new Milestone("repair.reported", Now, programme is null ? facts : facts.With(Facts.Of(("planned-programme", programme)))));
        Assert.Equal(runs, started.Any(s => s.Standard.Id == "HPG-REP-06"));
    }

    private static Calendar Calendar => Examples.Standards.For("housing-plus").Calendar;

    private static PlannedWorks? Decide(IReadOnlyList<PlannedWorks> planned) => PlannedWorksDecision.Decide(Policy("housing-plus"), Calendar, "gutter", "guttering", planned, Now);

    private static PlannedWorks Works(string element, string from, string to, string programme = "Home MOT") => new(element, programme, DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(to, "yyyy-MM-dd"));
}
