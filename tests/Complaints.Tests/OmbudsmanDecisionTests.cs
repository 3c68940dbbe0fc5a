using Housing.ServiceDefaults;
using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

public class OmbudsmanDecisionTests
{
    private static readonly GivenDay Day = new(2026, 4, 30);

    [Theory]
    [InlineData(Stage.One)]
    [InlineData(Stage.OneAnswered)]
    [InlineData(Stage.FinalAnswered)]
    [InlineData(Stage.Excluded)]
    [InlineData(Stage.Withdrawn)]
    [InlineData(Stage.Closed)]
    public void A_complaint_can_be_taken_to_the_Ombudsman_open_or_closed(Stage stage)
    {
        var life = In(stage).Taken();
        Assert.Equal((stage, "202612345"), (life.Complaint.Stage, life.Complaint.Ombudsman[0].Reference));
        Assert.Equal(life.Now, life.Complaint.TakenToOmbudsmanAt);
        TakingDecision.Decide(life.Complaint, new("202612345", "How the tap was mended.", null), life.As()).IsNothing();
        Assert.Equal(["ombudsman_reference"], TakingDecision.Decide(life.Complaint, new("202612345", "Something else.", null), life.As()).Refusal().Fields());
    }

    [Fact]
    public void What_is_only_a_request_so_far_is_no_complaint_and_what_is_said_of_it_is_checked()
    {
        Assert.Equal("SERVICE_REQUEST", TakingDecision.Decide(In(Stage.ServiceRequest).Complaint, new("1", "A", null), In(Stage.ServiceRequest).As()).Refusal().Code);
        var life = In(Stage.One);
        Assert.Equal(["ombudsman_reference", "about", "taken_at"], TakingDecision.Decide(life.Complaint, new(" ", "", life.Now.AddHours(1)), life.As()).Refusal().Fields());
        Assert.Equal(["taken_at"], TakingDecision.Decide(life.Complaint, new("1", "A", life.Complaint.ReceivedAt.AddDays(-1)), life.As()).Refusal().Fields());
    }

    [Fact]
    public void ENG_CMP_16_What_the_Ombudsman_asks_for_is_sent_by_its_day()
    {
        var life = In(Stage.Closed).Taken();
        var taken = life.Complaint.Ombudsman[0];
        Assert.Equal(["what", "answer_by"], InformationDecision.Ask(taken, new("", null, null), life.As()).Refusal().Fields());
        Assert.Equal(["answer_by"], InformationDecision.Ask(taken, new("The records.", new(2026, 2, 30), null), life.As()).Refusal().Fields());
        life.Take(InformationDecision.Ask(taken, new("The records.", Day, null), life.As()));
        InformationDecision.Ask(taken, new("The records.", Day, null), life.As()).IsNothing();
        var asked = Assert.Single(taken.Requests);
        Assert.Equal((Instant("2026-04-30T23:00Z"), Outcome.Open), (life.Clock(asked.Id).DueAt, life.Clock(asked.Id).OutcomeAt(life.Now)));

        Assert.Equal(["sent", "reference"], InformationDecision.Send(taken, asked, new("", "", null), life.As()).Refusal().Fields());
        life.At("2026-04-30T22:59Z").Take(InformationDecision.Send(taken, asked, new("All of them.", "letters/7", null), life.As()));
        Assert.Equal(Outcome.Met, life.Clock(asked.Id).Outcome);
        InformationDecision.Send(taken, asked, new("All of them.", "letters/7", null), life.As()).IsNothing();
        Assert.Equal(ComplaintRefusals.SentAlready, InformationDecision.Send(taken, asked, new("Half of them.", "letters/7", null), life.As()).Refusal());
    }

    [Theory]
    [MemberData(nameof(Landlords))]
    public void Each_thing_has_a_finding_of_the_list_and_only_severe_maladministration_is_flagged(string landlord)
    {
        foreach (var outcome in Policy(landlord).Determinations.Outcomes)
        {
            var life = In(Stage.FinalAnswered, landlord).Taken().Determined(found: [new(1, "The tap", outcome.Key), new(null, "The complaint", "no-maladministration")]);
            Assert.Equal(outcome.Key == "severe-maladministration", life.Complaint.Severe);
            Assert.Equal([outcome.Key, "no-maladministration"], life.Complaint.Ombudsman[0].Determinations.Select(d => d.Outcome));
        }
    }

