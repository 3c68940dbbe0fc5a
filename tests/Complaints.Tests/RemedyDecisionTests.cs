using Housing.ServiceDefaults;
using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

public class RemedyDecisionTests
{
    [Theory]
    [InlineData(0, 12_000L, 12_000, false)]      // not said: Income's word
    [InlineData(12_000, 12_000L, 12_000, false)]
    [InlineData(13_000, 12_000L, 13_000, true)]
    [InlineData(13_000, null, 13_000, false)]      // Income knows none
    [InlineData(0, null, 0, false)]      // refused as incomplete
    public void The_rent_is_what_Income_says_where_it_knows_one(long said, long? known, long counts, bool refused)
    {
        var (share, why) = RentDecision.Decide(new(said, 6, 25), known);

        Assert.Equal((counts, refused), (share.WeeklyRentPence, why is not null));
    }

    [Fact]
    public void Compensation_is_by_the_table_and_rests_on_evidence()
    {
        var life = Received().Assigned();
        Assert.Equal(["evidence", "category"], Propose(life, Money(5_000, "kindness") with { Evidence = [] }).Refusal().Fields());
        Assert.Equal(["evidence"], Propose(life, Money(5_000)).Refusal().Fields());      // there is no such piece of evidence yet
        life.Proved();
        Assert.Equal(["pence"], Propose(life, Money(2_499)).Refusal().Fields());
        Assert.Equal(["pence"], Propose(life, Money(25_001)).Refusal().Fields());
        Assert.Equal(["rent_share"], Propose(life, Money(5_000) with { RentShare = new(10_000, 1, 10) }).Refusal().Fields());
        var proposed = Propose(life, Money(2_500)).Only<ComplaintMilestone.RemedyProposed>();
        Assert.Equal((2_500L, false), (proposed.Remedy.Pence!.Value, proposed.WaitsForApproval));
        Assert.Equal(["kind", "words"], Propose(life, new(null, "")).Refusal().Fields());
    }

    [Theory]
    [InlineData(12_000, 4, 25, 12_000)]
    [InlineData(9_999, 1, 5, 500)]       // 499.95 pence: the part of a penny is the household's
    public void Loss_of_amenity_is_a_share_of_the_rent(long rent, int weeks, int percent, long pence)
    {
        var life = Received().Assigned().Proved();
        var share = Money(0, "loss-of-amenity") with { RentShare = new(rent, weeks, percent) };
        Assert.Equal(pence, Propose(life, share).Only<ComplaintMilestone.RemedyProposed>().Remedy.Pence);
        Assert.Equal(["rent_share.percent"], Propose(life, share with { RentShare = new(rent, weeks, 4) }).Refusal().Fields());
        Assert.Equal(["rent_share"], Propose(life, share with { RentShare = null }).Refusal().Fields());
        Assert.Equal(["pence"], Propose(life, share with { Pence = 1 }).Refusal().Fields());
    }

    [Fact]
    public void Above_a_roles_limit_another_person_approves_and_above_everybodys_it_is_refused()
    {
        var life = Received().Assigned().Proved();
        life.Take(Propose(life, Money(10_000)), by: "officer-1");
        life.Take(Propose(life, Money(2_500)), by: "officer-1");      // the second takes the whole above the officer's limit
        var waiting = life.Complaint.Remedies[1];
        Assert.Equal((RemedyState.Ready, RemedyState.WaitsForApproval), (life.Complaint.Remedies[0].State, waiting.State));

        Assert.Equal(ComplaintRefusals.OwnRemedy, Approve(life, waiting, Role.Manager, "officer-1").Refusal());
        Assert.Equal("APPROVAL_ABOVE_LIMIT", Approve(life, waiting, Role.Officer, "officer-2").Refusal().Code);
        Assert.Equal("APPROVAL_MISSING", AnswerDecision.Decide(life.Found(FindingOutcome.NotUpheld).Complaint, "Not upheld.", life.As()).Refusal().Code);
        life.Take(Approve(life, waiting, Role.Manager, "manager-1"), by: "manager-1");
        Assert.Equal((RemedyState.Ready, "manager-1"), (waiting.State, waiting.ApprovedBy));
        Approve(life, waiting, Role.Manager, "manager-1").IsNothing();
        Assert.Equal(ComplaintRefusals.NothingToApprove, Approve(life, life.Complaint.Remedies[0], Role.Manager, "manager-1").Refusal());

        for (var i = 0; i < 2; i++)
            life.Take(RemedyDecision.Decide(life.Complaint, Money(60_000, "distress"), life.As(Role.Manager)), by: "manager-1");
        Assert.Equal("REMEDY_ABOVE_LIMIT", RemedyDecision.Decide(life.Complaint, Money(60_000, "distress"), life.As(Role.Manager)).Refusal().Code);
    }

