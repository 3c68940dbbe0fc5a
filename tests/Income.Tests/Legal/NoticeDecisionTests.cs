using Housing.Standards;
using static Housing.Income.Tests.Legal.LegalExamples;

namespace Housing.Income.Tests.Legal;

/// <summary>When legal action begins, and how long its notice runs and is good.</summary>
public sealed class NoticeDecisionTests
{
    private static readonly ServeNotice ByHand = new(new GivenDay(2026, 3, 3), "by-hand", "NSP 7");

    // £100 a week: five weeks are £500, and a penny less is too little. Who published no threshold has none.
    [Theory]
    [InlineData("one-housing", 499_99, false)]
    [InlineData("one-housing", 500_00, true)]
    [InlineData("one-housing", 900_00, true)]
    [InlineData("rosebery", 499_99, true)]
    [InlineData("havering", 499_99, true)]
    public void Legal_action_begins_at_the_landlords_threshold_and_not_before_OHC_INC_06(string landlord, long pence, bool begins)
    {
        var decision = Decide(Account(landlord), pence);

        if (begins)
            Assert.Single(decision.Milestones);
        else
            Assert.Equal(("TOO_LITTLE_OWED", "OHC-INC-06"), (WhyNot(decision).Code, WhyNot(decision).Clause));
    }

    // Four weeks from 3 March end on 31 March, two on 17 March; where the terms are not known the longest counts.
    [Theory]
    [InlineData("secure", "notice-seeking-possession", "2026-03-31", "2027-03-03")]
    [InlineData("assured", "section-8-notice", "2026-03-17", null)]
    [InlineData("starter", "section-8-notice", "2026-03-17", null)]
    [InlineData(null, "section-8-notice", "2026-03-31", null)]
    public void A_claim_follows_its_notice_no_sooner_than_the_law_allows_ENG_INC_03_ENG_INC_04(string? tenure, string notice, string from, string? until)
    {
        var served = Assert.Single(Decide(Account(tenure: tenure)).Milestones);

        Assert.Equal((notice, from, until), (served.Notice, served.ClaimFrom.ToString("yyyy-MM-dd"), served.GoodUntil?.ToString("yyyy-MM-dd")));
    }

    [Fact]
    public void As_long_as_an_agreement_is_kept_nothing_begins_ENG_INC_13() =>
        Assert.Equal(LegalRefusals.AgreementKept, WhyNot(Decide(Account(), done: [ArrearsAct.AgreementAccepted])));

    [Theory]
    [InlineData(new ArrearsAct[0], false)]
    [InlineData(new[] { ArrearsAct.AgreementAccepted }, false)]
    [InlineData(new[] { ArrearsAct.AgreementAccepted, ArrearsAct.AgreementBroken }, true)]
    public void Against_a_homeowner_it_begins_only_when_an_agreed_plan_was_broken_OHO_LSE_30(ArrearsAct[] done, bool begins)
    {
        var decision = Decide(Account(tenure: "leasehold", kind: AccountKind.Lease), done: done);

        Assert.Equal(begins, decision.Milestones.Count == 1);
        if (begins)
            Assert.Equal((LegalRoute.Forfeiture, new DateOnly(2026, 3, 17)), (decision.Milestones[0].Route, decision.Milestones[0].ClaimFrom));
        if (done.Length == 0)
            Assert.Equal(("PLAN_NOT_BROKEN", "OHO-LSE-30"), (WhyNot(decision).Code, WhyNot(decision).Clause));
    }

    [Fact]
    public void Those_who_have_left_get_a_letter_before_a_claim_OHO_INC_20_OHO_LSE_32()
    {
        var served = Assert.Single(Decide(Account(tenure: "leasehold", kind: AccountKind.FormerTenant)).Milestones);

        Assert.Equal((LegalRoute.MoneyClaim, "letter-before-claim", new DateOnly(2026, 4, 2)), (served.Route, served.Notice, served.ClaimFrom));
    }

