using Housing.Tenancy.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Hearing;

using Account = Housing.Income.Contracts.V1.Account;
using ChargeCycle = Housing.Income.Contracts.V1.ChargeCycle;
using ChargePart = Housing.Income.Contracts.V1.ChargePart;
using ChargePer = Housing.Income.Contracts.V1.ChargePer;
using SubAccount = Housing.Income.Contracts.V1.SubAccount;

public sealed class TenancyEndedTests : IncomeHost
{
    [Fact]
    public async Task An_ended_tenancy_pays_to_its_last_day_and_is_a_former_tenants_from_the_next()
    {
        var started = Started();
        var account = await Open(started);
        await Rent(account);
        Host.Clock.Now = new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
        await Balance(started, 3 * 70_00);

        await Host.PublishAsync(Ended(started, new DateOnly(2026, 3, 10)));

        await Balance(started, 90_00);
        var now = await AccountOf(started);
        Assert.Equal(("former-tenant", Day(2026, 3, 10)), (now.Kind, now.EndedOn));
        await AddsUp();
    }

    [Fact]
    public async Task An_end_that_lies_ahead_is_charged_up_to()
    {
        var started = Started();
        await Rent(await Open(started));
        await Host.PublishAsync(Ended(started, new DateOnly(2026, 3, 11)));
        await Eventually.Holds(async () => Assert.Equal(Day(2026, 3, 11), (await AccountOf(started)).EndedOn));
        Assert.Equal("tenancy", (await AccountOf(started)).Kind);

        Host.Clock.Now = new DateTimeOffset(2026, 3, 12, 0, 0, 0, TimeSpan.Zero);

        await Balance(started, 100_00);
        await Eventually.Equal("former-tenant", async () => (await AccountOf(started)).Kind);
    }

    [Fact]
    public async Task An_end_heard_before_its_start_waits_for_it_and_one_heard_twice_ends_once()
    {
        var started = Started();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Host.PublishAsync(Ended(started, new DateOnly(2026, 3, 2)))));
        await Eventually.Equal(3L, () => Count("redelivery"));

        await Open(started);
        Host.Clock.Advance(TimeSpan.FromMinutes(1));

        await Eventually.Holds(async () => Assert.Equal(Day(2026, 3, 2), (await AccountOf(started)).EndedOn));
        await Eventually.Equal(4L, () => Host.Database.Scalar<long>("select count(*) from inbox"));
        Assert.Equal("former-tenant", (await AccountOf(started)).Kind);
    }

    [Fact]
    public async Task An_account_that_was_ended_by_hand_stays_as_it_is()
    {
        var started = Started();
        var account = await Open(started);
        await LedgerAs("income@one-housing").EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 2) });

        await Host.PublishAsync(Ended(started, new DateOnly(2026, 3, 9)));

        await Eventually.Equal(2L, () => Host.Database.Scalar<long>("select count(*) from inbox"));
        Assert.Equal(Day(2026, 3, 2), (await AccountOf(started)).EndedOn);
    }

    private Task Rent(Account account) => ChargesAs("income@one-housing").SetChargeAsync(new()
    {
        RequestId = NewId(), AccountId = account.AccountId, SubAccount = SubAccount.Rent, AmountPence = 70_00, Per = ChargePer.Week, Cycle = ChargeCycle.Weekly,
        From = Day(2026, 3, 2), Parts = { new ChargePart { Label = "Rent", Pence = 70_00 } },
    }).ResponseAsync;

    private Task Balance(TenancyStarted started, long pence) => Eventually.Equal(pence, async () => (await AccountOf(started)).BalancePence);

    private TenancyEnded Ended(TenancyStarted started, DateOnly on) => new()
    {
        TenancyId = started.TenancyId, HouseholdId = started.HouseholdId, HomeId = started.HomeId, Landlord = started.Landlord, Tenure = started.Tenure,
        EndedOn = on, Reason = "notice-given", RecordedAt = Host.Clock.Now,
    };
}
