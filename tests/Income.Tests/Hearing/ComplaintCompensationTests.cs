using Housing.Complaints.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Hearing;

/// <summary>Money that the answer to a complaint promised.</summary>
public sealed class ComplaintCompensationTests : IncomeHost
{
    [Fact]
    public async Task Each_sum_that_an_answer_promised_is_on_the_account_and_told()
    {
        var told = await Host.ListenAsync<CompensationCredited>();
        var started = Started("havering");
        var account = await Open(started);
        await As("income@havering").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 12_000, Narrative = "Rent" });
        var answer = Answered(started, 7_500, 2_500);

        await Host.PublishAsync(answer);

        await Balance(started, 2_000);
        var postings = (await As("resident@havering", started.HouseholdId).ListPostingsAsync(new() { AccountId = account.AccountId })).Postings;
        Assert.Equal(
            [(-2_500L, "compensation", answer.Compensations[1].RemedyId.ToString()), (-7_500L, "compensation", answer.Compensations[0].RemedyId.ToString())],
            postings.Take(2).Select(p => (p.AmountPence, p.Kind, p.Cause)));
        Assert.All(postings.Take(2), p => Assert.Equal("Promised in the answer to complaint H4T9-K2MX", p.Narrative));
        await Eventually.Holds(() => Assert.Equal(answer.Compensations.Select(c => (c.RemedyId, c.Pence, "complaint")), told.Events.Select(e => (e.CauseId, e.AmountPence, e.Reason))));
        await AddsUp();
    }

    [Fact]
    public async Task However_often_an_answer_is_heard_each_promise_is_kept_once()
    {
        var started = Started("havering");
        await Open(started);
        var answer = Answered(started, 7_500, 2_500);
        var message = Guid.CreateVersion7();

        await Task.WhenAll(Host.PublishAsync(answer, message), Host.PublishAsync(answer, message), Host.PublishAsync(answer), Host.PublishAsync(answer));

        await Eventually.Equal(3L, () => Host.Database.Scalar<long>("select count(*) from inbox where consumer like '%complaint-resolved%'"));
        await Balance(started, -10_000);
        Assert.Equal(2, await Count("posting"));
    }

    [Fact]
    public async Task Heard_before_the_tenancy_it_comes_back_when_the_account_is_open()
    {
        var started = Started("havering");
        await Host.PublishAsync(Answered(started, 7_500));
        await Eventually.Equal(1L, () => Count("redelivery"));

        await Open(started);
        Host.Clock.Advance(TimeSpan.FromMinutes(1));

        await Balance(started, -7_500);
        Assert.Equal(1, await Count("posting"));
    }

    [Fact]
    public async Task What_was_promised_to_somebody_without_a_home_here_is_kept_for_staff_and_not_credited_to_whoever_lives_there()
    {
        var started = Started("havering");
        await Open(started);
        Tenancy.Homes[started.HomeId] = (started.HouseholdId, started.StartedOn);
        var answer = Answered(started, 7_500) with { HouseholdId = null };

        await Host.PublishAsync(answer);

        await Eventually.Equal(1L, () => Count($"unclaimed_compensation where cause = '{answer.Compensations[0].RemedyId}' and amount_pence = 7500 and reason = 'NOBODY_TO_CREDIT'"));
        Assert.Equal((0, 0), (await Count("posting"), Tenancy.Asked));
    }

    [Fact]
    public async Task An_answer_that_promises_no_money_changes_nothing()
    {
        var started = Started("havering");
        await Open(started);

        await Host.PublishAsync(Answered(started));

        await Eventually.Equal(1L, () => Host.Database.Scalar<long>("select count(*) from inbox where consumer like '%complaint-resolved%'"));
        Assert.Equal((0, 0), (await Count("posting"), await Count("unclaimed_compensation")));
    }

    [Fact]
    public async Task What_the_Ombudsman_ordered_is_on_the_account_once_and_says_so()
    {
        var started = Started("havering");
        var account = await Open(started);
        var determined = new ComplaintDetermined
        {
            ComplaintId = Guid.CreateVersion7(), Reference = "H4T9-K2MX", Landlord = started.Landlord, HomeId = started.HomeId, HouseholdId = started.HouseholdId, OmbudsmanReference = "202612345",
            Outcomes = ["maladministration"], SevereMaladministration = false, DeterminedAt = Host.Clock.Now.AddHours(-1), Works = [],
            Compensations = [new() { RemedyId = Guid.CreateVersion7(), Category = "ombudsman", Pence = 60_000, Words = "Pay £600." }],
        };

        await Task.WhenAll(Host.PublishAsync(determined), Host.PublishAsync(determined));

        await Eventually.Equal(2L, () => Host.Database.Scalar<long>("select count(*) from inbox where consumer like '%complaint-determined%'"));
        await Balance(started, -60_000);
        var posting = Assert.Single((await As("resident@havering", started.HouseholdId).ListPostingsAsync(new() { AccountId = account.AccountId })).Postings);
        Assert.Equal((determined.Compensations[0].RemedyId.ToString(), "Ordered by the Ombudsman on complaint H4T9-K2MX"), (posting.Cause, posting.Narrative));
    }

    private ComplaintResolved Answered(TenancyStarted tenancy, params long[] pence) => new()
    {
        ComplaintId = Guid.CreateVersion7(), Reference = "H4T9-K2MX", Landlord = tenancy.Landlord, HomeId = tenancy.HomeId, HouseholdId = tenancy.HouseholdId, Stage = 1, Outcome = "upheld",
        AnsweredAt = Host.Clock.Now.AddHours(-1), Works = [],
        Compensations = [.. pence.Select(sum => new PromisedCompensation { RemedyId = Guid.CreateVersion7(), Category = "time-and-trouble", Pence = sum, Words = "For the calls you had to make." })],
    };

    private Task Balance(TenancyStarted started, long pence) => Eventually.Equal(pence, async () => (await AccountOf(started)).BalancePence);
}
