using Housing.Standards;

namespace Housing.Tenancy.Tests;

public class StartDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 3);
    private static readonly HomeToLet EmptyHome = new(Guid.CreateVersion7(), "havering", Held: false);
    private static readonly StartTenancy Secure = new(Tenure.Secure, "Ada Example", [Need.YoungChild], new GivenDay(2026, 3, 2));

    [Fact]
    public void A_household_takes_an_empty_home_on_its_terms()
    {
        var started = Assert.Single(Decide(Secure).Milestones);

        Assert.Equal((EmptyHome.HomeId, "havering", Tenure.Secure), (started.HomeId, started.Landlord, started.Tenure));
        Assert.Equal((new DateOnly(2026, 3, 2), "Ada Example", Now), (started.StartedOn, started.LeadName, started.At));
        Assert.Equal([Need.YoungChild], started.Needs);
    }

    [Fact]
    public void A_home_that_somebody_holds_is_not_let_again() =>
        Assert.Equal(TenancyRefusals.HomeHeld, WhyNot(Secure, EmptyHome with { Held = true }));

    [Fact]
    public void What_is_wrong_with_the_request_is_said_before_who_holds_the_home() =>
        Assert.Equal(RefusalKind.Invalid, WhyNot(Secure with { LeadName = "" }, EmptyHome with { Held = true }).Kind);

    [Fact]
    public void Everything_wrong_is_told_in_one_answer() =>
        Assert.Equal(["tenure", "lead_name", "needs[1]", "starts_on"], WhyNot(new StartTenancy(null, " ", [Need.Disability, null], null)).Fields.Select(f => f.Field));

    [Fact]
    public void A_tenure_that_is_missing_is_answered_with_those_there_are() =>
        Assert.Contains("TENURE_SECURE, TENURE_ASSURED, TENURE_STARTER, TENURE_LEASEHOLD, TENURE_SHARED_OWNERSHIP", WhyNot(Secure with { Tenure = null }).Sentence, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("Ada\u0007Example")]
    [InlineData("Ada\nExample")]
    public void A_lead_name_is_one_line_of_plain_text(string name) => Assert.Equal("lead_name", Assert.Single(WhyNot(Secure with { LeadName = name }).Fields).Field);

    [Fact]
    public void A_lead_name_has_at_most_120_characters()
    {
        Assert.Single(Decide(Secure with { LeadName = new string('a', 120) }).Milestones);
        Assert.Contains("it has 10000", WhyNot(Secure with { LeadName = new string('a', 10_000) }).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Zoë Ní Bhriain-O’Neill")]
    [InlineData("நளினி")]
    [InlineData("محمد")]
    public void Names_of_all_scripts_are_kept_as_written(string name) => Assert.Equal(name, Assert.Single(Decide(Secure with { LeadName = name }).Milestones).LeadName);

    [Theory]
    [InlineData(1900, 1, 1)]
    [InlineData(2024, 2, 29)]
    [InlineData(2026, 3, 3)]
    [InlineData(2027, 3, 3)]
    public void A_tenancy_starts_from_1900_to_a_year_ahead(int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), Assert.Single(Decide(Secure with { StartsOn = new GivenDay(year, month, day) }).Milestones).StartedOn);

    [Theory]
    [InlineData(1899, 12, 31)]
    [InlineData(2027, 3, 4)]
    [InlineData(9999, 12, 31)]
    [InlineData(2026, 2, 31)]
    [InlineData(2023, 2, 29)]
    [InlineData(0, 0, 0)]
    [InlineData(int.MinValue, 1, 1)]
    public void Any_other_day_is_refused_with_what_would_be_right(int year, int month, int day)
    {
        var fault = Assert.Single(WhyNot(Secure with { StartsOn = new GivenDay(year, month, day) }).Fields);

        Assert.Equal("starts_on", fault.Field);
        Assert.StartsWith("must be", fault.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Needs_said_twice_or_in_another_order_are_the_same_needs() =>
        Assert.Equal(
            [Need.OlderPerson, Need.Pregnancy],
            Assert.Single(Decide(Secure with { Needs = [Need.Pregnancy, Need.OlderPerson, Need.Pregnancy] }).Milestones).Needs);

    private static Decision<TenancyMilestone.Started> Decide(StartTenancy command, HomeToLet? home = null) => StartDecision.Decide(home ?? EmptyHome, command, Today, Now);

    private static Refusal WhyNot(StartTenancy command, HomeToLet? home = null) =>
        Assert.IsType<Decision<TenancyMilestone.Started>.Refused>(Decide(command, home)).Why;
}
