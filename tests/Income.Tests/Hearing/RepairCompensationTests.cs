using Housing.Income.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Hearing;

/// <summary>The right to repair: a second contractor who was late too (ENG-RTR-06).</summary>
public sealed class RepairCompensationTests : IncomeHost
{
    [Fact]
    public async Task It_is_set_against_rent_that_is_owed_ENG_RTR_07()
    {
        var told = await Host.ListenAsync<CompensationCredited>();
        var started = Started("havering");
        var account = await Open(started);
        await As("income@havering").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 12_000, Narrative = "Rent" });
        var owed = Owed(started);

        await Host.PublishAsync(owed);

        await Balance(started, 12_000 - 1_400);
        var posting = (await As("officer@havering").ListPostingsAsync(new() { AccountId = account.AccountId })).Postings[0];
        Assert.Equal(
            (-1_400L, "compensation", owed.RepairId.ToString(), "Right to repair: the second contractor was due by 12 March 2026"),
            (posting.AmountPence, posting.Kind, posting.Cause, posting.Narrative));
        await Eventually.Holds(() => Assert.Single(told.Events));
        Assert.Equal((1_400L, "right-to-repair", owed.RepairId), (told.Events[0].AmountPence, told.Events[0].Reason, told.Events[0].CauseId));
    }

    [Fact]
    public async Task However_often_it_is_heard_one_repair_is_made_good_once()
    {
        var started = Started("havering");
        await Open(started);
        var owed = Owed(started);
        var message = Guid.CreateVersion7();

        await Task.WhenAll(Host.PublishAsync(owed, message), Host.PublishAsync(owed, message), Host.PublishAsync(owed), Host.PublishAsync(owed));

        await Handled(3);
        await Balance(started, -1_400);
        Assert.Equal(1, await Count("posting"));
    }

    [Fact]
    public async Task Heard_before_the_tenancy_it_comes_back_when_the_account_is_open()
    {
        var started = Started("havering");
        await Host.PublishAsync(Owed(started));
        await Eventually.Equal(1L, () => Count("redelivery"));

        await Open(started);
        Host.Clock.Advance(TimeSpan.FromMinutes(1));

        await Balance(started, -1_400);
        Assert.Equal(1, await Count("posting"));
    }

    [Fact]
    public async Task When_Repairs_did_not_know_the_household_Tenancy_is_asked()
    {
        var started = Started("havering");
        await Open(started);
        Tenancy.Homes[started.HomeId] = (started.HouseholdId, started.StartedOn);

        await Host.PublishAsync(Owed(started) with { HouseholdId = null });

        await Balance(started, -1_400);
    }

    [Fact]
    public async Task What_is_owed_for_an_empty_home_is_recorded_once_for_staff()
    {
        var owed = Owed(Started("havering")) with { HouseholdId = null };

        await Host.PublishAsync(owed);
        await Host.PublishAsync(owed);

        await Handled(2);
        Assert.Equal($"{owed.RepairId} 1400 NOBODY_WAITED", await Host.Database.Scalar<string>("select cause || ' ' || amount_pence || ' ' || reason from unclaimed_compensation"));
        Assert.Equal(0, await Count("posting"));
    }

    // Due by the end of Thursday 12 March in London.
    [Theory]
    [InlineData(11, true)]
    [InlineData(12, true)]
    [InlineData(13, false)]
    public void Those_who_moved_in_after_it_was_due_did_not_wait_for_it(int day, bool credited)
    {
        var owed = new OwedForRepair(Guid.CreateVersion7(), 1_400, new DateTimeOffset(2026, 3, 13, 0, 0, 0, TimeSpan.Zero));
        var decision = RepairCompensationDecision.Decide(owed, new LetDown(Guid.CreateVersion7(), new DateOnly(2026, 3, day)), credited: false, Host.Clock.Now);
        Assert.Equal(credited, decision is Decision<AccountMilestone.Posted>.Accepted);
    }

    private static RepairCompensationOwed Owed(TenancyStarted started) => new()
    {
        RepairId = Guid.CreateVersion7(),
        Landlord = started.Landlord,
        HomeId = started.HomeId,
        HouseholdId = started.HouseholdId,
        AmountPence = 1_400,
        DueAt = new DateTimeOffset(2026, 3, 13, 0, 0, 0, TimeSpan.Zero),
        CompletedAt = new DateTimeOffset(2026, 3, 15, 12, 0, 0, TimeSpan.Zero),
        Clause = "ENG-RTR-06",
        RecordedAt = new DateTimeOffset(2026, 3, 15, 12, 0, 0, TimeSpan.Zero),
    };

    private Task Balance(TenancyStarted started, long pence) => Eventually.Equal(pence, async () => (await AccountOf(started)).BalancePence);

    private Task Handled(long messages) => Eventually.Equal(messages, () => Host.Database.Scalar<long>("select count(*) from inbox where consumer like '%repair-compensation-owed%'"));
}
