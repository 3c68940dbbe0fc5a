using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

public class AppointmentDecisionTests
{
    private static readonly BookAppointment Tomorrow = new(Now.AddDays(1), Now.AddDays(1).AddHours(2));

    [Theory]
    [InlineData(Stage.Reported)]
    [InlineData(Stage.InProgress)]
    public void An_appointment_can_be_booked_until_the_work_is_done(Stage stage)
    {
        var repair = In(stage);
        var appointed = BookingDecision.Decide(repair, Tomorrow, Now).Only<RepairMilestone.Appointed>();
        Assert.Equal((Tomorrow.StartsAt, Tomorrow.EndsAt, Now), (appointed.StartsAt, appointed.EndsAt, appointed.At));
        repair.With(appointed);
        Assert.Equal(Stage.Appointed, repair.Stage);
        Assert.Equal(appointed.AppointmentId, repair.Booked!.Id);
    }

    [Fact]
    public void Booking_the_same_again_does_nothing()
    {
        var repair = Appointed();
        BookingDecision.Decide(repair, new BookAppointment(repair.Booked!.StartsAt, repair.Booked.EndsAt), Now).IsNothing();
    }

    [Fact]
    public void A_second_appointment_waits_for_the_first() =>
        Assert.Equal("BOOKED_ALREADY", BookingDecision.Decide(Appointed(), Tomorrow, Now).Refusal().Code);

    [Fact]
    public void After_a_missed_appointment_another_can_be_booked()
    {
        var repair = Appointed();
        repair.With(MissDecision.Decide(repair, new RecordMissedAppointment(repair.Booked!.Id), Now).Milestones[0]);
        Assert.Null(repair.Booked);
        Assert.IsType<RepairMilestone.Appointed>(BookingDecision.Decide(repair, Tomorrow, Now).Milestones[0]);
    }

    [Fact]
    public void An_appointment_of_this_morning_may_be_entered_afterwards() =>
        Assert.IsType<RepairMilestone.Appointed>(BookingDecision.Decide(Reported(), new(Now.AddHours(-1), Now.AddMinutes(-30)), Now).Milestones[0]);

    [Theory]
    [InlineData(24, 24, "ends_at")]         // no time at all
    [InlineData(25, 24, "ends_at")]         // backwards
    [InlineData(24, 37, "ends_at")]         // thirteen hours
    [InlineData(-3, 1, "starts_at")]        // before the report
    [InlineData(24 * 367, 24 * 367 + 1, "starts_at")]       // in more than a year
    public void An_appointment_is_part_of_a_day_after_the_report_and_within_a_year(int startsIn, int endsIn, string field) =>
        Assert.Equal(field, BookingDecision.Decide(Reported(), new(Now.AddHours(startsIn), Now.AddHours(endsIn)), Now).Refusal().Field());

    [Fact]
    public void A_visit_keeps_the_booked_appointment()
    {
        var repair = Appointed();
        var booked = repair.Booked!;
        var visited = VisitDecision.Decide(Policy("havering"), repair, new RecordVisit(Now.AddMinutes(-50)), Now, Tolerance).Only<RepairMilestone.Visited>();
        repair.With(visited);
        Assert.Equal((booked.Id, Now.AddMinutes(-50)), (visited.AppointmentId, visited.At));
        Assert.Equal((Stage.InProgress, AppointmentState.Attended), (repair.Stage, booked.State));
    }

    [Fact]
    public void A_visit_without_a_time_is_now() =>
        Assert.Equal(Now, VisitDecision.Decide(Policy("havering"), Appointed(), new RecordVisit(null), Now, Tolerance).Only<RepairMilestone.Visited>().At);

    [Fact]
    public void The_same_visit_said_again_does_nothing()
    {
        var repair = InProgress();
        VisitDecision.Decide(Policy("havering"), repair, new RecordVisit(repair.LastVisitedAt), Now, Tolerance).IsNothing();
        VisitDecision.Decide(Policy("havering"), Completed(), new RecordVisit(repair.LastVisitedAt), Now, Tolerance).IsNothing();
    }

    [Fact]
    public void A_visit_is_neither_in_the_future_nor_before_the_report()
    {
        Assert.Equal("visited_at", VisitDecision.Decide(Policy("havering"), Appointed(), new RecordVisit(Now.AddMinutes(3)), Now, Tolerance).Refusal().Field());
        Assert.Equal("visited_at", VisitDecision.Decide(Policy("havering"), Appointed(), new RecordVisit(ReportedAt.AddSeconds(-1)), Now, Tolerance).Refusal().Field());
    }

    [Fact]
    public void Nobody_came_is_recorded_as_of_the_end_of_the_appointment_OHO_REP_14()
    {
        var repair = Appointed();
        var booked = repair.Booked!;
        var missed = MissDecision.Decide(repair, new RecordMissedAppointment(booked.Id), Now).Only<RepairMilestone.AppointmentMissed>();
        Assert.Equal((booked.Id, booked.EndsAt), (missed.AppointmentId, missed.At));
        repair.With(missed);
        Assert.Equal((Stage.Reported, AppointmentState.Missed), (repair.Stage, booked.State));
    }

    [Fact]
    public void A_miss_after_work_has_begun_leaves_it_in_progress()
    {
        var repair = InProgress().With(new RepairMilestone.Appointed(Guid.CreateVersion7(Now), Now.AddMinutes(-10), Now.AddMinutes(-1), Now));
        repair.With(MissDecision.Decide(repair, new RecordMissedAppointment(repair.Booked!.Id), Now).Milestones[0]);
        Assert.Equal(Stage.InProgress, repair.Stage);
    }

    [Fact]
    public void An_appointment_is_not_missed_before_it_has_ended()
    {
        var repair = Appointed();
        var miss = new RecordMissedAppointment(repair.Booked!.Id);
        Assert.Equal("NOT_OVER_YET", MissDecision.Decide(repair, miss, repair.Booked.EndsAt.AddTicks(-1)).Refusal().Code);
        Assert.NotEmpty(MissDecision.Decide(repair, miss, repair.Booked.EndsAt).Milestones);
    }

    [Fact]
    public void A_miss_said_again_does_nothing_even_when_all_is_done()
    {
        var repair = Appointed();
        var miss = new RecordMissedAppointment(repair.Booked!.Id);
        repair.With(MissDecision.Decide(repair, miss, Now).Milestones[0]);
        MissDecision.Decide(repair, miss, Now).IsNothing();
        repair.With(new RepairMilestone.MadeSafe(Now), new RepairMilestone.Completed("New washer", Now));
        MissDecision.Decide(repair, miss, Now).IsNothing();
    }

    [Fact]
    public void An_appointment_that_was_kept_cannot_have_been_missed()
    {
        var repair = InProgress();
        Assert.Equal("APPOINTMENT_ATTENDED", MissDecision.Decide(repair, new RecordMissedAppointment(repair.Appointments[0].Id), Now).Refusal().Code);
    }

    [Fact]
    public void Another_repairs_appointment_is_unknown_here()
    {
        var refusal = MissDecision.Decide(Appointed(), new RecordMissedAppointment(Guid.CreateVersion7(Now)), Now).Refusal();
        Assert.Equal((RefusalKind.NotFound, "APPOINTMENT_UNKNOWN"), (refusal.Kind, refusal.Code));
    }
}
