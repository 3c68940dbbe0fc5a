using Housing.Standards;

namespace Housing.Income.Tests.Legal;

/// <summary>The gate between notice and court, worked out by hand: everything there, and each thing missing by itself.</summary>
public sealed class GateDecisionTests
{
    private static readonly DateOnly Today = new(2026, 4, 30);
    private static readonly StandardsBook Book = StandardsBook.Read(StandardsFolder.BesideAssemblies);
    private static readonly Policies<IncomePolicy> Landlords = Policies<IncomePolicy>.Read(StandardsFolder.BesideAssemblies, "income");

    private static readonly ServedNotice Notice = new(new DateOnly(2026, 4, 2), new DateOnly(2026, 4, 30), new DateOnly(2027, 4, 2), ["ENG-INC-03"], "ENG-INC-08");

    [Theory]
    [InlineData("one-housing", LegalRoute.Possession)]
    [InlineData("one-housing", LegalRoute.Forfeiture)]
    [InlineData("one-housing", LegalRoute.MoneyClaim)]
    [InlineData("havering", LegalRoute.Possession)]
    [InlineData("housing-plus", LegalRoute.Forfeiture)]
    [InlineData("rosebery", LegalRoute.MoneyClaim)]
    public void With_everything_done_the_gate_is_open(string landlord, LegalRoute route)
    {
        var items = Gate(landlord, Done(route));

        Assert.All(items, item => Assert.True(item.Met, item.Sentence));
        Assert.Null(GateDecision.Refuse(items));
    }

