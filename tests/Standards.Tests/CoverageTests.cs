using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Housing.Standards.Tests;

/// <summary>Every published row is accounted for once: it runs, it is a rule or a feature that a named test proves or a service still owes, a figure, or conduct with its question.</summary>
public partial class CoverageTests(ITestOutputHelper output)
{
    /// <summary>Services that owe nothing any more; a row of theirs without proof fails here.</summary>
    private static readonly string[] Done = ["complaints", "income", "repairs"];

    private static readonly string Repository = Root(AppContext.BaseDirectory);

    private sealed record Row(string Id, string Landlord, string Service, string Kind);

    private static readonly List<Row> Register = Read(Path.Combine(AppContext.BaseDirectory, "register.csv"));

    [Fact]
    public void Every_row_of_the_register_stands_in_its_landlords_file_once_and_nothing_else_does()
    {
        foreach (var landlord in Register.GroupBy(row => row.Landlord, StringComparer.Ordinal))
            Assert.Equal(landlord.Select(row => row.Id).Order(StringComparer.Ordinal), Ids(Examples.Seeds.For(landlord.Key)).Order(StringComparer.Ordinal));
        Assert.Equal(665, Register.Count);
        Assert.Equal(Register.Select(row => row.Landlord).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), Examples.Seeds.Landlords);
    }

    [Fact]
    public void Our_list_of_rows_is_the_registers()
    {
        var shared = Path.Combine(Repository, "..", "shared", "register.csv");
        if (!File.Exists(shared))
        {
            output.WriteLine("The register itself is not beside this clone; the list stands for it.");
            return;
        }

        // Its quoted columns hold commas and line ends; the id at the start of a record is enough.
        Assert.Equal(RowStart().Matches(File.ReadAllText(shared)).Select(m => m.Groups["id"].Value), Register.Select(row => row.Id));
    }

    [Theory]
    [InlineData("deadline")]
    [InlineData("recurring")]
    [InlineData("notice")]
    public void What_is_a_clock_in_the_register_runs(string kind)
    {
        var running = Examples.Seeds.All.Select(s => s.Standard.Id).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Register.Where(row => row.Kind == kind && !running.Contains(row.Id)).Select(row => row.Id));
    }

    [Fact]
    public void Every_row_belongs_to_the_service_that_the_register_names()
    {
        var services = Examples.Seeds.Landlords.Select(Examples.Seeds.For).SelectMany(Entries).ToLookup(e => e.Id, e => e.Service, StringComparer.Ordinal);
        Assert.All(Register, row => Assert.All(services[row.Id], service => Assert.True(service == row.Service, $"{row.Id} is {row.Service}'s, not {service}'s.")));
    }

    [Fact]
    public void Every_proof_is_a_test_that_there_is()
    {
        foreach (var rule in Examples.Seeds.Landlords.SelectMany(l => Examples.Seeds.For(l).Account.Rules).Where(r => r.Proof is not null))
        {
            var proof = Proof().Match(rule.Proof!);
            Assert.True(proof.Success, $"{rule.Id}: “{rule.Proof}” does not look like Repairs.Tests/PriorityTests.Some_name.");
            var files = Directory.GetFiles(Path.Combine(Repository, "tests", proof.Groups["project"].Value), $"{proof.Groups["class"].Value}.cs", SearchOption.AllDirectories);
            Assert.True(files.Any(file => Regex.IsMatch(File.ReadAllText(file), $@"public (async Task|void) {proof.Groups["test"].Value}\(", RegexOptions.None, TimeSpan.FromSeconds(1))), $"{rule.Id}: there is no test {rule.Proof}.");
        }
    }

    [Fact]
    public void A_service_that_is_done_owes_nothing()
    {
        var owed = Examples.Seeds.Landlords.SelectMany(l => Examples.Seeds.For(l).Account.Rules).Where(r => r.Proof is null).ToList();
        foreach (var service in Register.Select(row => row.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var rows = Register.Where(row => row.Service == service).ToList();
            var runs = rows.Count(row => Examples.Seeds.Find(row.Id) is not null);
            output.WriteLine($"{service,-12} {rows.Count,4} rows: {runs,3} run, {owed.Count(r => r.Service == service),3} owed");
        }

        Assert.Empty(owed.Where(rule => Done.Contains(rule.Service)).Select(rule => rule.Id));
    }

    [Fact]
    public void What_a_figure_is_the_share_of_runs() =>
        Assert.All(Examples.Seeds.Landlords.SelectMany(l => Examples.Seeds.For(l).Account.Measures).SelectMany(m => m.Of), id => Assert.NotNull(Examples.Seeds.Find(id)));

    private static IEnumerable<string> Ids(Landlord landlord) => Entries(landlord).Select(e => e.Id);

    private static IEnumerable<(string Id, string Service)> Entries(Landlord landlord) =>
        [
            .. landlord.Standards.Select(s => (s.Id, s.Service)).Distinct(),
            .. landlord.Account.Rules.Select(r => (r.Id, r.Service)),
            .. landlord.Account.Measures.Select(m => (m.Id, m.Service)),
            .. landlord.Account.Conduct.Select(c => (c.Id, c.Service)),
        ];

    private static List<Row> Read(string file) => [.. File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(f => new Row(f[0], f[1], f[2], f[3]))];

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "Housing.sln")) ? folder : Root(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);

    [GeneratedRegex("^(?<id>(OHO|OHC|HAV|HPG|ROS)-[A-Z]{3}-[0-9]{2}),", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RowStart();

    [GeneratedRegex("^(?<project>[A-Za-z.]+)/(?<class>[A-Za-z]+)\\.(?<test>[A-Za-z0-9_]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Proof();
}
