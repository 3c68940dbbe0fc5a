using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

public sealed class CaseTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    private readonly Wire.Repairs.RepairsClient _officer = service.As("officer@havering");

    public void Dispose() => service.Reset();

    [Fact]
    public async Task A_repair_runs_from_report_to_completion_and_its_promises_are_kept()
    {
        var completed = await service.Host.ListenAsync<RepairCompleted>();
        var id = await Reported(at: Noon.AddHours(-3));
        var booked = await Book(id, Noon.AddHours(-2), Noon.AddHours(-1));
        Assert.Equal((Wire.Stage.Appointed, Noon.AddHours(-2)), (booked.Stage, booked.Appointment.StartsAt.ToDateTimeOffset()));

        var visited = (await _officer.RecordVisitAsync(new() { RequestId = NewId(), RepairId = id, VisitedAt = Noon.AddMinutes(-90).ToTimestamp() })).Repair;
        Assert.Equal(Wire.Stage.InProgress, visited.Stage);
        Assert.Null(visited.Appointment);

        var done = (await Complete(id, "New washer")).Repair;
        Assert.Equal(Wire.Stage.Completed, done.Stage);
        Assert.Equal(["repair.reported", "repair.visited", "repair.appointed", "repair.completed"], done.Timeline.Select(t => t.Name));
        Assert.All(done.Commitments, c => Assert.Equal((Outcome.Met, Noon), (c.Outcome, c.MetAt.ToDateTimeOffset())));
        Assert.Equal(["ENG-RTR-03", "HAV-REP-08", "HAV-REP-27"], done.Commitments.Select(c => c.StandardId).Order(StringComparer.Ordinal));
        await Eventually.Holds(() => Assert.Single(completed.Events, e => e.RepairId.ToString() == id && e.CompletedAt == Noon));
    }

    [Fact]
    public async Task Who_recorded_what_is_told_to_other_services_and_to_nobody_else()
    {
        var id = await Reported();
        Assert.Equal(["officer@havering"], await Named("service@complaints"));
        Assert.Equal([""], await Named("manager@havering"));

        async Task<IEnumerable<string>> Named(string who) => (await service.As(who).GetRepairAsync(new() { RepairId = id })).Repair.Timeline.Where(t => t.Name == "repair.reported").Select(t => t.BySubject);
    }

    [Fact]
    public async Task A_danger_ended_in_time_keeps_that_promise_and_one_ended_late_misses_it_HAV_REP_06()
    {
        var inTime = await Reported("no-water", Noon.AddHours(-3));
        var late = await Reported("no-water", Noon.AddHours(-5));
        foreach (var (id, outcome) in new[] { (inTime, Outcome.Met), (late, Outcome.Missed) })
        {
            var repair = (await _officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = id })).Repair;
            Assert.Equal(outcome, Assert.Single(repair.Commitments, c => c.StandardId == "HAV-REP-06").Outcome);
        }
    }

    [Fact]
    public async Task A_promise_whose_time_has_run_out_reads_as_missed()
    {
        var id = await Reported("no-water", Noon.AddHours(-5));
        var repair = (await _officer.GetRepairAsync(new() { RepairId = id })).Repair;
        Assert.Equal([Outcome.Missed, Outcome.Missed, Outcome.Open, Outcome.Open], repair.Commitments.Select(c => c.Outcome));      // a working day is left, by the law and by the list
    }

    [Fact]
    public async Task A_missed_appointment_is_told_once_however_often_it_is_recorded_OHO_REP_14()
    {
        var heard = await service.Host.ListenAsync<AppointmentMissed>();
        var home = service.Neighbours.AddHome("havering");
        var household = service.Neighbours.MoveIn(home);
        var id = (await service.Report(home, at: Noon.AddHours(-3))).RepairId;
        var appointment = (await Book(id, Noon.AddHours(-2), Noon.AddHours(-1))).Appointment.AppointmentId;

        var request = new RecordMissedAppointmentRequest { RequestId = NewId(), RepairId = id, AppointmentId = appointment };
        var first = await _officer.RecordMissedAppointmentAsync(request);
        Assert.Equal(first, await _officer.RecordMissedAppointmentAsync(request));
        request.RequestId = NewId();
        await _officer.RecordMissedAppointmentAsync(request);

        // Events leave in order: when the completion has been heard, no second miss can follow.
        var completed = await service.Host.ListenAsync<RepairCompleted>();
        await _officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = id });
        await Complete(id, "New washer");
        await Eventually.Holds(() => Assert.Contains(completed.Events, e => e.RepairId.ToString() == id));
        var told = Assert.Single(heard.Events, e => e.RepairId.ToString() == id);
        Assert.Equal((appointment, household, Noon.AddHours(-1), Noon), (told.AppointmentId.ToString(), told.HouseholdId, told.EndedAt, told.RecordedAt));
    }

    [Fact]
    public async Task Two_officers_completing_at_once_complete_it_once()
    {
        var completed = await service.Host.ListenAsync<RepairCompleted>();
        for (var round = 0; round < 5; round++)
        {
            var id = await Reported();
            await _officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = id });

            var statuses = await Task.WhenAll(StatusOf(() => Complete(id, "New washer")), StatusOf(() => Complete(id, "New tap")));

            Assert.Contains(StatusCode.OK, statuses);
            Assert.Single(statuses, s => s is StatusCode.Aborted or StatusCode.FailedPrecondition);
            Assert.Equal(1L, await service.Host.Database.Scalar<long>($"select count(*) from timeline where repair_id = '{id}' and name = 'repair.completed'"));
            await Eventually.Holds(() => Assert.Single(completed.Events, e => e.RepairId.ToString() == id));
        }
    }

    [Fact]
    public async Task Of_ten_bookings_at_once_one_is_made()
    {
        var id = await Reported();
        var statuses = await Task.WhenAll(Enumerable.Range(1, 10).Select(day => StatusOf(() => _officer.BookAppointmentAsync(Booking(id, Noon.AddDays(day), Noon.AddDays(day).AddHours(1))))));
        Assert.Single(statuses, StatusCode.OK);
        Assert.All(statuses.Where(s => s != StatusCode.OK), s => Assert.True(s is StatusCode.Aborted or StatusCode.FailedPrecondition, $"{s}"));
        Assert.Equal(1L, await service.Host.Database.Scalar<long>($"select count(*) from appointment where repair_id = '{id}'"));
    }

    [Fact]
    public async Task A_refusal_names_its_reason_and_changes_nothing()
    {
        var id = await Reported();
        var refusal = await Refusal(() => Complete(id, "New washer"));
        Assert.Equal(StatusCode.FailedPrecondition, refusal.Status);
        Assert.Equal(RepairRefusals.NotStarted.Sentence, refusal.Sentence);
        Assert.Single((await _officer.GetRepairAsync(new() { RepairId = id })).Repair.Timeline);
    }

    [Fact]
    public async Task An_unknown_repair_is_not_found_and_a_bad_id_is_invalid()
    {
        Assert.Equal(StatusCode.NotFound, (await Refusal(() => Complete(NewId(), "New washer"))).Status);
        Assert.Equal(StatusCode.NotFound, (await Refusal(() => _officer.GetRepairAsync(new() { RepairId = NewId() }))).Status);
        var refusal = await Refusal(() => _officer.GetRepairAsync(new() { RepairId = "17" }));
        Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
        Assert.Equal(["repair_id"], refusal.Fields);
    }

    [Fact]
    public async Task Another_landlords_officer_neither_sees_nor_changes_a_repair()
    {
        var id = await Reported();
        var other = service.As("officer@rosebery");
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => other.GetRepairAsync(new() { RepairId = id }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => other.MakeSafeAsync(new() { RequestId = NewId(), RepairId = id }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => other.ListRepairsAsync(new() { Landlord = "havering" }))).Status);
    }

    [Fact]
    public async Task An_auditor_reads_and_a_contractor_sees_nothing_yet()
    {
        var id = await Reported();
        Assert.Equal(id, (await service.As("auditor@havering").GetRepairAsync(new() { RepairId = id })).Repair.RepairId);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("auditor@havering").MakeSafeAsync(new() { RequestId = NewId(), RepairId = id }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("contractor@havering").GetRepairAsync(new() { RepairId = id }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("contractor@havering").ListRepairsAsync(new() { Landlord = "havering" }))).Status);
    }

    [Fact]
    public async Task A_list_is_paged_newest_first_without_gap_or_repetition_while_more_come_in()
    {
        var home = service.Neighbours.AddHome("havering");
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            service.Host.Clock.Advance(TimeSpan.FromSeconds(1));      // newest first goes by the time of recording
            ids.Add((await service.Report(home)).RepairId);
        }

        var listed = new List<string>();
        var request = new ListRepairsRequest { Landlord = "havering", HomeId = home.ToString(), PageSize = 2 };
        do
        {
            var page = await _officer.ListRepairsAsync(request);
            listed.AddRange(page.Repairs.Select(r => r.RepairId));
            request.PageToken = page.NextPageToken;
            service.Host.Clock.Advance(TimeSpan.FromSeconds(1));
            await service.Report(home);
        }
        while (request.PageToken is not "");

        Assert.Equal(Enumerable.Reverse(ids), listed);
    }

    [Fact]
    public async Task A_list_shows_what_is_booked()
    {
        var home = service.Neighbours.AddHome("havering");
        var id = (await service.Report(home)).RepairId;
        var booked = await Book(id, Noon.AddDays(1), Noon.AddDays(1).AddHours(2));
        var listed = Assert.Single((await _officer.ListRepairsAsync(new() { Landlord = "havering", HomeId = home.ToString() })).Repairs);
        Assert.Equal(booked.Appointment, listed.Appointment);
        Assert.Empty(listed.Timeline);
    }

    [Fact]
    public async Task A_list_of_an_unknown_landlord_names_those_there_are()
    {
        var refusal = await Refusal(() => service.As("service@performance").ListRepairsAsync(new() { Landlord = "nowhere-homes" }));
        Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
        Assert.Contains("havering", refusal.Sentence);
    }

    private async Task<string> Reported(string fault = "stuck-tap", DateTimeOffset? at = null)
    {
        var home = service.Neighbours.AddHome("havering");
        service.Neighbours.MoveIn(home);
        return (await service.Report(home, fault: fault, at: at)).RepairId;
    }

    private static BookAppointmentRequest Booking(string id, DateTimeOffset from, DateTimeOffset to) =>
        new() { RequestId = NewId(), RepairId = id, StartsAt = from.ToTimestamp(), EndsAt = to.ToTimestamp() };

    private async Task<Wire.Repair> Book(string id, DateTimeOffset from, DateTimeOffset to) => (await _officer.BookAppointmentAsync(Booking(id, from, to))).Repair;

    private AsyncUnaryCall<CompleteRepairResponse> Complete(string id, string workDone) =>
        _officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = id, WorkDone = workDone });

    private static async Task<StatusCode> StatusOf<T>(Func<AsyncUnaryCall<T>> call)
    {
        try
        {
            await call();
            return StatusCode.OK;
        }
        catch (RpcException fault)
        {
            return fault.StatusCode;
        }
    }
}