    public static TheoryData<string> Landlords() => [.. Book.Landlords];

    [Fact]
    public void A_determination_says_every_fault_at_once()
    {
        var life = In(Stage.FinalAnswered).Taken();
        var wrong = new RecordDetermination("", life.Now.AddDays(1), [new(7, "", "bad")],
        [
            new(null, Recommendation: false, "", null) { Pence = 5 },
            new(OrderKind.Compensation, Recommendation: false, "Pay.", Day) { Owner = "Income" },
            new(OrderKind.Works, Recommendation: true, "Mend.", null) { Owner = "Repairs" },
            new(OrderKind.Apology, Recommendation: false, "Say sorry.", new(2026, 2, 1)) { Owner = "A", Fault = "stuck-tap" },
        ]);
        Assert.Equal(
            ["reference", "determined_at", "issues[0].issue", "issues[0].about", "issues[0].outcome", "orders[0].kind", "orders[0].words", "orders[0].due_on", "orders[0].owner", "orders[0].pence",
             "orders[1].pence", "orders[2].due_on", "orders[2].fault", "orders[3].due_on", "orders[3].fault"],
            Determine(life, wrong).Refusal().Fields());
        Assert.Equal(["issues"], Determine(life, wrong with { Reference = "d/1", DeterminedAt = null, Issues = [], Orders = [] }).Refusal().Fields());
        Assert.Equal(["determined_at"], Determine(life, new("d/1", life.Now.AddDays(-1), [new(null, "It", "maladministration")], [])).Refusal().Fields());
    }

    [Fact]
    public void ENG_CMP_15_An_order_is_complied_with_once_it_is_done_confirmed_and_the_evidence_was_sent_by_its_day()
    {
        var life = In(Stage.Closed).Taken().Determined(Order(OrderKind.Apology), Order(OrderKind.PolicyChange) with { Recommendation = true });
        var (order, recommended) = (life.Complaint.Ombudsman[0].Orders[0], life.Complaint.Ombudsman[0].Orders[1]);
        Assert.Equal(("ENG-CMP-15", Instant("2026-04-30T23:00Z")), (life.Clock(order.Id).StandardId, life.Clock(order.Id).DueAt));
        Assert.Empty(life.File.Clocks[recommended.Id].Commitments);

        Assert.Equal(ComplaintRefusals.EvidenceMissing, ComplianceDecision.Confirm(order, new("sent/1", null), life.As(Role.Manager)).Refusal());
        Assert.Equal(["proof", "done_at"], ComplianceDecision.Record(order, new("", life.Now.AddDays(-9)), life.As()).Refusal().Fields());
        life.At("2026-04-29T12:00Z").Take(ComplianceDecision.Record(order, new("letters/9", null), life.As()));
        Assert.Equal(Outcome.Open, life.Clock(order.Id).OutcomeAt(life.Now));
        ComplianceDecision.Record(order, new("letters/9", null), life.As()).IsNothing();
        Assert.Equal(ComplaintRefusals.DoneAlready, ComplianceDecision.Record(order, new("letters/10", null), life.As()).Refusal());

        // Confirmed after the day: what counts is when the Ombudsman had it.
        life.At("2026-05-04T12:00Z");
        Assert.Equal(Outcome.Missed, life.Clock(order.Id).OutcomeAt(life.Now));
        Assert.Equal(["sent_at"], ComplianceDecision.Confirm(order, new("sent/1", Instant("2026-04-28T12:00Z")), life.As(Role.Manager)).Refusal().Fields());
        life.Take(ComplianceDecision.Confirm(order, new("sent/1", Instant("2026-04-30T12:00Z")), life.As(Role.Manager)), by: "manager-1");
        Assert.Equal((Outcome.Met, "manager-1", false), (life.Clock(order.Id).Outcome, order.ConfirmedBy, order.IsOpen));
        ComplianceDecision.Confirm(order, new("sent/1", null), life.As(Role.Manager)).IsNothing();
        Assert.Equal(ComplaintRefusals.CompliedAlready, ComplianceDecision.Move(order, new(new(2026, 6, 1), "More time."), life.As(Role.Manager)).Refusal());
    }

