using Housing.ServiceDefaults;
using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

public class AnswerDecisionTests
{
    [Fact]
    public void An_answer_decides_every_issue_with_reasons()
    {
        var life = Received("havering", subjects: ["repairs", "staff-conduct"]).Assigned();
        Assert.Equal("An answer decides every issue, with reasons. RecordFinding is still missing for issue 1, 2.", Answer(life).Refusal().Sentence);
        life.Take(FindingDecision.Decide(Policy("havering"), life.Complaint, new(2, FindingOutcome.NotUpheld, "Nobody was rude.", ""), Now));
        Assert.Equal("FINDINGS_MISSING", Answer(life).Refusal().Code);
        life.Take(FindingDecision.Decide(Policy("havering"), life.Complaint, new(1, FindingOutcome.Upheld, "It was late.", "late"), Now)).Sorry();
        Assert.Equal(["text"], AnswerDecision.Decide(life.Complaint, "", life.As()).Refusal().Fields());
        Assert.Equal(FindingOutcome.PartlyUpheld, Answer(life).Only<ComplaintMilestone.Answered>().Reply.Outcome);
    }

    [Theory]
    [InlineData(FindingOutcome.Upheld)]
    [InlineData(FindingOutcome.PartlyUpheld)]
    public void OHO_CMP_09_Where_anything_was_wrong_the_answer_says_so_and_says_sorry(FindingOutcome outcome)
    {
        var life = Received("one-housing").Assigned().Found(outcome);
        Assert.Equal(("APOLOGY_MISSING", "OHO-CMP-09"), (Answer(life).Refusal().Code, Answer(life).Refusal().Clause));
        Assert.Equal(outcome, Answer(life.Sorry()).Only<ComplaintMilestone.Answered>().Reply.Outcome);
        // One that is not upheld needs none.
        Assert.Equal(FindingOutcome.NotUpheld, Answer(Received().Found(FindingOutcome.NotUpheld)).Only<ComplaintMilestone.Answered>().Reply.Outcome);
    }

    [Fact]
    public void What_was_readied_at_stage_one_and_never_answered_is_promised_with_the_final_answer_and_told_to_who_pays_it()
    {
        var life = Received().Assigned().Proved();
        life.Take(RemedyDecision.Decide(life.Complaint, Money(5_000), life.As()));
        life.At("2026-06-01T12:00Z").Escalated().Assigned(Bell).Found().Sorry();

        var answered = Answer(life).Only<ComplaintMilestone.Answered>();
        life.Take(answered);

        Assert.Equal((2, 5_000), (answered.Reply.Stage, answered.Reply.CompensationPence));
        var money = Assert.Single(life.Complaint.Remedies, remedy => remedy.Kind == RemedyKind.Compensation);
        Assert.Equal((RemedyState.Promised, 2), (money.State, money.Stage));
        Assert.Equal(money.Id, Assert.Single(Assert.IsType<Contracts.V1.ComplaintResolved>(ComplaintEvents.Of(life.Complaint, answered)).Compensations).RemedyId);
    }

