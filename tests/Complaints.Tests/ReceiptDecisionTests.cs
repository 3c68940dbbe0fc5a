using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

public class ReceiptDecisionTests
{
    private static readonly ComplaintSettings Settings = new();

    [Theory]
    [InlineData(Channel.Phone)]
    [InlineData(Channel.Letter)]
    [InlineData(Channel.Email)]
    [InlineData(Channel.Web)]
    [InlineData(Channel.Portal)]
    [InlineData(Channel.InPerson)]
    [InlineData(Channel.Representative)]
    public void OHO_CMP_02_OHC_CMP_01_ROS_CMP_02_A_complaint_is_taken_in_any_way_it_is_said(Channel channel)
    {
        foreach (var landlord in Book.Landlords)
        {
            var said = Said() with { Channel = channel, Representative = channel == Channel.Representative ? new("A. Friend", "letter of 2 March") : null };
            Assert.Null(ReceiptDecision.Check(said, Now, Settings));
            var opened = ReceiptDecision.Decide(Policy(landlord), said, Whose(landlord), null, Now).Only<ComplaintMilestone.Opened>();
            Assert.Equal((channel, "complaint.received", said.Words), (opened.Channel, opened.Name, opened.Words));
        }
    }

    [Fact]
    public void HAV_CMP_02_What_is_still_within_its_time_is_a_request_until_the_resident_insists()      // E10
    {
        var request = ReceiptDecision.Decide(Policy("havering"), Said(), Whose("havering"), InTime("havering"), Now).Only<ComplaintMilestone.Opened>();
        Assert.Equal("complaint.service-request", request.Name);
        var life = new Life(request, Now);
        Assert.Empty(life.Promises);

        life.Now = Now.AddDays(1);
        life.Take(InsistenceDecision.Decide(life.Complaint, life.Now));
        Assert.Equal((Stage.One, life.Now), (life.Complaint.Stage, life.Complaint.ReceivedAt));
        Assert.Contains(life.Promises, p => p.StandardId == "HAV-CMP-09");
        InsistenceDecision.Decide(life.Complaint, life.Now).IsNothing();
    }

    [Theory]
    [InlineData(true, true, "repairs")]         // insisted
    [InlineData(false, false, "repairs")]       // its time has run out, or it is done
    [InlineData(false, true, "staff-conduct")]  // no service can be in time with that
    [InlineData(false, true, "repairs,staff-conduct")]
    public void It_is_a_complaint_at_once(bool insist, bool inTime, string subjects) =>
        Assert.False(ReceiptDecision.Decide(Policy("havering"), Said(subjects.Split(',')) with { Insist = insist }, Whose("havering"), InTime("havering", inTime), Now)
            .Only<ComplaintMilestone.Opened>().IsRequest);

    [Fact]
    public void Every_field_that_is_wrong_is_named()
    {
        var wrong = new ReceiveComplaint(null, "", [])
        {
            HomeId = Guid.CreateVersion7(), HouseholdId = Guid.CreateVersion7(), ReceivedAt = Now.AddHours(1), About = new("heating", Guid.CreateVersion7()), DuplicateOf = Guid.CreateVersion7(), JointWith = Guid.CreateVersion7(),
            Representative = new("", ""), AboutPeople = ["  "],
        };
        Assert.Equal(
            ["channel", "words", "issues", "household_id", "received_at", "about_service", "joint_with", "representative.name", "representative.authority_reference", "about_people"],
            ReceiptDecision.Check(wrong, Now, Settings)!.Fields());
        Assert.Equal(["representative"], ReceiptDecision.Check(Said() with { Channel = Channel.Representative }, Now, Settings)!.Fields());
        Assert.Equal(["received_at"], ReceiptDecision.Check(Said() with { ReceivedAt = Now.AddDays(-400) }, Now, Settings)!.Fields());
    }