    [Fact]
    public void Another_day_that_the_Ombudsman_agreed_to_moves_the_clock_and_the_first_stays_on_record()
    {
        var life = In(Stage.Closed).Taken().Determined(Order(OrderKind.Review), Order(OrderKind.Other) with { Recommendation = true, DueOn = null });
        var (order, open) = (life.Complaint.Ombudsman[0].Orders[0], life.Complaint.Ombudsman[0].Orders[1]);
        Assert.Equal(["reason", "new_day"], ComplianceDecision.Move(order, new(null, ""), life.As(Role.Manager)).Refusal().Fields());
        Assert.Equal(["new_day"], ComplianceDecision.Move(order, new(new(2026, 4, 29), "Sooner."), life.As(Role.Manager)).Refusal().Fields());
        Assert.Equal(ComplaintRefusals.NoDay, ComplianceDecision.Move(open, new(new(2026, 6, 1), "More time."), life.As(Role.Manager)).Refusal());
        life.Take(ComplianceDecision.Move(order, new(new(2026, 5, 29), "More time."), life.As(Role.Manager)));
        Assert.Equal((new DateOnly(2026, 5, 29), new DateOnly(2026, 4, 30)), (order.DueOn, order.OriginalDueOn));
        Assert.Equal((Instant("2026-05-29T23:00Z"), Instant("2026-04-30T23:00Z")), (life.Clock(order.Id).DueAt, life.Clock(order.Id).OriginalDueAt));
        ComplianceDecision.Move(order, new(new(2026, 5, 29), "More time."), life.As(Role.Manager)).IsNothing();
    }

    [Fact]
    public void ENG_CMP_17_A_review_is_asked_for_once_and_within_its_time()
    {
        var life = In(Stage.Closed).Taken();
        var taken = life.Complaint.Ombudsman[0];
        Assert.Equal(ComplaintRefusals.NotDetermined, Ask(life, "It is wrong.").Refusal());
        life.Determined();
        Assert.Equal(ComplaintRefusals.ReviewNotAsked, ReviewDecision.Record(taken, new(Changed: true, "Changed.", null), life.As()).Refusal());
        Assert.Equal(["reasons"], Ask(life, "").Refusal().Fields());

        life.At("2026-03-24T23:59:59Z");
        Ask(life, "It is wrong.").Only<ComplaintMilestone.ReviewAsked>();
        life.At("2026-03-25T00:00Z");
        Assert.Equal(("REVIEW_TOO_LATE", "ENG-CMP-17"), Ask(life, "It is wrong.").Refusal() is var late ? (late.Code, late.Clause) : default);
        life.Take(ReviewDecision.Ask(taken, new("It is wrong.", null, AcceptedLate: true), life.As(Role.Manager)));
        Ask(life, "It is wrong.").IsNothing();
        Assert.Equal(ComplaintRefusals.ReviewAskedAlready, Ask(life, "Again.").Refusal());

        life.Take(ReviewDecision.Record(taken, new(Changed: false, "It stands.", null), life.As()));
        ReviewDecision.Record(taken, new(Changed: false, "It stands.", null), life.As()).IsNothing();
        Assert.Equal(ComplaintRefusals.ReviewDecidedAlready, ReviewDecision.Record(taken, new(Changed: true, "Changed.", null), life.As()).Refusal());
        Assert.Equal(ComplaintRefusals.DeterminedAlready, Determine(life, new("d/2", null, [new(1, "The tap", "service-failure")], [])).Refusal());

        Decision<ComplaintMilestone> Ask(Life of, string reasons) => ReviewDecision.Ask(taken, new(reasons, null, AcceptedLate: false), of.As(Role.Manager));
    }

