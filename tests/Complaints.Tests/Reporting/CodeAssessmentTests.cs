using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests.Reporting;

public class CodeAssessmentTests
{
    private static readonly Lazy<ComplaintCode> Read = new(() => new StandardsFolder(StandardsFolder.BesideAssemblies).ReadLaw<ComplaintCode>("complaints"));
    private static readonly ReportPeriod Year = new(new(2025, 4, 1), new(2026, 3, 31));

    [Fact]
    public void The_code_has_nine_chapters_and_the_data_answer_what_they_can()
    {
        Assert.Equal(9, Read.Value.Chapters.Count);
        Assert.False(Read.Value.Confirmed);
        var provisions = Read.Value.Chapters.SelectMany(c => c.Provisions).ToList();
        Assert.Equal(provisions.Count, provisions.Select(p => p.Number).Distinct().Count());
        Assert.All(provisions.SelectMany(p => p.Promises), id => Assert.Contains(Book.Law!.Standards, s => s.Id == id));
        Assert.Equal(Enum.GetValues<CodeRule>().Order(), provisions.Select(p => p.Rule).OfType<CodeRule>().Distinct().Order());
    }

    [Theory]
    [InlineData(10, 10, true, "All: 10 of 10")]
    [InlineData(95, 100, null, "Not all, and at least 90 %: 95 of 100")]
    [InlineData(90, 100, null, "Not all, and at least 90 %")]
    [InlineData(89, 100, false, "Fewer than 90 %: 89 of 100")]
    [InlineData(1, 3, false, "fewer than 5 of fewer than 5")]
    [InlineData(0, 0, null, "There were no times")]
    public void ENG_CMP_05_A_promise_that_every_case_kept_is_complied_with_and_one_that_too_few_kept_is_not(int kept, int of, bool? answer, string finding)
    {
        var rows = Enumerable.Range(0, of).Select(i => Row("ENG-CMP-01", i < kept)).ToList();
        var provision = Of(rows).Single(p => p.Number == "6.2");
        Assert.Equal((answer, answer is not null), (provision.Answer, provision.ByData));
        Assert.Contains(finding, provision.Finding, StringComparison.Ordinal);
        Assert.Equal(of == 0 ? 0 : kept == of ? of : of - kept, provision.Cases.Count);       // what kept it, or else what did not
        Assert.Equal(["The clock of ENG-CMP-01"], provision.Evidence);
    }

    [Fact]
    public void Settings_answer_what_they_decide_and_the_governing_body_states_the_rest()
    {
        var provisions = Of([]);
        Assert.Equal((true, true), provisions.Single(p => p.Number == "5.3") is var two ? (two.Answer, two.ByData) : default);
        Assert.Contains("complaints.stageTwo in the landlord's file (HAV-CMP-12)", provisions.Single(p => p.Number == "5.3").Evidence);
        Assert.Equal((null, false), provisions.Single(p => p.Number == "4.3") is var culture ? (culture.Answer, culture.ByData) : default);
    }

    [Fact]
    public void What_the_data_say_no_statement_changes_and_what_they_do_not_is_stated_with_who_when_and_evidence()
    {
        var report = Draft(Of([Row("ENG-CMP-01", false)]));
        Assert.Equal(["number", "statement", "stated_by", "evidence", "stated_on"], Why(report, new("0.0", null, "", "", null, "")).Fields());
        Assert.Equal(["answer"], Why(report, Stated("4.3", null)).Fields());
        Assert.Equal(("ANSWERED_BY_DATA", "ENG-CMP-05"), Why(report, Stated("6.2", true)) is var refused ? (refused.Code, refused.Clause) : default);

        var beside = Assert.IsType<Decision<ProvisionStatement>.Accepted>(StatementDecision.Decide(report, Stated("6.2", null), "manager-1", new(2026, 5, 1))).Milestones[0];
        var with = CodeAssessment.With(report.Read().Provisions.Single(p => p.Number == "6.2"), beside);
        Assert.Equal((false, true, "We train the team.", "The board"), (with.Answer, with.ByData, with.Statement, with.StatedBy));
        var stated = CodeAssessment.With(report.Read().Provisions.Single(p => p.Number == "4.3"), StatementDecision.Decide(report, Stated("4.3", true), "manager-1", new(2026, 5, 1)).Milestones[0]);
        Assert.Equal((true, false, new DateOnly(2026, 4, 20), "minutes/12"), (stated.Answer, stated.ByData, stated.StatedOn!.Value, stated.StatedEvidence));

        Assert.Equal("PROVISIONS_OPEN", Assert.IsType<Decision<Publication>.Refused>(PublicationDecision.Decide(report, Instant("2026-06-01T00:00Z"))).Why.Code);
        var other = ComplaintsReport.Draft(new("havering", ReportKind.Yearly, Year, null, null), Now);
        Assert.Equal(ComplaintRefusals.NotAssessment, Assert.IsType<Decision<ProvisionStatement>.Refused>(StatementDecision.Decide(other, Stated("4.3", true), "m", new(2026, 5, 1))).Why);
    }