    [Fact]
    public void HAV_CMP_14_OHO_CMP_10_OHC_CMP_04_No_first_answer_goes_out_without_the_way_to_stage_two()
    {
        foreach (var landlord in Book.Landlords)
        {
            var life = Received(landlord).Found(FindingOutcome.NotUpheld);
            var reply = Answer(life).Only<ComplaintMilestone.Answered>().Reply;
            Assert.Contains("stage two at any time", reply.Escalation, StringComparison.Ordinal);
            Assert.Contains(life.Complaint.Reference, reply.Escalation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void OHO_CMP_11_The_right_to_go_to_the_Ombudsman_is_told_even_while_a_stage_remains()
    {
        foreach (var landlord in Book.Landlords)
        {
            var life = Received(landlord).Found(FindingOutcome.NotUpheld);
            var answered = Answer(life).Only<ComplaintMilestone.Answered>();
            Assert.All((string[])["www.housing-ombudsman.org.uk", "0300 111 3000", "info@housing-ombudsman.org.uk", "PR2 0ET"], detail => Assert.Contains(detail, answered.Reply.Ombudsman, StringComparison.Ordinal));
            Assert.Equal(answered.Reply.Ombudsman, ResidentMessages.Of(Policy(landlord), life.Take(answered).Complaint, answered, Now)!.Facts["ombudsman"]);
        }
    }

    [Fact]
    public void HAV_CMP_19_The_final_answer_says_that_the_Ombudsman_can_look_at_it()
    {
        var life = In(Stage.FinalAnswered);
        var reply = life.Complaint.Replies[^1];
        Assert.Equal((2, null), (reply.Stage, reply.Escalation));
        Assert.Contains("Housing Ombudsman", reply.Ombudsman, StringComparison.Ordinal);
        Assert.Equal(Outcome.Met, life.Promise("HAV-CMP-16").Outcome);
    }

    [Fact]
    public void HAV_CMP_05_HPG_CMP_02_What_can_be_put_right_at_once_is_settled_without_the_formal_answer()
    {
        foreach (var landlord in Book.Landlords)
        {
            var life = Received(landlord).Assigned();
            var agreed = new Agreement(Channel.Phone, Now, "call/12");
            Assert.Equal(["text", "agreement"], EarlySettlementDecision.Decide(life.Complaint, "", null, life.As()).Refusal().Fields());
            Assert.Equal("APOLOGY_MISSING", EarlySettlementDecision.Decide(life.Complaint, "The tap was mended today.", agreed, life.As()).Refusal().Code);
            life.Sorry().Take(EarlySettlementDecision.Decide(life.Complaint, "The tap was mended today.", agreed, life.As()));
            Assert.True(life.Complaint.Replies[0].Early);
            Assert.DoesNotContain(life.Promises, p => p.Until.Contains("complaint.answered") && p.OutcomeAt(life.Now) != Outcome.Met);
            EarlySettlementDecision.Decide(life.Complaint, "The tap was mended today.", agreed, life.As()).IsNothing();
            life.Escalated();      // they may still think otherwise
        }
    }

    [Fact]
    public void Said_again_it_is_the_same_answer_and_another_one_is_refused()
    {
        var life = In(Stage.OneAnswered);
        AnswerDecision.Decide(life.Complaint, "This is what we found.", life.As()).IsNothing();
        Assert.Equal(ComplaintRefusals.AnsweredAlready, AnswerDecision.Decide(life.Complaint, "On reflection, no.", life.As()).Refusal());
    }

    [Fact]
    public void What_is_promised_is_told_to_others_once_with_its_stage()
    {
        var life = Received().Assigned().Proved();
        life.Take(RemedyDecision.Decide(life.Complaint, Money(7_500), life.As()))
            .Take(RemedyDecision.Decide(life.Complaint, new(RemedyKind.Works, "We mend it.") { Fault = "stuck-tap", Owner = "Repairs", DueOn = new(2026, 3, 30) }, life.As()))
            .Answered();
        var first = Resolved(life, 1);
        Assert.Equal((7_500L, "time-and-trouble", life.Complaint.Remedies[0].Id), (first.Compensations[0].Pence, first.Compensations[0].Category, first.Compensations[0].RemedyId));
        Assert.Equal(("stuck-tap", life.Complaint.HomeId), (Assert.Single(first.Works).Fault, first.Works[0].HomeId));

        life.Escalated().Assigned(Bell).Take(RemedyDecision.Decide(life.Complaint, Money(2_500), life.As())).Answered();
        Assert.Equal(2_500, Assert.Single(Resolved(life, 2).Compensations).Pence);      // only what is new
        Assert.Empty(Resolved(life, 2).Works);
    }

    private static Contracts.V1.ComplaintResolved Resolved(Life life, int stage)
    {
        var reply = life.Complaint.Replies.Single(r => r.Stage == stage);
        var said = new NewReply(stage, reply.Outcome, reply.Text, reply.Escalation, reply.Ombudsman, reply.Early, reply.CompensationPence);
        return Assert.IsType<Contracts.V1.ComplaintResolved>(ComplaintEvents.Of(life.Complaint, new ComplaintMilestone.Answered(said, reply.At)));
    }

    private static Decision<ComplaintMilestone> Answer(Life life) => AnswerDecision.Decide(life.Complaint, "This is what we found.", life.As());
}