    [Fact]
    public void After_a_review_that_changed_it_another_determination_stands_and_what_is_not_done_of_the_first_does_not()
    {
        var life = In(Stage.Closed).Taken().Determined([new(1, "The tap", "severe-maladministration")], Order(OrderKind.Apology), Order(OrderKind.Review));
        var taken = life.Complaint.Ombudsman[0];
        life.Take(ComplianceDecision.Record(taken.Orders[0], new("letters/9", null), life.As()));
        life.Take(ReviewDecision.Ask(taken, new("It is wrong.", null, AcceptedLate: false), life.As(Role.Manager)));
        life.Take(ReviewDecision.Record(taken, new(Changed: true, "It was less.", null), life.As()));
        life.At("2026-03-20T12:00Z").Determined([new(1, "The tap", "service-failure")], Order(OrderKind.PolicyChange));

        Assert.Equal((false, 2, 3), (life.Complaint.Severe, taken.Round, taken.Orders.Count));
        Assert.Equal([null, "A review changed the determination.", null], taken.Orders.Select(o => o.WithdrawnReason));
        Assert.False(life.Clock(taken.Orders[1].Id).IsOwed);
        Assert.True(life.Clock(taken.Orders[0].Id).IsOwed);
        Assert.Equal("ORDER_WITHDRAWN", ComplianceDecision.Record(taken.Orders[1], new("letters/9", null), life.As()).Refusal().Code);
        Determine(life, new("d/1", null, [new(1, "The tap", "service-failure")], [])).IsNothing();
        Assert.Equal(ComplaintRefusals.DeterminedAlready, Determine(life, new("d/3", null, [new(1, "The tap", "maladministration")], [])).Refusal());
    }

    [Fact]
    public void What_is_heard_of_an_order_is_taken_in_once_and_in_any_order()
    {
        var life = In(Stage.Closed).Taken().Determined(Order(OrderKind.Works) with { Fault = "stuck-tap" });
        var (order, repair) = (life.Complaint.Ombudsman[0].Orders[0], Guid.CreateVersion7(Now));
        life.Take(Heard(new PromiseNews.Stopped(null, "There is no such fault.", life.Now)));
        Assert.Null(PromiseNewsDecision.Decide(order, new PromiseNews.Stopped(null, "There is no such fault.", life.Now)));
        life.Take(Heard(PromiseNews.Mended(repair, life.Now)));
        Assert.Null(PromiseNewsDecision.Decide(order, PromiseNews.Mended(repair, life.Now)));
        Assert.Null(PromiseNewsDecision.Decide(order, new PromiseNews.Stopped(repair, "Closed.", life.Now)));
        life.Take(Heard(new PromiseNews.Ordered(repair, life.Now)));
        Assert.Equal((repair, null, $"Done by repair {repair}"), (order.RepairId, order.StoppedReason, order.Proof));

        Decision<ComplaintMilestone> Heard(PromiseNews news) => PromiseNewsDecision.Decide(order, news)!;
    }

    private static GivenOrder Order(OrderKind kind) => new(kind, Recommendation: false, "As it was ordered.", Day) { Owner = "R. Bell" };

    private static Decision<ComplaintMilestone> Determine(Life life, RecordDetermination command) => DeterminationDecision.Decide(life.Complaint, life.Complaint.Ombudsman[0], command, life.As());
}

internal static class OmbudsmanLives
{
    public static Life Taken(this Life life) => life.Take(TakingDecision.Decide(life.Complaint, new("202612345", "How the tap was mended.", null), life.As()));

    public static Life Determined(this Life life, params GivenOrder[] orders) => life.Determined([new(1, "The tap", "maladministration")], orders);

    public static Life Determined(this Life life, NewDetermination[] found, params GivenOrder[] orders) =>
        life.Take(DeterminationDecision.Decide(life.Complaint, life.Complaint.Ombudsman[0], new("d/1", null, found, orders), life.As()));

    /// <summary>The one promise on what has a day of its own.</summary>
    public static Commitment Clock(this Life life, Guid id) => Assert.Single(life.File.Clocks[id].Commitments);
}
