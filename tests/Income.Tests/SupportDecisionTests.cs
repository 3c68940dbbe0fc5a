using Housing.Standards;

namespace Housing.Income.Tests;

/// <summary>What help can be offered and answered, and whom the landlord may speak to.</summary>
public sealed class SupportDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly SupportPolicy Policy = new()
    {
        Agencies = [new() { Key = "citizens-advice", Name = "Citizens Advice", Helps = [SupportKind.DebtAdvice, SupportKind.BenefitAdvice], Free = true }],
        ConsentMonths = 12,
        Published = false,
        Note = "for the test",
    };

    private static readonly GiveConsent Benefits = new("benefit-team", "Ealing's benefit team", ["benefits", "rent-account"], new GivenDay(2026, 6, 30), "in-writing", "form 12");

    [Theory]
    [InlineData("debt-advice", "citizens-advice")]
    [InlineData("benefit-advice", "citizens-advice")]
    [InlineData("employment-advice", "")]
    [InlineData("direct-benefit", "")]
    [InlineData("specialist", "")]
    public void Each_help_is_offered_by_who_gives_it(string kind, string agency)
    {
        var offered = Assert.IsType<SupportMilestone.Offered>(Assert.Single(Offer(kind, agency).Milestones));

        Assert.Equal((kind, agency), (IncomeMessages.Word(offered.Kind), offered.Agency?.Key ?? ""));
    }

    [Fact]
    public void Everything_wrong_with_an_offer_is_told_in_one_answer()
    {
        var why = WhyNot(OfferDecision.Offer(Policy, inScheme: false, new OfferSupport("debts", "", " ", "pigeon"), "officer", Now));

        Assert.Equal(["kind", "why", "channel"], why.Fields.Select(f => f.Field));
        Assert.Contains("debt-advice, benefit-advice, employment-advice, specialist, joint-support, direct-benefit", why.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("employment-advice", "citizens-advice", "there is none")]
    [InlineData("debt-advice", "bailiffs", "citizens-advice")]
    public void An_agency_that_does_not_help_with_it_is_refused_with_those_that_do(string kind, string agency, string saying) =>
        Assert.Contains(saying, Assert.Single(WhyNot(Offer(kind, agency)).Fields, f => f.Field == "agency").Fault, StringComparison.Ordinal);

    [Fact]
    public void Joint_support_is_for_households_of_a_scheme_OHO_INC_14()
    {
        Assert.Equal(SupportRefusals.NotInScheme, WhyNot(Offer("joint-support", "")));
        Assert.Single(OfferDecision.Offer(Policy, inScheme: true, new OfferSupport("joint-support", "", "Owes three weeks", "office"), "officer", Now).Milestones);
    }

    [Theory]
    [InlineData("Elm House", true, false, 1)]
    [InlineData("Elm House", true, true, 0)]
    [InlineData("Elm House", false, false, 0)]
    [InlineData("", true, false, 0)]
    public void A_scheme_household_that_owes_has_one_joint_task_OHO_INC_14(string scheme, bool owes, bool joined, int tasks)
    {
        var noted = SupportScheme.Of(Guid.CreateVersion7());
        noted.Note(scheme, "B Officer");

        Assert.Equal(tasks, SchemeDecision.Join(noted, owes, joined, Now).Milestones.Count);
        Assert.Empty(SchemeDecision.Join(null, owes, joined, Now).Milestones);
    }

    [Fact]
    public void Why_a_help_is_not_needed_has_to_be_said_OHC_INC_05()
    {
        Assert.Equal("why", Assert.Single(WhyNot(OfferDecision.NotNeeded("debt-advice", "", "officer", Now)).Fields).Field);
        Assert.IsType<SupportMilestone.JudgedNotNeeded>(Assert.Single(OfferDecision.NotNeeded("debt-advice", "One week late by a bank's fault", "officer", Now).Milestones));
    }

    [Theory]
    [InlineData("accepted", SupportStage.Accepted)]
    [InlineData("declined", SupportStage.Declined)]
    [InlineData("no-answer", SupportStage.NoAnswer)]
    public void An_offer_is_answered_once_and_the_same_again_changes_nothing(string answer, SupportStage stage)
    {
        var offer = Offered();

        offer.Apply(Assert.Single(AnswerDecision.Answer(offer, answer, "resident", Now).Milestones));

        Assert.Equal(stage, offer.Stage);
        Assert.Equal(Decision<SupportMilestone>.Nothing, AnswerDecision.Answer(offer, answer, "resident", Now));
        var other = AnswerDecision.Answer(offer, answer == "accepted" ? "declined" : "accepted", "resident", Now);
        if (stage == SupportStage.NoAnswer)
            Assert.Single(other.Milestones);
        else
            Assert.Equal(SupportRefusals.AnsweredAlready, WhyNot(other));
    }

    [Fact]
    public void Only_what_was_offered_is_answered_and_what_came_of_it_is_said_once()
    {
        var asked = SupportOffer.Begin(Guid.CreateVersion7(), Assert.Single(OfferDecision.Ask("debt-advice", "I owe a lender", "resident", Now).Milestones));
        Assert.Equal(SupportRefusals.NotOffered, WhyNot(AnswerDecision.Answer(asked, "accepted", "resident", Now)));

        var offer = Offered();
        offer.Apply(Assert.Single(AnswerDecision.End(offer, "A plan with all lenders", "officer", Now).Milestones));

        Assert.Equal(SupportRefusals.EndedAlready, WhyNot(AnswerDecision.End(offer, "Again", "officer", Now)));
        Assert.Equal(SupportRefusals.EndedAlready, WhyNot(AnswerDecision.Answer(offer, "accepted", "resident", Now)));
    }

    [Theory]
    [InlineData("benefit-team", "benefits", 2026, 3, 3, true)]
    [InlineData("benefit-team", "rent-account", 2026, 6, 30, true)]
    [InlineData("benefit-team", "benefits", 2026, 7, 1, false)]
    [InlineData("benefit-team", "benefits", 2026, 3, 2, false)]
    [InlineData("benefit-team", "debts", 2026, 3, 3, false)]
    [InlineData("universal-credit", "benefits", 2026, 3, 3, false)]
    public void Nobody_is_spoken_to_without_a_consent_for_them_for_this_and_for_that_day_OHO_INC_15(string body, string about, int year, int month, int day, bool allowed)
    {
        var later = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

        var decision = ThirdPartyContactDecision.Decide([Given()], Contact(body, about, new GivenDay(year, month, day)), "officer", later);

        if (allowed)
            Assert.Single(decision.Milestones);
        else
            Assert.Equal(("NO_CONSENT", "OHO-INC-15"), (WhyNot(decision).Code, WhyNot(decision).Clause));
    }

    [Fact]
    public void From_the_day_it_is_withdrawn_a_consent_allows_nothing_OHO_INC_15()
    {
        var (consent, later) = (Given(), Now.AddDays(2));
        consent.Apply(Assert.Single(ConsentDecision.Withdraw(consent, "resident", later).Milestones));

        Assert.Equal(Decision<ConsentMilestone>.Nothing, ConsentDecision.Withdraw(consent, "resident", later));
        Assert.Single(ThirdPartyContactDecision.Decide([consent], Contact("benefit-team", "benefits", new GivenDay(2026, 3, 4)), "officer", later).Milestones);
        Assert.Contains("2026-03-04", WhyNot(ThirdPartyContactDecision.Decide([consent], Contact("benefit-team", "benefits", new GivenDay(2026, 3, 5)), "officer", later)).Sentence, StringComparison.Ordinal);
        Assert.Contains("has not consented", WhyNot(ThirdPartyContactDecision.Decide([], Contact("benefit-team", "benefits", new GivenDay(2026, 3, 5)), "officer", later)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_consent_lacks_is_told_in_one_answer()
    {
        var why = WhyNot(ConsentDecision.Give(Policy, new GiveConsent("neighbours", "", ["benefits", "gossip"], null, "by-phone", ""), "officer", Now));

        Assert.Equal(["body", "name", "about[1]", "until", "evidence"], why.Fields.Select(f => f.Field));
        Assert.Equal(["about"], WhyNot(ConsentDecision.Give(Policy, Benefits with { About = [] }, "officer", Now)).Fields.Select(f => f.Field));
        Assert.Single(ConsentDecision.Give(Policy, Benefits with { How = "online", Evidence = "" }, "resident", Now).Milestones);
    }

    [Theory]
    [InlineData(2026, 3, 2)]
    [InlineData(2027, 3, 4)]
    [InlineData(2026, 2, 29)]
    public void A_consent_lasts_from_today_to_the_landlords_longest_time(int year, int month, int day) =>
        Assert.Equal("until", Assert.Single(WhyNot(ConsentDecision.Give(Policy, Benefits with { Until = new GivenDay(year, month, day) }, "officer", Now)).Fields).Field);

    [Fact]
    public void A_claim_is_decided_once_and_not_before_it_was_made()
    {
        var claim = Assert.Single(BenefitClaimDecision.Record(Guid.CreateVersion7(), "universal-credit", new GivenDay(2026, 2, 20), "officer", Now).Milestones);
        Assert.Equal(["kind", "claimed_on"], WhyNot(BenefitClaimDecision.Record(claim.AccountId, "pension", new GivenDay(2026, 3, 4), "officer", Now)).Fields.Select(f => f.Field));
        Assert.Equal(["decision", "decided_on"], WhyNot(BenefitClaimDecision.Decide(claim, "", new GivenDay(2026, 2, 19), Now)).Fields.Select(f => f.Field));

        var decided = Assert.Single(BenefitClaimDecision.Decide(claim, "awarded", new GivenDay(2026, 3, 1), Now).Milestones);
        claim.Decide(decided.Outcome, decided.On, "officer");

        Assert.Equal(Decision<ClaimDecided>.Nothing, BenefitClaimDecision.Decide(claim, "awarded", new GivenDay(2026, 3, 1), Now));
        Assert.Equal(SupportRefusals.ClaimDecided, WhyNot(BenefitClaimDecision.Decide(claim, "refused", new GivenDay(2026, 3, 1), Now)));
    }

    [Fact]
    public void Faults_of_the_section_are_named_by_their_place()
    {
        var twice = Policy with { Agencies = [Policy.Agencies[0], Policy.Agencies[0] with { Name = " ", Helps = [SupportKind.DirectBenefit] }], ConsentMonths = 0, Note = null };

        Assert.Equal(
            ["support.agencies[1].key", "support.agencies[1].name", "support.agencies[1].helps", "support.consentMonths", "support.note"],
            twice.Check().Select(fault => fault.Path));
        Assert.Empty(Policy.Check());
    }

    private static Decision<SupportMilestone> Offer(string kind, string agency) => OfferDecision.Offer(Policy, inScheme: false, new OfferSupport(kind, agency, "Owes three weeks", "phone"), "officer", Now);

    private static SupportOffer Offered() => SupportOffer.Begin(Guid.CreateVersion7(), Assert.Single(Offer("debt-advice", "citizens-advice").Milestones));

    private static Consent Given() => Consent.Give(Guid.CreateVersion7(), Assert.Single(ConsentDecision.Give(Policy, Benefits, "officer", Now).Milestones));

    private static RecordThirdPartyContact Contact(string body, string about, GivenDay on) => new(body, about, on, "phone", "The claim lacks a payslip");

    private static Refusal WhyNot<T>(Decision<T> decision)
        where T : class => Assert.IsType<Decision<T>.Refused>(decision).Why;
}
