using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests.Appointing;

/// <summary>Booking a slot, changing and cancelling, coming late, and not being let in.</summary>
public class AppointmentChangeTests
{
    private static readonly DiaryPlace Place = new("council-repairs", "water", 1, "morning");
    private static readonly Order Order = new("council-repairs", "water", "plumbing", OutOfHours: false, "The team comes.", Clause: null, Now);
    private static readonly DateTimeOffset Tomorrow = new(2026, 3, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly string Key = new SlotKey("council-repairs", "water", new(2026, 3, 4), "morning").ToString();
    private static readonly ChosenSlot Chosen = new(Order, Place, Tomorrow, Tomorrow.AddHours(4));

    [Fact]
    public async Task A_slot_is_booked_with_its_operative_and_whoever_comes_is_sent()
    {
        var milestones = (await Book(Reported())).Milestones;
        var repair = Reported().With([.. milestones]);
        Assert.Equal(["repair.ordered", "repair.appointed"], milestones.Select(m => m.Name));
        Assert.Equal((Place, Tomorrow, "council-repairs"), (repair.Booked!.Place, repair.Booked.StartsAt, repair.Order!.Contractor));
        Assert.Equal(Stage.Appointed, repair.Stage);
    }

    [Fact]
    public async Task The_same_slot_again_does_nothing_and_another_waits()
    {
        var repair = Booked();
        (await Book(repair)).IsNothing();
        Assert.Equal("BOOKED_ALREADY", (await Book(repair, new SlotKey("council-repairs", "water", new(2026, 3, 5), "morning").ToString())).Refusal().Code);
        Assert.Equal("REPAIR_FINISHED", (await Book(Completed())).Refusal().Code);
    }

    [Fact]
    public async Task Why_there_is_no_place_is_the_refusal() =>
        Assert.Equal(RepairRefusals.SlotUnknown, (await BookingDecision.Decide(Reported(), Key, () => Task.FromResult(new SlotChoice(null, RepairRefusals.SlotUnknown)), Now)).Refusal());

    [Fact]
    public async Task Changed_it_stays_the_same_appointment_at_another_time()
    {
        var repair = Booked();
        var before = repair.Booked!;
        var later = new ChosenSlot(Order, Place with { Operative = 2 }, Tomorrow.AddDays(1), Tomorrow.AddDays(1).AddHours(4));
        var changed = (await ChangeDecision.Decide(
            repair, Change(before, "I am away."), new SlotKey("council-repairs", "water", new(2026, 3, 5), "morning").ToString(), () => Task.FromResult(new SlotChoice(later, null)), Now))
            .Only<RepairMilestone.AppointmentChanged>();
        repair.With(changed);
        Assert.Equal((before.Id, Tomorrow.AddDays(1), 2, 1, "I am away."), (repair.Booked!.Id, repair.Booked.StartsAt, repair.Booked.Operative, repair.Booked.Sequence, repair.Booked.Reason));
        Assert.Single(repair.Appointments);
    }

    [Fact]
    public async Task Changed_to_where_it_is_nothing_happens()
    {
        var repair = Booked();
        (await ChangeDecision.Decide(repair, Change(repair.Booked!), Key, () => throw new InvalidOperationException("Nothing has to be chosen."), Now)).IsNothing();
        var agreed = Reported().With(new RepairMilestone.Appointed(Guid.CreateVersion7(Now), Tomorrow, Tomorrow.AddHours(2), Now));
        ChangeDecision.Decide(agreed, Change(agreed.Booked!), new(Tomorrow, Tomorrow.AddHours(2)), Now).IsNothing();
    }

    [Fact]
    public void Staff_may_change_it_to_times_agreed_outside_the_diary_which_frees_the_operative()
    {
        var repair = Booked();
        repair.With(ChangeDecision.Decide(repair, Change(repair.Booked!), new(Tomorrow.AddHours(1), Tomorrow.AddHours(2)), Now).Only<RepairMilestone.AppointmentChanged>());
        Assert.Equal((null, "council-repairs", Tomorrow.AddHours(1)), (repair.Booked!.Place, repair.Booked.Contractor, repair.Booked.StartsAt));
        Assert.Equal("ends_at", ChangeDecision.Decide(repair, Change(repair.Booked), new(Tomorrow, Tomorrow), Now).Refusal().Field());
    }

    [Fact]
    public void What_has_begun_can_neither_be_changed_nor_cancelled()
    {
        var repair = Booked();
        Assert.Equal("APPOINTMENT_BEGUN", ChangeDecision.Decide(repair, Change(repair.Booked!), new(Tomorrow.AddDays(1), Tomorrow.AddDays(1).AddHours(1)), Tomorrow).Refusal().Code);
        Assert.Equal("APPOINTMENT_BEGUN", Cancel(repair, Tomorrow).Refusal().Code);
        Assert.NotEmpty(Cancel(repair, Tomorrow.AddTicks(-10)).Milestones);
    }

    [Fact]
    public void Cancelled_the_repair_stands_as_before_and_another_can_be_booked()
    {
        var repair = Booked();
        repair.With([.. Cancel(repair, Now).Milestones]);
        Assert.Equal((Stage.Reported, null, AppointmentState.Cancelled, "Mended by itself."), (repair.Stage, repair.Booked, repair.Appointments[0].State, repair.Appointments[0].Reason));
        Cancel(repair, Now).IsNothing();
        Assert.NotEmpty(BookingDecision.Decide(repair, new BookAppointment(Tomorrow, Tomorrow.AddHours(1)), Now).Milestones);
    }

    [Theory]
    [InlineData(AppointmentState.Attended)]
    [InlineData(AppointmentState.Missed)]
    [InlineData(AppointmentState.NoAccess)]
    public void What_is_over_takes_nothing_more(AppointmentState state)
    {
        var repair = Over(state);
        var over = repair.Appointments[0];
        Assert.Equal("APPOINTMENT_OVER", ChangeDecision.Decide(repair, Change(over), new(Tomorrow, Tomorrow.AddHours(1)), Now).Refusal().Code);
        Assert.Equal("APPOINTMENT_OVER", Cancel(repair, Now).Refusal().Code);
        Assert.Equal("APPOINTMENT_OVER", LatenessDecision.Decide(repair, new(over.Id, Now.AddHours(1), "Traffic."), Now).Refusal().Code);
    }

    [Fact]
    public void An_appointment_that_was_cancelled_or_not_let_in_cannot_have_been_missed()
    {
        var card = Over(AppointmentState.NoAccess);
        Assert.Equal("APPOINTMENT_OVER", MissDecision.Decide(card, new(card.Appointments[0].Id), Now.AddDays(9)).Refusal().Code);
        var cancelled = Booked();
        cancelled.With([.. Cancel(cancelled, Now).Milestones]);
        Assert.Equal("APPOINTMENT_OVER", MissDecision.Decide(cancelled, new(cancelled.Appointments[0].Id), Now.AddDays(9)).Refusal().Code);
    }

    [Fact]
    public void Running_late_says_when_and_why_and_the_appointment_stays_as_it_is()
    {
        var repair = Booked();
        var late = LatenessDecision.Decide(repair, new(repair.Booked!.Id, Tomorrow.AddHours(5), "Traffic."), Tomorrow.AddHours(3)).Only<RepairMilestone.RunningLate>();
        repair.With(late);
        Assert.Equal((Tomorrow.AddHours(5), "Traffic.", Tomorrow.AddHours(4), Stage.Appointed), (repair.Booked.ExpectedAt, repair.Booked.Reason, repair.Booked.EndsAt, repair.Stage));
        LatenessDecision.Decide(repair, new(repair.Booked.Id, Tomorrow.AddHours(5), "Traffic."), Tomorrow.AddHours(6)).IsNothing();
        Assert.NotEmpty(LatenessDecision.Decide(repair, new(repair.Booked.Id, Tomorrow.AddHours(6), "Traffic."), Tomorrow.AddHours(3)).Milestones);
        // Nobody there by its end is a missed appointment all the same (OHO-REP-14).
        Assert.NotEmpty(MissDecision.Decide(repair, new(repair.Booked.Id), Tomorrow.AddHours(4)).Milestones);
    }

    [Fact]
    public void That_somebody_has_set_out_is_said_once_on_the_day_and_keeps_no_promise()
    {
        var repair = Booked();
        SayOnTheWay command = new(repair.Booked!.Id);
        Assert.Equal("NOT_ITS_DAY", SettingOutDecision.Decide(repair, command, Tomorrow.AddDays(-1)).Refusal().Code);
        var going = SettingOutDecision.Decide(repair, command, Tomorrow).Only<RepairMilestone.OnTheWay>();
        repair.With(going);
        Assert.Equal((Tomorrow, Stage.Appointed, AppointmentState.Booked), (repair.Booked.OnTheWayAt, repair.Stage, repair.Booked.State));
        SettingOutDecision.Decide(repair, command, Tomorrow.AddMinutes(5)).IsNothing();
        Assert.NotEmpty(MissDecision.Decide(repair, new(repair.Booked.Id), Tomorrow.AddHours(4)).Milestones);
        var over = Over(AppointmentState.Attended);
        Assert.Equal("APPOINTMENT_OVER", SettingOutDecision.Decide(over, new(over.Appointments[0].Id), Tomorrow).Refusal().Code);
        Assert.Equal(RepairRefusals.AppointmentUnknown, SettingOutDecision.Decide(repair, new(Guid.CreateVersion7()), Tomorrow).Refusal());
    }

    [Fact]
    public void Moved_to_another_time_nobody_is_on_the_way_to_it()
    {
        var repair = Booked();
        repair.With(new RepairMilestone.OnTheWay(repair.Booked!.Id, Tomorrow), new RepairMilestone.AppointmentChanged(repair.Booked.Id, Tomorrow.AddDays(1), Tomorrow.AddDays(1).AddHours(2), null, "Not at home.", Tomorrow));
        Assert.Null(repair.Booked.OnTheWayAt);
    }

    [Fact]
    public void Whoever_is_there_cannot_have_missed_the_appointment_and_the_visit_begins_with_the_arrival()
    {
        var repair = Booked();
        repair.With(ArrivalDecision.Decide(repair, new(null), Tomorrow.AddHours(2), TimeSpan.Zero).Only<RepairMilestone.Arrived>());
        Assert.Equal(Tomorrow.AddHours(2), repair.ArrivedAt);
        ArrivalDecision.Decide(repair, new(null), Tomorrow.AddHours(3), TimeSpan.Zero).IsNothing();
        SettingOutDecision.Decide(repair, new(repair.Booked!.Id), Tomorrow.AddHours(3)).IsNothing();
        Assert.Equal(RepairRefusals.Attended, MissDecision.Decide(repair, new(repair.Booked!.Id), Tomorrow.AddHours(9)).Refusal());

        var visit = VisitDecision.Decide(Examples.Policy("havering"), repair, new(null, Report: new() { Fixed = true }), Tomorrow.AddHours(3), TimeSpan.Zero).Only<RepairMilestone.Visited>();
        Assert.Equal((Tomorrow.AddHours(2), Tomorrow.AddHours(3)), (visit.ArrivedAt, visit.At));
        repair.With(visit);
        Assert.Null(repair.ArrivedAt);
        Assert.Equal(AppointmentState.Attended, repair.Appointments[0].State);
    }

    [Fact]
    public void Work_that_is_done_by_whoever_is_there_is_one_visit_that_mended_it()
    {
        var repair = Booked();
        repair.With(new RepairMilestone.Arrived(Tomorrow.AddHours(2)));
        Assert.Equal("completed_at", CompletionDecision.Decide(Examples.Policy("havering"), repair, new("New washer.", Tomorrow.AddHours(1)), Tomorrow.AddHours(3), TimeSpan.Zero).Refusal().Field());
        repair.With([.. CompletionDecision.Decide(Examples.Policy("havering"), repair, new("New washer.", null), Tomorrow.AddHours(3), TimeSpan.Zero).Milestones]);
        var visit = Assert.Single(repair.Visits);
        Assert.Equal((Tomorrow.AddHours(2), Tomorrow.AddHours(3), true), (visit.StartsAt, visit.EndsAt, visit.Fixed));
        Assert.Equal((Stage.Completed, true, AppointmentState.Attended), (repair.Stage, repair.FirstVisit, repair.Appointments[0].State));
        Assert.Equal(RepairRefusals.Finished, ArrivalDecision.Decide(repair, new(null), Tomorrow.AddHours(4), TimeSpan.Zero).Refusal());
    }

    [Theory]
    [InlineData(0, -1)]         // before it even begins
    [InlineData(2, 1)]          // in the past
    [InlineData(2, 17)]         // more than twelve hours after its end
    public void Nobody_is_late_before_the_beginning_in_the_past_or_by_a_day(int saidIn, int expectedIn)
    {
        var repair = Booked();
        Assert.Equal("expected_at", LatenessDecision.Decide(repair, new(repair.Booked!.Id, Tomorrow.AddHours(expectedIn), "Traffic."), Tomorrow.AddHours(saidIn)).Refusal().Field());
    }

    [Fact]
    public void Not_let_in_a_card_is_left_and_the_repair_stands_as_before()
    {
        var repair = Booked();
        var card = Card(repair, Tomorrow.AddHours(1), now: Tomorrow.AddHours(2)).Only<RepairMilestone.NoAccess>();
        repair.With(card);
        Assert.Equal((Stage.Reported, AppointmentState.NoAccess, "B. Fitter", Tomorrow.AddHours(1)), (repair.Stage, repair.Appointments[0].State, repair.Appointments[0].CardLeftBy, card.At));
        Card(repair, Tomorrow.AddHours(1), now: Tomorrow.AddHours(2)).IsNothing();
    }

    [Fact]
    public void After_work_has_begun_not_being_let_in_leaves_it_in_progress()
    {
        var repair = InProgress().With(new RepairMilestone.Appointed(Guid.CreateVersion7(Now), Tomorrow, Tomorrow.AddHours(4), Now));
        var card = NoAccessDecision.Decide(repair, new(repair.Booked!.Id, Tomorrow, "B. Fitter", null), Tomorrow.AddHours(1), Tolerance).Milestones;
        Assert.Equal(Stage.InProgress, repair.With([.. card]).Stage);
    }

    [Theory]
    [InlineData(-1, 5)]         // before it began: nobody need be in
    [InlineData(4, 5)]          // at its end: nobody came in time
    [InlineData(3, 2)]          // in the future
    public void Nobody_was_kept_out_but_during_the_appointment(int calledIn, int saidIn) =>
        Assert.Equal("called_at", Card(Booked(), Tomorrow.AddHours(calledIn), Tomorrow.AddHours(saidIn)).Refusal().Field());

    private static Repair Booked() => Reported().With(new RepairMilestone.Ordered(Order), new RepairMilestone.Appointed(Guid.CreateVersion7(Now), Tomorrow, Tomorrow.AddHours(4), Now) { Place = Place });

    private static Repair Over(AppointmentState state)
    {
        var repair = Booked();
        var id = repair.Booked!.Id;
        return repair.With(state switch
        {
            AppointmentState.Attended => new RepairMilestone.Visited(id, Tomorrow),
            AppointmentState.Missed => new RepairMilestone.AppointmentMissed(id, Tomorrow.AddHours(4)),
            AppointmentState.NoAccess => new RepairMilestone.NoAccess(id, "B. Fitter", null, Tomorrow),
            AppointmentState.Booked or AppointmentState.Cancelled => throw new ArgumentOutOfRangeException(nameof(state)),
        });
    }

    private static Task<Decision<RepairMilestone>> Book(Repair repair, string? key = null) =>
        BookingDecision.Decide(repair, key ?? Key, () => Task.FromResult(new SlotChoice(Chosen, null)), Now);

    private static ChangeAppointment Change(Appointment appointment, string? reason = null) => new(appointment.Id, reason);

    private static Decision<RepairMilestone> Cancel(Repair repair, DateTimeOffset now) => CancellationDecision.Decide(repair, new(repair.Appointments[0].Id, "Mended by itself."), now);

    private static Decision<RepairMilestone> Card(Repair repair, DateTimeOffset called, DateTimeOffset now) =>
        NoAccessDecision.Decide(repair, new(repair.Appointments[0].Id, called, "B. Fitter", "Left at the door."), now, Tolerance);
}
