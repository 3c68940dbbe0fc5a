using System.Text.Json;
using System.Text.RegularExpressions;

namespace Housing.Standards.Tests;

/// <summary>The four landlords' files agree with themselves and with the register.</summary>
public partial class SeedsTests
{
    public static TheoryData<string> Landlords() => ["havering", "housing-plus", "one-housing", "rosebery"];

    [Fact]
    public void There_is_a_file_for_each_landlord() =>
        Assert.Equal(["havering", "housing-plus", "one-housing", "rosebery"], Examples.Seeds.Landlords);

    [Theory]
    [MemberData(nameof(Landlords))]
    public void Every_priority_and_fault_a_promise_asks_for_is_one_of_the_landlords(string landlord)
    {
        var file = Open(landlord);
        var priorities = Keys(file, "priorities");
        var faults = Keys(file, "faults");
        foreach (var (fact, value) in file.GetProperty("standards").EnumerateArray().Where(s => s.TryGetProperty("when", out _)).SelectMany(s => Asked(s.GetProperty("when"))))
        {
            if (fact is "priority")
                Assert.Contains(value, priorities);
            if (fact is "fault")
                Assert.Contains(value, faults);
        }
    }

    [Theory]
    [MemberData(nameof(Landlords))]
    public void Every_fault_that_can_be_reported_opens_a_promise(string landlord)
    {
        foreach (var fault in Open(landlord).GetProperty("repairs").GetProperty("faults").EnumerateArray())
        {
            var facts = Facts.Of(("fault", Text(fault, "key")), ("priority", Text(fault, "priority")));
            Assert.NotEmpty(Examples.Opened(Examples.Seeds, landlord, new Milestone("repair.reported", Examples.Instant("2026-11-21T12:00Z"), facts)));
        }
    }

    [Theory]
    [InlineData("ENG-CMP-01", "complaint.received", "2024-03-31T22:59:59Z", "2024-03-31T23:00:00Z")]      // the Code binds from 1 April 2024
    [InlineData("ENG-HAZ-01", "hazard.noticed", "2025-10-26T23:59:59Z", "2025-10-27T00:00:00Z")]          // SI 2025/1042
    public void A_clock_of_the_law_starts_no_earlier_than_the_law(string id, string milestone, string before, string from)
    {
        var standard = Assert.Single(Examples.Seeds.Find(id)!);
        Assert.Contains(milestone, standard.On);
        Assert.False(standard.HoldsOn(London.DayOf(Examples.Instant(before))));
        Assert.True(standard.HoldsOn(London.DayOf(Examples.Instant(from))));
        Assert.Equal(standard.From, standard.InForce);
    }

    [Fact]
    public void Haverings_published_lists_are_complete()       // HAV-REP-16 to 26, 28 to 35, 37 to 42
    {
        var clauses = ClauseShape().Matches(Open("havering").GetProperty("repairs").GetRawText()).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        int[] rows = [.. Enumerable.Range(16, 11), .. Enumerable.Range(28, 8), .. Enumerable.Range(37, 6)];
        Assert.All(rows, row => Assert.Contains($"HAV-REP-{row:D2}", clauses));
    }

    [Theory]
    [InlineData("havering", "HAV-REP-06 HAV-REP-07 HAV-REP-08 HAV-REP-09 HAV-REP-15 HAV-REP-27 HAV-REP-36")]
    [InlineData("one-housing", "OHO-REP-17 OHO-REP-18")]
    [InlineData("housing-plus", "HPG-REP-04 HPG-REP-05 HPG-REP-06 HPG-REP-08 HPG-REP-12 HPG-REP-13 HPG-REP-14 HPG-REP-16 HPG-REP-17 HPG-REP-18")]
    [InlineData("rosebery", "ROS-REP-04 ROS-REP-05 ROS-REP-07 ROS-REP-08 ROS-REP-09")]
    public void Every_repairs_deadline_of_the_register_runs(string landlord, string ids) =>
        Assert.Equal(ids.Split(' '), Examples.Seeds.For(landlord).Standards.Where(s => s.Service == "repairs").Select(s => s.Id).Intersect(ids.Split(' '), StringComparer.Ordinal));

    [Fact]
    public void Compensation_for_a_missed_appointment_is_paid_where_it_is_promised_and_says_that_the_sum_is_a_setting()      // OHO-REP-14, C2
    {
        foreach (var landlord in Examples.Seeds.Landlords)
        {
            var compensations = Open(landlord).GetProperty("income").GetProperty("compensations").EnumerateArray().ToList();
            if (landlord != "one-housing")
            {
                Assert.Empty(compensations);
                continue;
            }

            var missed = Assert.Single(compensations);
            Assert.Equal(("missed-appointment", "OHO-REP-14", false), (Text(missed, "reason"), Text(missed, "clause"), missed.GetProperty("published").GetBoolean()));
            Assert.NotEqual(0, missed.GetProperty("pence").GetInt64());
            Assert.NotEmpty(Text(missed, "note"));
        }
    }

    private static JsonElement Open(string landlord)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(StandardsFolder.BesideAssemblies, $"{landlord}.json")));
        return document.RootElement.Clone();
    }

    private static HashSet<string> Keys(JsonElement file, string list) =>
        [.. file.GetProperty("repairs").GetProperty(list).EnumerateArray().Select(entry => Text(entry, "key"))];

    private static string Text(JsonElement entry, string property) => entry.GetProperty(property).GetString()!;

    // Every fact a condition asks for, with every text it may be, however deep it stands.
    private static IEnumerable<(string Fact, string Value)> Asked(JsonElement condition, string fact = "") => condition.ValueKind switch
    {
        JsonValueKind.Object => condition.EnumerateObject().SelectMany(part => Asked(part.Value, part.Name)),
        JsonValueKind.Array => condition.EnumerateArray().SelectMany(part => Asked(part, fact)),
        JsonValueKind.String => [(fact, condition.GetString()!)],
        _ => [],
    };

    [GeneratedRegex("[A-Z]{3}-[A-Z]{3}-[0-9]{2}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClauseShape();
}