    [Fact]
    public void The_steps_before_it_on_the_ladder_are_taken_first_OHO_INC_19()
    {
        var warning = new LadderStep { Step = "warning", Over = 2, Does = "Write" };
        var notice = new LadderStep { Step = "notice", From = 5, Does = "Serve", Legal = true };

        Assert.Contains("warning", WhyNot(Decide(Account(), next: new NextStep(warning, []), ladder: true)).Sentence, StringComparison.Ordinal);
        Assert.Equal("STEPS_LEFT", WhyNot(Decide(Account(), next: null, ladder: true)).Code);
        var blocked = WhyNot(Decide(Account(), next: new NextStep(notice, [new Block("contact", "No contact.", "OHC-INC-06"), new Block("wait", "Wait.")]), ladder: true));
        Assert.Equal(("STEP_BLOCKED", "OHC-INC-06"), (blocked.Code, blocked.Clause));
        Assert.Contains("No contact. Wait.", blocked.Sentence, StringComparison.Ordinal);
        Assert.Single(Decide(Account(), next: new NextStep(notice, []), ladder: true).Milestones);
    }

    [Fact]
    public void Everything_wrong_with_a_notice_is_told_in_one_answer()
    {
        Assert.Equal(["served_on", "how", "document"], WhyNot(Decide(Account(), command: new ServeNotice(null, "pigeon", ""))).Fields.Select(f => f.Field));
        Assert.Equal("served_on", Assert.Single(WhyNot(Decide(Account(), command: ByHand with { ServedOn = new GivenDay(2026, 3, 4) })).Fields).Field);
        Assert.Equal("served_on", Assert.Single(WhyNot(Decide(Account(), command: ByHand with { ServedOn = new GivenDay(2026, 1, 1) })).Fields).Field);      // before the case
    }

    [Fact]
    public void One_legal_action_runs_at_a_time_and_none_without_the_landlords_terms()
    {
        var account = Account();
        Assert.Equal(LegalRefusals.ActionRuns, WhyNot(Decide(account, runs: true)));
        var file = Case(account);
        Assert.Equal(LegalRefusals.NotSet, WhyNot(NoticeDecision.Decide(null, Book, new NoticeFacts(account, file, file.Standing, false, null, false), ByHand, "officer", Now)));
        file.Apply(new ArrearsMilestone(ArrearsAct.Closed, "income", Now), Now);
        Assert.Equal(ArrearsRefusals.CaseClosed, WhyNot(NoticeDecision.Decide(Landlords.For("one-housing").Legal, Book, new NoticeFacts(account, file, file.Standing, false, null, false), ByHand, "officer", Now)));
    }

    [Fact]
    public void Faults_of_the_section_are_named_by_their_place()
    {
        var right = Landlords.For("one-housing").Legal!;
        Assert.Empty(right.Check());
        var notice = right.Possession.Notices[0];
        var wrong = right with
        {
            Possession = right.Possession with { Notices = [notice, notice with { Notice = "A notice", Days = 400 }], Gate = [right.Possession.Gate[0], right.Possession.Gate[0]] },
            Forfeiture = right.Forfeiture with { Notices = [] },
            Note = null,
        };

        Assert.Equal(
            ["legal.possession.notices[1].notice", "legal.possession.notices[1].days", "legal.possession.notices[1].tenures", "legal.possession.gate[1].need", "legal.forfeiture.notices", "legal.note"],
            wrong.Check().Select(fault => fault.Path));
    }

    private static Decision<LegalMilestone.NoticeServed> Decide(
        Account account, long pence = 600_00, ArrearsAct[]? done = null, NextStep? next = null, bool ladder = false, bool runs = false, ServeNotice? command = null)
    {
        var file = Case(account, pence, done ?? []);
        return NoticeDecision.Decide(Landlords.For(account.Landlord).Legal, Book, new NoticeFacts(account, file, file.Standing, ladder, next, runs), command ?? ByHand, "officer", Now);
    }
}