    [Fact]
    public void Answers_as_they_were_given_show_what_the_code_asks_of_them()
    {
        var life = In(Stage.FinalAnswered);
        var c = life.Complaint;
        var reported = new ReportedCase(c.Id, c.Team, c.Estate, c.Stage, c.EndedAt, c.EndedReason, c.LearntAt, c.NoLessonReason)
        {
            Subjects = [.. c.Issues.Select(i => i.Subject)], Replies = c.Replies, Findings = c.Findings, Remedies = c.Remedies, Extensions = c.Extensions, Handlers = c.Handlers,
        };
        var answers = Of([], [reported]).ToDictionary(p => p.Number, p => p.Answer);
        Assert.Equal(((bool?)true, (bool?)true, (bool?)true, (bool?)true, (bool?)true), (answers["6.9"], answers["6.13"], answers["6.19"], answers["6.7"], answers["7.1"]));
        Assert.Equal((false, (bool?)null, (bool?)null), (answers["9.1"], answers["6.4"], answers["2.4"]));       // no lesson was drawn; nothing was extended or excluded
    }

    private static StateProvision Stated(string number, bool? answer) => new(number, answer, "We train the team.", "The board", new(2026, 4, 20), "minutes/12");

    private static Refusal Why(ComplaintsReport report, StateProvision command) => Assert.IsType<Decision<ProvisionStatement>.Refused>(StatementDecision.Decide(report, command, "manager-1", new(2026, 5, 1))).Why;

    [Fact]
    public void Every_extension_has_its_kept_letter_with_the_Ombudsmans_details_or_it_does_not_keep_the_code()
    {
        var life = Received().Assigned().Acknowledged();
        life.Take(ExtensionDecision.Decide(life.File, new(new(2026, 3, 31), "A survey is needed.", null), life.As()));
        var c = life.Complaint;
        var extended = Assert.Single(c.Extensions);
        var reported = new ReportedCase(c.Id, c.Team, c.Estate, c.Stage, c.EndedAt, c.EndedReason, c.LearntAt, c.NoLessonReason) { Subjects = ["repairs"], Extensions = c.Extensions };
        foreach (var (letters, answer) in (IEnumerable<(IReadOnlyList<ExtensionLetter>, bool)>)[
            ([new(c.Id, 1, extended.At, NamesOmbudsman: true)], true), ([new(c.Id, 1, extended.At, NamesOmbudsman: false)], false), ([new(c.Id, 2, extended.At, NamesOmbudsman: true)], false), ([], false)])
        {
            var provisions = Of([], [reported], letters);
            Assert.Equal((answer, true), provisions.Single(p => p.Number == "6.5") is var first ? (first.Answer!.Value, first.ByData) : default);
            Assert.False(provisions.Single(p => p.Number == "6.16").ByData);      // nothing was extended there
        }
    }

    private static ComplaintsReport Draft(IReadOnlyList<AnsweredProvision> provisions)
    {
        var report = ComplaintsReport.Draft(new("havering", ReportKind.SelfAssessment, Year, null, null), Instant("2026-05-01T00:00Z"));
        report.Make(new("Havering", 5, [], [], [], provisions), null, "officer-1", Instant("2026-05-01T00:00Z"));
        return report;
    }

    private static MeasuredRow Row(string clause, bool kept)
    {
        var id = Guid.CreateVersion7(Now);
        return new(clause, id, id, "", "repairs", "", "", Now, 0, kept, true, false);
    }

    private static IReadOnlyList<AnsweredProvision> Of(IReadOnlyList<MeasuredRow> rows, IReadOnlyList<ReportedCase>? cases = null, IReadOnlyList<ExtensionLetter>? extensions = null) => CodeAssessment.Of(
        Read.Value,
        new(Year, new(London.StartOf(Year.From), London.EndOf(Year.Through)), Now, MeasureTerms.Of(Policy("havering"), Book.For("havering"), Book.Law), rows, cases ?? [], [], [], [], new Dictionary<FeedbackKind, long>(), 1_000, [], []) { Extensions = extensions ?? [] },
        Policy("havering"), Book.For("havering"), []);
}
