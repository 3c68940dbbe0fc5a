using Housing.Standards;
using static Housing.Income.Tests.Legal.LegalExamples;

namespace Housing.Income.Tests.Legal;

// Inside the namespace, so that this is the service's own and not the tests' folder.
using Hearing = Housing.Income.Hearing;

/// <summary>From the claim to its hearing, its order, and what it costs.</summary>
public sealed class ClaimDecisionTests
{
    private static readonly ListHearing InApril = new(new DateTimeOffset(2026, 4, 20, 9, 0, 0, TimeSpan.Zero), "Romford County Court, room 2", "Suspended possession", new GivenDay(2026, 3, 3), false);

    [Fact]
    public void A_court_is_asked_once_when_nothing_is_missing()
    {
        var open = new[] { new GateItem(GateNeed.Contacted, true, "Reached.", []) };
        var asked = new ApplyToCourt("Romford County Court", "K01", "claim 7");

        Assert.Equal(Today, Assert.Single(ApplicationDecision.Decide(Action(), open, asked, "officer", Now).Milestones).On);
        Assert.Equal("NOT_AT_THAT_STEP", WhyNot(ApplicationDecision.Decide(Action(null, Issued), open, asked, "officer", Now)).Code);
        Assert.Equal("COURT_GATE_SHUT", WhyNot(ApplicationDecision.Decide(Action(), [open[0] with { Met = false }], asked, "officer", Now)).Code);
        Assert.Equal(["court", "reference", "document"], WhyNot(ApplicationDecision.Decide(Action(), open, new ApplyToCourt("", "", ""), "officer", Now)).Fields.Select(f => f.Field));
    }

    [Fact]
    public void A_manager_approves_once_and_says_why()
    {
        Assert.Single(ApplicationDecision.Approve(Action(), "court", "All was tried", [], "ann", Now).Milestones);
        Assert.Equal(Decision<LegalMilestone.StepApproved>.Nothing, ApplicationDecision.Approve(Action(), "court", "All was tried", ["ann"], "ann", Now));
        Assert.Equal(["step", "reason"], WhyNot(ApplicationDecision.Approve(Action(), "", "", [], "ann", Now)).Fields.Select(f => f.Field));
    }

    [Fact]
    public void A_hearing_is_listed_ahead_once_a_claim_was_made()
    {
        Assert.Single(HearingDecision.List(Action(null, Issued), InApril, Now).Milestones);
        Assert.Equal("NOT_AT_THAT_STEP", WhyNot(HearingDecision.List(Action(), InApril, Now)).Code);
        Assert.Equal(["at", "place", "order_sought", "listed_on"], WhyNot(HearingDecision.List(Action(null, Issued), new ListHearing(Now, "", "", null, false), Now)).Fields.Select(f => f.Field));
        Assert.Equal("listed_on", Assert.Single(WhyNot(HearingDecision.List(Action(null, Issued), InApril with { ListedOn = new GivenDay(2026, 3, 1) }, Now)).Fields).Field);      // before the claim
    }

    [Theory]
    [InlineData(false, new[] { HearingItem.Statement, HearingItem.HearingDetails, HearingItem.OrderSought })]
    [InlineData(true, new[] { HearingItem.Statement, HearingItem.BenefitPosition, HearingItem.HearingDetails, HearingItem.OrderSought })]
    public void The_papers_are_given_when_the_last_that_is_owed_is_OHC_INC_08(bool benefit, HearingItem[] owed)
    {
        var hearing = Listed(benefit);
        Assert.Equal(owed, hearing.Missing);

        for (var at = 0; at < owed.Length; at++)
        {
            Assert.Null(hearing.PapersGivenAt);
            Assert.Equal(at == owed.Length - 1, Give(hearing, owed[at], at + 5));
        }

        // The last was given on the owed-th day after the fourth of March.
        Assert.Equal(London.StartOf(new DateOnly(2026, 3, 4 + owed.Length)), hearing.PapersGivenAt);
        Assert.Empty(hearing.Missing);
    }

