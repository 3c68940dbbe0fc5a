using Housing.Repairs.Contracts.V1;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>Rows as the first version wrote them, which knew neither places nor orders nor visits in full.</summary>
public sealed class OldRowTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    public void Dispose() => service.Reset();

    [Fact]
    public async Task A_repair_from_before_is_read_and_listed_and_goes_through_the_rest_of_its_life()
    {
        var (home, household) = Occupied();
        var id = await Old(home, household, "Reported");
        var (officer, resident) = (service.As("officer@havering"), service.As("resident@havering", household));
        Assert.Equal((Wire.Stage.Reported, "priority-2", "It will not turn."), await Seen(resident, id));
        Assert.Equal(id.ToString(), Assert.Single((await resident.ListRepairsAsync(new() { Landlord = "havering" })).Repairs).RepairId);

        await officer.BookAppointmentAsync(new() { RequestId = NewId(), RepairId = id.ToString(), StartsAt = Time(-60), EndsAt = Time(60) });
        await officer.RecordVisitAsync(new() { RequestId = NewId(), RepairId = id.ToString(), Fixed = true });
        await officer.VaryRepairAsync(new() { RequestId = NewId(), RepairId = id.ToString(), EstimatedMinutes = 30, Why = "A washer." });
        await officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = id.ToString(), WorkDone = "New washer" });
        var done = (await resident.ConfirmRepairAsync(new() { RequestId = NewId(), RepairId = id.ToString(), Satisfied = false, Note = "It drips.", Reopen = true })).Repair;

        Assert.Equal((Wire.Stage.Completed, true), (done.Stage, done.Completion.FirstVisit));
        Assert.Equal(id.ToString(), (await officer.GetRepairAsync(new() { RepairId = done.RecalledBy })).Repair.RecallOf);
    }

    [Fact]
    public async Task A_repair_that_was_visited_before_visits_were_kept_in_full_is_done_as_of_a_later_day()
    {
        var (home, household) = Occupied();
        var id = await Old(home, household, "InProgress", visited: true);
        var done = (await service.As("officer@havering").CompleteRepairAsync(new() { RequestId = NewId(), RepairId = id.ToString(), WorkDone = "New washer" })).Repair;
        Assert.Equal((Wire.Stage.Completed, 1), (done.Stage, done.Completion.Visits));
    }

    /// <summary>A band can go from a landlord's list while repairs are in it: they are shown by its key.</summary>
    [Fact]
    public async Task A_repair_in_a_band_that_the_list_has_lost_is_read_and_listed()
    {
        var (home, household) = Occupied();
        var id = await Old(home, household, "Reported", priority: "three-days");
        Assert.Equal((Wire.Stage.Reported, "three-days", "It will not turn."), await Seen(service.As("officer@havering"), id));
        Assert.Equal("three-days", Assert.Single((await service.As("resident@havering", household).ListRepairsAsync(new() { Landlord = "havering" })).Repairs).PriorityName);
    }

    private (Guid Home, Guid Household) Occupied()
    {
        var home = service.Neighbours.AddHome("havering");
        return (home, service.Neighbours.MoveIn(home));
    }

    private async Task<Guid> Old(Guid home, Guid household, string stage, bool visited = false, string priority = "priority-2")
    {
        var id = Guid.CreateVersion7(Noon.AddHours(-3));
        await service.Host.Database.Execute($"""
            insert into repair (id, landlord, home_id, household_id, tenure, has_vulnerable_member, facts_pending, fault, description, priority, stage, reported_at, last_visited_at)
            values ('{id}', 'havering', '{home}', '{household}', 'secure', false, false, 'stuck-tap', 'It will not turn.', '{priority}', '{stage}', '2026-03-03T09:00Z', {(visited ? "'2026-03-03T10:00Z'" : "null")});
            insert into timeline (repair_id, number, name, at, recorded_at, by_role, by_subject)
            values ('{id}', 1, 'repair.reported', '2026-03-03T09:00Z', '2026-03-03T09:00Z', 'officer', 'officer-1');
            """);
        if (visited)
            await service.Host.Database.Execute($"insert into timeline (repair_id, number, name, at, recorded_at, by_role, by_subject) values ('{id}', 2, 'repair.visited', '2026-03-03T10:00Z', '2026-03-03T10:00Z', 'officer', 'officer-1')");
        return id;
    }

    private static async Task<(Wire.Stage Stage, string Priority, string Description)> Seen(Wire.Repairs.RepairsClient caller, Guid id)
    {
        var repair = (await caller.GetRepairAsync(new GetRepairRequest { RepairId = id.ToString() })).Repair;
        return (repair.Stage, repair.Priority, repair.Description);
    }

    private static Google.Protobuf.WellKnownTypes.Timestamp Time(int minutes) => Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Noon.AddMinutes(minutes));
}
