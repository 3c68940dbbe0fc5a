using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

public class VariationTests
{
    private static readonly VaryRepair Small = new(60, 5_000, "A washer.", null);

    // HPG-REP-07: strictly over; the day's length in minutes is a setting. F3: emergency first, then major, then external, then routine; heating keeps its own times.
    [Theory]
    [InlineData("routine", 480, 50_000L, "routine")]
    [InlineData("routine", 481, null, "major")]
    [InlineData("routine", null, 50_001L, "major")]
    [InlineData("routine", 481, 50_001L, "major")]
    [InlineData("external", 480, 50_000L, "external")]
    [InlineData("external", null, 50_001L, "major")]
    [InlineData("emergency", 4_800, 500_000L, "emergency")]
    [InlineData("no-heating", 4_800, 500_000L, "no-heating")]
    [InlineData("heating", 4_800, 500_000L, "heating")]
    [InlineData("major", 1, 1L, "major")]
    [InlineData("routine", null, null, "routine")]
    public void Over_a_day_or_over_500_pounds_is_major_HPG_REP_07(string band, int? minutes, long? pence, string expected) =>
        Assert.Equal(expected, RebandingDecision.Decide(Policy("housing-plus"), band, new Estimate(minutes, pence)));

    [Theory]
    [InlineData("one-housing", "routine")]
    [InlineData("havering", "priority-3")]
    [InlineData("rosebery", "non-urgent")]
    public void A_landlord_without_such_a_rule_leaves_a_job_in_its_band(string landlord, string band) =>
        Assert.Equal(band, RebandingDecision.Decide(Policy(landlord), band, new Estimate(100_000, 1_000_000)));

    [Fact]
    public void A_job_found_to_be_big_moves_to_its_band_and_a_smaller_estimate_takes_it_back_F3()
    {
        var repair = Gutter();
        var big = Decide(repair, new VaryRepair(600, null, "All of it has to come down.", null));
        Assert.Equal(["repair.varied", "repair.rebanded"], big.Milestones.Select(m => m.Name));
        repair.With([.. big.Milestones]);
        Assert.Equal(("major", "external", new Estimate(600, null)), (repair.Priority, repair.BandBefore, repair.Estimate));

        // What is left out stays: ten hours, and now a sum as well.
        repair.With(Decide(repair, new VaryRepair(null, 20_000, "A quotation came.", null)).Only<RepairMilestone.Varied>());
        Assert.Equal(("major", new Estimate(600, 20_000)), (repair.Priority, repair.Estimate));

        repair.With([.. Decide(repair, new VaryRepair(120, null, "One length only.", null)).Milestones]);
        Assert.Equal(("external", null), (repair.Priority, repair.BandBefore));
        Assert.Equal(3, repair.Variations.Count);
    }

    [Fact]
    public void The_reason_that_the_clocks_of_the_band_before_end_with_names_band_and_clause() =>
        Assert.Equal("By its size it belongs in the band “Major works” (HPG-REP-07).", RebandingDecision.Why(Policy("housing-plus"), "major"));

    [Fact]
    public void A_need_that_becomes_known_does_not_take_a_big_job_out_of_its_band()
    {
        var repair = Gutter().With(new RepairMilestone.Varied(new Estimate(600, null), "All of it.", Now), new RepairMilestone.Rebanded("major", "It is big.", Now));
        var decision = FactsDecision.Decide(Policy("housing-plus"), repair, Family with { HasVulnerableMember = true }, Now);
        decision.Only<RepairMilestone.HouseholdKnown>();
    }

    [Fact]
    public void The_same_estimate_said_again_does_nothing()
    {
        var repair = Gutter();
        repair.With([.. Decide(repair, Small).Milestones]);
        Decide(repair, Small).IsNothing();
        Assert.NotEmpty(Decide(repair, Small with { Why = "Two washers." }).Milestones);
    }

    public static TheoryData<string, VaryRepair> Wrong => new()
    {
        { "estimated_minutes", Small with { Minutes = null, Pence = null } },
        { "estimated_minutes", Small with { Minutes = 0 } },
        { "estimated_minutes", Small with { Minutes = 100_001 } },
        { "estimated_pence", Small with { Pence = -1 } },
        { "why", Small with { Why = " " } },
        { "estimated_at", Small with { EstimatedAt = Now.AddMinutes(3) } },
        { "estimated_at", Small with { EstimatedAt = ReportedAt.AddSeconds(-1) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_right_is_named(string field, VaryRepair estimate) => Assert.Equal(field, Decide(Gutter(), estimate).Refusal().Field());

    [Fact]
    public void What_is_finished_or_not_the_landlords_takes_no_estimate()
    {
        Assert.Equal(RepairRefusals.Finished, VariationDecision.Decide(Policy("havering"), Completed(), Small, Now, Tolerance).Refusal());
        var theirs = Reported("one-housing", "dripping-tap", "routine", Family with { Tenure = "leasehold" });
        Assert.Equal("NOT_OURS", VariationDecision.Decide(Policy("one-housing"), theirs, Small, Now, Tolerance).Refusal().Code);
    }

    private static Repair Gutter() => Reported("housing-plus", "guttering", "external", circumstances: Circumstances.Plain with { Place = Place.Outside });

    private static Decision<RepairMilestone> Decide(Repair repair, VaryRepair estimate) => VariationDecision.Decide(Policy("housing-plus"), repair, estimate, Now, Tolerance);
}
