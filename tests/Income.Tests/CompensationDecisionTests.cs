using Housing.Standards;

namespace Housing.Income.Tests;

public class CompensationDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 9, 0, 0, TimeSpan.Zero);
    private static readonly Compensation TenPounds = new() { Reason = "missed-appointment", Pence = 1000, Published = false, Note = "a test's" };
    private static readonly MissedAppointment Missed = new(Guid.CreateVersion7(), "one-housing", Guid.CreateVersion7(), new DateTimeOffset(2026, 3, 30, 11, 0, 0, TimeSpan.Zero));
    private static readonly LetDown Household = new(Guid.CreateVersion7(), Since: null);

    [Fact]
    public void OHO_REP_14_who_waited_in_is_credited_the_landlords_sum()
    {
        var posted = Assert.Single(CompensationDecision.Decide(TenPounds, Missed, Household, credited: false, Now).Milestones);

        Assert.Equal((-1000, PostingKind.Compensation, Missed.AppointmentId, Now), (posted.AmountPence, posted.Kind, posted.Cause, posted.At));
        Assert.Equal("Compensation for the missed appointment of 30 March 2026", posted.Narrative);
    }

    [Fact]
    public void The_day_in_the_narrative_is_the_London_one()
    {
        var lateEvening = Missed with { EndedAt = new DateTimeOffset(2026, 3, 30, 23, 30, 0, TimeSpan.Zero) };

        Assert.EndsWith("31 March 2026", Assert.Single(CompensationDecision.Decide(TenPounds, lateEvening, Household, credited: false, Now).Milestones).Narrative, StringComparison.Ordinal);
    }

    [Fact]
    public void A_landlord_that_set_no_sum_credits_nothing() =>
        Assert.Equal(Decision<AccountMilestone.Posted>.Nothing, CompensationDecision.Decide(null, Missed, Household, credited: false, Now));

    [Fact]
    public void An_appointment_is_made_good_once() =>
        Assert.Equal(Decision<AccountMilestone.Posted>.Nothing, CompensationDecision.Decide(TenPounds, Missed, Household, credited: true, Now));

    [Fact]
    public void In_an_empty_home_nobody_was_let_down() =>
        Assert.Equal(Refused(IncomeRefusals.NobodyLetDown), CompensationDecision.Decide(TenPounds, Missed, letDown: null, credited: false, Now));

    [Theory]
    [InlineData(2026, 3, 29, true)]
    [InlineData(2026, 3, 30, true)]
    [InlineData(2026, 3, 31, false)]
    public void Those_who_moved_in_after_the_appointment_did_not_wait_for_it(int year, int month, int day, bool credited)
    {
        var decision = CompensationDecision.Decide(TenPounds, Missed, Household with { Since = new DateOnly(year, month, day) }, credited: false, Now);

        Assert.Equal(credited, decision is Decision<AccountMilestone.Posted>.Accepted);
        Assert.Equal(!credited, decision == Refused(IncomeRefusals.NobodyLetDown));
    }

    private static Decision<AccountMilestone.Posted> Refused(Refusal why) => new Decision<AccountMilestone.Posted>.Refused(why);
}
