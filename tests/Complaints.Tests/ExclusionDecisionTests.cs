using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

public class ExclusionDecisionTests
{
    [Theory]
    [InlineData(2025, 3, 2, true)]       // more than twelve months before 3 March 2026
    [InlineData(2025, 3, 3, false)]      // the last day that the law takes
    [InlineData(2026, 1, 1, false)]
    public void ENG_CMP_10_Only_what_was_known_of_more_than_twelve_months_ago_is_too_old(int year, int month, int day, bool tooOld)
    {
        var life = Received();
        var decision = ExclusionDecision.Decide(life.Complaint, new(ExclusionReason.TooOld, "It is from long ago.", new(year, month, day), ""), life.As());
        if (tooOld)
            decision.Only<ComplaintMilestone.Excluded>();
        else
            Assert.Equal(("NOT_TOO_OLD", "ENG-CMP-10"), (decision.Refusal().Code, decision.Refusal().Clause));
    }

    [Fact]
    public void ENG_CMP_11_It_is_refused_for_a_reason_of_the_law_with_the_right_to_go_to_the_Ombudsman()
    {
        var life = Excluded(Received());
        Assert.Equal((Stage.Excluded, "A court has it."), (life.Complaint.Stage, life.Complaint.EndedReason));
        Assert.All(life.Promises, p => Assert.Equal((Outcome.Cancelled, "A court has it."), (p.Outcome, p.Reason)));
        Assert.Empty(CaseFiles.Owed(life.File));

        var message = ResidentMessages.Of(Policy("havering"), life.Complaint, new ComplaintMilestone.Excluded(ExclusionReason.AtCourt, "A court has it.", "KB-1", Now), Now)!;
        Assert.Equal("complaint.excluded", message.Template);
        Assert.Equal("A court has it.", message.Facts["reason"]);
        Assert.Contains("Housing Ombudsman", message.Facts["ombudsman"], StringComparison.Ordinal);
        ExclusionDecision.Decide(life.Complaint, new(ExclusionReason.AtCourt, "A court has it.", null, "KB-1"), life.As()).IsNothing();
    }

    [Fact]
    public void No_other_reason_will_do_and_each_needs_its_own_facts()
    {
        var life = Received();
        Assert.Equal(["reason", "explanation"], ExclusionDecision.Decide(life.Complaint, new(null, "", null, ""), life.As()).Refusal().Fields());
        Assert.Equal(["known_on"], ExclusionDecision.Decide(life.Complaint, new(ExclusionReason.TooOld, "Old.", null, ""), life.As()).Refusal().Fields());
        Assert.Equal(["known_on"], ExclusionDecision.Decide(life.Complaint, new(ExclusionReason.TooOld, "Old.", new(2025, 2, 30), ""), life.As()).Refusal().Fields());
        Assert.Equal(["reference"], ExclusionDecision.Decide(life.Complaint, new(ExclusionReason.AtCourt, "At court.", null, " "), life.As()).Refusal().Fields());
        Assert.Equal(["reference"], ExclusionDecision.Decide(life.Complaint, new(ExclusionReason.ConsideredBefore, "Before.", null, ""), life.As()).Refusal().Fields());
        Assert.Equal(ComplaintRefusals.AnsweredAlready, ExclusionDecision.Decide(In(Stage.OneAnswered).Complaint, new(ExclusionReason.AtCourt, "At court.", null, "KB-1"), life.As()).Refusal());
    }

    [Fact]
    public void What_ran_out_before_stays_missed()
    {
        var life = Excluded(Received("one-housing").At("2026-03-05T09:00Z"));
        Assert.Equal(Outcome.Missed, life.Promise("OHC-CMP-02").OutcomeAt(life.Now));
        Assert.Equal(Outcome.Cancelled, life.Promise("OHO-CMP-05").OutcomeAt(life.Now));
    }

    [Fact]
    public void Taken_up_again_it_is_a_case_of_its_own_with_its_own_clocks()
    {
        var life = Excluded(Received());
        life.Now = Now.AddDays(30);
        var again = ReopeningDecision.Decide(life.Complaint, new("The Ombudsman disagrees.", "202600001"), life.Now).Only<ComplaintMilestone.Opened>();
        Assert.Equal((life.Complaint.Id, life.Complaint.Words, life.Now), (again.Reopens!.Value, again.Words, again.At));
        Assert.Equal(Instant("2026-04-02T12:00Z"), again.At);
        Assert.Equal(Outcome.Open, new Life(again, life.Now).Promise("HAV-CMP-09").Outcome);

        life.Take(new ComplaintMilestone.Reopened(again.ComplaintId, "The Ombudsman disagrees.", life.Now));
        Assert.Equal(Stage.Excluded, life.Complaint.Stage);
        ReopeningDecision.Decide(life.Complaint, new("The Ombudsman disagrees.", ""), life.Now).IsNothing();
        Assert.Equal(ComplaintRefusals.NotExcluded, ReopeningDecision.Decide(Received().Complaint, new("No.", ""), Now).Refusal());
    }
}
