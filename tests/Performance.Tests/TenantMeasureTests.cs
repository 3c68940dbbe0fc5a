using Housing.Standards;

namespace Housing.Performance.Tests;

/// <summary>How cases count for the regulator's measures, and what they come to.</summary>
public sealed class TenantMeasureTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly RepairTargets Targets = new() { Emergency = ["E-1", "E-2"], NonEmergency = ["N-1"] };
    private static readonly MeasuredPart Emergencies = Part() with { Targets = Urgency.Emergency };
    private static readonly MeasuredPart Others = Part() with { Targets = Urgency.NonEmergency };
    private static readonly MeasuredPart Answers = Part() with { Promises = ["ANSWER"], Before = ["ACK"], ExtensionsCount = true };

    [Fact]
    public void RP02_An_emergency_counts_when_all_of_its_targets_were_kept()
    {
        Assert.Equal(CasePart.Kept, Of(Emergencies, Met("E-1"), Met("E-2")));
        Assert.Equal(CasePart.NotKept, Of(Emergencies, Met("E-1"), Missed("E-2")));
        Assert.Equal(CasePart.NotKept, Of(Emergencies, Met("E-1"), Open("E-2", Now)));
        Assert.Equal(CasePart.Open, Of(Emergencies, Met("E-1"), Open("E-2", Now.AddTicks(10))));
        Assert.Equal(CasePart.Outside, Of(Emergencies, Met("N-1")));
    }

    [Fact]
    public void RP02_What_is_left_to_do_once_an_emergency_is_safe_makes_it_no_ordinary_repair()
    {
        Assert.Equal(CasePart.Kept, Of(Emergencies, Met("E-1"), Missed("N-1")));
        Assert.Equal(CasePart.Outside, Of(Others, Met("E-1"), Missed("N-1")));
    }

    [Fact]
    public void RP02_A_repair_that_became_more_urgent_counts_as_what_it_became()
    {
        Assert.Equal(CasePart.NotKept, Of(Emergencies, Missed("E-1"), Cancelled("N-1")));
        Assert.Equal(CasePart.Outside, Of(Others, Missed("E-1"), Cancelled("N-1")));
        Assert.Equal(CasePart.Kept, Of(Others, Cancelled("E-1"), Met("N-1")));
    }

    [Fact]
    public void RP02_counts_the_date_first_promised_and_leaves_out_what_has_no_target()
    {
        Assert.Equal(CasePart.NotKept, Of(Others, Met("N-1", byExtension: true)));
        Assert.Equal(CasePart.Outside, Of(Others));
        Assert.Equal(CasePart.Outside, Of(Others, Cancelled("N-1")));
    }

    [Fact]
    public void CH02_An_answer_in_the_time_that_was_extended_counts()
    {
        Assert.Equal(CasePart.Kept, Of(Answers, Met("ACK"), Met("ANSWER")));
        Assert.Equal(CasePart.KeptByExtension, Of(Answers, Met("ACK"), Met("ANSWER", byExtension: true)));
        Assert.Equal(CasePart.NotKept, Of(Answers, Met("ACK"), Missed("ANSWER")));
    }

    [Fact]
    public void CH02_While_the_acknowledgement_is_late_so_is_the_answer_and_what_still_has_time_or_was_withdrawn_is_in_neither_number()
    {
        Assert.Equal(CasePart.NotKept, Of(Answers, Missed("ACK")));
        Assert.Equal(CasePart.NotKept, Of(Answers, Open("ACK", Now)));
        Assert.Equal(CasePart.Open, Of(Answers, Open("ACK", Now.AddDays(1))));
        Assert.Equal(CasePart.Open, Of(Answers, Met("ACK"), Open("ANSWER", Now.AddDays(1))));
        Assert.Equal(CasePart.Outside, Of(Answers, Met("ACK"), Cancelled("ANSWER")));
        Assert.Equal(CasePart.Outside, Of(Answers, Cancelled("ACK")));
        Assert.Equal(CasePart.Outside, Of(Answers));
    }

    [Theory]
    [InlineData(30, 2_000L, "15.00", "15.00")]
    [InlineData(7, 11_111L, "0.63", "0.63")]
    [InlineData(0, 2_000L, "0.00", "0.00")]
    [InlineData(4, 2_000L, "2.00", "fewer than 5")]
    [InlineData(30, 0L, "", "There are no homes.")]
    [InlineData(30, null, "", "How many homes there are is not known just now.")]
    public void CH01_is_for_every_1000_homes_and_nothing_where_there_are_none(int complaints, long? homes, string value, string told)
    {
        var figure = Figure("ENG-TSM-13/1", homes, [.. Enumerable.Range(0, complaints).Select(_ => Case())]);
        Assert.Equal((value, told), (figure.Rounded, figure.Told(fewest: 5)));
    }

    [Theory]
    [InlineData(96, 4, "96.00", "96.00")]
    [InlineData(29_999, 1, "99.99", "99.99")]
    [InlineData(3, 1, "75.00", "fewer than 5")]
    [InlineData(2, 40, "4.76", "not told")]
    [InlineData(0, 40, "0.00", "0.00")]
    [InlineData(0, 0, "", "")]
    public void CH02_is_a_share_in_a_hundred_that_nobody_is_recognised_by(int kept, int late, string value, string told)
    {
        var figure = Figure("ENG-TSM-14/1", 2_000, [.. Enumerable.Range(0, kept).Select(_ => Case(Met("ENG-CMP-02"))), .. Enumerable.Range(0, late).Select(_ => Case(Missed("ENG-CMP-02")))]);
        Assert.Equal((value, told), (figure.Rounded, figure.Told(fewest: 5)));
    }

    [Fact]
    public void Every_measure_of_the_law_has_figures_or_says_why_not_and_what_is_not_kept_is_never_nought_ENG_TSM_01_to_22()
    {
        var (book, rules, _) = Read();
        Assert.Equal(book.Law!.Account.Measures.Select(m => m.Id).Where(id => id.StartsWith("ENG-TSM-", StringComparison.Ordinal)).Order(), rules.Measures.Select(m => m.Clause));
        var (year, _) = TenantMeasures.Of(rules, book.Law, Targets, Year(2025), 0, _ => [], Now);
        Assert.Equal(["CH01", "CH02", "RP02"], year.Measures.Where(m => m.NotMeasured is null).Select(m => m.Code).Order());
        Assert.All(year.Measures.Where(m => m.Code.StartsWith("BS", StringComparison.Ordinal)), m => Assert.Equal("Safety data is not kept yet.", m.NotMeasured));
        Assert.All(year.Measures.SelectMany(m => m.Figures), f => Assert.Null(f.Value));
    }

    [Fact]
    public void What_the_definitions_name_is_in_the_files_and_what_is_not_stops_the_start()
    {
        var (book, rules, policies) = Read();
        Assert.Empty(TenantMeasureCheck.Faults(rules, policies, book));
        Assert.Empty(rules.Check());
        var wrong = rules with { Measures = [rules.Measures[0] with { Clause = "ENG-TSM-99" }, rules.Measures[13] with { Parts = [Answers] }] };
        Assert.Equal(
            ["statute-england.json $.performance.measures[0].clause: ENG-TSM-99 is no measure of this file", "statute-england.json $.performance.measures[1]: ANSWER is no promise of this file",
                "statute-england.json $.performance.measures[1]: ACK is no promise of this file"],
            TenantMeasureCheck.Faults(wrong, policies, book));
        Assert.Equal(
            ["measures[0]", "measures[1].parts[0]"],
            (rules with { Measures = [new() { Clause = "ENG-TSM-01" }, new() { Clause = "ENG-TSM-02", Parts = [Part()] }] }).Check().Select(f => f.Path));
    }

    [Theory]
    [InlineData("2026-03-31", "2025-04-01", "2026-03-31")]
    [InlineData("2026-04-01", "2026-04-01", "2027-03-31")]
    [InlineData("2024-02-29", "2023-04-01", "2024-03-31")]
    public void The_year_runs_from_April_ENG_TSM_25(string day, string from, string through) =>
        Assert.Equal(new ReportPeriod(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(through, System.Globalization.CultureInfo.InvariantCulture)), ReportPeriod.YearOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), 4));

    /// <summary>One figure of the real definitions, of these cases.</summary>
    private static TenantFigure Figure(string id, long? homes, MeasuredCase[] cases)
    {
        var (book, rules, _) = Read();
        var (year, behind) = TenantMeasures.Of(rules, book.Law!, Targets, Year(2025), homes, part => part == rules.Measures.Single(m => id.StartsWith(m.Clause, StringComparison.Ordinal)).Parts[0] ? cases : [], Now);
        var figure = year.Measures.SelectMany(m => m.Figures).Single(f => f.Id == id);
        Assert.Equal(figure.Numerator, behind.Single(b => b.Key == id).Cases.LongCount(c => c.Part is "kept" or "kept-by-extension"));
        return figure;
    }

    private static (StandardsBook Book, TenantMeasureRules Rules, Policies<PerformancePolicy> Policies) Read()
    {
        var folder = new StandardsFolder(StandardsFolder.BesideAssemblies);
        var (book, policies) = folder.Read<PerformancePolicy>("performance");
        return (book, folder.ReadLaw<TenantMeasureRules>("performance"), policies);
    }

    private static ReportPeriod Year(int from) => new(new(from, 4, 1), new(from + 1, 3, 31));

    private static MeasuredPart Part() => new() { Name = "N", WorkedOut = "W", Service = "repairs", On = "repair.completed" };

    private static CasePart Of(MeasuredPart part, params MeasuredPromise[] promises) => TenantMeasureDecision.Decide(part, Targets, Case(promises), Now);

    private static MeasuredCase Case(params MeasuredPromise[] promises) => new(Guid.CreateVersion7(), promises);

    private static MeasuredPromise Met(string id, bool byExtension = false) => new(id, "met", Now.AddDays(-9), byExtension);

    private static MeasuredPromise Missed(string id) => new(id, "missed", Now.AddDays(-9), MetByExtension: false);

    private static MeasuredPromise Cancelled(string id) => new(id, "cancelled", Now.AddDays(-9), MetByExtension: false);

    private static MeasuredPromise Open(string id, DateTimeOffset due) => new(id, "open", due, MetByExtension: false);
}
