using System.Text.RegularExpressions;
using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>Every promise about repairs can start and can be kept: the milestones and facts it asks for by name are ones that this service supplies.</summary>
public partial class StandardsReachTests
{
    /// <summary>Facts of the repair, of its milestones, of adaptations, and those that the landlord's own file says of the landlord.</summary>
    private static readonly string[] Facts =
    [
        "priority", "fault", "communal", "cause", "responsible", "landlord-part", "tenure", "right-to-repair", "cost-pence", "first-visit", "visits", "recall", "left-tidy",
        "fixed", "passed", "satisfied", "late-promise", "compensation-pence", "hazard", "hazard-kind", "agreed-for", "promised-by", "planned-element", "planned-programme", "kind", "size", "landlord-kind", "homes",
    ];

    public static TheoryData<string> Landlords => ["one-housing", "havering", "housing-plus", "rosebery"];

    [Theory]
    [MemberData(nameof(Landlords))]
    public void The_milestones_that_promises_wait_for_are_recorded_here(string landlord)
    {
        var known = Names();
        Assert.All(Promises(landlord), promise =>
            Assert.True(promise.On.Concat(promise.Until).Concat(promise.Ends).Except(known) is var strange && !strange.Any(), $"{promise.Id}: {string.Join(", ", strange)}"));
    }

    [Theory]
    [MemberData(nameof(Landlords))]
    public void The_facts_that_promises_ask_for_are_said_here(string landlord) => Assert.All(Promises(landlord), promise =>
        Assert.True(Asked(promise.When).Select(a => a.Fact).Append(promise.Of).OfType<string>().Except(Facts) is var strange && !strange.Any(), $"{promise.Id}: {string.Join(", ", strange)}"));

    /// <summary>A promise of a band or a fault that the landlord's list does not have would never run.</summary>
    [Theory]
    [MemberData(nameof(Landlords))]
    public void The_bands_and_faults_that_promises_name_are_in_the_landlords_list(string landlord)
    {
        var policy = Policy(landlord);
        Assert.All(Promises(landlord), promise => Assert.All(Asked(promise.When), asked => Assert.True(
            asked switch
            {
                ("priority", var value) => policy.FindBand(value) is not null,
                ("fault", var value) => policy.Find(value) is not null,
                ("landlord-part", var value) => value is "mends" or "makes-safe" or "none",
                _ => true,
            },
            $"{promise.Id}: {asked.Fact} {asked.Value}")));
    }

    /// <summary>Of each landlord's own bands, one has a promise at least: a band that promises nothing was forgotten.</summary>
    [Theory]
    [MemberData(nameof(Landlords))]
    public void Every_band_has_a_promise(string landlord)
    {
        var promised = Promises(landlord).SelectMany(p => Asked(p.When)).Where(a => a.Fact == "priority").Select(a => a.Value).ToHashSet(StringComparer.Ordinal);
        var byFault = Promises(landlord).SelectMany(p => Asked(p.When)).Where(a => a.Fact == "fault").Select(a => Policy(landlord).Find(a.Value)!.Priority);
        Assert.Empty(Policy(landlord).Priorities.Select(p => p.Key).Except(promised).Except(byFault));
    }

    private static IEnumerable<Standard> Promises(string landlord) =>
        Examples.Standards.For(landlord).Standards.Concat(Examples.Standards.Law!.Standards).Where(s => s.Service == "repairs");

    private static IEnumerable<(string Fact, string Value)> Asked(Condition? when) => when switch
    {
        Condition.All all => all.Parts.SelectMany(Asked),
        Condition.Any any => any.Parts.SelectMany(Asked),
        Condition.Not not => Asked(not.Part),
        Condition.Is its => its.Values.Select(v => (its.Fact, v.ToString()!)),
        Condition.Number number => [(number.Fact, "")],
        _ => [],
    };

    private static List<string> Names()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Housing.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return [.. Directory.EnumerateFiles(Path.Combine(folder, "services", "Repairs", "Service"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file).Contains("Milestone", StringComparison.Ordinal) || Path.GetFileName(file) == "Adaptation.cs")
            .SelectMany(file => Name().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value)).Distinct()];
    }

    [GeneratedRegex("\"(?<name>(repair|defect|hazard|adaptation)\\.[a-z-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
