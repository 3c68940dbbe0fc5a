using Housing.Testing;

namespace Housing.Income.Tests.Hearing;

public sealed class TenancyStartedTests : IncomeHost
{
    [Fact]
    public async Task A_started_tenancy_opens_an_account_that_owes_nothing()
    {
        var started = Started();

        var account = await Open(started);

        Assert.Equal(
            (started.TenancyId.ToString(), started.HouseholdId.ToString(), started.HomeId.ToString(), started.Landlord, 0L),
            (account.TenancyId, account.HouseholdId, account.HomeId, account.Landlord, account.BalancePence));
        Assert.Equal(Host.Clock.Now, account.OpenedAt.ToDateTimeOffset());
    }

    [Fact]
    public async Task However_often_it_is_heard_the_account_opens_once()
    {
        var started = Started();
        var message = Guid.CreateVersion7();
        var first = await Open(started);

        // The same message delivered again, and the same fact in messages of their own, at once.
        await Task.WhenAll(
            Host.PublishAsync(started, message), Host.PublishAsync(started, message), Host.PublishAsync(started), Host.PublishAsync(started));

        await Eventually.Equal(4L, () => Host.Database.Scalar<long>("select count(*) from inbox"));
        Assert.Equal(1, await Count("account"));
        Assert.Equal(first, await AccountOf(started));
    }

    [Fact]
    public async Task Many_that_tell_of_one_tenancy_at_once_open_one_account()
    {
        var started = Started();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Host.PublishAsync(started)));

        await Eventually.Equal(6L, () => Host.Database.Scalar<long>("select count(*) from inbox"));
        Assert.Equal(1, await Count("account"));
    }
}
