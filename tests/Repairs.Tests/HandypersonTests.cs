using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

public class HandypersonTests
{
    private static readonly HouseholdFacts Vulnerable = Family with { HasVulnerableMember = true };

    [Theory]
    [InlineData("havering", "dripping-tap", "priority-3", "secure", true, Place.InHome, Cause.Wear, "HAV-REP-13")]
    [InlineData("havering", "door-or-frame", "priority-3", "secure", true, Place.InHome, Cause.Resident, "HAV-REP-13")]      // their own small job
    [InlineData("havering", "dripping-tap", "priority-3", "secure", false, Place.InHome, Cause.Wear, null)]
    [InlineData("havering", "dripping-tap", "priority-3", "leasehold", true, Place.InHome, Cause.Wear, null)]                // tenants, the clause says
    [InlineData("havering", "door-or-frame", "priority-3", "secure", true, Place.Communal, Cause.Wear, null)]
    [InlineData("havering", "no-water", "priority-1", "secure", true, Place.InHome, Cause.Wear, null)]                       // no small job
    [InlineData("rosebery", "dripping-tap", "non-urgent", "assured", true, Place.InHome, Cause.Wear, null)]                  // nothing published
    public void HAV_REP_13_a_vulnerable_tenants_small_job_is_offered_the_handyperson(
        string landlord, string fault, string priority, string tenure, bool vulnerable, Place place, Cause cause, string? clause)
    {
        var repair = Reported(landlord, fault, priority, Vulnerable with { Tenure = tenure, HasVulnerableMember = vulnerable }, circumstances: Circumstances.Plain with { Place = place, Cause = cause });
        Assert.Equal(clause, HandypersonDecision.Decide(Policy(landlord), repair)?.Clause);
    }

    [Fact]
    public void Nobody_is_offered_it_whose_need_is_not_known() => Assert.Null(HandypersonDecision.Decide(Policy("havering"), Reported("havering", "dripping-tap", "priority-3", pending: true)));

    [Fact]
    public void A_rule_that_names_what_is_not_there_is_refused_by_its_path()
    {
        var policy = Policy("havering");
        var damaged = policy with { Handyperson = policy.Handyperson! with { Faults = ["teapot"], Tenures = ["freehold"], Says = " " } };
        Assert.Equal(["handyperson.says", "handyperson.faults[0]", "handyperson.tenures[0]"], damaged.Check().Select(f => f.Path));
    }
}
