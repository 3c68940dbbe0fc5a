using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>Visits, estimates and what comes after the work is done, through the real service.</summary>
public sealed class VisitServingTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    public void Dispose() => service.Reset();

    // F1, F2: attended when somebody comes; what the visit did not mend has its time from when they leave. Noon is Tuesday 3 March.
    [Theory]
    [InlineData("no-heating", "HPG-REP-12", "HPG-REP-16", "2026-03-10T00:00:00Z")]
    [InlineData("no-heating-other-fuel", "HPG-REP-12", "HPG-REP-17", "2026-03-15T00:00:00Z")]
    public async Task Heating_is_attended_in_six_hours_and_mended_from_the_end_of_a_visit_that_did_not_mend_it_HPG_REP_16(string fault, string attended, string mended, string due)
    {
        var id = await Reported("housing-plus", fault, Noon.AddDays(-1));
        // Somebody comes five and a half hours after the report and leaves after midnight, so that the days run from the next one.
        await MoveTo(id, Noon.AddDays(1));
        var visit = Visit(id, Noon.AddDays(-1).AddHours(5.5), ended: Noon.AddHours(12.5), mended: false);
        var repair = (await As("housing-plus").RecordVisitAsync(visit)).Repair;

        Assert.Equal((Outcome.Met, Noon.AddDays(-1).AddHours(5.5)), (Commitment(repair, attended).Outcome, Commitment(repair, attended).MetAt.ToDateTimeOffset()));
        Assert.Equal((Noon.AddHours(12.5), DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture)), (Commitment(repair, mended).StartedAt.ToDateTimeOffset(), Commitment(repair, mended).DueAt.ToDateTimeOffset()));
    }

    [Fact]
    public async Task A_visit_that_mended_the_heating_starts_nothing_HPG_REP_16()
    {
        var id = await Reported("housing-plus", "no-heating", Noon.AddHours(-3));
        var repair = (await As("housing-plus").RecordVisitAsync(Visit(id, Noon.AddHours(-2), Noon.AddHours(-1), mended: true))).Repair;
        Assert.Equal(["HPG-REP-12"], repair.Commitments.Select(c => c.StandardId));
        Assert.Equal("repair.reported repair.arrived repair.visited", string.Join(' ', repair.Timeline.Select(t => t.Name)));
    }

    [Theory]
    [InlineData("gas-leak", "HPG-REP-14", 5.9, Outcome.Met)]
    [InlineData("gas-leak", "HPG-REP-14", 6, Outcome.Missed)]
    [InlineData("uncontrollable-leak", "HPG-REP-13", 5.9, Outcome.Met)]
    [InlineData("uncontrollable-leak", "HPG-REP-13", 6, Outcome.Missed)]
    [InlineData("no-heating", "HPG-REP-12", 5.9, Outcome.Met)]
    [InlineData("no-heating", "HPG-REP-12", 6, Outcome.Missed)]
    public async Task Somebody_comes_within_six_hours_unbooked_as_well_HPG_REP_12_13_14(string fault, string promise, double after, Outcome outcome)
    {
        var id = await Reported("housing-plus", fault, Noon.AddHours(-7));
        var repair = (await As("housing-plus").RecordVisitAsync(Visit(id, Noon.AddHours(after - 7), ended: Noon, mended: true))).Repair;
        Assert.Equal((outcome, Wire.Stage.InProgress), (Commitment(repair, promise).Outcome, repair.Stage));
    }

    [Fact]
    public async Task A_visit_is_kept_with_all_that_was_said_of_it_and_said_again_changes_nothing()
    {
        var id = await Reported("havering", "stuck-tap", Noon.AddHours(-3));
        var request = Visit(id, Noon.AddHours(-2), Noon.AddHours(-1), mended: false);
        (request.Note, request.LabourPence) = ("The thread is worn.", 4_000);
        request.Materials.Add(new Wire.Material { What = "Washer", Quantity = 2, Pence = 90 });
        request.PhotosBefore.Add("p-1");
        request.PhotosAfter.Add(["p-2", "p-3"]);
        request.FollowUp = new() { NoneBecause = "The tap has to be ordered." };
        await As("havering").RecordVisitAsync(request);
        request.RequestId = NewId();
        await As("havering").RecordVisitAsync(request);

        var visit = Assert.Single((await As("havering").GetRepairAsync(new() { RepairId = id })).Repair.Visits);
        Assert.Equal((true, false, "The thread is worn.", 4_000, "The tap has to be ordered."), (visit.HasFixed, visit.Fixed, visit.Note, visit.LabourPence, visit.NoFollowUpBecause));
        Assert.Equal((request.Materials, request.PhotosBefore, request.PhotosAfter), (visit.Materials, visit.PhotosBefore, visit.PhotosAfter));
        Assert.Equal((Noon.AddHours(-2), Noon.AddHours(-1)), (visit.StartedAt.ToDateTimeOffset(), visit.EndedAt.ToDateTimeOffset()));
    }

    [Fact]
    public async Task The_next_visit_is_booked_with_the_one_that_did_not_mend_it_or_neither_is_kept_HAV_REP_11()
    {
        var id = await Reported("havering", "stuck-tap", Noon.AddHours(-3));
        var bare = Visit(id, Noon.AddHours(-1), mended: false);
        var refusal = await Refusal(() => As("havering").RecordVisitAsync(bare));
        Assert.Equal((StatusCode.FailedPrecondition, "FOLLOW_UP_MISSING"), (refusal.Status, refusal.Reason));

        bare.FollowUp = new() { SlotKey = "nothing-of-the-diary" };
        Assert.Equal(StatusCode.InvalidArgument, (await Refusal(() => As("havering").RecordVisitAsync(bare))).Status);
        Assert.Empty((await As("havering").GetRepairAsync(new() { RepairId = id })).Repair.Visits);

        var slot = (await As("havering").ListSlotsAsync(new() { RepairId = id })).Slots[0];
        bare.FollowUp = new() { SlotKey = slot.SlotKey };
        var repair = (await As("havering").RecordVisitAsync(bare)).Repair;
        Assert.Equal((slot.StartsAt, slot.EndsAt), (repair.Appointment.StartsAt, repair.Appointment.EndsAt));
        Assert.Equal((Wire.Stage.Appointed, 1), (repair.Stage, repair.Visits.Count));
    }

    [Fact]
    public async Task What_the_figures_count_is_said_with_the_completion_HAV_REP_10()
    {
        var told = await service.Host.ListenAsync<MilestoneRecorded>();
        var completed = await service.Host.ListenAsync<RepairCompleted>();
        var (once, twice) = (await Reported("havering", "stuck-tap", Noon.AddHours(-3)), await Reported("havering", "stuck-tap", Noon.AddHours(-3)));
        await As("havering").RecordVisitAsync(Visit(twice, Noon.AddHours(-2)));
        foreach (var id in new[] { once, twice })
        {
            await As("havering").RecordVisitAsync(Visit(id, Noon.AddHours(-1), mended: true));
            await Complete("havering", id);
        }

        foreach (var (id, first, visits) in new[] { (once, true, 1), (twice, false, 2) })
        {
            var said = await Told(() => completed.Events.SingleOrDefault(e => e.RepairId.ToString() == id));
            Assert.Equal((first, visits, null), (said.FirstVisit, said.Visits, said.RecallOf));
            var facts = (await Told(() => told.Events.SingleOrDefault(e => e.CaseId.ToString() == id && e.Name == "repair.completed"))).Facts;
            Assert.Equal((first, visits, false), (facts.GetProperty("first-visit").GetBoolean(), facts.GetProperty("visits").GetInt32(), facts.GetProperty("recall").GetBoolean()));
        }
    }

    [Fact]
    public async Task A_job_found_to_be_major_has_its_sixty_days_from_the_report_HPG_REP_08()
    {
        var id = await Reported("housing-plus", "guttering", Noon.AddDays(-20));
        var repair = (await As("housing-plus").VaryRepairAsync(new() { RequestId = NewId(), RepairId = id, EstimatedPence = 50_001, Why = "All of it has to come down." })).Repair;
        Assert.Equal(("major", "external"), (repair.Priority, repair.Estimate.BandBefore));
        Assert.Equal(Outcome.Cancelled, Commitment(repair, "HPG-REP-06").Outcome);
        // 11 February and sixty days: the end of 12 April, in summer time. F3: the original start is kept.
        Assert.Equal((Noon.AddDays(-20), new DateTimeOffset(2026, 4, 12, 23, 0, 0, TimeSpan.Zero)), (Commitment(repair, "HPG-REP-08").StartedAt.ToDateTimeOffset(), Commitment(repair, "HPG-REP-08").DueAt.ToDateTimeOffset()));
        Assert.Equal("By its size it belongs in the band “Major works” (HPG-REP-07).", await service.Host.Database.Scalar<string>(
            $"select reason from commitment where case_id = '{id}' and standard_id = 'HPG-REP-06'"));
        Assert.Equal(1L, await service.Host.Database.Scalar<long>($"select count(*) from variation where repair_id = '{id}'"));
    }

    [Fact]
    public async Task A_fault_that_comes_back_within_the_guarantee_is_a_recall_OHO_REP_06()
    {
        var recalled = await service.Host.ListenAsync<RepairRecalled>();
        var home = service.Neighbours.AddHome("one-housing");
        service.Neighbours.MoveIn(home, Tenure.Assured);
        var first = (await service.Report(home, "one-housing", "dripping-tap", Noon.AddDays(-2))).RepairId;
        await Finish("one-housing", first);

        var again = await service.Report(home, "one-housing", "dripping-tap");
        Assert.Equal(first, again.RecallOf);
        var before = (await As("one-housing").GetRepairAsync(new() { RepairId = first })).Repair;
        Assert.Equal((again.RepairId, "repair.recalled"), (before.RecalledBy, before.Timeline[^1].Name));
        await Eventually.Holds(() => Assert.Single(recalled.Events, e => e.RepairId.ToString() == first && e.RecallId.ToString() == again.RepairId));

        // While it is being done again there is nothing new to recall; another fault, another home and what nobody has mended are no recalls.
        Assert.Equal("", (await service.Report(home, "one-housing", "dripping-tap")).RecallOf);
        Assert.Equal("", (await service.Report(home, "one-housing", "blocked-sink")).RecallOf);
    }

    [Fact]
    public async Task Finished_work_is_confirmed_by_its_own_household_and_done_again_when_it_is_not_content()
    {
        var home = service.Neighbours.AddHome("rosebery");
        var household = service.Neighbours.MoveIn(home);
        var id = (await service.Report(home, "rosebery", "dripping-tap", Noon.AddDays(-1))).RepairId;
        await Finish("rosebery", id);
        var request = new ConfirmRepairRequest { RequestId = NewId(), RepairId = id, Note = "It still drips.", Reopen = true };
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("resident@rosebery", Guid.CreateVersion7()).ConfirmRepairAsync(request))).Status);

        var resident = service.As("resident@rosebery", household);
        var confirmed = (await resident.ConfirmRepairAsync(request)).Repair;
        request.RequestId = NewId();
        Assert.Equal(confirmed.RecalledBy, (await resident.ConfirmRepairAsync(request)).Repair.RecalledBy);
        Assert.Equal((false, PostInspectionState.Waiting), (confirmed.Confirmation.Satisfied, confirmed.PostInspection.State));

        var again = (await resident.GetRepairAsync(new() { RepairId = confirmed.RecalledBy })).Repair;
        Assert.Equal((id, "It still drips.", Wire.Stage.Reported, household.ToString()), (again.RecallOf, again.Description, again.Stage, again.HouseholdId));
        Assert.Contains(again.Commitments, c => c.StandardId == "ROS-REP-09" && c.StartedAt.ToDateTimeOffset() == Noon);
    }

    [Fact]
    public async Task Work_that_fails_its_inspection_is_done_again_as_a_recall_OHO_PER_10()
    {
        var id = await Reported("havering", "stuck-tap", Noon.AddDays(-1));
        await Finish("havering", id);
        var inspected = (await As("havering").RecordPostInspectionAsync(new() { RequestId = NewId(), RepairId = id, Findings = "It still sticks." })).Repair;
        Assert.Equal(PostInspectionState.Failed, inspected.PostInspection.State);
        var again = (await As("havering").GetRepairAsync(new() { RepairId = inspected.RecalledBy })).Repair;
        Assert.Equal((id, "It still sticks."), (again.RecallOf, again.Description));
        Assert.Equal("repair.reported repair.visited repair.completed repair.post-inspected repair.recalled", string.Join(' ', inspected.Timeline.Select(t => t.Name)));
    }

    [Fact]
    public async Task The_work_of_a_visit_is_checked_by_staff_and_by_nobody_else_OHO_PER_11()
    {
        var id = await Reported("one-housing", "dripping-tap", Noon.AddHours(-3));
        var visit = (await As("one-housing").RecordVisitAsync(Visit(id, Noon.AddHours(-1)))).Repair.Visits[0].VisitId;
        var check = new CheckVisitRequest { RequestId = NewId(), RepairId = id, VisitId = visit, Passed = true, Findings = "Neat." };
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("auditor@one-housing").CheckVisitAsync(check))).Status);
        var repair = (await As("one-housing").CheckVisitAsync(check)).Repair;
        Assert.Equal((true, "Neat."), (repair.Visits[0].Check.Passed, repair.Visits[0].Check.Findings));
        Assert.Equal("repair.visit-checked", repair.Timeline[^1].Name);
    }

    [Fact]
    public async Task A_second_contractor_is_offered_asked_for_late_and_paid_for_HAV_REP_43_ENG_RTR_06()
    {
        var owed = await service.Host.ListenAsync<RepairCompensationOwed>();
        var home = service.Neighbours.AddHome("havering");
        var household = service.Neighbours.MoveIn(home);
        // Reported at Tuesday noon: three working days end with Friday 6 March.
        var id = (await service.Report(home)).RepairId;
        var resident = service.As("resident@havering", household);
        var ask = new AskForSecondContractorRequest { RequestId = NewId(), RepairId = id };
        Assert.Equal("NOT_LATE_YET", (await Refusal(() => resident.AskForSecondContractorAsync(ask))).Reason);

        await MoveTo(id, Noon.AddDays(6));      // Monday 9 March
        Assert.True((await resident.GetRepairAsync(new() { RepairId = id })).Repair.RightToRepair.MayAsk);
        var sent = (await resident.AskForSecondContractorAsync(ask)).Repair;
        var asked = sent.RightToRepair;
        Assert.Equal((false, "HAV-REP-43", Noon.AddDays(6), new DateTimeOffset(2026, 3, 13, 0, 0, 0, TimeSpan.Zero)), (asked.MayAsk, asked.Clause, asked.AskedAt.ToDateTimeOffset(), asked.SecondDueAt.ToDateTimeOffset()));

        // Another one comes from now on, and it is that one's time that is offered.
        Assert.Equal(("second-contractor", "HAV-REP-43"), (sent.Order.Contractor, sent.Order.Clause));
        var slot = (await resident.ListSlotsAsync(new() { RepairId = id })).Slots[0];
        Assert.Equal("second-contractor", (await resident.BookAppointmentAsync(new() { RequestId = NewId(), RepairId = id, SlotKey = slot.SlotKey })).Repair.Order.Contractor);

        await MoveTo(id, Noon.AddDays(12));     // Sunday 15 March: ten pounds, and two for each of two further days
        var done = await Finish("havering", id, service.Host.Clock.Now);
        Assert.Equal(1_400, done.RightToRepair.CompensationPence);
        var told = await Told(() => owed.Events.SingleOrDefault(e => e.RepairId.ToString() == id));
        Assert.Equal((1_400L, household, "ENG-RTR-06", Noon.AddDays(12)), (told.AmountPence, told.HouseholdId, told.Clause, told.CompletedAt));
        Assert.Contains(done.Timeline, t => t.Name == "repair.compensation-owed");
    }

    [Fact]
    public async Task A_tenure_that_becomes_known_later_gives_the_right_from_the_report_HAV_REP_43()
    {
        service.Neighbours.Tenancy = Neighbours.Mood.Down;
        var home = service.Neighbours.AddHome("havering");
        service.Neighbours.MoveIn(home);
        var reported = await service.Report(home, at: Noon.AddDays(-7));
        Assert.DoesNotContain(reported.Commitments, c => c.StandardId == "ENG-RTR-03");
        Assert.Equal("TENURE_UNKNOWN", (await Refusal(() => As("havering").AskForSecondContractorAsync(new() { RequestId = NewId(), RepairId = reported.RepairId }))).Reason);

        service.Neighbours.Tenancy = Neighbours.Mood.Answers;
        await Eventually.Holds(async () => Assert.True((await As("havering").GetRepairAsync(new() { RepairId = reported.RepairId })).Repair.RightToRepair?.MayAsk));
        var repair = (await As("havering").AskForSecondContractorAsync(new() { RequestId = NewId(), RepairId = reported.RepairId })).Repair;
        Assert.Equal((Noon.AddDays(-7), Outcome.Missed), (Commitment(repair, "ENG-RTR-03").StartedAt.ToDateTimeOffset(), Commitment(repair, "ENG-RTR-03").Outcome));
    }

    [Fact]
    public async Task A_visit_that_the_version_before_wrote_is_read()
    {
        var id = await Reported("havering", "stuck-tap", Noon.AddHours(-3));
        await service.Host.Database.Execute($"update repair set last_visited_at = '{Noon.AddHours(-1):O}', stage = 'InProgress' where id = '{id}'");
        var done = await Complete("havering", id);
        Assert.Equal((true, 1), (done.Completion.FirstVisit, done.Completion.Visits));
    }

    private Wire.Repairs.RepairsClient As(string landlord) => service.As($"officer@{landlord}");

    private async Task<string> Reported(string landlord, string fault, DateTimeOffset at)
    {
        var home = service.Neighbours.AddHome(landlord);
        service.Neighbours.MoveIn(home);
        return (await service.Report(home, landlord, fault, at)).RepairId;
    }

    /// <summary>Lets time pass until what that does to the repair's promises is written down, so that no change meets the sweep.</summary>
    private async Task MoveTo(string id, DateTimeOffset now)
    {
        service.Host.Clock.Now = now;
        await Eventually.Equal(0L, () => service.Host.Database.Scalar<long>(
            $"select count(*) from commitment where case_id = '{id}' and outcome = 'Open' and (due_at <= '{now:O}' or warn_at <= '{now:O}')"));
    }

    private static RecordVisitRequest Visit(string id, DateTimeOffset at, DateTimeOffset? ended = null, bool? mended = null)
    {
        var request = new RecordVisitRequest { RequestId = NewId(), RepairId = id, VisitedAt = at.ToTimestamp(), EndedAt = ended?.ToTimestamp() };
        if (mended is { } said)
            request.Fixed = said;
        return request;
    }

    private async Task<Wire.Repair> Complete(string landlord, string id) =>
        (await As(landlord).CompleteRepairAsync(new() { RequestId = NewId(), RepairId = id, WorkDone = "New washer" })).Repair;

    private async Task<Wire.Repair> Finish(string landlord, string id, DateTimeOffset? visited = null)
    {
        await As(landlord).RecordVisitAsync(Visit(id, visited ?? Noon.AddHours(-1), mended: true));
        return await Complete(landlord, id);
    }

    private static async Task<T> Told<T>(Func<T?> find)
        where T : class
    {
        T? told = null;
        await Eventually.Holds(() => Assert.NotNull(told = find()));
        return told!;
    }

    private static Contracts.V1.Commitment Commitment(Wire.Repair repair, string id) => repair.Commitments.Single(c => c.StandardId == id);
}
