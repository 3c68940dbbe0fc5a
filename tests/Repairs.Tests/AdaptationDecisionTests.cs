using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>Changes to homes that somebody needs to live in them.</summary>
public class AdaptationDecisionTests
{
    private static readonly HouseholdAnswer Known = new(Answered: true, Family);

    public static TheoryData<string> Landlords => ["one-housing", "havering", "housing-plus", "rosebery"];

    [Theory]
    [InlineData("one-housing", "grab-rail", AdaptationSize.Minor, "OHO-REP-21")]
    [InlineData("one-housing", "stairlift", AdaptationSize.Major, "OHO-REP-22")]
    [InlineData("housing-plus", "grab-rail", AdaptationSize.Minor, "HPG-REP-19")]
    [InlineData("housing-plus", "ramp", AdaptationSize.Major, "HPG-REP-19")]
    [InlineData("havering", "ramp", AdaptationSize.Major, null)]
    [InlineData("rosebery", "lever-taps", AdaptationSize.Minor, null)]
    public void What_is_minor_and_what_is_major_is_the_landlords_list(string landlord, string kind, AdaptationSize size, string? clause)
    {
        var requested = Assert.IsType<AdaptationMilestone.Requested>(Assert.Single(Request(landlord, kind).Milestones));
        Assert.Equal((size, clause, Family.HouseholdId), (requested.Kind.Size, requested.Kind.Clause, requested.HouseholdId));
    }

    [Theory]
    [MemberData(nameof(Landlords))]
    public void Every_landlord_has_both_and_says_where_they_come_from(string landlord)
    {
        Assert.Equal([AdaptationSize.Minor, AdaptationSize.Major], Policy(landlord).Adaptations.Select(a => a.Size).Distinct());
        Assert.Empty(AdaptationKind.Check(Policy(landlord)));
    }

    [Fact]
    public void A_minor_one_is_fitted_for_whoever_needs_it_OHO_REP_21()
    {
        var rail = Asked("grab-rail");
        Assert.Equal("ADAPTATION_NOT_THERE", CodeOf(AdaptationOrderDecision.Decide(rail, new("Handyperson", ""), Now)));      // the need comes first
        With(rail, NeedsDecision.Decide(rail, new(Needed: true, "Cannot get out of the bath."), Now));
        With(rail, AdaptationOrderDecision.Decide(rail, new("Handyperson", ""), Now));
        With(rail, FittingDecision.Decide(rail, new(null), Now, Tolerance));
        Assert.Equal(
            ["adaptation.requested", "adaptation.needed", "adaptation.ordered", "adaptation.fitted"], rail.Timeline.Select(t => t.Name));
        Assert.Equal((AdaptationState.Fitted, Now), (rail.State, rail.FittedAt));
    }

    [Fact]
    public void What_nobody_needs_is_closed_with_the_reason_OHO_REP_21()
    {
        var rail = Asked("grab-rail");
        With(rail, NeedsDecision.Decide(rail, new(Needed: false, "There is one already."), Now));
        Assert.Equal((AdaptationState.Closed, "There is one already."), (rail.State, rail.Reason));
        Nothing(NeedsDecision.Decide(rail, new(Needed: false, "There is one already."), Now));
        Assert.Equal("ADAPTATION_NOT_THERE", CodeOf(AdaptationOrderDecision.Decide(rail, new("Handyperson", ""), Now)));
    }

    [Fact]
    public void A_major_one_is_assessed_passed_on_and_its_grant_followed_OHO_REP_22()
    {
        var lift = Granted();
        With(lift, AdaptationOrderDecision.Decide(lift, new("Lifts Ltd", ""), Now));
        With(lift, FittingDecision.Decide(lift, new(null), Now, Tolerance));
        Assert.Equal(
            [
                "adaptation.requested", "adaptation.assessed", "adaptation.referred", "adaptation.grant-applied", "adaptation.grant-refused", "adaptation.grant-applied",
                "adaptation.grant-approved", "adaptation.ordered", "adaptation.fitted",
            ],
            lift.Timeline.Select(t => t.Name));
        Assert.Equal((500_000, 450_000, "Council", null), (lift.GrantAppliedPence, lift.GrantApprovedPence, lift.Agency, lift.Reason));
    }

