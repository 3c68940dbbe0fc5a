using System.Text.Json;
using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>
/// What residents say, and all that has to come of it: whose it is, the band and its clause, and every promise that runs from the report with the first instant that is too
/// late. The tables in <c>Reports/</c> were worked out from the published documents and the readings of what is ambiguous in them, not by this code: where the
/// two disagree, the documents say which is right. A new fault asks for a row.
/// </summary>
public class ReportTableTests
{
    public static TheoryData<Report> OneHousing => [.. Report.Of("one-housing")];
    public static TheoryData<Report> Havering => [.. Report.Of("havering")];
    public static TheoryData<Report> HousingPlus => [.. Report.Of("housing-plus")];
    public static TheoryData<Report> Rosebery => [.. Report.Of("rosebery")];
    public static TheoryData<Report> Later => [.. Report.Of("later")];

    [Theory]
    [MemberData(nameof(OneHousing))]
    public void One_Housing(Report report) => Assert.Equal(report.Expected, Came(report));

    [Theory]
    [MemberData(nameof(Havering))]
    public void Havering_Council(Report report) => Assert.Equal(report.Expected, Came(report));

    [Theory]
    [MemberData(nameof(HousingPlus))]
    public void Housing_Plus(Report report) => Assert.Equal(report.Expected, Came(report));

    [Theory]
    [MemberData(nameof(Rosebery))]
    public void Rosebery_Housing(Report report) => Assert.Equal(report.Expected, Came(report));

    // What a visit, making safe, an estimate, or hearing who lives there does to what the report started: C2, E1, E5, E6, F1, F2, F3, G1.
    [Theory]
    [MemberData(nameof(Later))]
    public void And_then(Report report)
    {
        var @case = ReportCase.Open(report);
        foreach (var step in report.Then)
            @case.Take(step);
        var now = report.Then[^1].At;
        Assert.Equal(report.Promises, string.Join(Environment.NewLine, @case.Promises
            .Select(c => $"{c.StandardId} {ReportCase.Due(c)} {Key(c.OutcomeAt(now))}").Order(StringComparer.Ordinal)));
    }

    // What the documents leave ambiguous is where a table earns its keep.
    [Theory]
    [InlineData("one-housing", "A1 A3 C2 C4 C9")]
    [InlineData("havering", "A3 E1 E2 E3 E4 E5 E6")]
    [InlineData("housing-plus", "A1 A3 F1 F2 F3")]
    [InlineData("rosebery", "A1 A3 G1")]
    public void A_table_has_sixty_rows_every_fault_and_every_reading_it_needs(string landlord, string readings)
    {
        var table = Report.Of(landlord);
        Assert.True(table.Count >= 60, $"{landlord} has {table.Count} rows.");
        Assert.Equal(table.Count, table.DistinctBy(r => r.What).Count());
        Assert.Equal(Policy(landlord).Faults.Select(f => f.Key).Order(StringComparer.Ordinal), table.Select(r => r.Fault).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Subset(table.SelectMany(r => r.Clauses).ToHashSet(StringComparer.Ordinal), readings.Split(' ').ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void The_clauses_of_a_table_are_in_the_register()
    {
        var register = ReportCase.Seeds.All.Select(s => s.Standard.Id)
            .Concat(ReportCase.Seeds.Landlords.Select(ReportCase.Seeds.For).SelectMany(l => l.Account.Rules.Select(r => r.Id).Concat(l.Account.Measures.Select(m => m.Id))))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Subset(register, ReportCase.Seeds.Landlords.Append("later").SelectMany(Report.Of).SelectMany(r => r.Clauses).Where(c => c.Contains('-', StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal));
    }

    private static string Came(Report report)
    {
        var (repair, promises) = ReportCase.Open(report);
        return Report.Outcome(
            repair.Fault,
            repair.Responsibility is { } whose ? $"{Key(whose.Party)} {Key(whose.LandlordPart)} {whose.Clause}" : "not-yet",
            $"{repair.Priority} {repair.PriorityClause}",
            promises.Select(c => $"{c.StandardId} {ReportCase.Due(c)}"));
    }

    private static string Key<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