    [Fact]
    public void A_paper_given_again_is_a_copy_and_one_that_is_not_owed_keeps_nothing_waiting()
    {
        var hearing = Listed(benefit: false);
        Give(hearing, HearingItem.Statement, 5);

        Assert.Equal(Decision<HearingPaper>.Nothing, Paper(hearing, "statement", 6));
        Assert.False(Give(hearing, HearingItem.BenefitPosition, 9));
        Assert.False(Give(hearing, HearingItem.HearingDetails, 6));
        Assert.True(Give(hearing, HearingItem.OrderSought, 6));
        Assert.Equal(London.StartOf(new DateOnly(2026, 3, 6)), hearing.PapersGivenAt);
        Assert.Equal(["item", "document", "how", "given_on"], WhyNot(HearingDecision.Give(hearing, "map", "", "owl", new GivenDay(2026, 3, 2), "officer", Now)).Fields.Select(f => f.Field));
    }

    [Theory]
    [InlineData("adjourned", LegalStep.ClaimIssued)]
    [InlineData("suspended-order", LegalStep.OrderMade)]
    [InlineData("outright-order", LegalStep.OrderMade)]
    [InlineData("money-order", LegalStep.OrderMade)]
    [InlineData("dismissed", LegalStep.Ended)]
    [InlineData("withdrawn", LegalStep.Ended)]
    public void What_comes_of_a_hearing_moves_the_action_on(string outcome, LegalStep step)
    {
        var (action, after) = (Action(null, Issued), InApril.At!.Value.AddHours(2));
        var held = Assert.Single(HearingDecision.Hold(Listed(false), outcome, "£5 a week", "order 3", "officer", after).Milestones);

        action.Apply(held.Follows);

        Assert.Equal((step, step == LegalStep.Ended), (action.Step, action.Lost));
    }

    [Fact]
    public void A_hearing_is_held_once_it_was_and_once_only()
    {
        var (hearing, after) = (Listed(false), InApril.At!.Value);
        Assert.Equal(LegalRefusals.HearingAhead, WhyNot(HearingDecision.Hold(hearing, "adjourned", "", "note", "officer", after.AddTicks(-1))));
        Assert.Equal(["outcome", "document"], WhyNot(HearingDecision.Hold(hearing, "won", "", "", "officer", after)).Fields.Select(f => f.Field));
        Assert.Equal(["terms"], WhyNot(HearingDecision.Hold(hearing, "suspended-order", "", "order", "officer", after)).Fields.Select(f => f.Field));

        hearing.Held(HearingOutcome.Adjourned);
        Assert.Equal(LegalRefusals.HearingOver, WhyNot(HearingDecision.Hold(hearing, "adjourned", "", "note", "officer", after)));
        Assert.Equal(LegalRefusals.HearingOver, WhyNot(Paper(hearing, "statement", 5)));
    }

    [Theory]
    [InlineData(HearingOutcome.OutrightOrder, "", "bob", null)]
    [InlineData(HearingOutcome.SuspendedOrder, "Nothing was paid in April", "bob", null)]
    [InlineData(HearingOutcome.SuspendedOrder, "", "bob", "TERMS_NOT_BROKEN")]
    [InlineData(HearingOutcome.MoneyOrder, "", "bob", "NO_ORDER_TO_EVICT")]
    [InlineData(HearingOutcome.OutrightOrder, "", "ann", "NOT_APPROVED")]
    [InlineData(HearingOutcome.OutrightOrder, "", null, "NOT_APPROVED")]
    public void An_eviction_needs_an_order_that_allows_it_and_another_persons_approval(HearingOutcome order, string breach, string? approved, string? refused)
    {
        var account = Account();
        var decision = WarrantDecision.Decide(Action(account, Issued, Ordered(order)), Case(account), breach, "N325", approved is null ? [] : [approved], "ann", Now);

        Assert.Equal(refused, decision is Decision<LegalMilestone.WarrantAsked>.Refused why ? why.Why.Code : null);
    }

