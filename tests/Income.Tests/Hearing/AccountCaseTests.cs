using Housing.Testing;

namespace Housing.Income.Tests.Hearing;

/// <summary>What is promised about an account is counted on its own case. It is Tuesday 3 March 2026.</summary>
public sealed class AccountCaseTests : IncomeHost
{
    [Theory]
    [InlineData("one-housing", "assured", "ENG-INC-01 2026-06-03", "OHC-INC-01 2026-06-03", "OHC-INC-02 2026-03-10", "OHO-INC-10 2026-06-03")]
    [InlineData("one-housing", "shared-ownership", "OHC-INC-02 2026-03-10", "OHO-LSE-18 2027-03-03", "OHO-LSE-24 2027-02-28", "OHO-LSE-25 2026-09-30")]
    [InlineData("one-housing", "leasehold", "OHO-LSE-18 2027-03-03", "OHO-LSE-24 2027-02-28", "OHO-LSE-25 2026-09-30")]
    [InlineData("rosebery", "assured", "ENG-INC-01 2026-06-03", "ROS-INC-06 2027-03-03")]
    [InlineData("havering", "secure", "ENG-INC-01 2026-06-03")]
    public async Task An_account_that_opens_begins_what_is_promised_to_who_holds_the_home_so(string landlord, string tenure, params string[] promised)
    {
        var account = await Open(Started(landlord) with { Tenure = tenure });

        Assert.Equal(promised, await Open(account));
    }

    [Fact]
    public async Task A_tenancy_that_is_agreed_ahead_is_counted_from_its_first_day()
    {
        var account = await Open(Started() with { StartedOn = new DateOnly(2026, 4, 6) });

        Assert.Equal(["ENG-INC-01 2026-06-03", "OHC-INC-01 2026-07-06", "OHC-INC-02 2026-04-13", "OHO-INC-10 2026-07-06"], await Open(account));
    }

    [Fact]
    public async Task When_a_tenancy_is_over_nothing_more_is_owed()
    {
        var account = await Open(Started());
        var ahead = await Open(Started());
        await LedgerAs("income@one-housing").EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 2) });
        await LedgerAs("income@one-housing").EndAccountAsync(new() { RequestId = NewId(), AccountId = ahead.AccountId, EndedOn = Day(2026, 3, 5) });

        Assert.Empty(await Open(account));
        Assert.NotEmpty(await Open(ahead));
        Host.Clock.Now = new DateTimeOffset(2026, 3, 6, 0, 0, 0, TimeSpan.Zero);
        await Eventually.Holds(async () => Assert.Empty(await Open(ahead)));
        Assert.Equal(1, await Host.Database.Scalar<long>($"select count(*) from case_milestone where case_id = '{ahead.AccountId}' and name = 'tenancy.ended' and at = '2026-03-06T00:00:00Z'"));
    }

    [Fact]
    public async Task What_a_homeowners_last_year_cost_is_owed_until_the_account_is_closed()
    {
        var account = await Open(Started() with { Tenure = "leasehold" });
        await LedgerAs("income@one-housing").EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 2) });

        Assert.Equal(["OHO-LSE-25 2026-09-30"], await Open(account));
        await LedgerAs("income@one-housing").CloseAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId });

        Assert.Empty(await Open(account));
    }

    [Fact]
    public async Task Nothing_is_promised_about_a_garage()
    {
        var opened = await LedgerAs("income@rosebery").OpenGarageAccountAsync(new()
        {
            RequestId = NewId(), Landlord = "rosebery", HouseholdId = NewId(), GarageId = NewId(), StartedOn = Day(2026, 3, 2),
        });

        Assert.Empty(await Open(opened.Account));
    }

    [Fact]
    public async Task Accounts_opened_before_are_counted_from_when_that_is_first_known_and_once()
    {
        var open = Guid.CreateVersion7();
        await Host.Database.Execute($"""
            insert into account (id, landlord, tenancy_id, household_id, home_id, opened_at, postings, balance_pence) values
              ('{open}', 'one-housing', '{Guid.CreateVersion7()}', '{Guid.CreateVersion7()}', '{Guid.CreateVersion7()}', '2024-01-01', 0, 0),
              ('{Guid.CreateVersion7()}', 'gone-away', '{Guid.CreateVersion7()}', '{Guid.CreateVersion7()}', '{Guid.CreateVersion7()}', '2024-01-01', 0, 0)
            """);

        await Eventually.Equal(1L, () => Host.Database.Scalar<long>("select count(*) from account where case_begun"));
        Assert.Equal(["ENG-INC-01 2026-06-03", "OHC-INC-01 2026-06-03", "OHC-INC-02 2026-03-10", "OHO-INC-10 2026-06-03"], await Open(open.ToString()));
        // The day's check for arrears may have been by as well.
        Assert.Equal(["account.opened", "tenancy.started"], await Host.Database.Scalar<string[]>("select array_agg(name order by name) from case_milestone where name <> 'account.checked'"));
    }

    private Task<string[]> Open(Contracts.V1.Account account) => Open(account.AccountId);

    // Each promise with the last day on which it is kept.
    private Task<string[]> Open(string account) => Host.Database.Scalar<string[]>($"""
        select coalesce(array_agg(standard_id || ' ' || ((due_at at time zone 'Europe/London') - interval '1 second')::date order by standard_id), array[]::text[])
        from commitment where case_id = '{account}' and outcome = 'Open'
        """);
}
