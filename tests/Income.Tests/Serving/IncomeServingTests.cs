using Grpc.Core;
using Housing.Income.Contracts.V1;
using Npgsql;

namespace Housing.Income.Tests.Serving;

// Inside the namespace, so that this word is the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;

public sealed class IncomeServingTests : IncomeHost
{
    [Fact]
    public async Task A_charge_moves_the_balance_and_is_listed()
    {
        var account = await Open(Started());

        var charged = await Income.PostChargeAsync(Charge(account, 12_345));

        Assert.Equal(12_345, charged.BalancePence);
        Assert.Equal(charged.Posting, Assert.Single((await Income.ListPostingsAsync(new() { AccountId = account.AccountId })).Postings));
        Assert.Equal(12_345, (await Income.GetAccountAsync(new() { AccountId = account.AccountId })).Account.BalancePence);
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_charges_nothing()
    {
        var account = await Open(Started());
        var request = Charge(account, 500);
        var first = await Income.PostChargeAsync(request);
        await Income.PostChargeAsync(Charge(account, 700));

        Assert.Equal(first, await Income.PostChargeAsync(request));
        Assert.Equal(2, await Count("posting"));
    }

    [Fact]
    public async Task The_same_request_from_many_at_once_charges_once_and_all_get_its_answer()
    {
        var request = Charge(await Open(Started()), 500);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Income.PostChargeAsync(request).ResponseAsync));

