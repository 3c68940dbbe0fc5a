using System.Globalization;
using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>
/// What residents say, and all that has to come of it: whose it is, the band, and every promise that runs from the report with the first instant that is too
/// late. The tables in <c>Reports/</c> were worked out from the published documents and the readings of what is ambiguous in them, not by this code: where the
/// two disagree, the documents say which is right. A new fault asks for a row.
/// </summary>
public class ReportTableTests
{
    private static readonly Lazy<StandardsBook> Seeds = new(() => StandardsBook.Read(StandardsFolder.BesideAssemblies));

    public static TheoryData<Report> OneHousing => [.. Report.Of("one-housing")];
    public static TheoryData<Report> Havering => [.. Report.Of("havering")];
    public static TheoryData<Report> HousingPlus => [.. Report.Of("housing-plus")];
    public static TheoryData<Report> Rosebery => [.. Report.Of("rosebery")];

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
        var register = Seeds.Value.All.Select(s => s.Standard.Id)
            .Concat(Seeds.Value.Landlords.Select(Seeds.Value.For).SelectMany(l => l.Account.Rules.Select(r => r.Id).Concat(l.Account.Measures.Select(m => m.Id))))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Subset(register, Seeds.Value.Landlords.SelectMany(Report.Of).SelectMany(r => r.Clauses).Where(c => c.Contains('-', StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal));
    }

    private static string Came(Report report)
    {
        var now = report.Entered ?? report.Reported;
        var command = new ReportRepair(
            Guid.CreateVersion7(now), report.Fault, report.What, report.Entered is null ? null : report.Reported, report.Where, report.Cause, report.CrimeReference);
        Assert.Null(ReportDecision.Check(command, now, new RepairSettings()));

        var reported = ReportDecision.Decide(Policy(report.Landlord), command, report.Landlord, report.HandedOver, Answer(report), null, now).Only<RepairMilestone.Reported>();
        var repair = Repair.Open(reported, Officer, now);
        var milestone = new Milestone(RepairMilestone.ReportedName, repair.ReportedAt, RepairFacts.Of(repair, Policy(report.Landlord)));
        var opened = Seeds.Value.Record(report.Landlord, "repairs", repair.Id, milestone, CaseHistory.Empty, now, "officer test").Opened;
        return Report.Outcome(
            repair.Responsibility is { Clause: var clause } ? $"{Said(milestone.Facts, "responsible")} {Said(milestone.Facts, "landlord-part")} {clause}" : "not-yet",
            repair.Priority,
            opened.Select(c => $"{c.StandardId} {c.DueAt.UtcDateTime.ToString(c.DueAt.Second == 0 ? "yyyy-MM-dd'T'HH:mm'Z'" : "O", CultureInfo.InvariantCulture)}"));
    }

    private static HouseholdAnswer Answer(Report report) => report.Tenure switch
    {
        "unknown" => HouseholdAnswer.None,
        "empty" => HouseholdAnswer.Empty,
        var tenure => new(Answered: true, new(Guid.CreateVersion7(Now), tenure, report.Vulnerable)),
    };

    private static string Said(Facts facts, string name) => facts.TryGet(name, out var fact) ? fact.ToString() : "";
}
