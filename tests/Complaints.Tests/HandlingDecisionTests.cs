using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

public class HandlingDecisionTests
{
    private static AcknowledgeComplaint Ack { get; } = new("The tap was not mended.", "We look into it.", null);

    [Fact]
    public void OHO_CMP_06_No_acknowledgement_goes_out_without_a_handler()
    {
        var life = Received("one-housing");
        Assert.Equal(("HANDLER_MISSING", "OHO-CMP-06"), Said(AcknowledgementDecision.Decide(life.File, Ack, life.As())));
        var acknowledged = AcknowledgementDecision.Decide(life.Assigned().File, Ack, life.As()).Only<ComplaintMilestone.Acknowledged>();
        life.Take(acknowledged);
        var message = ResidentMessages.Of(Policy("one-housing"), life.Complaint, acknowledged, Now)!;
        Assert.Equal(("J. Ames", "Repairs"), (message.Facts["handler"], message.Facts["team"]));
    }

    [Theory]
    [InlineData("one-housing", "2026-03-17")]        // its own ten working days from receipt come before the law's from the acknowledgement
    [InlineData("havering", "2026-03-17")]
    [InlineData("housing-plus", "2026-03-17")]
    [InlineData("rosebery", "2026-03-17")]
    public void OHC_CMP_03_The_resident_is_told_who_investigates_and_by_when_there_is_a_decision(string landlord, string day)
    {
        var life = Received(landlord).Assigned().At("2026-03-05T12:00Z");
        var acknowledged = AcknowledgementDecision.Decide(life.File, Ack, life.As()).Only<ComplaintMilestone.Acknowledged>();
        Assert.Equal(day, $"{acknowledged.DecideBy:yyyy-MM-dd}");
        life.Take(acknowledged);
        var message = ResidentMessages.Of(Policy(landlord), life.Complaint, acknowledged, life.Now)!;
        Assert.Equal(("J. Ames", day), (message.Facts["handler"], message.Facts["decide-by"]));
        AcknowledgementDecision.Decide(life.File, Ack, life.As()).IsNothing();
    }

    [Fact]
    public void The_day_of_the_decision_is_one_on_which_every_promise_is_kept()
    {
        var life = Received().Assigned();
        Assert.Equal(["decide_by"], AcknowledgementDecision.Decide(life.File, Ack with { DecideBy = new(2026, 3, 18) }, life.As()).Refusal().Fields());
        Assert.Equal(["decide_by"], AcknowledgementDecision.Decide(life.File, Ack with { DecideBy = new(2026, 3, 2) }, life.As()).Refusal().Fields());
        Assert.Equal(["understanding", "next_steps", "decide_by"], AcknowledgementDecision.Decide(life.File, new("", "", new(2026, 13, 1)), life.As()).Refusal().Fields());
        Assert.Equal(new DateOnly(2026, 3, 10), AcknowledgementDecision.Decide(life.File, Ack with { DecideBy = new(2026, 3, 10) }, life.As()).Only<ComplaintMilestone.Acknowledged>().DecideBy);
    }

    [Fact]
    public void So_late_that_the_landlords_own_day_has_passed_the_laws_day_is_told()
    {
        var life = Received().Assigned().At("2026-03-20T12:00Z");
        Assert.Equal(new DateOnly(2026, 4, 7), AcknowledgementDecision.Decide(life.File, Ack, life.As()).Only<ComplaintMilestone.Acknowledged>().DecideBy);      // Easter lies between
    }

    [Fact]
    public void HAV_CMP_11_Whoever_is_reached_is_told_what_happens_next()
    {
        var life = Received();
        var call = new RecordContact(Channel.Phone, Reached: true, "Spoke at length.", "", null);
        Assert.Equal(["next_steps"], ContactDecision.Decide(life.Complaint, call, Now, Tolerance).Refusal().Fields());
        var contacted = ContactDecision.Decide(life.Complaint, call with { NextSteps = "A surveyor comes." }, Now, Tolerance).Only<ComplaintMilestone.Contacted>();
        Assert.Equal(("complaint.contacted", "A surveyor comes."), (contacted.Name, contacted.NextSteps));
        Assert.Equal("complaint.contact-tried", ContactDecision.Decide(life.Complaint, call with { Reached = false }, Now, Tolerance).Only<ComplaintMilestone.Contacted>().Name);
        // The acknowledgement says it too.
        Assert.Equal(["next_steps"], AcknowledgementDecision.Decide(life.Assigned().File, Ack with { NextSteps = " " }, life.As()).Refusal().Fields());
    }

    [Fact]
    public void Contact_said_twice_is_kept_once_and_neither_lies_before_receipt_nor_ahead()
    {
        var call = new RecordContact(Channel.Phone, Reached: false, "Nobody answered.", "", Now);
        var life = Received().Take(ContactDecision.Decide(Received().Complaint, call, Now, Tolerance));
        ContactDecision.Decide(life.Complaint, call, Now, Tolerance).IsNothing();
        Assert.Equal(["at"], ContactDecision.Decide(life.Complaint, call with { At = Now.AddHours(-1) }, Now, Tolerance).Refusal().Fields());
        Assert.Equal(["at"], ContactDecision.Decide(life.Complaint, call with { At = Now.AddHours(1) }, Now, Tolerance).Refusal().Fields());
        Assert.Equal(["channel", "note"], ContactDecision.Decide(life.Complaint, call with { Channel = null, Note = "" }, Now, Tolerance).Refusal().Fields());
    }