    [Fact]
    public void What_is_not_recommended_is_closed_with_the_findings()
    {
        var lift = Asked("stairlift");
        With(lift, AssessmentDecision.Decide(lift, new(Assessor.Council, Recommended: false, "A move to the ground floor is better."), Now));
        Assert.Equal((AdaptationState.Closed, "A move to the ground floor is better."), (lift.State, lift.Reason));
        Nothing(AssessmentDecision.Decide(lift, new(Assessor.Council, Recommended: false, "A move to the ground floor is better."), Now));
    }

    [Theory]
    [InlineData("", "GRANT_NOT_APPROVED")]
    [InlineData("A charity", "")]
    public void Without_a_grant_somebody_else_has_to_pay(string paidBy, string code)
    {
        var lift = Assessed();
        Assert.Equal(code, CodeOf(AdaptationOrderDecision.Decide(lift, new("Lifts Ltd", paidBy), Now)));
    }

    [Fact]
    public void Said_again_nothing_happens()
    {
        var lift = Assessed();
        Nothing(AssessmentDecision.Decide(lift, new(Assessor.OccupationalTherapist, Recommended: true, "Cannot climb stairs."), Now));
        With(lift, ReferralDecision.Decide(lift, new("Council", "DFG-12"), Now));
        Nothing(ReferralDecision.Decide(lift, new("Council", "DFG-12"), Now));
        With(lift, GrantDecision.Decide(lift, new(GrantStep.Applied, 500_000, ""), Now));
        Nothing(GrantDecision.Decide(lift, new(GrantStep.Applied, 500_000, ""), Now));
        With(lift, GrantDecision.Decide(lift, new(GrantStep.Refused, 0, "Over the means test."), Now));
        Nothing(GrantDecision.Decide(lift, new(GrantStep.Refused, 0, "Over the means test."), Now));
        With(lift, AdaptationOrderDecision.Decide(lift, new("Lifts Ltd", "A charity"), Now));
        Nothing(AdaptationOrderDecision.Decide(lift, new("Lifts Ltd", "A charity"), Now));
        With(lift, FittingDecision.Decide(lift, new(null), Now, Tolerance));
        Nothing(FittingDecision.Decide(lift, new(null), Now.AddHours(1), Tolerance));

        var rail = Asked("grab-rail");
        With(rail, NeedsDecision.Decide(rail, new(Needed: true, "Needed."), Now));
        Nothing(NeedsDecision.Decide(rail, new(Needed: true, "Needed."), Now));
        With(rail, AdaptationClosingDecision.Decide(rail, new("Moved away."), Now));
        Nothing(AdaptationClosingDecision.Decide(rail, new("Moved away."), Now));
    }

    [Fact]
    public void The_steps_of_a_minor_one_are_not_those_of_a_major_one()
    {
        var (rail, lift) = (Asked("grab-rail"), Asked("stairlift"));
        Assert.Equal(RepairRefusals.NotMinor, Why(NeedsDecision.Decide(lift, new(Needed: true, "Needed."), Now)));
        Assert.Equal(RepairRefusals.NotMajor, Why(AssessmentDecision.Decide(rail, new(Assessor.Council, Recommended: true, "Needed."), Now)));
        Assert.Equal(RepairRefusals.NotMajor, Why(ReferralDecision.Decide(rail, new("Council", ""), Now)));
        Assert.Equal(RepairRefusals.NotMajor, Why(GrantDecision.Decide(rail, new(GrantStep.Applied, 1, ""), Now)));
    }

