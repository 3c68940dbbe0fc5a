using Housing.Income.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Hearing;

public sealed class AppointmentMissedTests : IncomeHost
{
    private const long Sum = -1000;      // the setting in one-housing.json

    [Fact]
    public async Task OHO_REP_14_a_missed_appointment_is_credited_and_told()
    {
        var told = await Host.ListenAsync<CompensationCredited>();
        var started = Started();
        var account = await Open(started);
        var missed = Missed(started);

        await Host.PublishAsync(missed);

        await Balance(started, Sum);
        var posting = Assert.Single((await As("resident@one-housing", started.HouseholdId).ListPostingsAsync(new() { AccountId = account.AccountId })).Postings);
        Assert.Equal(
            (Sum, "compensation", missed.AppointmentId.ToString(), "Compensation for the missed appointment of 3 March 2026"),
            (posting.AmountPence, posting.Kind, posting.Cause, posting.Narrative));
        await Eventually.Holds(() => Assert.Single(told.Events));
        Assert.Equal(
            new CompensationCredited
            {
                AccountId = Guid.Parse(account.AccountId),
                HouseholdId = started.HouseholdId,
                Landlord = "one-housing",
                AmountPence = -Sum,
                Reason = "missed-appointment",
                CauseId = missed.AppointmentId,
                CreditedAt = Host.Clock.Now,
            },
            told.Events[0]);
    }

    [Fact]
    public async Task However_often_it_is_heard_one_appointment_is_credited_once()
    {
        var told = await Host.ListenAsync<CompensationCredited>();
        var started = Started();
        await Open(started);
        var missed = Missed(started);
        var message = Guid.CreateVersion7();

        // The same message delivered again, and the same fact in messages of their own, at once.
        await Task.WhenAll(
            Host.PublishAsync(missed, message), Host.PublishAsync(missed, message), Host.PublishAsync(missed), Host.PublishAsync(missed), Host.PublishAsync(missed));

        await Handled(4);
        await Balance(started, Sum);
        Assert.Equal(1, await Count("posting"));
        await Eventually.Holds(() => Assert.Single(told.Events));
        await Eventually.Equal(0L, () => Count("outbox"));
        Assert.Single(told.Events);
    }

    [Fact]
    public async Task Many_appointments_of_one_household_at_once_are_each_credited()
    {
        var started = Started();
        var account = await Open(started);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Host.PublishAsync(Missed(started))));

        await Balance(started, 20 * Sum);
        Assert.Equal(20, (await As("officer@one-housing").ListPostingsAsync(new() { AccountId = account.AccountId })).Postings.Count);
        Assert.Equal(0, await Count("redelivery"));      // they queued up at the account; none failed
    }

    [Fact]
    public async Task Heard_before_the_tenancy_it_comes_back_when_the_account_is_open()
    {
        var started = Started();
        var missed = Missed(started);
        await Host.PublishAsync(missed);
        await Eventually.Equal(1L, () => Count("redelivery"));
        Assert.Equal(0, await Count("posting"));

        await Open(started);
        Host.Clock.Advance(TimeSpan.FromMinutes(1));

        await Balance(started, Sum);
        Assert.Equal(0, await Count("redelivery"));
        Assert.Equal(1, await Count("posting"));
    }

    [Fact]
    public async Task A_landlord_that_set_no_sum_credits_nothing()
    {
        var started = Started("rosebery");
        await Open(started);

        await Host.PublishAsync(Missed(started));

        await Handled(1);
        await Balance(started, 0);
        Assert.Equal((0, 0), (await Count("posting"), await Count("unclaimed_compensation")));
    }

    [Fact]
    public async Task When_Repairs_did_not_know_the_household_Tenancy_is_asked()
    {
        var started = Started();
        await Open(started);
        Tenancy.Homes[started.HomeId] = (started.HouseholdId, started.StartedOn);

        await Host.PublishAsync(Missed(started) with { HouseholdId = null });

        await Balance(started, Sum);
    }

    [Fact]
    public async Task When_Repairs_knew_it_Tenancy_is_left_alone()
    {
        var started = Started();
        await Open(started);

        await Host.PublishAsync(Missed(started));

        await Balance(started, Sum);
        Assert.Equal(0, Tenancy.Asked);
    }

    [Fact]
    public async Task While_Tenancy_is_away_the_message_waits_and_comes_back()
    {
        var started = Started();
        await Open(started);
        Tenancy.Away = true;
        await Host.PublishAsync(Missed(started) with { HouseholdId = null });
        await Eventually.Equal(1L, () => Count("redelivery"));

        Tenancy.Homes[started.HomeId] = (started.HouseholdId, started.StartedOn);
        Tenancy.Away = false;
        Host.Clock.Advance(TimeSpan.FromMinutes(1));

        await Balance(started, Sum);
    }

    [Fact]
    public async Task Compensation_for_an_empty_home_is_recorded_once_for_staff()
    {
        var missed = Missed(Started()) with { HouseholdId = null };

        await Host.PublishAsync(missed);
        await Host.PublishAsync(missed);

        await Handled(2);
        Assert.Equal(1, await Count("unclaimed_compensation"));
        Assert.Equal(
            $"{missed.AppointmentId} 1000 NOBODY_LET_DOWN",
            await Host.Database.Scalar<string>("select cause || ' ' || amount_pence || ' ' || reason from unclaimed_compensation"));
        Assert.Equal(0, await Count("posting"));
    }

    [Fact]
    public async Task Those_who_moved_in_later_are_not_credited_for_the_empty_home()
    {
        var started = Started();
        await Open(started);
        Tenancy.Homes[started.HomeId] = (started.HouseholdId, new DateOnly(2026, 3, 4));

        await Host.PublishAsync(Missed(started) with { HouseholdId = null });

        await Eventually.Equal(1L, () => Count("unclaimed_compensation"));
        await Balance(started, 0);
    }

    private Task Balance(Tenancy.Contracts.V1.TenancyStarted started, long pence) =>
        Eventually.Equal(pence, async () => (await AccountOf(started)).BalancePence);

    private Task Handled(long messages) => Eventually.Equal(
        messages, () => Host.Database.Scalar<long>("select count(*) from inbox where consumer like '%appointment-missed%'"));
}