    [Fact]
    public void Works_and_actions_have_an_owner_and_a_day()
    {
        var life = Received().Assigned();
        Assert.Equal(["fault", "owner", "due_on"], Propose(life, new(RemedyKind.Works, "We mend it.")).Refusal().Fields());
        Assert.Equal(["due_on"], Propose(life, Action() with { DueOn = new(2026, 3, 2) }).Refusal().Fields());
        var works = Propose(life, new(RemedyKind.Works, "We mend it.") { Fault = "stuck-tap", Owner = "Repairs", DueOn = new(2026, 3, 30) }).Only<ComplaintMilestone.RemedyProposed>();
        Assert.Equal(life.Complaint.HomeId, works.Remedy.HomeId);
    }

    [Fact]
    public void What_nobody_was_promised_can_be_dropped_and_what_was_promised_cannot()
    {
        var life = Received().Assigned();
        life.Take(Propose(life, Action()));
        var remedy = life.Complaint.Remedies[0];
        Assert.Equal(["reason"], DroppingDecision.Decide(life.Complaint, remedy, "", Now).Refusal().Fields());
        life.Take(DroppingDecision.Decide(life.Complaint, remedy, "Done already.", Now));
        DroppingDecision.Decide(life.Complaint, remedy, "Done already.", Now).IsNothing();
        life.Take(Propose(life, Action())).Answered();
        Assert.Equal(ComplaintRefusals.PromisedAlready, DroppingDecision.Decide(life.Complaint, life.Complaint.Remedies[1], "No.", Now).Refusal());
    }

    [Fact]
    public void ROS_CMP_03_What_was_promised_is_followed_until_there_is_proof_that_it_is_done()
    {
        var life = Received("rosebery").Assigned().Acknowledged();
        life.Take(Propose(life, Action()));
        var action = life.Complaint.Remedies[0];
        Assert.Equal(ComplaintRefusals.NotPromised, Done(life, action, "mail/9").Refusal());
        life.Answered();
        Assert.Equal(("ACTIONS_UNDONE", "ROS-CMP-03"), (ClosingDecision.Decide(life.Complaint, Now).Refusal().Code, ClosingDecision.Decide(life.Complaint, Now).Refusal().Clause));
        Assert.Equal(["proof"], Done(life, action, "").Refusal().Fields());
        life.At("2026-04-01T12:00Z").Take(Done(life, action, "mail/9"));
        Assert.Equal((RemedyState.Done, "mail/9"), (action.State, action.Proof));
        Done(life, action, "mail/9").IsNothing();
        Assert.Equal(ComplaintRefusals.DoneAlready, Done(life, action, "mail/10").Refusal());
        ClosingDecision.Decide(life.Complaint, life.Now).Only<ComplaintMilestone.Closed>();
    }

    [Fact]
    public void ENG_CMP_12_Promised_actions_go_on_after_the_answer_with_their_own_days()
    {
        var life = Received().Assigned().Acknowledged();
        life.Take(Propose(life, Action())).Answered();
        Assert.Equal((Stage.OneAnswered, new DateOnly(2026, 12, 1)), (life.Complaint.Stage, Assert.Single(life.Complaint.Undone).DueOn!.Value));
        Assert.Equal(Outcome.Met, life.Promise("ENG-CMP-02").Outcome);
        Assert.Empty(CaseFiles.Owed(life.File));
    }

    [Fact]
    public void A_finding_names_what_went_wrong()
    {
        var life = Received();
        Assert.Equal(["issue", "outcome", "reasons"], Find(life, new(2, null, "", "")).Refusal().Fields());
        Assert.Equal(["root_cause"], Find(life, new(1, FindingOutcome.Upheld, "Late.", "")).Refusal().Fields());
        Assert.Equal(["root_cause"], Find(life, new(1, FindingOutcome.NotUpheld, "In time.", "late")).Refusal().Fields());
        var late = new RecordFinding(1, FindingOutcome.Upheld, "Late.", "late");
        life.Take(Find(life, late));
        Find(life, late).IsNothing();
        life.Take(Find(life, late with { Outcome = FindingOutcome.PartlyUpheld }));
        Assert.Equal(FindingOutcome.PartlyUpheld, life.Complaint.Found(1, 1)!.Outcome);
        Assert.Equal(2, life.Complaint.Findings.Count);
    }

    private static Decision<ComplaintMilestone> Propose(Life life, ProposeRemedy remedy) => RemedyDecision.Decide(life.Complaint, remedy, life.As());

    private static Decision<ComplaintMilestone> Approve(Life life, Remedy remedy, Role role, string subject) =>
        ApprovalDecision.Decide(Policy("havering"), life.Complaint, remedy, life.As(role, subject).Caller, life.Now);

    private static Decision<ComplaintMilestone> Done(Life life, Remedy remedy, string proof) => ActionDecision.Decide(remedy, new(proof, null), Now, life.As());

    private static Decision<ComplaintMilestone> Find(Life life, RecordFinding finding) => FindingDecision.Decide(Policy("havering"), life.Complaint, finding, life.Now);
}
