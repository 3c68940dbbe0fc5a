using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Hearing;

/// <summary>HAV-REP-14, HAV-REP-44: what a resident signed to pay for is on the account once, and off it once when it is not owed.</summary>
public sealed class RechargeTests : IncomeHost
{
    private const long Sum = 13750;

    [Fact]
    public async Task A_signed_recharge_is_charged_to_the_household_that_signed_HAV_REP_44()
    {
        var started = Started("havering");
        var account = await Open(started);
        var agreed = Agreed(started);

        await Host.PublishAsync(agreed);

        await Balance(started, Sum);
        var posting = Assert.Single((await As("resident@havering", started.HouseholdId).ListPostingsAsync(new() { AccountId = account.AccountId })).Postings);
        Assert.Equal(
            (Sum, "recharge", agreed.RechargeId.ToString(), "Repair of 3 March 2026 that you signed for"), (posting.AmountPence, posting.Kind, posting.Cause, posting.Narrative));
    }

    [Fact]
    public async Task However_often_it_is_heard_one_recharge_is_charged_once()
    {
        var started = Started("havering");
        await Open(started);
        var agreed = Agreed(started);
        var message = Guid.CreateVersion7();

        // The same message delivered again, and the same fact in messages of their own, at once.
        await Task.WhenAll(Host.PublishAsync(agreed, message), Host.PublishAsync(agreed, message), Host.PublishAsync(agreed), Host.PublishAsync(agreed));

        await Handled("recharge-agreed", 3);
        await Balance(started, Sum);
        Assert.Equal(1, await Count("posting"));
    }

    [Fact]
    public async Task Heard_before_the_tenancy_it_comes_back_when_the_account_is_open()
    {
        var started = Started("havering");
        await Host.PublishAsync(Agreed(started));
        await Eventually.Equal(1L, () => Count("redelivery"));
        Assert.Equal(0, await Count("posting"));

        await Open(started);
        Host.Clock.Advance(TimeSpan.FromMinutes(1));

        await Balance(started, Sum);
        Assert.Equal((1, 0), (await Count("posting"), await Count("redelivery")));
    }

    [Fact]
    public async Task A_recharge_that_is_withdrawn_is_taken_back_once_however_often_it_is_heard()
    {
        var started = Started("havering");
        var account = await Open(started);
        var agreed = Agreed(started);
        await Host.PublishAsync(agreed);
        await Balance(started, Sum);

        await Task.WhenAll(Host.PublishAsync(Withdrawn(agreed)), Host.PublishAsync(Withdrawn(agreed)), Host.PublishAsync(Withdrawn(agreed)));

        await Handled("recharge-withdrawn", 3);
        await Balance(started, 0);
        var postings = (await As("officer@havering").ListPostingsAsync(new() { AccountId = account.AccountId })).Postings;
        Assert.Equal(
            [(-Sum, "recharge-withdrawn", "Repair of 3 March 2026 that you signed for, taken back"), (Sum, "recharge", "Repair of 3 March 2026 that you signed for")],
            postings.Select(p => (p.AmountPence, p.Kind, p.Narrative)));
        Assert.All(postings, p => Assert.Equal(agreed.RechargeId.ToString(), p.Cause));
    }

    [Fact]
    public async Task A_withdrawal_heard_before_its_charge_waits_for_it()
    {
        var started = Started("havering");
        await Open(started);
        var agreed = Agreed(started);
        await Host.PublishAsync(Withdrawn(agreed));
        await Eventually.Equal(1L, () => Count("redelivery"));

        await Host.PublishAsync(agreed);
        await Balance(started, Sum);
        Host.Clock.Advance(TimeSpan.FromMinutes(1));

        await Balance(started, 0);
        Assert.Equal((2, 0), (await Count("posting"), await Count("redelivery")));
    }

    [Fact]
    public async Task A_charge_heard_late_after_its_withdrawal_is_not_made_again()
    {
        var started = Started("havering");
        await Open(started);
        var agreed = Agreed(started);
        await Host.PublishAsync(agreed);
        await Balance(started, Sum);
        await Host.PublishAsync(Withdrawn(agreed));
        await Balance(started, 0);

        await Host.PublishAsync(agreed);

        await Handled("recharge-agreed", 2);
        await Balance(started, 0);
        Assert.Equal(2, await Count("posting"));
    }

    private RechargeAgreed Agreed(TenancyStarted tenancy) => new()
    {
        RechargeId = Guid.CreateVersion7(), RepairId = Guid.CreateVersion7(), Landlord = tenancy.Landlord, HomeId = tenancy.HomeId, HouseholdId = tenancy.HouseholdId,
        AmountPence = Sum, Clause = "HAV-REP-44", AgreedAt = Host.Clock.Now.AddHours(-1),
    };

    private RechargeWithdrawn Withdrawn(RechargeAgreed agreed) => new()
    {
        RechargeId = agreed.RechargeId, RepairId = agreed.RepairId, Landlord = agreed.Landlord, HouseholdId = agreed.HouseholdId, AmountPence = agreed.AmountPence,
        WithdrawnAt = Host.Clock.Now,
    };

    private Task Balance(TenancyStarted started, long pence) => Eventually.Equal(pence, async () => (await AccountOf(started)).BalancePence);

    private Task Handled(string consumer, long messages) =>
        Eventually.Equal(messages, () => Host.Database.Scalar<long>($"select count(*) from inbox where consumer like '%{consumer}%'"));
}