        Assert.Single(answers.Distinct());
        Assert.Equal(1, await Count("posting"));
    }

    [Fact]
    public async Task Charges_of_one_account_at_once_queue_up_and_the_balance_is_the_sum_of_all_postings()
    {
        var account = await Open(Started());

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(pence => Income.PostChargeAsync(Charge(account, pence)).ResponseAsync));

        Assert.Equal(20, answers.Select(a => a.BalancePence).Distinct().Count());
        Assert.Equal(210, (await Income.GetAccountAsync(new() { AccountId = account.AccountId })).Account.BalancePence);
        Assert.Equal(210m, await Host.Database.Scalar<decimal>("select sum(amount_pence) from posting"));
    }

    [Theory]
    [InlineData("update posting set amount_pence = 1")]
    [InlineData("delete from posting")]
    [InlineData("truncate posting")]
    [InlineData("delete from account")]
    [InlineData("update account set balance_pence = 0")]
    [InlineData("insert into posting select gen_random_uuid(), account_id, 2, 100, 999, kind, narrative, gen_random_uuid(), posted_at, posted_by from posting")]
    [InlineData("insert into posting select gen_random_uuid(), account_id, 2, 100, 600, kind, narrative, gen_random_uuid(), posted_at, posted_by from posting")]
    public async Task The_ledger_cannot_be_changed_or_broken_by_any_program(string sql)
    {
        var account = await Open(Started());
        await Income.PostChargeAsync(Charge(account, 500));

        await Assert.ThrowsAsync<PostgresException>(() => Host.Database.Execute(sql));

        Assert.Equal(500, (await Income.GetAccountAsync(new() { AccountId = account.AccountId })).Account.BalancePence);
        Assert.Equal(500, Assert.Single((await Income.ListPostingsAsync(new() { AccountId = account.AccountId })).Postings).AmountPence);
    }

    [Fact]
    public async Task Postings_come_newest_first_a_page_at_a_time()
    {
        var account = await Open(Started());
        for (var pence = 1; pence <= 5; pence++)
            await Income.PostChargeAsync(Charge(account, pence));

        var seen = new List<long>();
        var token = "";
        do
        {
            var page = await Income.ListPostingsAsync(new() { AccountId = account.AccountId, PageSize = 2, PageToken = token });
            Assert.True(page.Postings.Count <= 2);
            seen.AddRange(page.Postings.Select(p => p.AmountPence));
            token = page.NextPageToken;
        }
        while (token != "");

        Assert.Equal([5, 4, 3, 2, 1], seen);
    }

    [Fact]
    public async Task Bad_input_leaves_nothing_behind_and_the_request_id_free()
    {
        var account = await Open(Started());
        var request = Charge(account, 0);
        await Refused(StatusCode.InvalidArgument, "amount_pence", Income.PostChargeAsync(request));
        Assert.Equal(0, await Count("posting"));

        request.AmountPence = 100;
        Assert.Equal(100, (await Income.PostChargeAsync(request)).BalancePence);
    }

    [Fact]
    public async Task What_names_no_account_is_refused()
    {
        await Refused(StatusCode.InvalidArgument, "account_id", Income.GetAccountAsync(new()));
        await Refused(StatusCode.InvalidArgument, "account_id", Income.GetAccountAsync(new() { AccountId = "12" }));
        await Refused(StatusCode.InvalidArgument, "household_id", Income.GetAccountAsync(new() { HouseholdId = "" }));
        await Refused(StatusCode.InvalidArgument, "account_id", Income.ListPostingsAsync(new() { AccountId = "x" }));
        await Refused(StatusCode.NotFound, "tenancy starts", Income.GetAccountAsync(new() { HouseholdId = NewId() }));
        await Refused(StatusCode.NotFound, "tenancy starts", Income.ListPostingsAsync(new() { AccountId = NewId() }));
        await Refused(StatusCode.NotFound, "tenancy starts", Income.PostChargeAsync(new() { RequestId = NewId(), AccountId = NewId(), AmountPence = 1, Narrative = "n" }));
    }

    [Theory]
    [InlineData(201, "", "page_size")]
    [InlineData(10, "?", "page_token")]
    [InlineData(10, "bm90LWEtbnVtYmVy", "page_token")]      // a token, but of no list of ours
    public async Task A_page_that_cannot_be_is_refused(int size, string token, string field)
    {
        var account = await Open(Started());

        await Refused(StatusCode.InvalidArgument, field, Income.ListPostingsAsync(new() { AccountId = account.AccountId, PageSize = size, PageToken = token }));
    }

    [Fact]
    public async Task Nobody_sees_or_charges_another_landlords_accounts()
    {
        var account = await Open(Started());

        await Refused(StatusCode.PermissionDenied, "", As("income@rosebery").GetAccountAsync(new() { AccountId = account.AccountId }));
        await Refused(StatusCode.PermissionDenied, "", As("officer@rosebery").GetAccountAsync(new() { HouseholdId = account.HouseholdId }));
        await Refused(StatusCode.PermissionDenied, "", As("manager@rosebery").ListPostingsAsync(new() { AccountId = account.AccountId }));
        await Refused(StatusCode.PermissionDenied, "", As("income@rosebery").PostChargeAsync(Charge(account, 1)));
        Assert.Equal(0, await Count("posting"));
    }

    [Fact]
    public async Task Residents_see_their_own_account_only()
    {
        var account = await Open(Started());
        var own = As("resident@one-housing", Guid.Parse(account.HouseholdId));
        var neighbour = As("resident@one-housing", Guid.CreateVersion7());

        Assert.Equal(account, (await own.GetAccountAsync(new() { HouseholdId = account.HouseholdId })).Account);
        Assert.Empty((await own.ListPostingsAsync(new() { AccountId = account.AccountId })).Postings);
        await Refused(StatusCode.PermissionDenied, "", neighbour.GetAccountAsync(new() { AccountId = account.AccountId }));
        await Refused(StatusCode.PermissionDenied, "", neighbour.ListPostingsAsync(new() { AccountId = account.AccountId }));
    }

    [Theory]
    [InlineData("officer@one-housing")]
    [InlineData("manager@one-housing")]
    [InlineData("auditor@one-housing")]
    [InlineData("service@repairs")]
    public async Task Only_the_income_team_charges_and_the_others_read(string who)
    {
        var account = await Open(Started());

        Assert.Equal(account, (await As(who).GetAccountAsync(new() { AccountId = account.AccountId })).Account);
        await Refused(StatusCode.PermissionDenied, "", As(who).PostChargeAsync(Charge(account, 1)));
    }

    private Accounts.AccountsClient Income => As("income@one-housing");

    private static PostChargeRequest Charge(Account account, long pence) =>
        new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Narrative = "Rent" };
}
