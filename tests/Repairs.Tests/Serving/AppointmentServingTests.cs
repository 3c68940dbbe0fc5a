using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>Who is sent and when somebody comes, as residents, staff and contractors meet it.</summary>
public sealed class AppointmentServingTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    private static readonly DateTimeOffset SundayNight = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    public void Dispose() => service.Reset();

    [Theory]
    // HAV-REP-04: a repair that is no emergency is offered an appointment at the first contact; OHO-REP-13: a repair inside the home is given one.
    [InlineData("havering", "stuck-tap")]
    [InlineData("havering", "dripping-tap")]
    [InlineData("one-housing", "dripping-tap")]
    [InlineData("housing-plus", "dripping-tap")]
    [InlineData("rosebery", "dripping-tap")]
    public async Task The_answer_to_a_report_offers_appointments_that_can_be_booked(string landlord, string fault)
    {
        var home = service.Neighbours.AddHome(landlord);
        service.Neighbours.MoveIn(home);
        var officer = service.As($"officer@{landlord}");

        var answer = await officer.ReportRepairAsync(Reported(home, fault));

        Assert.Equal(6, answer.Slots.Count);
        Assert.All(answer.Slots, s => Assert.True(s.StartsAt.ToDateTimeOffset() > Noon && s.Free > 0 && s.EndsAt > s.StartsAt));
        var booked = (await officer.BookAppointmentAsync(Booking(answer.Repair.RepairId, answer.Slots[0].SlotKey))).Repair;
        Assert.Equal((answer.Slots[0].StartsAt, answer.Slots[0].EndsAt, answer.Slots[0].Slot_), (booked.Appointment.StartsAt, booked.Appointment.EndsAt, booked.Appointment.Slot));
        Assert.Equal((Wire.Stage.Appointed, answer.Repair.Order.Contractor), (booked.Stage, booked.Appointment.Contractor));
        Assert.Equal(["repair.reported", "repair.appointed"], booked.Timeline.Select(t => t.Name));
    }

    [Theory]
    [InlineData("havering", "no-water", Wire.Place.InHome, Wire.Cause.Wear, true)]            // an emergency: somebody comes at once
    [InlineData("one-housing", "communal-light", Wire.Place.Communal, Wire.Cause.Wear, true)] // OHO-REP-13 speaks of repairs inside the home
    [InlineData("havering", "stuck-tap", Wire.Place.InHome, Wire.Cause.Resident, false)]      // HAV-REP-47: not the landlord's
    public async Task Nothing_is_offered_for_an_emergency_outside_the_home_or_what_is_not_the_landlords(string landlord, string fault, Wire.Place where, Wire.Cause cause, bool sent)
    {
        var home = service.Neighbours.AddHome(landlord);
        service.Neighbours.MoveIn(home);
        var request = Reported(home, fault);
        (request.Where, request.Cause) = (where, cause);

        var answer = await service.As($"officer@{landlord}").ReportRepairAsync(request);

        Assert.Empty(answer.Slots);
        Assert.Equal(sent, answer.Repair.Order is not null);
        if (!sent)
            Assert.Equal("NOT_OURS", (await Refusal(() => service.As($"officer@{landlord}").ListSlotsAsync(new() { RepairId = answer.Repair.RepairId }))).Reason);
    }

    [Theory]
    // OHO-REP-03, OHO-REP-10, OHC-REP-01, HAV-REP-05, ROS-REP-02: reported at three in the night of a Sunday; OHO-REP-04, HPG-REP-20: who answers it then.
    [InlineData("one-housing", "no-electricity", Wire.Place.InHome, "night-and-weekend", "OHO-REP-04")]
    [InlineData("one-housing", "no-electricity", Wire.Place.Communal, "night-and-weekend", "OHO-REP-04")]      // OHO-LSE-03
    [InlineData("havering", "no-electricity", Wire.Place.InHome, "emergency-service", "HAV-REP-05")]
    [InlineData("housing-plus", "no-electricity", Wire.Place.InHome, "out-of-hours", "HPG-REP-20")]
    [InlineData("rosebery", "no-electricity", Wire.Place.InHome, "on-call", "ROS-REP-07")]
    public async Task An_emergency_is_taken_at_any_hour_and_goes_to_whoever_answers_it_then(string landlord, string fault, Wire.Place where, string contractor, string clause)
    {
        service.Host.Clock.Now = SundayNight;
        var home = service.Neighbours.AddHome(landlord);
        var household = service.Neighbours.MoveIn(home, where == Wire.Place.Communal ? Tenure.Leasehold : Tenure.Secure);
        var heard = await service.Host.ListenAsync<RepairReported>();
        var request = Reported(home, fault);
        request.Where = where;

        var repair = (await service.As($"resident@{landlord}", household).ReportRepairAsync(request)).Repair;

        Assert.Equal((contractor, true, clause, SundayNight), (repair.Order.Contractor, repair.Order.OutOfHours, repair.Order.Clause, repair.Order.OrderedAt.ToDateTimeOffset()));
        Assert.NotEmpty(repair.Order.Why);
        // A3: every clock runs from the report.
        Assert.All(repair.Commitments, c => Assert.Equal(SundayNight, c.StartedAt.ToDateTimeOffset()));
        Assert.NotEmpty(repair.Commitments);
        await Eventually.Holds(() => Assert.Equal((contractor, true), Assert.Single(heard.Events, e => e.RepairId.ToString() == repair.RepairId) is var told ? (told.Contractor, told.OutOfHours) : default));
    }

    [Theory]
    [InlineData("one-housing")]
    [InlineData("havering")]
    [InlineData("housing-plus")]
    [InlineData("rosebery")]
    public async Task What_is_no_emergency_is_taken_at_night_too_and_waits_for_the_working_day_ROS_REP_02(string landlord)
    {
        service.Host.Clock.Now = SundayNight;
        var home = service.Neighbours.AddHome(landlord);
        var household = service.Neighbours.MoveIn(home);
        var answer = await service.As($"resident@{landlord}", household).ReportRepairAsync(Reported(home, "dripping-tap"));
        Assert.False(answer.Repair.Order.OutOfHours);
        Assert.All(answer.Slots, s => Assert.True(s.StartsAt.ToDateTimeOffset() >= SundayNight.AddDays(1)));
        Assert.All(answer.Repair.Commitments, c => Assert.Equal(SundayNight, c.StartedAt.ToDateTimeOffset()));
    }

    [Fact]
    public async Task A_home_in_Berkshire_is_the_partners_OHO_REP_02()
    {
        var home = service.Neighbours.AddHome("one-housing", postcode: "RG12 7AB");
        service.Neighbours.MoveIn(home);
        var answer = await service.As("officer@one-housing").ReportRepairAsync(Reported(home, "dripping-tap"));
        Assert.Equal(("housing-solutions", "Housing Solutions", "OHO-REP-02"), (answer.Repair.Order.Contractor, answer.Repair.Order.Name, answer.Repair.Order.Clause));
        var booked = (await service.As("officer@one-housing").BookAppointmentAsync(Booking(answer.Repair.RepairId, answer.Slots[0].SlotKey))).Repair;
        Assert.Equal("housing-solutions", booked.Appointment.Contractor);
    }

    [Fact]
    public async Task A_home_that_turns_out_to_be_in_Berkshire_is_the_partners_as_soon_as_Estates_says_so_OHO_REP_02()
    {
        var home = service.Neighbours.AddHome("one-housing", postcode: "RG12 7AB");
        service.Neighbours.MoveIn(home);
        (service.Neighbours.Estates, service.Neighbours.Tenancy) = (Neighbours.Mood.Down, Neighbours.Mood.Down);
        var officer = service.As("officer@one-housing");
        var repair = (await officer.ReportRepairAsync(Reported(home, "no-water"))).Repair;
        Assert.Equal("repairs-team", repair.Order.Contractor);

        service.Neighbours.Estates = Neighbours.Mood.Answers;
        service.Host.Clock.Now = Noon.AddMinutes(10);
        await Eventually.Holds(async () => Assert.Equal("housing-solutions", (await officer.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair.Order.Contractor));
        var safe = (await service.As("contractor-housing-solutions@one-housing").MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair.RepairId })).Repair;
        Assert.Equal(Wire.Stage.InProgress, safe.Stage);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("contractor-repairs-team@one-housing").GetRepairAsync(new() { RepairId = repair.RepairId }))).Status);
    }

    [Fact]
    public async Task Residents_book_change_and_cancel_the_appointments_of_their_own_repairs_OHO_REP_08()
    {
        var (home, household) = Let("one-housing");
        var resident = service.As("resident@one-housing", household);
        var answer = await resident.ReportRepairAsync(Reported(home, "dripping-tap"));
        var id = answer.Repair.RepairId;

        var booked = (await resident.BookAppointmentAsync(Booking(id, answer.Slots[0].SlotKey))).Repair.Appointment;
        var changed = (await resident.ChangeAppointmentAsync(new() { RequestId = NewId(), RepairId = id, AppointmentId = booked.AppointmentId, SlotKey = answer.Slots[1].SlotKey, Reason = "I am away." })).Repair.Appointment;
        Assert.Equal((booked.AppointmentId, answer.Slots[1].StartsAt, "I am away."), (changed.AppointmentId, changed.StartsAt, changed.Reason));
        var cancelled = (await resident.CancelAppointmentAsync(new() { RequestId = NewId(), RepairId = id, AppointmentId = booked.AppointmentId, Reason = "Mended by itself." })).Repair;
        Assert.Null(cancelled.Appointment);
        Assert.Equal(Wire.Stage.Reported, cancelled.Stage);
        Assert.Equal(["repair.reported", "repair.appointed", "repair.appointment-changed", "repair.appointment-cancelled"], cancelled.Timeline.Select(t => t.Name));
        Assert.All(cancelled.Timeline, t => Assert.Equal("resident", t.By));
        Assert.Equal(answer.Slots, (await resident.ListSlotsAsync(new() { RepairId = id, PageSize = 5 })).Slots.Take(6));      // all as free as before

        var neighbour = service.As("resident@one-housing", Guid.CreateVersion7());
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => neighbour.BookAppointmentAsync(Booking(id, answer.Slots[0].SlotKey)))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => neighbour.ListSlotsAsync(new() { RepairId = id }))).Status);
        var own = new BookAppointmentRequest { RequestId = NewId(), RepairId = id, StartsAt = Noon.AddDays(1).ToTimestamp(), EndsAt = Noon.AddDays(1).AddHours(1).ToTimestamp() };
        Assert.Equal(["slot_key"], (await Refusal(() => resident.BookAppointmentAsync(own))).Fields);
    }

    [Fact]
    public async Task Slots_are_paged_by_day_without_gap_or_repetition()
    {
        var (home, _) = Let("havering");
        var id = (await service.Report(home)).RepairId;
        var officer = service.As("officer@havering");
        var all = (await officer.ListSlotsAsync(new() { RepairId = id })).Slots;
        var paged = new List<Wire.Slot>();
        var request = new ListSlotsRequest { RepairId = id, PageSize = 4 };
        do
        {
            var page = await officer.ListSlotsAsync(request);
            paged.AddRange(page.Slots);
            Assert.InRange(page.Slots.Select(s => s.StartsAt.ToDateTimeOffset().Date).Distinct().Count(), 1, 4);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken is not "");

        Assert.Equal(all, paged);
        Assert.Equal(all.Select(s => s.SlotKey).Distinct(), all.Select(s => s.SlotKey));
        var from = (await officer.ListSlotsAsync(new() { RepairId = id, From = new() { Year = 2026, Month = 3, Day = 16 } })).Slots;
        Assert.Equal(all.Where(s => s.StartsAt.ToDateTimeOffset() >= new DateTimeOffset(2026, 3, 16, 0, 0, 0, TimeSpan.Zero)), from);
        Assert.Equal(["from"], (await Refusal(() => officer.ListSlotsAsync(new() { RepairId = id, From = new() { Year = 2026, Month = 2, Day = 30 } }))).Fields);
    }

    [Theory]
    [InlineData("bm8", null, "slot_key")]
    [InlineData("", null, "starts_at")]
    [InlineData("bm8", 1, "slot_key")]
    public async Task A_booking_that_names_no_slot_of_ours_is_refused_and_leaves_nothing(string key, int? startsIn, string field)
    {
        var (home, _) = Let("havering");
        var id = (await service.Report(home)).RepairId;
        var request = new BookAppointmentRequest { RequestId = NewId(), RepairId = id, SlotKey = key, StartsAt = startsIn is { } days ? Noon.AddDays(days).ToTimestamp() : null };
        Assert.Equal([field], (await Refusal(() => service.As("officer@havering").BookAppointmentAsync(request))).Fields);
        Assert.Equal(0, await service.Count("appointment", home));
    }

    [Fact]
    public async Task Running_late_is_told_with_the_reason_and_the_new_time()
    {
        var heard = await service.Host.ListenAsync<AppointmentRunningLate>();
        var messages = await service.Host.ListenAsync<ResidentMessageDue>();
        var (home, household) = Let("one-housing");
        var (id, booked, slot) = await Booked(home, "one-housing", "dripping-tap");
        service.Host.Clock.Now = slot.StartsAt.ToDateTimeOffset().AddHours(1);
        var request = new SayRunningLateRequest { RequestId = NewId(), RepairId = id, AppointmentId = booked, ExpectedAt = slot.EndsAt, Reason = "The job before took longer." };

        var repair = (await service.As("contractor-repairs-team@one-housing").SayRunningLateAsync(request)).Repair;

        Assert.Equal((slot.EndsAt, "The job before took longer.", slot.StartsAt), (repair.Appointment.ExpectedAt, repair.Appointment.Reason, repair.Appointment.StartsAt));
        await Eventually.Holds(() =>
        {
            var told = Assert.Single(heard.Events, e => e.RepairId.ToString() == id);
            Assert.Equal((household, slot.EndsAt.ToDateTimeOffset(), "The job before took longer."), (told.HouseholdId, told.ExpectedAt, told.Reason));
            var message = Assert.Single(messages.Events, e => e.CaseId.ToString() == id && e.Template == "repair.appointment-running-late");
            Assert.Equal("The job before took longer.", message.Facts["reason"]);
        });
    }

    [Fact]
    public async Task On_the_way_is_told_and_seen_by_whoever_watches_and_arrived_is_seen_in_the_contractors_day()
    {
        var messages = await service.Host.ListenAsync<ResidentMessageDue>();
        var (home, _) = Let("one-housing");
        var (id, booked, slot) = await Booked(home, "one-housing", "dripping-tap");
        service.Host.Clock.Now = slot.StartsAt.ToDateTimeOffset().AddMinutes(-20);
        var contractor = service.As("contractor-repairs-team@one-housing");
        using var watching = contractor.WatchRepair(new() { RepairId = id });
        Assert.True(await watching.ResponseStream.MoveNext(CancellationToken.None));
        var request = new SayOnTheWayRequest { RequestId = NewId(), RepairId = id, AppointmentId = booked };

        var repair = (await contractor.SayOnTheWayAsync(request)).Repair;

        Assert.Equal(service.Host.Clock.Now, repair.Appointment.OnTheWayAt.ToDateTimeOffset());
        while (watching.ResponseStream.Current.Repair.Appointment.OnTheWayAt is null)
            Assert.True(await watching.ResponseStream.MoveNext(CancellationToken.None));
        await Eventually.Holds(() => Assert.Single(messages.Events, e => e.CaseId.ToString() == id && e.Template == "repair.on-the-way"));
        Assert.Equal(repair, (await contractor.SayOnTheWayAsync(request)).Repair);

        service.Host.Clock.Now = slot.StartsAt.ToDateTimeOffset().AddMinutes(10);
        var there = (await contractor.RecordArrivalAsync(new() { RequestId = NewId(), RepairId = id })).Repair;
        Assert.Equal(slot.StartsAt.ToDateTimeOffset().AddMinutes(10), there.ArrivedAt.ToDateTimeOffset());
        var day = Standards.London.DayOf(service.Host.Clock.Now);
        var entry = Assert.Single((await contractor.ContractorDayAsync(new() { Day = new() { Year = day.Year, Month = day.Month, Day = day.Day }, PageSize = 200 })).Entries, e => e.RepairId == id);
        Assert.Equal(("booked", there.ArrivedAt), (entry.State, entry.ArrivedAt));
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await service.As("contractor-somebody-else@one-housing").RecordArrivalAsync(new() { RequestId = NewId(), RepairId = id }));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    [Fact]
    public async Task Not_let_in_a_card_is_left_nothing_is_owed_and_another_can_be_booked()
    {
        var missed = await service.Host.ListenAsync<AppointmentMissed>();
        var (home, _) = Let("havering");
        var (id, booked, slot) = await Booked(home);
        service.Host.Clock.Now = slot.StartsAt.ToDateTimeOffset().AddMinutes(10);
        var contractor = service.As("contractor-council-repairs@havering");
        var request = new RecordNoAccessRequest { RequestId = NewId(), RepairId = id, AppointmentId = booked, CardLeftBy = "B. Fitter", Note = "Rang twice." };

        var repair = (await contractor.RecordNoAccessAsync(request)).Repair;

        Assert.Equal((Wire.Stage.Reported, null), (repair.Stage, repair.Appointment));
        Assert.Equal("repair.no-access", repair.Timeline[^1].Name);
        service.Host.Clock.Now = slot.EndsAt.ToDateTimeOffset().AddHours(1);
        Assert.Equal("APPOINTMENT_OVER", (await Refusal(() => contractor.RecordMissedAppointmentAsync(new() { RequestId = NewId(), RepairId = id, AppointmentId = booked }))).Reason);
        var officer = service.As("officer@havering");
        var next = (await officer.ListSlotsAsync(new() { RepairId = id })).Slots[0];
        Assert.Equal(Wire.Stage.Appointed, (await officer.BookAppointmentAsync(Booking(id, next.SlotKey))).Repair.Stage);
        Assert.DoesNotContain(missed.Events, e => e.RepairId.ToString() == id);
    }

    [Fact]
    public async Task The_calendar_file_of_an_appointment_follows_its_changes()
    {
        var (home, household) = Let("havering");
        var (id, booked, slot) = await Booked(home);
        var resident = service.As("resident@havering", household);
        var request = new GetAppointmentCalendarRequest { RepairId = id, AppointmentId = booked };

        var first = await resident.GetAppointmentCalendarAsync(request);
        await resident.CancelAppointmentAsync(new() { RequestId = NewId(), RepairId = id, AppointmentId = booked, Reason = "Mended by itself." });
        var last = await resident.GetAppointmentCalendarAsync(request);

        Assert.Equal(("text/calendar; charset=utf-8; method=PUBLISH", $"repair-{booked}.ics"), (first.ContentType, first.FileName));
        Assert.All([$"UID:{booked}\r\n", "SEQUENCE:0\r\n", $"DTSTART:{slot.StartsAt.ToDateTimeOffset():yyyyMMdd'T'HHmmss'Z'}\r\n", "ORGANIZER;CN=\"Havering Council\""], line => Assert.Contains(line, first.Body, StringComparison.Ordinal));
        Assert.Equal("text/calendar; charset=utf-8; method=CANCEL", last.ContentType);
        Assert.All([$"UID:{booked}\r\n", "SEQUENCE:1\r\n", "STATUS:CANCELLED\r\n"], line => Assert.Contains(line, last.Body, StringComparison.Ordinal));
        Assert.Equal(StatusCode.NotFound, (await Refusal(() => resident.GetAppointmentCalendarAsync(new() { RepairId = id, AppointmentId = NewId() }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("resident@havering", Guid.CreateVersion7()).GetAppointmentCalendarAsync(request))).Status);
    }

    [Fact]
    public async Task A_contractor_sees_and_does_its_own_orders_and_nothing_else()
    {
        var (home, _) = Let("havering");
        var (id, _, slot) = await Booked(home);
        var own = service.As("contractor-council-repairs@havering");
        Assert.Equal(id, (await own.GetRepairAsync(new() { RepairId = id })).Repair.RepairId);

        foreach (var stranger in (string[])["contractor-emergency-service@havering", "contractor@havering", "contractor-council-repairs@rosebery"])
        {
            var other = service.As(stranger);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => other.GetRepairAsync(new() { RepairId = id }))).Status);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => other.ListSlotsAsync(new() { RepairId = id }))).Status);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => other.MakeSafeAsync(new() { RequestId = NewId(), RepairId = id }))).Status);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => other.ContractorDayAsync(new() { Landlord = "havering", Contractor = "council-repairs" }))).Status);
        }

        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => own.ReportRepairAsync(Reported(home)))).Status);
        Assert.All((await own.ListRepairsAsync(new() { Landlord = "havering" })).Repairs, r => Assert.Equal("council-repairs", r.Order.Contractor));
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => own.BookAppointmentAsync(Booking(id, slot.SlotKey)))).Status);

        service.Host.Clock.Now = slot.StartsAt.ToDateTimeOffset().AddHours(1);
        await own.RecordVisitAsync(new() { RequestId = NewId(), RepairId = id });
        var done = (await own.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = id, WorkDone = "New washer." })).Repair;
        Assert.Equal((Wire.Stage.Completed, "contractor"), (done.Stage, done.Timeline[^1].By));
    }

    [Fact]
    public async Task A_contractors_day_is_in_order_of_time_and_paged()
    {
        var officer = service.As("officer@rosebery");
        var expected = new List<(DateTimeOffset At, string Id)>();
        var day = new Wire.Date { Year = 2026, Month = 3, Day = 12 };
        for (var i = 0; i < 5; i++)
        {
            var (home, _) = Let("rosebery");
            var id = (await service.Report(home, "rosebery", "dripping-tap")).RepairId;
            var slots = (await officer.ListSlotsAsync(new() { RepairId = id, From = day, PageSize = 1 })).Slots;
            var repair = (await officer.BookAppointmentAsync(Booking(id, slots[i % 2 == 0 ? slots.Count - 1 : 0].SlotKey))).Repair;
            expected.Add((repair.Appointment.StartsAt.ToDateTimeOffset(), repair.Appointment.AppointmentId));
        }

        // One that is cancelled is not on it, and one agreed outside the diary is.
        var (other, _) = Let("rosebery");
        var agreed = (await service.Report(other, "rosebery", "dripping-tap")).RepairId;
        var starts = new DateTimeOffset(2026, 3, 12, 7, 0, 0, TimeSpan.Zero);
        var early = (await officer.BookAppointmentAsync(new() { RequestId = NewId(), RepairId = agreed, StartsAt = starts.ToTimestamp(), EndsAt = starts.AddHours(1).ToTimestamp() })).Repair;
        expected.Insert(0, (starts, early.Appointment.AppointmentId));
        var (away, _) = Let("rosebery");
        var (gone, goneBooked, _) = await Booked(away, "rosebery", "dripping-tap");
        await officer.CancelAppointmentAsync(new() { RequestId = NewId(), RepairId = gone, AppointmentId = goneBooked, Reason = "Mended by itself." });

        var seen = new List<DayEntry>();
        var request = new ContractorDayRequest { Day = day, PageSize = 2 };
        do
        {
            var page = await service.As("contractor-repairs-team@rosebery").ContractorDayAsync(request);
            seen.AddRange(page.Entries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken is not "");

        Assert.Equal(expected.OrderBy(e => e.At).ThenBy(e => Guid.Parse(e.Id)).Select(e => e.Id), seen.Select(e => e.Appointment.AppointmentId));
        Assert.All(seen, e => Assert.Equal(("dripping-tap", "plumbing", "booked"), (e.Fault, e.Trade, e.State)));
        Assert.Equal(seen, (await officer.ContractorDayAsync(new() { Landlord = "rosebery", Contractor = "repairs-team", Day = day })).Entries);
        Assert.Equal(["contractor"], (await Refusal(() => officer.ContractorDayAsync(new() { Landlord = "rosebery", Contractor = "nobody" }))).Fields);
    }

    [Fact]
    public async Task A_repair_that_the_version_before_wrote_can_be_booked_and_whoever_comes_is_sent()
    {
        var home = service.Neighbours.AddHome("havering");
        service.Neighbours.MoveIn(home);
        var id = Guid.CreateVersion7(Noon).ToString();
        await service.Host.Database.Execute($"""
            insert into repair (id, landlord, home_id, has_vulnerable_member, facts_pending, fault, description, priority, stage, reported_at)
            values ('{id}', 'havering', '{home}', false, false, 'stuck-tap', 'It does not turn.', 'priority-2', 'Reported', '2026-03-03T10:00:00Z');
            insert into appointment (id, repair_id, starts_at, ends_at, state) values ('{NewId()}', '{id}', '2026-03-03T10:30:00Z', '2026-03-03T11:00:00Z', 'Missed')
            """);
        var officer = service.As("officer@havering");
        Assert.Null((await officer.GetRepairAsync(new() { RepairId = id })).Repair.Order);

        var heard = await service.Host.ListenAsync<RepairOrdered>();
        var slot = (await officer.ListSlotsAsync(new() { RepairId = id })).Slots[0];
        var repair = (await officer.BookAppointmentAsync(Booking(id, slot.SlotKey))).Repair;

        Assert.Equal(("council-repairs", Wire.Stage.Appointed), (repair.Order.Contractor, repair.Stage));
        await Eventually.Holds(() => Assert.Equal("council-repairs", Assert.Single(heard.Events, e => e.RepairId.ToString() == id).Contractor));
    }

    [Fact]
    public async Task A_priority_raised_at_night_sends_whoever_answers_at_night()
    {
        service.Host.Clock.Now = SundayNight;
        var home = service.Neighbours.AddHome("rosebery");
        service.Neighbours.MoveIn(home, Need.OlderPerson);
        service.Neighbours.Tenancy = Neighbours.Mood.Down;
        var repair = await service.Report(home, "rosebery", "heating-lost");
        Assert.Equal(("repairs-team", false), (repair.Order.Contractor, repair.Order.OutOfHours));

        service.Neighbours.Tenancy = Neighbours.Mood.Answers;
        service.Host.Clock.Now = SundayNight.AddMinutes(10);
        var officer = service.As("officer@rosebery");
        await Eventually.Holds(async () => Assert.Equal(
            ("on-call", true), (await officer.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair.Order is var order ? (order.Contractor, order.OutOfHours) : default));
        Assert.Equal(["repair.reported", "repair.household-known", "repair.priority-raised", "repair.ordered"],
            (await officer.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair.Timeline.Select(t => t.Name));
    }

    private (Guid Home, Guid Household) Let(string landlord)
    {
        var home = service.Neighbours.AddHome(landlord);
        return (home, service.Neighbours.MoveIn(home));
    }

    private async Task<(string Repair, string Appointment, Wire.Slot Slot)> Booked(Guid home, string landlord = "havering", string fault = "stuck-tap")
    {
        var officer = service.As($"officer@{landlord}");
        var answer = await officer.ReportRepairAsync(Reported(home, fault));
        var booked = await officer.BookAppointmentAsync(Booking(answer.Repair.RepairId, answer.Slots[0].SlotKey));
        return (answer.Repair.RepairId, booked.Repair.Appointment.AppointmentId, answer.Slots[0]);
    }

    private static BookAppointmentRequest Booking(string id, string key) => new() { RequestId = NewId(), RepairId = id, SlotKey = key };
}