    // The landlord's own rows, then the law's.
    [Theory]
    [InlineData("one-housing", GateNeed.DebtStands, "")]
    [InlineData("one-housing", GateNeed.Contacted, "OHC-INC-07, ENG-INC-09")]
    [InlineData("one-housing", GateNeed.AgreementOffered, "OHC-INC-07, OHC-INC-04, ENG-INC-09")]
    [InlineData("one-housing", GateNeed.AdviceOffered, "OHC-INC-07, OHC-INC-05")]
    [InlineData("one-housing", GateNeed.BenefitChecked, "OHC-INC-07, ENG-INC-11")]
    [InlineData("one-housing", GateNeed.VulnerabilityConsidered, "OHO-INC-19")]
    [InlineData("one-housing", GateNeed.NoticeOver, "ENG-INC-03")]
    [InlineData("one-housing", GateNeed.NoticeGood, "ENG-INC-08")]
    [InlineData("one-housing", GateNeed.ContactAfterNotice, "ENG-INC-12")]
    [InlineData("one-housing", GateNeed.AgreementNotKept, "ENG-INC-13")]
    [InlineData("one-housing", GateNeed.NoClaimPending, "ENG-INC-14")]
    [InlineData("one-housing", GateNeed.Waited, "")]
    [InlineData("one-housing", GateNeed.ManagerApproval, "OHO-INC-19")]
    [InlineData("rosebery", GateNeed.Contacted, "ENG-INC-09")]
    [InlineData("rosebery", GateNeed.AdviceOffered, "")]
    [InlineData("rosebery", GateNeed.ContactAfterNotice, "ENG-INC-12")]
    [InlineData("rosebery", GateNeed.AgreementNotKept, "ENG-INC-13")]
    [InlineData("rosebery", GateNeed.ManagerApproval, "")]
    [InlineData("havering", GateNeed.BenefitChecked, "ENG-INC-11")]
    [InlineData("housing-plus", GateNeed.VulnerabilityConsidered, "")]
    public void Each_thing_missing_is_named_with_its_clauses_and_shuts_the_gate_OHC_INC_07_OHO_INC_19_ENG_INC_08_12_13_14(string landlord, GateNeed need, string clauses)
    {
        var items = Gate(landlord, Without(Done(LegalRoute.Possession), need));

        var missing = Assert.Single(items, item => !item.Met);
        Assert.Equal((need, clauses), (missing.Need, string.Join(", ", missing.Clauses)));
        var why = GateDecision.Refuse(items)!;
        Assert.Equal(("COURT_GATE_SHUT", clauses is "" ? null : clauses), (why.Code, why.Clause));
        Assert.Contains($"{IncomeMessages.Word(need)}{(clauses is "" ? "" : $" ({clauses})")}: {missing.Sentence}", why.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_done_names_everything_in_the_order_of_the_steps()
    {
        var why = GateDecision.Refuse(Gate("one-housing", new GateFacts { Route = LegalRoute.Possession, AgreementKept = true, ClaimPendingAndRentPaid = true }))!;

        string[] all =
        [
            "debt-stands", "contacted", "agreement-offered", "advice-offered", "benefit-checked", "vulnerability-considered", "notice-served", "notice-over", "contact-after-notice",
            "agreement-not-kept", "no-claim-pending", "manager-approval",
        ];
        Assert.Equal(all.Order(StringComparer.Ordinal), all.Where(word => why.Sentence.Contains($"{word} (", StringComparison.Ordinal) || why.Sentence.Contains($"{word}:", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal("OHC-INC-07, ENG-INC-09, OHC-INC-04, OHC-INC-05, ENG-INC-11, OHO-INC-19, ENG-INC-12, ENG-INC-13, ENG-INC-14", why.Clause);
    }

    [Theory]
    [InlineData(LegalRoute.Forfeiture, GateNeed.PlanBroken, "OHO-LSE-30")]
    [InlineData(LegalRoute.Forfeiture, GateNeed.AgreementOffered, "OHO-LSE-29")]
    [InlineData(LegalRoute.Forfeiture, GateNeed.ManagerApproval, "OHO-LSE-30")]
    [InlineData(LegalRoute.MoneyClaim, GateNeed.Traced, "OHO-INC-20, OHO-LSE-32")]
    [InlineData(LegalRoute.MoneyClaim, GateNeed.ManagerApproval, "OHO-INC-20")]
    public void Homeowners_and_those_who_have_left_have_a_gate_of_their_own_OHO_LSE_30_OHO_INC_20(LegalRoute route, GateNeed need, string clauses)
    {
        var missing = Assert.Single(Gate("one-housing", Without(Done(route), need)), item => !item.Met);

        Assert.Equal((need, clauses), (missing.Need, string.Join(", ", missing.Clauses)));
    }

    [Fact]
    public void The_protocol_is_not_asked_of_claims_that_are_none_for_possession() =>
        Assert.DoesNotContain(Gate("one-housing", Done(LegalRoute.MoneyClaim)), item => item.Need is GateNeed.ContactAfterNotice or GateNeed.NoClaimPending or GateNeed.BenefitChecked);

    [Theory]
    [InlineData("2026-04-29", false)]
    [InlineData("2026-04-30", true)]
    [InlineData("2027-04-02", true)]
    [InlineData("2027-04-03", false)]
    public void A_notice_is_good_from_its_first_day_to_its_last_ENG_INC_08(string day, bool open) =>
        Assert.Equal(open, GateDecision.Refuse(Gate("one-housing", Done(LegalRoute.Possession), DateOnly.ParseExact(day, "yyyy-MM-dd"))) is null);

    [Fact]
    public void Who_applies_cannot_be_who_approved_it()
    {
        var own = Done(LegalRoute.Possession) with { ApprovedBy = ["manager ann"], Applicant = "manager ann" };

        Assert.Contains("another manager", Assert.Single(Gate("one-housing", own), item => !item.Met).Sentence, StringComparison.Ordinal);
        Assert.Null(GateDecision.Refuse(Gate("one-housing", own with { ApprovedBy = ["manager ann", "manager bob"] })));
    }

    private static IReadOnlyList<GateItem> Gate(string landlord, GateFacts facts, DateOnly? today = null) =>
        GateDecision.Decide(Landlords.For(landlord).Legal!.Of(facts.Route), Book.Law!.Account.Rules, facts, today ?? Today);

    private static GateFacts Done(LegalRoute route) => new()
    {
        Route = route, DebtStands = true, Contacted = true, AgreementOffered = true, AdviceOffered = true, BenefitChecked = true, VulnerabilityConsidered = true,
        Notice = route == LegalRoute.Possession ? Notice : Notice with { Clauses = [], GoodRule = null, GoodUntil = null }, ContactAfterNotice = true, PlanBroken = true, Traced = true,
        ApprovedBy = ["manager ann"], Applicant = "officer bob",
    };

    private static GateFacts Without(GateFacts done, GateNeed need) => need switch
    {
        GateNeed.DebtStands => done with { DebtStands = false },
        GateNeed.Contacted => done with { Contacted = false },
        GateNeed.AgreementOffered => done with { AgreementOffered = false },
        GateNeed.AdviceOffered => done with { AdviceOffered = false },
        GateNeed.BenefitChecked => done with { BenefitChecked = false },
        GateNeed.VulnerabilityConsidered => done with { VulnerabilityConsidered = false },
        GateNeed.NoticeServed => done with { Notice = null },
        GateNeed.NoticeOver => done with { Notice = Notice with { ClaimFrom = Today.AddDays(1) } },
        GateNeed.NoticeGood => done with { Notice = Notice with { GoodUntil = Today.AddDays(-1) } },
        GateNeed.ContactAfterNotice => done with { ContactAfterNotice = false },
        GateNeed.AgreementNotKept => done with { AgreementKept = true },
        GateNeed.NoClaimPending => done with { ClaimPendingAndRentPaid = true },
        GateNeed.PlanBroken => done with { PlanBroken = false },
        GateNeed.Traced => done with { Traced = false },
        GateNeed.Waited => done with { Wait = "It may be taken from 2026-05-04, 14 days after the last step." },
        GateNeed.ManagerApproval => done with { ApprovedBy = [] },
    };
}
