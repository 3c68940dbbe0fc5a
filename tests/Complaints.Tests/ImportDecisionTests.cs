using Housing.ServiceDefaults;
using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

/// <summary>A complaint that another system kept until now, with what was done about it.</summary>
public class ImportDecisionTests
{
    private static readonly DateTimeOffset Oldest = Instant("2017-01-01T00:00Z");
    private static readonly ImportedWhose Nobodys = new("havering", null, null, null, null);

    [Fact]
    public void It_comes_with_its_past_in_order()
    {
        var milestones = Decide(
            "escalation_words", "Still not.", "escalation_acknowledged_at", "2026-02-12", "final_answered_at", "2026-02-20T09:00:00Z", "final_outcome", "not-upheld", "final_answer", "We looked again.",
            "acknowledged_at", "2026-01-14", "answered_at", "2026-01-20", "outcome", "partly-upheld", "answer", "Part of it.", "escalated_at", "2026-02-10", "closed_at", "2026-03-01").Milestones;
        Assert.Equal(
            ["complaint.received", "complaint.imported", "complaint.acknowledged", "complaint.answered", "complaint.escalated", "complaint.escalation-acknowledged", "complaint.final-answered", "complaint.closed"],
            milestones.Select(m => m.Name));
        Assert.Equal(Instant("2026-01-12T12:00Z"), milestones[0].At);       // a day is its noon
        var life = Live(milestones);
        Assert.Equal((Stage.Closed, 2, "old books", "C/17"), (life.Complaint.Stage, life.Complaint.StageNumber, life.Complaint.OldSystem, life.Complaint.OldReference));
        Assert.Equal([FindingOutcome.PartlyUpheld, FindingOutcome.NotUpheld], life.Complaint.Replies.Select(r => r.Outcome));
        Assert.Equal(["repairs", "staff-conduct"], life.Complaint.Issues.Select(i => i.Subject));
        Assert.All(life.Promises, p => Assert.NotEqual(Outcome.Open, p.OutcomeAt(Now)));
        Assert.Equal(Outcome.Met, life.Promise("ENG-CMP-02").Outcome);
    }

    [Fact]
    public void The_clocks_of_what_is_still_open_run_from_the_times_that_it_brings_along()
    {
        var life = Live(Decide("received_at", "2026-02-24", "acknowledged_at", "2026-02-26T10:00:00Z", "decide_by", "2026-03-10").Milestones);
        Assert.Equal((Stage.One, new DateOnly(2026, 3, 10)), (life.Complaint.Stage, life.Complaint.DecideBy));
        Assert.Equal((Instant("2026-03-11T00:00Z"), Instant("2026-03-13T00:00Z")), (life.Promise("HAV-CMP-09").DueAt, life.Promise("ENG-CMP-02").DueAt));
        life.Assigned().Answered();
        Assert.Equal(Stage.OneAnswered, life.Complaint.Stage);
    }

    [Theory]
    [InlineData("reference", "", "reference")]
    [InlineData("words", "", "words")]
    [InlineData("subjects", "repairs,roofs", "subjects")]
    [InlineData("channel", "fax", "channel")]
    [InlineData("received_at", "12/01/2026", "received_at")]
    [InlineData("received_at", "2026-01-12T09:00:00", "received_at")]       // an hour wrong for half the year
    [InlineData("received_at", "2026-03-04", "received_at")]
    [InlineData("received_at", "2016-12-31", "received_at")]
    [InlineData("acknowledged_at", "2026-01-11", "acknowledged_at,decide_by")]
    [InlineData("outcome", "upheld", "answered_at")]
    [InlineData("answered_at", "2026-01-20", "outcome,answer")]
    [InlineData("final_answered_at", "2026-01-20", "final_outcome,final_answer,escalated_at")]
    [InlineData("closed_at", "2026-01-20", "closed_at")]
    [InlineData("home", "H-9", "home")]
    [InlineData("household", "someone", "household")]
    [InlineData("decide_by", "soon", "decide_by")]
    public void Each_cell_that_is_wrong_is_named(string column, string cell, string faults)
    {
        var why = Decide(column, cell).Refusal();
        Assert.Equal(faults.Split(',').Order(), why.Fields.Select(f => f.Field).Distinct().Order());
    }

    [Fact]
    public void One_taken_over_before_names_the_complaint_that_it_is() =>
        Assert.Contains("H4T9-K2MX", ImportDecision.Decide(Line(), "old books", Nobodys, "H4T9-K2MX", Policy("havering"), Now, Oldest).Refusal().Sentence, StringComparison.Ordinal);

    [Fact]
    public void A_household_belongs_to_the_home_of_its_line()
    {
        var (home, other, household) = (Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Guid.CreateVersion7(Now));
        Assert.Equal(["household"], Of(Line("home", "H-1", "household", "x"), new("havering", home, "Hilldene", household, other)).Refusal().Fields());
        Assert.Equal(home, Assert.IsType<ComplaintMilestone.Opened>(Of(Line("household", "x"), new("havering", null, null, household, home)).Milestones[0]).HomeId);

        static Decision<ComplaintMilestone> Of(ImportLine line, ImportedWhose whose) => ImportDecision.Decide(line, "old books", whose, null, Policy("havering"), Now, Oldest);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("reference,subjects,words\n", "received_at")]
    [InlineData("reference,subjects,words,received_at,colour\n", "colour")]
    [InlineData("reference,subjects,words,received_at,words\n", "words")]
    [InlineData("reference,subjects,words,received_at\n", "")]
    [InlineData("reference,subjects,words,received_at\nA,repairs\n", "")]
    [InlineData("reference,subjects,words,received_at\nA,repairs,x,2026-01-01\na,repairs,x,2026-01-01\n", "reference")]
    public void What_is_wrong_with_the_form_of_a_file_is_said(string file, string column) => Assert.Equal(column, Assert.Single(ComplaintFile.Form.Read(file).Faults).Column);

    private static Life Live(IReadOnlyList<ComplaintMilestone> milestones)
    {
        var life = new Life((ComplaintMilestone.Opened)milestones[0], Now);
        foreach (var milestone in milestones.Skip(1))
            life.Take(milestone);
        return life;
    }

    private static Decision<ComplaintMilestone> Decide(params string[] cells) => ImportDecision.Decide(Line(cells), "old books", Nobodys, null, Policy("havering"), Now, Oldest);

    private static ImportLine Line(params string[] cells)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["reference"] = "C/17", ["subjects"] = "repairs staff-conduct", ["words"] = "Nobody came.", ["received_at"] = "2026-01-12" };
        foreach (var pair in cells.Chunk(2))
            all[pair[0]] = pair[1];
        return new(2, all["reference"], all);
    }
}
