using Google.Protobuf.WellKnownTypes;
using Housing.Complaints.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.Repairs.Tests.Serving;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Hearing;

/// <summary>Works that the answer to a complaint promised.</summary>
public sealed class PromisedWorkTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 30);

    public void Dispose() => service.Reset();

    [Fact]
    public async Task Each_work_that_was_promised_is_ordered_once_however_often_the_answer_is_heard_and_keeps_its_day_ENG_CMP_14()
    {
        var told = await service.Host.ListenAsync<WorksOrdered>();
        var (home, household) = Let();
        var answer = Answered(home, household, "stuck-tap", "pipe-leak");
        Guid[] messages = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];

        await Task.WhenAll(messages.Append(messages[0]).Select(message => service.Host.PublishAsync(answer, message)));

        await Eventually.Equal(3L, () => service.Host.Database.Scalar<long>($"select count(*) from inbox where message_id in ('{string.Join("', '", messages)}')"));
        await Eventually.Equal(0L, () => service.Count("awaited_facts", home));
        var repairs = await Repairs(home);
        Assert.Equal(["pipe-leak", "stuck-tap"], repairs.Select(r => r.Fault).Order(StringComparer.Ordinal));
        await Eventually.Holds(() => Assert.Equal(2, told.Events.Count(e => e.HomeId == home)));

        var tap = await Read(repairs.Single(r => r.Fault == "stuck-tap").RepairId);
        var promise = Assert.Single(tap.Promised);
        Assert.Equal((answer.Works[0].RemedyId.ToString(), answer.ComplaintId.ToString(), "H4T9-K2MX", "We mend it.", 30), (promise.CauseId, promise.CaseId, promise.Reference, promise.Words, promise.DueOn.Day));
        Assert.Equal((household.ToString(), "We mend it.", answer.AnsweredAt), (tap.HouseholdId, tap.Description, tap.ReportedAt.ToDateTimeOffset()));
        Assert.Equal("2026-03-30T23:00:00Z Open", Promised(tap));      // the end of that London day, in summer time
        Assert.Equal(repairs.Select(r => r.RepairId).Order(), told.Events.Where(e => e.HomeId == home).Select(e => e.RepairId.ToString()).Order());
    }

    [Fact]
    public async Task Done_it_says_so_with_the_promise_and_in_time_ENG_CMP_14()
    {
        var told = await service.Host.ListenAsync<RepairCompleted>();
        var (home, household) = Let();
        var answer = Answered(home, household, "stuck-tap");
        var repair = await Ordered(answer, home);

        var officer = service.As("officer@havering");
        await officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair });
        await officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = repair, WorkDone = "New washer" });

        await Eventually.Holds(() => Assert.Equal([answer.Works[0].RemedyId], Assert.Single(told.Events, e => e.RepairId.ToString() == repair).Causes!));
        Assert.Equal("2026-03-30T23:00:00Z Met", Promised(await Read(repair)));
    }

    [Fact]
    public async Task The_repair_that_was_complained_about_does_it_while_it_is_open_and_another_fault_is_a_repair_of_its_own_that_names_it()
    {
        var (home, household) = Let();
        var open = await service.Report(home, fault: "stuck-tap");
        var answer = Answered(home, household, "stuck-tap", "pipe-leak") with { AboutService = "repairs", AboutCaseId = Guid.Parse(open.RepairId) };

        await service.Host.PublishAsync(answer);

        await Eventually.Equal(2L, () => service.Count("repair", home));
        var leak = await Read((await Repairs(home)).Single(r => r.Fault == "pipe-leak").RepairId);
        Assert.Equal(open.RepairId, Assert.Single(leak.Promised).AboutRepairId);
        Assert.Equal(answer.Works[0].RemedyId.ToString(), Assert.Single((await Read(open.RepairId)).Promised).CauseId);
    }

    [Fact]
    public async Task Done_between_the_answer_and_its_being_heard_it_is_not_done_again_and_that_is_told()
    {
        var told = await service.Host.ListenAsync<WorksOrdered>();
        var (home, household) = Let();
        var open = await service.Report(home, fault: "stuck-tap", at: Noon.AddHours(-3));
        var answer = Answered(home, household, "stuck-tap") with { AboutService = "repairs", AboutCaseId = Guid.Parse(open.RepairId) };
        var officer = service.As("officer@havering");
        await officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = open.RepairId });
        await officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = open.RepairId, WorkDone = "New washer" });

        await service.Host.PublishAsync(answer);

        await Eventually.Holds(() => Assert.Equal((open.RepairId, Noon), Assert.Single(told.Events, e => e.HomeId == home) is var e ? (e.RepairId.ToString(), e.CompletedAt) : default));
        Assert.Equal(1, await service.Count("repair", home));
        Assert.Equal("2026-03-30T23:00:00Z Met", Promised(await Read(open.RepairId)));
    }

    [Fact]
    public async Task Mended_before_the_answer_and_promised_anew_it_is_a_recall_of_the_repair_complained_about()
    {
        var told = await service.Host.ListenAsync<RepairRecalled>();
        var (home, household) = Let();
        var done = await service.Report(home, fault: "stuck-tap", at: Noon.AddHours(-3));
        var officer = service.As("officer@havering");
        await officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = done.RepairId, MadeSafeAt = Noon.AddHours(-2).ToTimestamp() });
        await officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = done.RepairId, WorkDone = "New washer", CompletedAt = Noon.AddHours(-2).ToTimestamp() });

        await service.Host.PublishAsync(Answered(home, household, "stuck-tap") with { AboutService = "repairs", AboutCaseId = Guid.Parse(done.RepairId) });

        await Eventually.Equal(2L, () => service.Count("repair", home));
        var again = (await Repairs(home)).Single(r => r.RepairId != done.RepairId);
        Assert.Equal((done.RepairId, again.RepairId), ((await Read(again.RepairId)).RecallOf, (await Read(done.RepairId)).RecalledBy));
        await Eventually.Holds(() => Assert.Equal(again.RepairId, Assert.Single(told.Events, e => e.RepairId.ToString() == done.RepairId).RecallId.ToString()));
    }

    [Fact]
    public async Task What_cannot_be_ordered_is_told_with_the_reason_and_the_rest_is_ordered()
    {
        var told = await service.Host.ListenAsync<WorksNotOrdered>();
        var (home, household) = Let();
        var answer = Answered(home, household, "no-such-fault", "stuck-tap");

        await service.Host.PublishAsync(answer);

        await Eventually.Equal(1L, () => service.Count("repair", home));
        await Eventually.Holds(() => Assert.StartsWith("fault must be a fault in the list of havering", Assert.Single(told.Events, e => e.CauseId == answer.Works[0].RemedyId).Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task At_a_home_that_turns_out_to_be_anothers_it_is_closed_and_that_is_told_with_the_promise()
    {
        var told = await service.Host.ListenAsync<RepairClosed>();
        var (home, household) = Let();
        var answer = Answered(home, household, "stuck-tap");
        service.Neighbours.Estates = Neighbours.Mood.Down;
        await service.Host.PublishAsync(answer);
        await Eventually.Equal(1L, () => service.Count("repair", home));

        service.Neighbours.SellHome(home, "rosebery");
        service.Neighbours.Estates = Neighbours.Mood.Answers;
        service.Host.Clock.Advance(TimeSpan.FromMinutes(10));

        await Eventually.Holds(() => Assert.Equal([answer.Works[0].RemedyId], Assert.Single(told.Events, e => e.HomeId == home).Causes!));
    }

    [Fact]
    public async Task Neither_neighbours_nor_the_next_household_read_what_was_promised_to_the_one_before()
    {
        var (home, household) = Let();
        var repair = await Ordered(Answered(home, household, "stuck-tap"), home);
        Assert.Single((await service.As("resident@havering", household).GetRepairAsync(new() { RepairId = repair })).Repair.Promised);

        var next = service.Neighbours.MoveIn(home);
        service.Host.Clock.Advance(TimeSpan.FromDays(1));
        await service.Host.PublishAsync(new TenancyStarted
        {
            TenancyId = Guid.CreateVersion7(), HouseholdId = next, HomeId = home, Landlord = "havering", Tenure = "secure", StartedOn = new DateOnly(2026, 3, 4), RecordedAt = Noon.AddDays(1),
        });

        await Eventually.Holds(async () => Assert.Equal(next.ToString(), (await Read(repair)).HouseholdId));
        Assert.Empty((await service.As("resident@havering", next).GetRepairAsync(new() { RepairId = repair })).Repair.Promised);
    }

    [Fact]
    public async Task What_the_Ombudsman_ordered_is_on_order_once_and_says_so()
    {
        var (home, household) = Let();
        var answer = Answered(home, household, "stuck-tap");
        var determined = new ComplaintDetermined
        {
            ComplaintId = answer.ComplaintId, Reference = answer.Reference, Landlord = "havering", HomeId = home, HouseholdId = household, OmbudsmanReference = "202612345", Outcomes = ["maladministration"],
            SevereMaladministration = false, DeterminedAt = answer.AnsweredAt, Compensations = [], Works = answer.Works,
        };

        await Task.WhenAll(service.Host.PublishAsync(determined), service.Host.PublishAsync(determined));

        await Eventually.Equal(1L, () => service.Count("repair", home));
        var repair = await Read(Assert.Single(await Repairs(home)).RepairId);
        Assert.Equal((answer.Works[0].RemedyId.ToString(), "The Ombudsman ordered it on complaint H4T9-K2MX."), (Assert.Single(repair.Promised).CauseId, repair.Responsibility.Sentence));
    }

    [Fact]
    public async Task What_is_not_wanted_any_more_and_not_begun_is_taken_back_once_with_the_reason()
    {
        var told = await service.Host.ListenAsync<RepairClosed>();
        var (home, household) = Let();
        var answer = Answered(home, household, "stuck-tap");
        var repair = await Ordered(answer, home);
        var dropped = Dropped(answer);

        await Task.WhenAll(service.Host.PublishAsync(dropped), service.Host.PublishAsync(dropped), service.Host.PublishAsync(dropped));

        await Eventually.Holds(async () => Assert.Equal(Wire.Stage.Closed, (await Read(repair)).Stage));
        var read = await Read(repair);
        Assert.Equal(("A review changed the determination.", "2026-03-30T23:00:00Z Cancelled"), (Assert.Single(read.Promised).DroppedReason, Promised(read)));
        Assert.Equal("A review changed the determination.", Assert.Single(read.Timeline, t => t.Name == "repair.promise-dropped").Note);
        await Eventually.Holds(() => Assert.Equal("A review changed the determination.", Assert.Single(told.Events, e => e.RepairId.ToString() == repair).Reason));

        await service.Host.PublishAsync(answer);       // said again it is not ordered again
        var (other, _) = Let();
        await Ordered(Answered(other, household, "stuck-tap"), other);
        Assert.Equal(1, await service.Count("repair", home));
    }

    [Fact]
    public async Task What_has_begun_goes_on_and_that_is_told()
    {
        var told = await service.Host.ListenAsync<WorksGoOn>();
        var (home, household) = Let();
        var answer = Answered(home, household, "stuck-tap");
        var repair = await Ordered(answer, home);
        await service.As("officer@havering").MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair });

        await service.Host.PublishAsync(Dropped(answer));

        await Eventually.Holds(() => Assert.Equal((repair, "The work has begun."), Assert.Single(told.Events, e => e.CauseId == answer.Works[0].RemedyId) is var e ? (e.RepairId.ToString(), e.Reason) : default));
        var read = await Read(repair);
        Assert.Equal((Wire.Stage.InProgress, "2026-03-30T23:00:00Z Cancelled"), (read.Stage, Promised(read)));
        Assert.Equal("A review changed the determination. The work has begun.", Assert.Single(read.Timeline, t => t.Name == "repair.promise-dropped").Note);
    }

    [Fact]
    public async Task Dropped_before_the_promise_is_heard_it_is_never_ordered()
    {
        var (home, household) = Let();
        var answer = Answered(home, household, "stuck-tap", "pipe-leak");
        await service.Host.PublishAsync(Dropped(answer));
        await Eventually.Equal(1L, () => service.Host.Database.Scalar<long>($"select count(*) from dropped_promise where cause_id = '{answer.Works[0].RemedyId}'"));

        await service.Host.PublishAsync(answer);

        await Eventually.Equal(1L, () => service.Count("repair", home));
        Assert.Equal("pipe-leak", Assert.Single(await Repairs(home)).Fault);
    }

    private static WorksDropped Dropped(ComplaintResolved answer) => new()
    {
        CauseId = answer.Works[0].RemedyId, ComplaintId = answer.ComplaintId, Reference = answer.Reference, Landlord = "havering", HomeId = answer.Works[0].HomeId, Reason = "A review changed the determination.", DroppedAt = Noon,
    };

    private (Guid Home, Guid Household) Let()
    {
        var home = service.Neighbours.AddHome("havering");
        return (home, service.Neighbours.MoveIn(home));
    }

    private async Task<string> Ordered(ComplaintResolved answer, Guid home)
    {
        await service.Host.PublishAsync(answer);
        await Eventually.Equal(1L, () => service.Count("repair", home));
        await Eventually.Equal(0L, () => service.Count("awaited_facts", home));
        return Assert.Single(await Repairs(home)).RepairId;
    }

    private async Task<IReadOnlyList<Wire.Repair>> Repairs(Guid home) => (await service.As("officer@havering").ListRepairsAsync(new() { Landlord = "havering", HomeId = home.ToString() })).Repairs;

    private async Task<Wire.Repair> Read(string repair) => (await service.As("officer@havering").GetRepairAsync(new() { RepairId = repair })).Repair;

    private static string Promised(Wire.Repair repair) => Assert.Single(repair.Commitments, c => c.StandardId == "ENG-CMP-14") is var c ? $"{c.DueAt.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm:ss'Z'} {c.Outcome}" : "";

    private static ComplaintResolved Answered(Guid home, Guid household, params string[] faults) => new()
    {
        ComplaintId = Guid.CreateVersion7(), Reference = "H4T9-K2MX", Landlord = "havering", HomeId = home, HouseholdId = household, Stage = 1, Outcome = "upheld", AnsweredAt = Noon.AddHours(-1),
        Compensations = [], Works = [.. faults.Select(fault => new PromisedWorks { RemedyId = Guid.CreateVersion7(), HomeId = home, Fault = fault, Words = "We mend it.", DueOn = Day })],
    };
}