    [Fact]
    public void A_subject_the_landlord_does_not_have_is_named_by_its_issue() =>
        Assert.Equal(["issues[1].subject"], ReceiptDecision.Decide(Policy("havering"), Said("repairs", "weather"), Whose("havering"), null, Now).Refusal().Fields());

    [Fact]
    public void A_repair_of_another_landlord_is_not_one_to_complain_of() =>
        Assert.Equal(
            ComplaintRefusals.RepairUnknown,
            ReceiptDecision.Decide(Policy("havering"), Said() with { About = new("repairs", Guid.CreateVersion7()) }, Whose("havering"), InTime("rosebery"), Now).Refusal());

    [Fact]
    public void HAV_CMP_07_The_subject_says_which_team_answers()
    {
        Assert.Equal("repairs", Received("havering", subjects: "repairs").Complaint.Team);
        Assert.Equal("income", Received("havering", subjects: "rent-and-charges").Complaint.Team);
        var life = Received();
        Assert.Equal(["reason"], RoutingDecision.Decide(Policy("havering"), life.Complaint, new("housing", ""), Now).Refusal().Fields());
        Assert.Equal(["team"], RoutingDecision.Decide(Policy("havering"), life.Complaint, new("gardens", "Theirs."), Now).Refusal().Fields());
        life.Take(RoutingDecision.Decide(Policy("havering"), life.Complaint, new("housing", "It is about a neighbour."), Now));
        Assert.Equal("housing", life.Complaint.Team);
        RoutingDecision.Decide(Policy("havering"), life.Complaint, new("housing", "Again."), Now).IsNothing();
    }

    [Fact]
    public void The_people_of_the_repair_and_those_named_are_kept_as_concerned()
    {
        var opened = ReceiptDecision.Decide(Policy("havering"), Said() with { AboutPeople = [" smith "], Insist = true }, Whose("havering"), InTime("havering", true, "jones", "smith"), Now)
            .Only<ComplaintMilestone.Opened>();
        Assert.Equal(["jones", "smith"], opened.Concerned);
    }

    [Fact]
    public void Said_again_by_the_same_household_it_goes_to_the_first_complaint()
    {
        var first = Received();
        var due = first.Promise("HAV-CMP-09").DueAt;
        first.Now = Now.AddDays(3);
        first.Take(ReceiptDecision.Repeat(first.Complaint, Said(), first.Complaint.HouseholdId, first.Now));
        Assert.Equal(due, first.Promise("HAV-CMP-09").DueAt);
        Assert.Equal("complaint.repeated", first.Complaint.Timeline[^1].Name);
        Assert.Equal(ComplaintRefusals.DuplicateOfAnother, ReceiptDecision.Repeat(first.Complaint, Said(), Guid.CreateVersion7(), Now).Refusal());
        Assert.Equal(ComplaintRefusals.DuplicateOfAnother, ReceiptDecision.Repeat(In(Stage.Withdrawn).Complaint, Said(), first.Complaint.HouseholdId, Now).Refusal());
    }

    [Fact]
    public void OHO_CMP_04_Everything_is_on_the_timeline_and_nothing_leaves_it()
    {
        var life = In(Stage.FinalAnswered);
        Assert.Equal(Enumerable.Range(1, life.Complaint.Timeline.Count), life.Complaint.Timeline.Select(t => t.Number));
        Assert.Equal(
            ["complaint.received", "complaint.handler-assigned", "complaint.acknowledged", "complaint.found", "complaint.remedy-proposed", "complaint.answered", "complaint.escalated",
             "complaint.handler-assigned", "complaint.escalation-acknowledged", "complaint.found", "complaint.remedy-proposed", "complaint.final-answered"],
            life.Complaint.Timeline.Select(t => t.Name));
        // Nothing of it can be set from outside, or again.
        Assert.All(typeof(TimelineEntry).GetProperties(), p => Assert.False(p.SetMethod?.IsPublic));
    }
}
