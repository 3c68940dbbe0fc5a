using Housing.Repairs.Tests.Serving;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Hearing;

public sealed class HearingTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    public void Dispose() => service.Reset();

    [Fact]
    public async Task A_need_that_becomes_known_raises_open_repairs_at_that_home_ROS_REP_03()
    {
        var (home, household) = Occupied();
        var (open, elsewhere) = (await Report(home), await Report(Occupied().Home));
        var finished = await Finished(home);

        service.Neighbours.SetNeeds(home, Need.Disability);
        await service.Host.PublishAsync(NeedsChanged(home, household, vulnerable: true));

        await Eventually.Holds(async () => Assert.Equal("emergency", (await Read(open)).Priority));
        Assert.Equal("urgent", (await Read(finished)).Priority);
        Assert.Equal("urgent", (await Read(elsewhere)).Priority);
    }

    [Fact]
    public async Task The_same_change_heard_again_changes_nothing_more()
    {
        var (home, household) = Occupied();
        var repair = await Report(home);
        service.Neighbours.SetNeeds(home, Need.Disability);
        var changed = NeedsChanged(home, household, vulnerable: true);
        await service.Host.PublishAsync(changed);
        await Eventually.Holds(async () => Assert.Equal("emergency", (await Read(repair)).Priority));
        var once = await Read(repair);

        await Heard(changed, home);

        Assert.Equal(once, await Read(repair));
    }

    [Fact]
    public async Task A_late_word_of_a_need_that_has_ended_since_raises_nothing()
    {
        var (home, household) = Occupied();
        var repair = await Report(home);
        await Heard(NeedsChanged(home, household, vulnerable: true), home);      // Tenancy knows better by now
        Assert.Equal(("urgent", 1), ((await Read(repair)).Priority, (await Read(repair)).Timeline.Count));
    }

    [Fact]
    public async Task A_need_that_ends_lowers_nothing_ROS_REP_03()
    {
        var home = service.Neighbours.AddHome("rosebery");
        var household = service.Neighbours.MoveIn(home, Need.YoungChild);
        var repair = await Report(home);
        Assert.Equal("emergency", repair.Priority);

        service.Neighbours.SetNeeds(home);
        await service.Host.PublishAsync(NeedsChanged(home, household, vulnerable: false));

        await Eventually.Holds(async () => Assert.Contains((await Read(repair)).Timeline, t => t.Name == "repair.household-known"));
        Assert.Equal("emergency", (await Read(repair)).Priority);
    }

    [Fact]
    public async Task A_new_household_takes_over_what_is_still_open()
    {
        var home = service.Neighbours.AddHome("rosebery");
        var repair = await Report(home);
        Assert.Equal("", repair.HouseholdId);

        var household = service.Neighbours.MoveIn(home, Need.OlderPerson);
        await service.Host.PublishAsync(Started(home, household));

        await Eventually.Holds(async () => Assert.Equal(household.ToString(), (await Read(repair)).HouseholdId));
        Assert.Equal("emergency", (await Read(repair)).Priority);
        Assert.Single((await service.As("resident@rosebery", household).ListRepairsAsync(new() { Landlord = "rosebery" })).Repairs);
    }

    [Fact]
    public async Task The_late_start_of_an_earlier_tenancy_changes_nothing()
    {
        var (home, household) = Occupied();
        var repair = await Report(home);
        await Heard(Started(home, Guid.CreateVersion7()), home);
        Assert.Equal((household.ToString(), 1), ((await Read(repair)).HouseholdId, (await Read(repair)).Timeline.Count));
    }

    [Fact]
    public async Task A_change_heard_while_Tenancy_is_down_is_taken_in_when_it_is_back()
    {
        var (home, household) = Occupied();
        var repair = await Report(home);
        service.Neighbours.SetNeeds(home, Need.Pregnancy);
        service.Neighbours.Tenancy = Neighbours.Mood.Down;
        var asked = service.Neighbours.TimesTenancyWasAsked;
        await service.Host.PublishAsync(NeedsChanged(home, household, vulnerable: true));
        await Eventually.Holds(() => Assert.True(service.Neighbours.TimesTenancyWasAsked > asked));
        Assert.Equal("urgent", (await Read(repair)).Priority);

        service.Neighbours.Tenancy = Neighbours.Mood.Answers;
        service.Host.Clock.Advance(TimeSpan.FromMinutes(10));
        await Eventually.Holds(async () => Assert.Equal("emergency", (await Read(repair)).Priority));
    }

    /// <summary>Publishes, and waits until that was heard and Tenancy has answered for whatever it made this service ask.</summary>
    private async Task Heard<TEvent>(TEvent @event, Guid home)
        where TEvent : class
    {
        var message = Guid.CreateVersion7();
        await service.Host.PublishAsync(@event, message);
        await Eventually.Equal(1L, () => service.Host.Database.Scalar<long>($"select count(*) from inbox where message_id = '{message}'"));
        await Eventually.Equal(0L, () => service.Count("awaited_facts", home));
    }

    private (Guid Home, Guid Household) Occupied()
    {
        var home = service.Neighbours.AddHome("rosebery");
        return (home, service.Neighbours.MoveIn(home));
    }

    private Task<Wire.Repair> Report(Guid home) => service.Report(home, "rosebery", "heating-lost");

    private async Task<Wire.Repair> Finished(Guid home)
    {
        var (repair, officer) = (await Report(home), service.As("officer@rosebery"));
        await officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair.RepairId });
        return (await officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, WorkDone = "New pump" })).Repair;
    }

    private async Task<Wire.Repair> Read(Wire.Repair repair) => (await service.As("officer@rosebery").GetRepairAsync(new() { RepairId = repair.RepairId })).Repair;

    private static HouseholdNeedsChanged NeedsChanged(Guid home, Guid household, bool vulnerable) =>
        new() { HomeId = home, HouseholdId = household, Landlord = "rosebery", HasVulnerableMember = vulnerable, ChangedAt = Noon };

    private static TenancyStarted Started(Guid home, Guid household) => new()
    {
        TenancyId = Guid.CreateVersion7(), HouseholdId = household, HomeId = home, Landlord = "rosebery", Tenure = "secure", StartedOn = new DateOnly(2026, 3, 3), RecordedAt = Noon,
    };
}
