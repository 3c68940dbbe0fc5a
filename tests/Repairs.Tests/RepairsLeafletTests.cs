using System.Xml.Linq;
using Housing.Standards;

namespace Housing.Repairs.Tests;

public class RepairsLeafletTests
{
    private static readonly DateOnly Winter = new(2026, 1, 15), Summer = new(2026, 7, 15);

    public static TheoryData<string> Landlords => ["one-housing", "havering", "housing-plus", "rosebery"];

    [Theory]
    [MemberData(nameof(Landlords))]
    public void It_names_every_fault_once_and_every_promise_and_is_a_whole_page(string landlord)
    {
        var policy = Examples.Policy(landlord);
        var contents = RepairsLeaflet.Of(Examples.Standards.For(landlord), policy, Winter);
        Assert.Equal(policy.Faults.Select(f => f.Name).Order(), contents.Bands.SelectMany(b => b.Faults).Select(f => f.Fault).Order());

        var page = XDocument.Parse(RepairsLeaflet.Html(contents));
        Assert.Equal("en-GB", page.Root!.Attribute("lang")!.Value);
        var items = page.Descendants("li").Select(li => li.Value).ToList();
        Assert.All(contents.Promises.Concat(contents.Rules), promise => Assert.Contains(items, text => text.StartsWith(promise.Summary, StringComparison.Ordinal)));
        Assert.All(page.Descendants("table"), table => Assert.Equal(4, table.Element("thead")!.Descendants("th").Count(th => th.Attribute("scope")!.Value == "col")));
        Assert.Equal(policy.Faults.Count, page.Descendants("th").Count(th => th.Attribute("scope")!.Value == "row"));
    }

    [Fact]
    public void It_says_whose_each_fault_is_as_a_report_would_OHO_REP_12()
    {
        var lines = RepairsLeaflet.Of(Examples.Standards.For("one-housing"), Examples.Policy("one-housing"), Winter).Bands.SelectMany(b => b.Faults).ToDictionary(f => f.Fault);
        Assert.Equal(("Us", "You"), (lines["Dripping or stuck tap"].IfYouRent, lines["Dripping or stuck tap"].IfYouOwn));                                        // OHO-LSE-04
        Assert.Equal(("Us", "Us"), (lines["Leaking roof or gutter"].IfYouRent, lines["Leaking roof or gutter"].IfYouOwn));                                      // OHO-REP-09
        Assert.Equal("You", lines["Flat battery of a smoke or carbon monoxide detector"].IfYouRent);                                                           // OHO-SAF-31
    }

    [Fact]
    public void Lost_heating_stands_in_the_band_of_the_season_HAV_REP_21_and_30()
    {
        string Band(DateOnly day) => RepairsLeaflet.Of(Examples.Standards.For("havering"), Examples.Policy("havering"), day).Bands
            .Single(b => b.Faults.Any(f => f.Fault == "Heating or hot water lost, wholly or partly")).Name;
        Assert.Equal(("Priority one", "Priority two"), (Band(Winter), Band(Summer)));
    }

    [Fact]
    public void What_a_file_says_is_text_on_the_page_and_never_markup()
    {
        var line = new RepairsLeaflet.Line("<script>alert(1)</script> & \"so\"", "Us", "You", "");
        var page = XDocument.Parse(RepairsLeaflet.Html(new("A & B", "1 May 2026", [], [new("Routine", "X-1", [line])], [], [])));
        Assert.Empty(page.Descendants("script"));
        Assert.Equal(line.Fault, page.Descendants("th").Single(th => th.Attribute("scope")!.Value == "row").Value);
    }
}