    [Fact]
    public void A_step_out_of_turn_is_refused_with_the_one_that_is_due()
    {
        var lift = Asked("stairlift");
        Assert.Contains("AssessAdaptation", Why(ReferralDecision.Decide(lift, new("Council", ""), Now)).Sentence, StringComparison.Ordinal);
        Assert.Contains("AssessAdaptation", Why(GrantDecision.Decide(lift, new(GrantStep.Applied, 1, ""), Now)).Sentence, StringComparison.Ordinal);
        Assert.Contains("AssessAdaptation", Why(AdaptationOrderDecision.Decide(lift, new("Lifts Ltd", "A charity"), Now)).Sentence, StringComparison.Ordinal);
        Assert.Contains("ReferAdaptation", Why(GrantDecision.Decide(Assessed(), new(GrantStep.Applied, 1, ""), Now)).Sentence, StringComparison.Ordinal);
        Assert.Contains("OrderAdaptation", Why(FittingDecision.Decide(Granted(), new(null), Now, Tolerance)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_fitted_or_closed_takes_nothing_more()
    {
        var fitted = Granted();
        With(fitted, AdaptationOrderDecision.Decide(fitted, new("Lifts Ltd", ""), Now));
        With(fitted, FittingDecision.Decide(fitted, new(null), Now, Tolerance));
        Assert.Equal("ADAPTATION_NOT_THERE", CodeOf(AdaptationClosingDecision.Decide(fitted, new("Moved away."), Now)));
        var closed = Asked("stairlift");
        With(closed, AdaptationClosingDecision.Decide(closed, new("Moved away."), Now));
        Assert.Equal("ADAPTATION_NOT_THERE", CodeOf(AssessmentDecision.Decide(closed, new(Assessor.Council, Recommended: true, "Needed."), Now)));
    }

    public static TheoryData<string, string> BadInput => new()
    {
        { "description", "nothing asked" }, { "kind", "no such kind" }, { "needs", "no need said" }, { "assessor", "nobody assessed" }, { "findings", "nothing found" }, { "agency", "nobody" },
        { "agency_reference", "a reference in two lines" }, { "step", "no step" }, { "pence", "no sum" }, { "pence", "a sum refused" }, { "reason", "refused for nothing" },
        { "reason", "approved with a reason" }, { "order_reference", "ordered of nobody" }, { "paid_by", "a grant and a payer" }, { "fitted_at", "tomorrow" }, { "fitted_at", "before it was asked for" },
        { "reason", "closed for nothing" },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public void What_makes_no_sense_is_refused_by_its_field(string field, string what)
    {
        var refused = what switch
        {
            "nothing asked" => AdaptationRequestDecision.Decide(Policy("one-housing"), new(Guid.CreateVersion7(Now), "grab-rail", " "), "one-housing", Known, Now),
            "no such kind" => Request("one-housing", "grab-rial"),
            "no need said" => NeedsDecision.Decide(Asked("grab-rail"), new(Needed: true, ""), Now),
            "nobody assessed" => AssessmentDecision.Decide(Asked("stairlift"), new(null, Recommended: true, "Needed."), Now),
            "nothing found" => AssessmentDecision.Decide(Asked("stairlift"), new(Assessor.Council, Recommended: true, ""), Now),
            "nobody" => ReferralDecision.Decide(Assessed(), new("", ""), Now),
            "a reference in two lines" => ReferralDecision.Decide(Assessed(), new("Council", "a\nb"), Now),
            "no step" => GrantDecision.Decide(Assessed(), new(null, 1, ""), Now),
            "no sum" => GrantDecision.Decide(Assessed(), new(GrantStep.Applied, 0, ""), Now),
            "a sum refused" => GrantDecision.Decide(Assessed(), new(GrantStep.Refused, 1, "Why."), Now),
            "refused for nothing" => GrantDecision.Decide(Assessed(), new(GrantStep.Refused, 0, ""), Now),
            "approved with a reason" => GrantDecision.Decide(Assessed(), new(GrantStep.Approved, 1, "Why."), Now),
            "ordered of nobody" => AdaptationOrderDecision.Decide(Granted(), new("", ""), Now),
            "a grant and a payer" => AdaptationOrderDecision.Decide(Granted(), new("Lifts Ltd", "A charity"), Now),
            "tomorrow" => FittingDecision.Decide(Ordered(), new(Now.AddDays(1)), Now, Tolerance),
            "before it was asked for" => FittingDecision.Decide(Ordered(), new(Now.AddMinutes(-1)), Now, Tolerance),
            "closed for nothing" => AdaptationClosingDecision.Decide(Asked("stairlift"), new(""), Now),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        Assert.Equal(field, Why(refused).Field());
    }

    [Fact]
    public void Whose_need_it_is_must_be_known()
    {
        Assert.Equal(RepairRefusals.TenancyAway, Why(Request("one-housing", "grab-rail", HouseholdAnswer.None)));
        Assert.Equal(RepairRefusals.HomeEmpty, Why(Request("one-housing", "grab-rail", HouseholdAnswer.Empty)));
    }

    [Fact]
    public void Nothing_of_anybodys_health_goes_with_a_milestone() =>
        Assert.Equal([("kind", "stairlift"), ("size", "major")], Assessed().Facts.All.Select(f => (f.Name, f.Value.Text)));

    [Theory]
    [InlineData("adaptations[1].key", "twice")]
    [InlineData("adaptations[0].name", "nameless")]
    [InlineData("adaptations[0].note", "from nowhere")]
    public void A_list_that_cannot_be_right_is_named_by_what_is_wrong(string path, string what)
    {
        var kind = Policy("havering").Adaptations[0];
        AdaptationKind[] list = what switch
        {
            "twice" => [kind, kind],
            "nameless" => [kind with { Name = " " }],
            "from nowhere" => [kind with { Note = null }],
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        Assert.Equal(path, Assert.Single(AdaptationKind.Check(Policy("havering") with { Adaptations = list })).Path);
    }

    private static Decision<AdaptationMilestone> Request(string landlord, string kind, HouseholdAnswer? answer = null) =>
        AdaptationRequestDecision.Decide(Policy(landlord), new(Guid.CreateVersion7(Now), kind, "The bath is too high."), landlord, answer ?? Known, Now);

    private static Adaptation Asked(string kind) =>
        Adaptation.Open(Assert.IsType<AdaptationMilestone.Requested>(Assert.Single(Request("one-housing", kind).Milestones)), Officer, Now);

    private static Adaptation Assessed()
    {
        var lift = Asked("stairlift");
        return With(lift, AssessmentDecision.Decide(lift, new(Assessor.OccupationalTherapist, Recommended: true, "Cannot climb stairs."), Now));
    }

    /// <summary>Refused at first, then approved for less.</summary>
    private static Adaptation Granted()
    {
        var lift = Assessed();
        With(lift, ReferralDecision.Decide(lift, new("Council", "DFG-12"), Now));
        With(lift, GrantDecision.Decide(lift, new(GrantStep.Applied, 600_000, ""), Now));
        With(lift, GrantDecision.Decide(lift, new(GrantStep.Refused, 0, "Over the means test."), Now));
        With(lift, GrantDecision.Decide(lift, new(GrantStep.Applied, 500_000, ""), Now));
        return With(lift, GrantDecision.Decide(lift, new(GrantStep.Approved, 450_000, ""), Now));
    }

    private static Adaptation Ordered()
    {
        var lift = Granted();
        return With(lift, AdaptationOrderDecision.Decide(lift, new("Lifts Ltd", ""), Now));
    }

    private static Adaptation With(Adaptation adaptation, Decision<AdaptationMilestone> decision)
    {
        adaptation.Apply(Assert.Single(decision.Milestones), Officer, Now);
        return adaptation;
    }

    private static void Nothing(Decision<AdaptationMilestone> decision) => Assert.Same(Decision<AdaptationMilestone>.Nothing, decision);

    private static Refusal Why(Decision<AdaptationMilestone> decision) => Assert.IsType<Decision<AdaptationMilestone>.Refused>(decision).Why;

    private static string CodeOf(Decision<AdaptationMilestone> decision) => decision is Decision<AdaptationMilestone>.Refused refused ? refused.Why.Code : "";
}
