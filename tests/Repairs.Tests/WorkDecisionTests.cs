using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

public class WorkDecisionTests
{
    private static readonly CompleteRepair Done = new("New washer", Now.AddMinutes(-5));

    [Theory]
    [InlineData(Stage.Reported, Stage.InProgress)]
    [InlineData(Stage.Appointed, Stage.Appointed)]
    [InlineData(Stage.InProgress, Stage.InProgress)]
    public void A_danger_can_be_ended_until_the_work_is_done(Stage before, Stage after)
    {
        var repair = In(before);
        var safe = SafetyDecision.Decide(repair, new MakeSafe(Now.AddMinutes(-20)), Now, Tolerance).Only<RepairMilestone.MadeSafe>();
        repair.With(safe);
        Assert.Equal((Now.AddMinutes(-20), after), (repair.MadeSafeAt, repair.Stage));
    }

    [Fact]
    public void Made_safe_said_again_does_nothing()
    {
        var repair = Reported().With(new RepairMilestone.MadeSafe(Now));
        SafetyDecision.Decide(repair, new MakeSafe(Now), Now, Tolerance).IsNothing();
        SafetyDecision.Decide(repair, new MakeSafe(null), Now.AddHours(1), Tolerance).IsNothing();
    }

    [Fact]
    public void Made_safe_at_two_times_is_refused() =>
        Assert.Equal("SAFE_ALREADY", SafetyDecision.Decide(Reported().With(new RepairMilestone.MadeSafe(Now)), new MakeSafe(Now.AddMinutes(-1)), Now, Tolerance).Refusal().Code);

    [Fact]
    public void Made_safe_is_neither_in_the_future_nor_before_the_report()
    {
        Assert.Equal("made_safe_at", SafetyDecision.Decide(Reported(), new MakeSafe(Now.AddMinutes(3)), Now, Tolerance).Refusal().Field());
        Assert.Equal("made_safe_at", SafetyDecision.Decide(Reported(), new MakeSafe(ReportedAt.AddSeconds(-1)), Now, Tolerance).Refusal().Field());
    }

    [Fact]
    public void Work_in_progress_is_completed_with_what_was_done()
    {
        var repair = InProgress();
        repair.With(CompletionDecision.Decide(Policy("havering"), repair, Done, Now, Tolerance).Only<RepairMilestone.Completed>());
        Assert.Equal((Stage.Completed, "New washer", Done.CompletedAt), (repair.Stage, repair.WorkDone, repair.CompletedAt));
    }

    [Fact]
    public void An_emergency_made_safe_without_an_appointment_can_be_completed() =>
        Assert.NotEmpty(CompletionDecision.Decide(Policy("havering"), Reported().With(new RepairMilestone.MadeSafe(Now.AddMinutes(-10))), Done, Now, Tolerance).Milestones);

    [Theory]
    [InlineData(Stage.Reported, "NOT_STARTED")]
    [InlineData(Stage.Appointed, "VISIT_NOT_RECORDED")]
    public void A_repair_nobody_went_to_cannot_be_completed(Stage stage, string code) =>
        Assert.Equal(code, CompletionDecision.Decide(Policy("havering"), In(stage), Done, Now, Tolerance).Refusal().Code);

    [Fact]
    public void Completed_said_again_does_nothing()
    {
        CompletionDecision.Decide(Policy("havering"), Completed(), Done, Now, Tolerance).IsNothing();
        CompletionDecision.Decide(Policy("havering"), Completed(), Done with { CompletedAt = null }, Now.AddHours(1), Tolerance).IsNothing();
    }

    [Fact]
    public void A_completed_repair_takes_nothing_more()
    {
        var repair = Completed();
        Assert.All(
            [
                CompletionDecision.Decide(Policy("havering"), repair, Done with { WorkDone = "New tap" }, Now, Tolerance),
                CompletionDecision.Decide(Policy("havering"), repair, Done with { CompletedAt = Now }, Now, Tolerance),
                SafetyDecision.Decide(repair, new MakeSafe(Now), Now, Tolerance),
                VisitDecision.Decide(Policy("havering"), repair, new RecordVisit(Now), Now, Tolerance),
                BookingDecision.Decide(repair, new BookAppointment(Now, Now.AddHours(1)), Now),
            ],
            decision => Assert.Equal(RepairRefusals.Finished, decision.Refusal()));
    }

    [Fact]
    public void Completion_is_neither_in_the_future_nor_before_the_last_visit()
    {
        Assert.Equal("completed_at", CompletionDecision.Decide(Policy("havering"), InProgress(), Done with { CompletedAt = Now.AddMinutes(3) }, Now, Tolerance).Refusal().Field());
        Assert.Equal("completed_at", CompletionDecision.Decide(Policy("havering"), InProgress(), Done with { CompletedAt = Now.AddMinutes(-16) }, Now, Tolerance).Refusal().Field());
    }

    [Theory]
    [InlineData("")]
    [InlineData("tap\0")]
    public void What_was_done_is_plain_text(string workDone) =>
        Assert.Equal("work_done", CompletionDecision.Decide(Policy("havering"), InProgress(), Done with { WorkDone = workDone }, Now, Tolerance).Refusal().Field());

    [Fact]
    public void Everything_is_on_the_timeline_with_its_time_and_who_recorded_it()
    {
        var repair = Completed();
        Assert.Equal(["repair.reported", "repair.appointed", "repair.visited", "repair.completed"], repair.Timeline.Select(t => t.Name));
        Assert.Equal([ReportedAt, Now, Now.AddMinutes(-15), Now.AddMinutes(-5)], repair.Timeline.Select(t => t.At));
        Assert.All(repair.Timeline, t => Assert.Equal((Now, "officer", "officer-1"), (t.RecordedAt, t.ByRole, t.BySubject)));
    }
}