    [Fact]
    public void Nobody_who_took_part_in_the_events_handles_it()
    {
        var opened = ReceiptDecision.Decide(Policy("havering"), Examples.Said() with { AboutPeople = ["smith"] }, Whose("havering"), InTime("havering", false, "jones"), Now).Only<ComplaintMilestone.Opened>();
        var life = new Life(opened, Now);
        foreach (var (subject, seen) in (ReadOnlySpan<(string, string[])>)[("smith", []), ("jones", []), ("brown", ["brown"])])      // named, on the repair's record, on it by now
            Assert.Equal("HANDLER_CONFLICT", Assign(life, new(subject, "A. Name", "officer"), seen).Refusal().Code);
        Assert.Equal(["no_part_in_events"], HandlerDecision.Decide(Policy("havering"), life.Complaint, new(Ames, NoPart: false, ""), [], Now).Refusal().Fields());
        life.Take(Assign(life, Ames, ["brown"]));
        Assign(life, Ames, ["ames"]).IsNothing();      // said again
    }

    [Fact]
    public void Another_handler_needs_a_reason_and_every_field_that_is_wrong_is_named()
    {
        var life = Received().Assigned();
        Assert.Equal(["reason"], HandlerDecision.Decide(Policy("havering"), life.Complaint, new(Ames with { Subject = "clark" }, NoPart: true, ""), [], Now).Refusal().Fields());
        Assert.Equal(
            ["handler.subject", "handler.name", "handler.rank", "no_part_in_events"],
            HandlerDecision.Decide(Policy("havering"), Received().Complaint, new(new("", "", "king"), NoPart: false, ""), [], Now).Refusal().Fields());
        life.Take(HandlerDecision.Decide(Policy("havering"), life.Complaint, new(new("clark", "S. Clark", "officer"), NoPart: true, "J. Ames is away."), [], Now));
        Assert.Equal(["ames", "clark"], life.Complaint.Handlers.Select(h => h.Subject));
        Assert.Equal("S. Clark", ResidentMessages.Of(Policy("havering"), life.Complaint, new ComplaintMilestone.HandlerAssigned(1, new("clark", "S. Clark", "officer"), null, Now), Now)!.Facts["handler"]);
    }

    [Fact]
    public void HAV_CMP_15_Stage_two_is_looked_at_afresh_by_somebody_else_who_is_more_senior()
    {
        var life = Received().Assigned(new("carr", "T. Carr", "manager")).Acknowledged().Answered().Escalated();
        Assert.Null(life.Complaint.HandlerSubject);
        Assert.Equal("HANDLER_OF_STAGE_ONE", Assign(life, new("carr", "T. Carr", "head-of-service"), []).Refusal().Code);
        Assert.Equal("HANDLER_TOO_JUNIOR", Assign(life, new("dunn", "P. Dunn", "manager"), []).Refusal().Code);
        life.Take(Assign(life, Bell, []));
        // Nothing that was found before counts: every issue is decided again.
        Assert.Equal("FINDINGS_MISSING", AnswerDecision.Decide(life.Complaint, "As before.", life.As()).Refusal().Code);
        life.Take(PlanDecision.Decide(life.Complaint, "Visit the home again.", Now)).Found();
        Assert.Equal([1, 2], life.Complaint.Findings.Select(f => f.Stage));
    }

    [Fact]
    public void Above_the_most_senior_there_is_nobody_and_an_equal_will_do()
    {
        var life = Received().Assigned(new("chief", "C. Hief", "head-of-service")).Acknowledged().Answered().Escalated();
        life.Take(Assign(life, Bell, []));
        Assert.Equal("HANDLER_TOO_JUNIOR", Assign(Received().Assigned().Acknowledged().Answered().Escalated(), Ames with { Subject = "new", Rank = "team-leader" }, []).Refusal().Code);
    }

    [Theory]
    [InlineData(Stage.ServiceRequest, "SERVICE_REQUEST")]
    [InlineData(Stage.OneAnswered, "ANSWERED_ALREADY")]
    [InlineData(Stage.FinalAnswered, "STAGES_OVER")]
    [InlineData(Stage.Excluded, "COMPLAINT_EXCLUDED")]
    [InlineData(Stage.Withdrawn, "COMPLAINT_WITHDRAWN")]
    [InlineData(Stage.Closed, "COMPLAINT_CLOSED")]
    public void What_is_not_being_handled_takes_no_handling(Stage stage, string code)
    {
        var life = In(stage);
        Assert.Equal(code, Assign(life, Ames with { Subject = "new" }, []).Refusal().Code);
        Assert.Equal(code, ExtensionDecision.Decide(life.File, new(new(2026, 3, 20), "More.", null), life.As()).Refusal().Code);
        Assert.Equal(code, FindingDecision.Decide(Policy("havering"), life.Complaint, new(1, FindingOutcome.NotUpheld, "No.", ""), Now).Refusal().Code);
        Assert.Equal(code, RemedyDecision.Decide(life.Complaint, Action(), life.As()).Refusal().Code);
        Assert.Equal(code, PlanDecision.Decide(life.Complaint, "Another.", Now).Refusal().Code);
        Assert.Equal(code, AnswerDecision.Decide(life.Complaint, "Another answer.", life.As()).Refusal().Code);
    }

    private static Decision<ComplaintMilestone> Assign(Life life, Handler handler, IReadOnlyList<string> people) =>
        HandlerDecision.Decide(Policy(life.Complaint.Landlord), life.Complaint, new(handler, NoPart: true, "In their place."), people, life.Now);

    private static (string, string?) Said(Decision<ComplaintMilestone> decision) => (decision.Refusal().Code, decision.Refusal().Clause);
}