    [Fact]
    public void Nobody_is_evicted_before_an_order_or_while_an_agreement_is_kept()
    {
        var account = Account();
        Assert.Equal("NOT_AT_THAT_STEP", WhyNot(WarrantDecision.Decide(Action(account, Issued), Case(account), "", "N325", ["bob"], "ann", Now)).Code);
        var kept = Case(account, 600_00, ArrearsAct.AgreementAccepted);
        Assert.Equal(LegalRefusals.AgreementKept, WhyNot(WarrantDecision.Decide(Action(account, Issued, Ordered(HearingOutcome.OutrightOrder)), kept, "", "N325", ["bob"], "ann", Now)));
    }

    [Theory]
    [InlineData("court-fee", true, true, null)]
    [InlineData("solicitor-fee", true, false, null)]
    [InlineData("tracing-fee", true, false, null)]
    [InlineData("court-fee", true, false, "NO_CLAIM")]
    [InlineData("warrant-fee", true, false, "NO_CLAIM")]
    [InlineData("court-fee", false, false, "NO_LEGAL_ACTION")]
    [InlineData("tracing-fee", false, false, "NO_LEGAL_ACTION")]
    public void Costs_are_charged_where_legal_action_was_taken_and_only_there_OHO_INC_21_OHO_LSE_31(string kind, bool begun, bool claimed, string? refused)
    {
        var account = Account();
        var action = begun ? claimed ? Action(account, Issued) : Action(account) : null;

        var decision = Cost(account, action, new ChargeLegalCost(kind, 404_00, "fee 7"));

        if (refused is null)
        {
            var posted = Assert.Single(decision.Milestones);
            Assert.Equal((404_00, PostingKind.Charge, SubAccount.CourtCosts), (posted.AmountPence, posted.Kind, posted.Entries![0].On));
            Assert.StartsWith("fee 7", posted.Evidence, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal((refused, "OHO-INC-21"), (WhyNot(decision).Code, WhyNot(decision).Clause));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_000_001)]
    public void A_cost_is_a_penny_to_a_million_pounds(long pence) =>
        Assert.Equal("amount_pence", Assert.Single(WhyNot(Cost(Account(), Action(), new ChargeLegalCost("court-fee", pence, "fee 7"))).Fields).Field);

    [Fact]
    public void A_lost_claim_costs_the_household_nothing_and_a_bill_counts_once()
    {
        var account = Account();
        var lost = Action(account, Issued, new LegalMilestone.ClaimDismissed(HearingOutcome.Dismissed, "officer", Now));
        Assert.Equal("CLAIM_LOST", WhyNot(Cost(account, lost, new ChargeLegalCost("court-fee", 404_00, "fee 7"))).Code);
        Assert.Equal(LegalRefusals.CostCharged, WhyNot(LegalCostDecision.Decide(account, Action(account, Issued), null, new ChargeLegalCost("court-fee", 404_00, "fee 7"), _ => true, "ann", Now)));
        Assert.Equal(LegalCostDecision.CauseOf(account, " FEE 7"), LegalCostDecision.CauseOf(account, "fee 7 "));
    }

    private static Decision<AccountMilestone.Posted> Cost(Account account, LegalAction? action, ChargeLegalCost command) =>
        LegalCostDecision.Decide(account, action, "OHO-INC-21", command, _ => false, "ann", Now);

    private static Hearing Listed(bool benefit) => Hearing.List(Guid.CreateVersion7(), Assert.Single(HearingDecision.List(Action(null, Issued), InApril with { BenefitApplies = benefit }, Now).Milestones));

    private static Decision<HearingPaper> Paper(Hearing hearing, string item, int day) =>
        HearingDecision.Give(hearing, item, $"paper {item}", "by-hand", new GivenDay(2026, 3, day), "officer", Now.AddDays(20));

    private static bool Give(Hearing hearing, HearingItem item, int day) => hearing.Give(Assert.Single(Paper(hearing, IncomeMessages.Word(item), day).Milestones));
}
