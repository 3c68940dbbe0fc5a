using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;

namespace Housing.Stack.Tests.RepairLives;

[Collection(nameof(OneStack))]
public sealed class AppointmentTests(ObservedStack observed) : RepairLife(observed.Stack)
{
    [Fact]
    public async Task A_routine_repair_goes_from_the_questions_over_two_visits_to_the_check_of_the_work()
    {
        var household = await Stack.LetHome("havering", Tenure.Secure);
        var (resident, officer) = (await Resident(household), await Officer(household));
        var report = Report(household, Now.AddDays(-1), "kitchen", "tap");
        Assert.Equal("ANSWER_MISSING", await Refused(resident.Repairs.ReportRepairAsync(report)));
        report.Answers.Add(new Answer { Question = "tap-what", Answer_ = "stuck" });
        var answer = await resident.Repairs.ReportRepairAsync(report);
        var repair = answer.Repair;
        Assert.Equal(("stuck-tap", "priority-2", "ENG-RTR-03 Open, HAV-REP-08 Open, HAV-REP-27 Open"), (repair.Fault, repair.Priority, Promises(repair)));

        // The resident takes one of the slots that were offered (HAV-REP-04), then another.
        var (first, second) = (answer.Slots[^2], answer.Slots[^1]);
        var appointment = (await resident.Repairs.BookAppointmentAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, SlotKey = first.SlotKey })).Repair.Appointment.AppointmentId;
        var moved = (await resident.Repairs.ChangeAppointmentAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, AppointmentId = appointment, SlotKey = second.SlotKey })).Repair;
        Assert.Equal((appointment, second.StartsAt, second.EndsAt), (moved.Appointment.AppointmentId, moved.Appointment.StartsAt, moved.Appointment.EndsAt));
        var calendar = (await resident.Repairs.GetAppointmentCalendarAsync(new() { RepairId = repair.RepairId, AppointmentId = appointment })).Body;
        var start = second.StartsAt.ToDateTimeOffset().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        Assert.All([$"UID:{appointment}\r\n", "SEQUENCE:1\r\n", $"DTSTART:{start}\r\n"], line => Assert.Contains(line, calendar, StringComparison.Ordinal));

        // Somebody can come today after all, and is late for that.
        await BringForward(appointment, Now.AddMinutes(-10));
        var contractor = await Contractor(repair);
        await contractor.Repairs.SayRunningLateAsync(new()
        {
            RequestId = NewId(), RepairId = repair.RepairId, AppointmentId = appointment, ExpectedAt = Now.AddMinutes(40).ToTimestamp(), Reason = "The job before took longer.",
        });

        // HAV-REP-11: what is not mended has its next visit before they leave.
        var visit = new RecordVisitRequest { RequestId = NewId(), RepairId = repair.RepairId, Fixed = false, Note = "The thread is worn." };
        Assert.Equal("FOLLOW_UP_MISSING", await Refused(contractor.Repairs.RecordVisitAsync(visit)));
        visit.FollowUp = new() { SlotKey = (await contractor.Repairs.ListSlotsAsync(new() { RepairId = repair.RepairId })).Slots[^1].SlotKey };
        var next = (await contractor.Repairs.RecordVisitAsync(visit)).Repair.Appointment.AppointmentId;
        await BringForward(next, Now);
        await contractor.Repairs.RecordVisitAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Fixed = true });
        await contractor.Complete(repair);
        await officer.Repairs.RecordPostInspectionAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Passed = true, Findings = "It turns." });
        var done = await resident.Confirm(repair);

        Assert.Equal(
            "reported appointed appointment-changed appointment-changed appointment-running-late visited appointed appointment-changed visited completed post-inspected confirmed", Timeline(done));
        Assert.Equal("ENG-RTR-03 Met, HAV-REP-08 Met, HAV-REP-27 Met", Promises(done));
        Assert.Equal((false, 2, PostInspectionState.Passed), (done.Completion.FirstVisit, done.Completion.Visits, done.PostInspection.State));
        Assert.Equal([appointment, next], done.Visits.Select(v => v.AppointmentId));
        await Told(observed, household, done.RepairId, "reported appointed appointment-changed appointment-changed appointment-running-late visited appointed appointment-changed visited completed");

        async Task BringForward(string id, DateTimeOffset to) => await officer.Repairs.ChangeAppointmentAsync(new()
        {
            RequestId = NewId(), RepairId = repair.RepairId, AppointmentId = id, StartsAt = to.ToTimestamp(), EndsAt = to.AddHours(2).ToTimestamp(), Reason = "Somebody else cancelled.",
        });
    }

    [Fact]
    public async Task OHO_REP_14_a_card_owes_nothing_and_an_appointment_nobody_came_to_is_credited_once()
    {
        var household = await Stack.LetHome("one-housing");
        var (resident, officer) = (await Resident(household), await Officer(household));
        var repair = (await resident.Repairs.ReportRepairAsync(Report(household, Now.AddDays(-3), "bathroom", "tap"))).Repair;
        var contractor = await Contractor(repair);

        var carded = await Agree(Now.AddDays(-2));
        await contractor.Repairs.RecordNoAccessAsync(new()
        {
            RequestId = NewId(), RepairId = repair.RepairId, AppointmentId = carded, CalledAt = Now.AddDays(-2).AddMinutes(20).ToTimestamp(), CardLeftBy = "B. Fitter",
        });
        Assert.Equal("APPOINTMENT_OVER", await Refused(contractor.Repairs.RecordMissedAppointmentAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, AppointmentId = carded })));

        var missed = await Agree(Now.AddDays(-1));
        foreach (var caller in new[] { contractor, officer, contractor })      // who all know of it
            await caller.Repairs.RecordMissedAppointmentAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, AppointmentId = missed });

        await Agree(Now);
        await contractor.Repairs.RecordVisitAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Fixed = true });
        await contractor.Complete(repair);
        var done = await resident.Confirm(repair);

        Assert.Equal("reported appointed no-access appointed appointment-missed appointed visited completed confirmed", Timeline(done));
        Assert.Equal("OHO-REP-18 Met", Promises(done));
        await Told(observed, household, done.RepairId, "reported appointed no-access appointed appointment-missed appointed visited completed");
        var credit = Assert.Single(await Postings(household, 1));
        Assert.Equal(("compensation", missed, -1_000), (credit.Kind, credit.Cause, credit.AmountPence));

        async Task<string> Agree(DateTimeOffset from) => (await officer.Repairs.BookAppointmentAsync(new()
        {
            RequestId = NewId(), RepairId = repair.RepairId, StartsAt = from.ToTimestamp(), EndsAt = from.AddHours(2).ToTimestamp(),
        })).Repair.Appointment.AppointmentId;
    }
}
