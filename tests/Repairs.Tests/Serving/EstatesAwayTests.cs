using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Date = Housing.Estates.Contracts.V1.Date;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>A report is taken while Estates is away; what it says later counts from the report.</summary>
public sealed class EstatesAwayTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    public void Dispose() => service.Reset();

    [Theory]
    [InlineData(Neighbours.Mood.Down)]
    [InlineData(Neighbours.Mood.Slow)]
    public async Task A_report_is_taken_on_the_callers_landlord_and_its_facts_are_found_out_later(Neighbours.Mood mood)
    {
        var home = service.Neighbours.AddHome("one-housing", new Date { Year = 2025, Month = 9, Day = 1 });
        var household = service.Neighbours.MoveIn(home, Tenure.Leasehold);
        Away(mood);

        var repair = (await service.As("resident@one-housing", household).ReportRepairAsync(Reported(home, "dripping-tap"))).Repair;

        Assert.Equal((true, true, "one-housing", "routine"), (repair.HomePending, repair.FactsPending, repair.Landlord, repair.Priority));
        Assert.Null(repair.Responsibility);
        Assert.Equal(["OHO-REP-18"], repair.Commitments.Select(c => c.StandardId));

        await Back(repair);
        var known = await Read(repair, "one-housing");
        // OHO-LSE-10: handed over half a year ago.
        Assert.Equal((Wire.Party.Developer, "OHO-LSE-10"), (known.Responsibility.Party, known.Responsibility.Clause));
        Assert.Equal(["repair.reported", "repair.home-known", "repair.household-known", "repair.responsibility-decided", "repair.order-withdrawn"], known.Timeline.Select(t => t.Name));
        Assert.All(known.Commitments, c => Assert.Equal(Noon, c.StartedAt.ToDateTimeOffset()));
        Assert.Equal(0, await service.Count("awaited_facts", home));
    }

    [Fact]
    public async Task Both_away_nothing_is_lost()
    {
        var home = service.Neighbours.AddHome("rosebery");
        service.Neighbours.MoveIn(home, Need.OlderPerson);
        Away(Neighbours.Mood.Down);
        service.Neighbours.Tenancy = Neighbours.Mood.Down;
        var repair = await service.Report(home, "rosebery", "heating-lost");
        service.Neighbours.Tenancy = Neighbours.Mood.Answers;
        await Back(repair);
        Assert.Equal("emergency", (await Read(repair, "rosebery")).Priority);
    }

    [Theory]
    [InlineData("no such home")]
    [InlineData("another landlord's")]
    public async Task What_turns_out_to_be_nobodys_here_is_closed_with_its_reason_and_its_promises_end(string what)
    {
        var heard = await service.Host.ListenAsync<RepairClosed>();
        var home = what is "no such home" ? Guid.CreateVersion7() : service.Neighbours.AddHome("rosebery");
        Away(Neighbours.Mood.Down);
        var repair = await service.Report(home);
        Assert.True(repair.HomePending);

        await Back(repair);
        var closed = await Read(repair, "havering");
        Assert.Equal((Wire.Stage.Closed, false), (closed.Stage, closed.HomePending));
        Assert.Contains(what is "no such home" ? "no such" : "another landlord's", closed.ClosedReason);
        Assert.NotEmpty(closed.Commitments);
        Assert.All(closed.Commitments, c => Assert.Equal(Outcome.Cancelled, c.Outcome));
        await Eventually.Holds(() => Assert.Single(heard.Events, e => e.RepairId.ToString() == repair.RepairId));

        var refusal = await Refusal(() => service.As("officer@havering").MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair.RepairId }));
        Assert.Equal((StatusCode.FailedPrecondition, "REPAIR_CLOSED"), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task A_case_is_closed_after_a_promise_on_it_has_run_out_as_well_and_nothing_is_owed_on_it_any_more()
    {
        var home = Guid.CreateVersion7();
        Away(Neighbours.Mood.Down);
        var repair = await service.Report(home);
        await Back(repair, Noon.AddDays(60));
        var closed = await Read(repair, "havering");
        Assert.Equal((Wire.Stage.Closed, false, null), (closed.Stage, closed.AtRisk, closed.NextDueAt));
    }

    [Fact]
    public async Task Work_that_is_done_stays_done_when_the_home_turns_out_to_be_another_landlords_and_nobody_there_hears_of_it()
    {
        var home = service.Neighbours.AddHome("rosebery");
        var household = service.Neighbours.MoveIn(home);
        Away(Neighbours.Mood.Down);
        service.Neighbours.Tenancy = Neighbours.Mood.Down;
        var (repair, officer) = (await service.Report(home), service.As("officer@havering"));
        await officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair.RepairId });
        await officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, WorkDone = "New washer" });

        service.Neighbours.Tenancy = service.Neighbours.Estates = Neighbours.Mood.Answers;
        service.Host.Clock.Now = Noon.AddMinutes(10);

        await Eventually.Equal(0L, () => service.Count("awaited_facts", home));
        var done = await Read(repair, "havering");
        Assert.Equal((Wire.Stage.Completed, ""), (done.Stage, done.HouseholdId));
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("resident@rosebery", household).GetRepairAsync(new() { RepairId = repair.RepairId }))).Status);
    }

    [Fact]
    public async Task A_resident_of_another_home_is_refused_by_Tenancys_answer()
    {
        var home = service.Neighbours.AddHome("havering");
        service.Neighbours.MoveIn(home);
        Away(Neighbours.Mood.Down);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("resident@havering", Guid.CreateVersion7()).ReportRepairAsync(Reported(home)))).Status);
        Assert.Equal(0, await service.Count("repair", home));
    }

    [Theory]
    [InlineData("block", Neighbours.Mood.Down)]
    [InlineData("block", Neighbours.Mood.Slow)]
    [InlineData("estate", Neighbours.Mood.Down)]
    public async Task A_shared_place_is_taken_at_the_word_of_the_landlords_staff_and_one_fault_there_stays_one_repair(string what, Neighbours.Mood mood)
    {
        var block = service.Neighbours.AddBlock("one-housing", NewId(), estate: NewId());
        var request = Shared(what, block);
        var told = await service.Host.ListenAsync<MilestoneRecorded>();
        Away(mood);

        var repair = (await service.As("officer@one-housing").ReportRepairAsync(request)).Repair;
        Assert.Equal((true, false, true, "one-housing"), (repair.HomePending, repair.FactsPending, repair.Shared, repair.Landlord));
        var again = await service.As("manager@one-housing").ReportRepairAsync(Shared(what, block));
        Assert.Equal((repair.RepairId, true), (again.Repair.RepairId, again.Joined));

        await Back(repair);
        var known = await Read(repair, "one-housing");
        Assert.Equal((Wire.Stage.Reported, block.Estate), (known.Stage, known.Estate));
        await Eventually.Holds(() => Assert.Contains(
            told.Events, e => e.CaseId.ToString() == repair.RepairId && e.Facts.TryGetProperty("estate", out var estate) && estate.GetString() == block.Estate));
        Assert.Equal(what is "block" ? block.BlockId : "", known.BlockId);
        Assert.All(known.Commitments, c => Assert.Equal(Noon, c.StartedAt.ToDateTimeOffset()));
        var later = await service.As("officer@one-housing").ReportRepairAsync(Shared(what, block));
        Assert.Equal((repair.RepairId, true), (later.Repair.RepairId, later.Joined));
    }

    [Theory]
    [InlineData("no such block", "no such")]
    [InlineData("another landlord's block", "another landlord's")]
    [InlineData("no such estate", "no such")]
    public async Task A_shared_place_that_turns_out_to_be_nobodys_here_is_closed_with_its_reason(string what, string saying)
    {
        var block = what is "another landlord's block" ? service.Neighbours.AddBlock("rosebery", NewId()) : new Block { BlockId = NewId(), Estate = NewId() };
        Away(Neighbours.Mood.Down);
        var repair = (await service.As("officer@one-housing").ReportRepairAsync(Shared(what is "no such estate" ? "estate" : "block", block))).Repair;

        await Back(repair);
        var closed = await Read(repair, "one-housing");
        Assert.Equal(Wire.Stage.Closed, closed.Stage);
        Assert.Contains(saying, closed.ClosedReason);
        Assert.All(closed.Commitments, c => Assert.Equal(Outcome.Cancelled, c.Outcome));
    }

    [Theory]
    [InlineData("resident@one-housing", StatusCode.Unavailable, "ESTATES_AWAY")]
    [InlineData("service@one-housing", StatusCode.Unavailable, "ESTATES_AWAY")]
    [InlineData("officer@rosebery", StatusCode.PermissionDenied, "NOT_YOURS")]
    public async Task A_shared_place_is_not_taken_at_anybody_elses_word(string who, StatusCode status, string reason)
    {
        var request = Shared("block", service.Neighbours.AddBlock("one-housing", NewId()));
        request.Landlord = "one-housing";
        Away(Neighbours.Mood.Down);
        var household = who.StartsWith("resident", StringComparison.Ordinal) ? Guid.CreateVersion7() : (Guid?)null;
        var refusal = await Refusal(() => service.As(who, household).ReportRepairAsync(request));
        Assert.Equal((status, reason), (refusal.Status, refusal.Reason));
    }

    private static ReportRepairRequest Shared(string what, Block block) => new()
    {
        RequestId = NewId(),
        BlockId = what is "block" ? block.BlockId : "",
        Estate = what is "estate" ? block.Estate : "",
        Fault = "communal-light",
        Description = "It is dark.",
    };

    private void Away(Neighbours.Mood mood)
    {
        service.Neighbours.Estates = mood;
        service.Patience = mood == Neighbours.Mood.Slow ? TimeSpan.FromMilliseconds(300) : TimeSpan.FromSeconds(20);
    }

    private async Task Back(Wire.Repair repair, DateTimeOffset? at = null)
    {
        service.Neighbours.Estates = Neighbours.Mood.Answers;
        service.Patience = TimeSpan.FromSeconds(20);
        service.Host.Clock.Now = at ?? Noon.AddMinutes(10);
        await Eventually.Holds(async () => Assert.False((await Read(repair, repair.Landlord)).HomePending));
        await Eventually.Holds(async () => Assert.False((await Read(repair, repair.Landlord)).FactsPending));
    }

    private async Task<Wire.Repair> Read(Wire.Repair repair, string landlord) =>
        (await service.As($"officer@{landlord}").GetRepairAsync(new() { RepairId = repair.RepairId })).Repair;
}
