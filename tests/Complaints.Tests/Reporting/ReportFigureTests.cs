using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests.Reporting;

public class ReportFigureTests
{
    private static readonly ReportPeriod Quarter = new(new(2026, 1, 1), new(2026, 3, 31));

    [Fact]
    public void Answers_in_time_are_told_with_and_without_extension_and_what_still_has_time_is_in_neither()
    {
        var (early, extended, late, open) = (Row(), Row(extended: true), Row(counted: false), Row(counted: false, decided: false));
        var figures = Of(rows: [early, extended, late, open]);
        Assert.Equal((2, 3), (figures["answered-in-time-1"].Count, figures["answered-in-time-1"].Of!.Value));
        Assert.Equal((1, 3), (figures["answered-without-extension-1"].Count, figures["answered-without-extension-1"].Of!.Value));
        Assert.Equal([open.ComplaintId], figures["not-due-1"].Cases);
        Assert.Equal([late.ComplaintId], figures["answered-in-time-1"].Others);
        Assert.Equal([extended.ComplaintId, late.ComplaintId], figures["answered-without-extension-1"].Others);
    }

    [Fact]
    public void Outcomes_and_what_was_learnt_of_them_add_up_to_the_answers()
    {
        var (upheld, not) = (In(Stage.FinalAnswered, "rosebery"), Received("rosebery").Assigned().Acknowledged().Answered(FindingOutcome.NotUpheld));
        var figures = Of(cases: [Case(upheld), Case(not)]);
        Assert.Equal([1, 0, 1], ((string[])["upheld-1", "partly-upheld-1", "not-upheld-1"]).Select(k => figures[k].Count));
        Assert.Equal((1, 1), (figures["upheld-2"].Count, figures["upheld-2"].Of!.Value));
        Assert.Equal([0, 0, 1], ((string[])["learnt", "nothing-learnt", "unlearnt"]).Select(k => figures[k].Count));
        upheld.Take(NothingLearntDecision.Decide(upheld.Complaint, "Known.", upheld.Now));
        Assert.Equal(1, Of(cases: [Case(upheld)])["nothing-learnt"].Count);
    }

    [Fact]
    public void Money_and_actions_are_those_promised_with_answers_of_the_period()
    {
        var life = Received("rosebery").Assigned().Acknowledged().Proved();
        life.Take(RemedyDecision.Decide(life.Complaint, Money(7_500), life.As())).Take(RemedyDecision.Decide(life.Complaint, Action(), life.As())).Answered();
        var figures = Of(cases: [Case(life)]);
        Assert.Equal((7_500, 1), (figures["compensation"].Count, figures["compensation"].Of!.Value));
        Assert.Equal((0, 2), (figures["actions-done"].Count, figures["actions-done"].Of!.Value));
        Assert.Equal(0, Of(cases: [Case(life)], period: new(new(2026, 4, 1), new(2026, 6, 30)))["compensation"].Count);
    }

    [Fact]
    public void What_the_Ombudsman_found_stands_as_it_was_last_determined()
    {
        var life = Closed(In(Stage.FinalAnswered, "rosebery")).Taken().Determined(found: [new(1, "The tap", "service-failure"), new(null, "The answer", "no-maladministration")]);
        var figures = Of(ombudsman: life.Complaint.Ombudsman);
        Assert.Equal((1, 1), (figures["ombudsman-taken"].Count, figures["ombudsman-determined"].Count));
        Assert.Equal((1, 1, 0), (figures["determined:service-failure"].Count, figures["determined:no-maladministration"].Count, figures["determined:maladministration"].Count));
        Assert.Equal([life.Complaint.Id], figures["determined:service-failure"].Cases);
    }

    [Fact]
    public void Every_figure_says_how_it_was_worked_out_and_has_a_key_of_its_own()
    {
        var figures = Figures(cases: [Case(In(Stage.FinalAnswered, "rosebery"))], rows: [Row()]);
        Assert.Equal(figures.Count, figures.Select(f => f.Key).Distinct().Count());
        Assert.All(figures, f => Assert.EndsWith(".", f.WorkedOut, StringComparison.Ordinal));
    }

    private static MeasuredRow Row(bool counted = true, bool decided = true, bool extended = false)
    {
        var id = Guid.CreateVersion7(Now);
        return new(MeasureTerm.FigureOf(MeasureKind.AnsweredInTime, 1), id, id, "", "repairs", "", "", Now, 0, counted, decided, extended);
    }

    private static ReportedCase Case(Life life)
    {
        var c = life.Complaint;
        return new(c.Id, c.Team, c.Estate, c.Stage, c.EndedAt, c.EndedReason, c.LearntAt, c.NoLessonReason)
        {
            Subjects = [.. c.Issues.Select(i => i.Subject)], Replies = c.Replies, Findings = c.Findings, Remedies = c.Remedies, Extensions = c.Extensions, Handlers = c.Handlers,
        };
    }

    private static Dictionary<string, ReportFigure> Of(
        IReadOnlyList<MeasuredRow>? rows = null, IReadOnlyList<ReportedCase>? cases = null, IReadOnlyList<OmbudsmanCase>? ombudsman = null, ReportPeriod? period = null) =>
        Figures(rows, cases, ombudsman, period).ToDictionary(f => f.Key, StringComparer.Ordinal);

    private static IReadOnlyList<ReportFigure> Figures(
        IReadOnlyList<MeasuredRow>? rows = null, IReadOnlyList<ReportedCase>? cases = null, IReadOnlyList<OmbudsmanCase>? ombudsman = null, ReportPeriod? period = null)
    {
        var days = period ?? Quarter;
        return ReportFigures.Of(
            new(days, new(London.StartOf(days.From), London.EndOf(days.Through)), Now, MeasureTerms.Of(Policy("rosebery"), Book.For("rosebery"), Book.Law), rows ?? [], cases ?? [], ombudsman ?? [], [], [],
                new Dictionary<FeedbackKind, long>(), 1_000, [], []),
            Policy("rosebery"), Book);
    }
}
