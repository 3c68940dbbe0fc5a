using Housing.ServiceDefaults;
using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

public class EscalationDecisionTests
{
    [Fact]
    public void HAV_CMP_03_ENG_CMP_13_There_are_two_stages_and_no_more()
    {
        foreach (var landlord in Book.Landlords)
        {
            var life = In(Stage.FinalAnswered, landlord);
            Assert.Equal(("STAGES_OVER", "ENG-CMP-13"), (Escalate(life).Refusal().Code, Escalate(life).Refusal().Clause));
            Assert.Equal("STAGES_OVER", Escalate(life.Take(ClosingDecision.Decide(life.Complaint, Now))).Refusal().Code);
        }
    }

    [Fact]
    public void HAV_CMP_12_Whoever_is_unhappy_with_the_answer_has_it_looked_at_again_at_any_time()
    {
        foreach (var landlord in Book.Landlords)
        {
            var life = In(Stage.OneAnswered, landlord).At("2028-03-03T12:00Z");      // no window is published
            life.Take(Escalate(life));
            Assert.Equal((Stage.Two, 2), (life.Complaint.Stage, life.Complaint.StageNumber));
            Assert.Equal(Outcome.Open, life.Promise("ENG-CMP-03").Outcome);
            Escalate(life).IsNothing();
        }

        Escalate(In(Stage.Closed)).Only<ComplaintMilestone.Escalated>();
    }

    [Fact]
    public void HAV_CMP_13_Time_and_a_miss_alone_never_take_it_to_stage_two()
    {
        var life = Received().Assigned().At("2026-12-01T12:00Z");
        Assert.Equal(Outcome.Missed, life.Promise("HAV-CMP-09").OutcomeAt(life.Now));
        Assert.Equal((Stage.One, 1), (life.Complaint.Stage, life.Complaint.StageNumber));
        // Nothing but the resident's request makes the milestone: no promise has it as what follows.
        Assert.DoesNotContain(Book.All, s => s.Standard.Until.Contains("complaint.escalated"));
    }

    [Fact]
    public void Silence_is_an_answer_once_it_is_overdue()
    {
        var life = Received().Assigned().Acknowledged();
        Assert.Equal("ANSWER_NOT_DUE", Escalate(life).Refusal().Code);
        Assert.Contains("2026-03-17", Escalate(life).Refusal().Sentence, StringComparison.Ordinal);
        life.At("2026-03-18T00:00Z").Take(Escalate(life));
        Assert.Equal(Outcome.Missed, life.Promise("HAV-CMP-09").OutcomeAt(life.Now));
        // What stage two answers is not waited for at stage one any more.
        Assert.Equal(["ENG-CMP-03", "HAV-CMP-16"], CaseFiles.Owed(life.File).Select(c => c.StandardId).Order());
        life.Assigned(Bell).Acknowledged().Answered();
        Assert.Equal((Stage.FinalAnswered, null), (life.Complaint.Stage, life.Complaint.AnsweredAt));
    }

    [Fact]
    public void What_stage_one_still_owes_in_time_is_cancelled_with_the_reason()
    {
        var life = Received().Assigned().At("2026-03-17T12:00Z").Acknowledged().At("2026-03-18T12:00Z");      // the law's clock runs on
        life.Take(Escalate(life));
        Assert.Equal(Outcome.Cancelled, life.Promise("ENG-CMP-02").Outcome);
        Assert.Contains("stage two", life.Promise("ENG-CMP-02").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_is_the_landlords_and_its_people_may_pass_over_it()
    {
        var life = In(Stage.OneAnswered);
        var c = life.At("2026-09-04T12:00Z").As(Role.Resident);
        var narrow = c with { Policy = c.Policy with { StageTwo = c.Policy.StageTwo with { Within = "6 months" } } };
        Assert.Equal("WINDOW_PASSED", EscalationDecision.Decide(life.File, new("", AcceptLate: false), narrow).Refusal().Code);
        Assert.Equal(["accept_late"], EscalationDecision.Decide(life.File, new("", AcceptLate: true), narrow).Refusal().Fields());
        EscalationDecision.Decide(life.File, new("", AcceptLate: true), narrow with { Caller = life.As().Caller }).Only<ComplaintMilestone.Escalated>();
        var none = c with { Policy = c.Policy with { StageTwo = c.Policy.StageTwo with { Offered = false } } };
        Assert.Equal(ComplaintRefusals.StageTwoNotOffered, EscalationDecision.Decide(life.File, new("", AcceptLate: false), none).Refusal());
    }

    [Fact]
    public void It_is_never_refused_without_reasons()
    {
        var life = In(Stage.OneAnswered);
        Assert.Equal(["reasons"], EscalationRefusalDecision.Decide(life.Complaint, "", life.As()).Refusal().Fields());
        var refused = EscalationRefusalDecision.Decide(life.Complaint, "A court has it now.", life.As()).Only<ComplaintMilestone.EscalationRefused>();
        life.Take(refused);
        EscalationRefusalDecision.Decide(life.Complaint, "A court has it now.", life.As()).IsNothing();
        var message = ResidentMessages.Of(Policy("havering"), life.Complaint, refused, Now)!;
        Assert.Equal("A court has it now.", message.Facts["reason"]);
        Assert.Contains("Ombudsman", message.Facts["ombudsman"], StringComparison.Ordinal);
        Assert.Equal(ComplaintRefusals.RefusedAlready, Escalate(life).Refusal());
        EscalationDecision.Decide(life.File, new("", AcceptLate: false), life.As()).Only<ComplaintMilestone.Escalated>();      // its people may think better of it
        Assert.Equal(ComplaintRefusals.NotAnswered, EscalationRefusalDecision.Decide(Received().Complaint, "No.", life.As()).Refusal());
    }

    [Theory]
    [InlineData(Stage.ServiceRequest, "SERVICE_REQUEST")]
    [InlineData(Stage.Excluded, "COMPLAINT_EXCLUDED")]
    [InlineData(Stage.Withdrawn, "COMPLAINT_WITHDRAWN")]
    public void What_was_never_answered_for_another_reason_has_no_stage_two(Stage stage, string code) => Assert.Equal(code, Escalate(In(stage)).Refusal().Code);

    [Fact]
    public void A_withdrawn_complaint_owes_nothing_and_one_that_is_answered_is_not_withdrawn()
    {
        var life = In(Stage.Withdrawn);
        Assert.All(life.Promises, p => Assert.Equal(Outcome.Cancelled, p.Outcome));
        WithdrawalDecision.Decide(life.Complaint, "Again.", Now).IsNothing();
        Assert.Equal(["words"], WithdrawalDecision.Decide(Received().Complaint, "", Now).Refusal().Fields());
        Assert.Equal(ComplaintRefusals.AnsweredAlready, WithdrawalDecision.Decide(In(Stage.OneAnswered).Complaint, "No.", Now).Refusal());
        Assert.Equal(ComplaintRefusals.NotAnswered, ClosingDecision.Decide(Received().Complaint, Now).Refusal());
        Assert.Equal(ComplaintRefusals.NotAnswered, ClosingDecision.Decide(In(Stage.Two).Complaint, Now).Refusal());
        ClosingDecision.Decide(In(Stage.Closed).Complaint, Now).IsNothing();
        ClosingDecision.Decide(In(Stage.ServiceRequest).Complaint, Now).Only<ComplaintMilestone.Closed>();
    }

    private static Decision<ComplaintMilestone> Escalate(Life life) => EscalationDecision.Decide(life.File, new("Still not mended.", AcceptLate: false), life.As(Role.Resident));
}
