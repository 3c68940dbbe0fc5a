using Housing.Standards;

namespace Housing.Tenancy.Tests;

public class EndDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly EndTenancy Sunday = new(new GivenDay(2026, 3, 29), EndReason.NoticeGiven);

    [Fact]
    public void A_tenancy_ends_with_its_last_day_and_why()
    {
        var tenancy = Running();

        tenancy.Apply(Assert.Single(Decide(tenancy, Sunday).Milestones));

        Assert.Equal((new DateOnly(2026, 3, 29), EndReason.NoticeGiven, Now, "officer"), (tenancy.EndedOn, tenancy.EndReason, tenancy.EndRecordedAt, tenancy.EndRecordedBy));
    }

    [Fact]
    public void Said_again_it_changes_nothing_and_another_day_or_reason_is_refused()
    {
        var tenancy = Running();
        tenancy.Apply(Assert.Single(Decide(tenancy, Sunday).Milestones));

        Assert.Equal(Decision<TenancyMilestone.Ended>.Nothing, Decide(tenancy, Sunday));
        Assert.Equal(TenancyRefusals.EndedAlready(new DateOnly(2026, 3, 29)), WhyNot(tenancy, Sunday with { EndsOn = new GivenDay(2026, 3, 30) }));
        Assert.Equal("ENDED_ALREADY", WhyNot(tenancy, Sunday with { Reason = EndReason.Died }).Code);
    }

    [Theory]
    [InlineData(2026, 2, 1)]
    [InlineData(2026, 3, 3)]
    [InlineData(2027, 3, 3)]
    public void The_last_day_is_from_the_first_to_a_year_ahead(int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), Assert.Single(Decide(Running(), Sunday with { EndsOn = new GivenDay(year, month, day) }).Milestones).On);

    [Theory]
    [InlineData(2026, 1, 31)]
    [InlineData(2027, 3, 4)]
    [InlineData(2026, 2, 30)]
    public void Any_other_day_is_refused_with_what_would_be_right(int year, int month, int day)
    {
        var fault = Assert.Single(WhyNot(Running(), Sunday with { EndsOn = new GivenDay(year, month, day) }).Fields);

        Assert.Equal("ends_on", fault.Field);
        Assert.StartsWith("must be", fault.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_wrong_is_told_in_one_answer()
    {
        var why = WhyNot(Running(), new EndTenancy(null, null));

        Assert.Equal(["ends_on", "reason"], why.Fields.Select(f => f.Field));
        Assert.Contains("END_REASON_NOTICE_GIVEN", why.Sentence, StringComparison.Ordinal);
    }

    private static Decision<TenancyMilestone.Ended> Decide(HomeTenancy tenancy, EndTenancy command) => EndDecision.Decide(tenancy, command, "officer", Now);

    private static Refusal WhyNot(HomeTenancy tenancy, EndTenancy command) => Assert.IsType<Decision<TenancyMilestone.Ended>.Refused>(Decide(tenancy, command)).Why;

    private static HomeTenancy Running()
    {
        var started = new TenancyMilestone.Started(Guid.CreateVersion7(), "havering", Tenure.Secure, new DateOnly(2026, 2, 1), "Ada Example", [], Now);
        return HomeTenancy.Start(started, Household.Form(started), by: "officer");
    }
}
