using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Income.Tests.Serving;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using ChargeCycle = Housing.Income.Contracts.V1.ChargeCycle;
using ChargePart = Housing.Income.Contracts.V1.ChargePart;
using ChargePer = Housing.Income.Contracts.V1.ChargePer;
using SubAccount = Housing.Income.Contracts.V1.SubAccount;

/// <summary>Regular charges: set, explained, changed with notice and debited day by day. It is Tuesday 3 March 2026; the tenancy began on Monday the 2nd.</summary>
public sealed class ChargingTests : IncomeHost
{
    [Fact]
    public async Task What_is_due_is_debited_in_advance_on_its_first_day_and_once_OHO_INC_04()
    {
        var account = await Open(Started());
        await Set(account, 12_345);
        await Balance(account, 12_345);

        await Reach(new DateTimeOffset(2026, 3, 8, 23, 59, 0, TimeSpan.Zero));
        await Proved();
        await Balance(account, 12_345);
        await Reach(new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero));
        await Balance(account, 2 * 12_345);

        var postings = (await As("resident@one-housing", Guid.Parse(account.HouseholdId)).ListPostingsAsync(new() { AccountId = account.AccountId })).Postings;
        Assert.Equal(["Rent, 9 March 2026 to 15 March 2026", "Rent, 2 March 2026 to 8 March 2026"], postings.Select(p => p.Narrative));
        Assert.All(postings, p => Assert.Equal("regular-charge", p.Kind));
        await AddsUp();
    }

    [Fact]
    public async Task A_tenancy_that_starts_and_ends_within_a_week_pays_for_its_days_only()
    {
        var account = await Open(Started() with { StartedOn = new DateOnly(2026, 3, 5) });
        await Set(account, 70_00, from: Day(2026, 3, 5));
        await Reach(new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
        await Balance(account, 40_00 + 70_00 + 70_00);      // Thursday to Sunday, and two weeks

        var ended = (await Income.EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 10) })).Account;

        Assert.Equal((40_00 + 20_00, "former-tenant"), (ended.BalancePence, ended.Kind));
        var last = (await As("income@one-housing").ListPostingsAsync(new() { AccountId = account.AccountId })).Postings[0];
        Assert.Equal((-120_00, "charge-returned", "Rent given back, 11 March 2026 to 22 March 2026"), (last.AmountPence, last.Kind, last.Narrative));
        await Reach(new DateTimeOffset(2026, 4, 16, 9, 0, 0, TimeSpan.Zero));
        await Proved();
        await Balance(account, 60_00);
        await AddsUp();
    }

    [Fact]
    public async Task An_end_set_ahead_is_charged_up_to_and_then_the_tenant_is_a_former_one()
    {
        var account = await Open(Started());
        await Set(account, 70_00);

        var ended = (await Income.EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 11) })).Account;
        Assert.Equal("tenancy", ended.Kind);
        await Reach(new DateTimeOffset(2026, 3, 11, 9, 0, 0, TimeSpan.Zero));
        await Balance(account, 100_00);
        await Reach(new DateTimeOffset(2026, 3, 12, 0, 0, 0, TimeSpan.Zero));

        await Eventually.Holds(async () => Assert.Equal(("former-tenant", 100_00), await Kind(account)));
    }

    [Fact]
    public async Task A_service_that_was_away_for_weeks_charges_every_week_it_missed_once()
    {
        var account = await Open(Started());
        await Set(account, 10_000);
        await Reach(new DateTimeOffset(2026, 4, 27, 9, 0, 0, TimeSpan.Zero));

        await Balance(account, 9 * 10_000);
        Assert.Equal(9, await Host.Database.Scalar<long>("select count(distinct first_day) from charge_debit"));
    }

    [Fact]
    public async Task Many_runs_at_once_charge_each_account_once()
    {
        var accounts = new List<Account>();
        for (var i = 0; i < 12; i++)
        {
            accounts.Add(await Open(Started()));
            await Set(accounts[i], 10_000 + i);
        }

        foreach (var account in accounts)
            await Balance(account, 10_000 + accounts.IndexOf(account));
        Host.Clock.Now = new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);
        var ids = accounts.Select(a => Guid.Parse(a.AccountId)).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var scope = Host.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ChargingRun>().Charge(ids, CancellationToken.None);
        }));

        foreach (var account in accounts)
            await Balance(account, 2 * (10_000 + accounts.IndexOf(account)));
        Assert.Equal(24, await Count("posting"));
        await AddsUp();
    }

    [Fact]
    public async Task A_run_that_is_cut_off_in_the_middle_leaves_whole_accounts_due_and_repeats_nothing()
    {
        var accounts = new List<Account>();
        for (var i = 0; i < 4; i++)
            accounts.Add(await Open(Started() with { StartedOn = new DateOnly(2026, 3, 4) }));
        foreach (var account in accounts)
            await Set(account, 70_00, from: Day(2026, 3, 4));
        // At the second week of whichever account comes third the database goes away.
        await Host.Database.Execute("""
            create function cut() returns trigger language plpgsql as $$ begin
              if (select count(*) from posting where narrative like '%15 March%') >= 2 then raise exception 'gone' using errcode = 'admin_shutdown'; end if; return new; end $$;
            create trigger cut before insert on posting for each row execute function cut();
            """);
        await Reach(new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.Zero));
        await Eventually.Equal(2L, () => Host.Database.Scalar<long>("select count(*) from charge_debit where first_day = '2026-03-09'"));
        Assert.Equal(0, await Host.Database.Scalar<long>("select count(*) from account a where (next_charge_on > '2026-03-09') <> exists (select 1 from posting p where p.account_id = a.id and narrative like '%15 March%')"));

        await Host.Database.Execute("drop trigger cut on posting");

        foreach (var account in accounts)
            await Balance(account, 50_00 + 70_00);
        Assert.Equal(8, await Count("posting"));
        await AddsUp();
    }

    [Fact]
    public async Task An_account_that_cannot_be_charged_keeps_no_other_waiting()
    {
        var poor = await Open(Started());
        var fine = await Open(Started());
        await Host.Database.Execute($"""
            create function refuse() returns trigger language plpgsql as $$ begin if new.account_id = '{poor.AccountId}' then raise exception 'no'; end if; return new; end $$;
            create trigger refuse before insert on posting for each row execute function refuse();
            """);
        await Set(poor, 100);
        await Set(fine, 200);
        await Reach(new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero));

        await Balance(fine, 400);
        await Host.Database.Execute("drop trigger refuse on posting");
        await Balance(poor, 200);
    }

    [Fact]
    public async Task How_a_charge_was_worked_out_is_kept_and_shown_OHO_INC_08()
    {
        var account = await Open(Started());
        var request = Request(account, 12_000);
        request.Parts.Clear();
        request.Parts.Add(new ChargePart { Label = "Formula rent 2025/26", Pence = 12_500 });
        request.Parts.Add(new ChargePart { Label = "Phased in", Pence = -500 });

        var set = (await Charges.SetChargeAsync(request)).Charge;

        Assert.Equal(set, (await Charges.SetChargeAsync(request)).Charge);
        var shown = Assert.Single((await ChargesAs("resident@one-housing", Guid.Parse(account.HouseholdId)).ListChargesAsync(new() { AccountId = account.AccountId })).Charges);
        Assert.Equal([("Formula rent 2025/26", 12_500), ("Phased in", -500)], shown.Parts.Select(p => (p.Label, p.Pence)));
        Assert.StartsWith("From 7 April 2025 to 5 April 2026: £120.00 a week for 52 weeks is £6,240.00 a year, due in advance in 52 rent weeks of 52: £120.00 each time.", shown.WorkedOut, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resident_sees_what_to_pay_and_when_ROS_INC_03()
    {
        var account = await Open(Started("rosebery"));
        var request = Request(account, 10_000, from: Day(2026, 3, 9));
        await ChargesAs("income@rosebery").SetChargeAsync(request);
        var resident = ChargesAs("resident@rosebery", Guid.Parse(account.HouseholdId));

        var seen = new List<Due>();
        var token = "";
        do
        {
            var page = await resident.ListDuesAsync(new() { AccountId = account.AccountId, PageSize = 20, PageToken = token });
            seen.AddRange(page.Dues);
            token = page.NextPageToken;
        }
        while (token != "");

        // Fifty rent weeks: of the two free ones of 2025 one is to come, and those of 2026 come at Christmas and New Year.
        Assert.Equal((Day(2026, 3, 9), Day(2026, 3, 15), 10_400), (seen[0].On, seen[0].Through, seen[0].Pence));
        Assert.DoesNotContain(seen, due => due.On.Equals(Day(2026, 12, 21)) || due.On.Equals(Day(2026, 12, 28)));
        Assert.Equal(seen.Count, seen.Select(due => due.On.ToString()).Distinct().Count());
        Assert.Equal(50, seen.Count);
        await Refused(StatusCode.PermissionDenied, "", ChargesAs("resident@rosebery", Guid.CreateVersion7()).ListDuesAsync(new() { AccountId = account.AccountId }));

        // The rent by the week is what was set, whichever weeks are free; before its first day there is none.
        Assert.Equal(10_000, (await resident.GetRentAsync(new() { AccountId = account.AccountId, On = Day(2026, 3, 9) })).WeeklyPence);
        Assert.Equal((0, Day(2026, 3, 3)), (await ChargesAs("service@complaints").GetRentAsync(new() { AccountId = account.AccountId })) is var now ? (now.WeeklyPence, now.On) : default);
        await Refused(StatusCode.PermissionDenied, "", ChargesAs("officer@havering").GetRentAsync(new() { AccountId = account.AccountId }));
    }

    [Fact]
    public async Task A_homeowner_sees_what_the_lease_makes_due_how_it_came_about_and_pays_it_ahead_OHO_LSE_20()
    {
        var account = await Open(Started() with { Tenure = "shared-ownership", StartedOn = new DateOnly(2026, 3, 2) });
        var request = Request(account, 1_000_01);
        (request.SubAccount, request.Per, request.Cycle) = (SubAccount.ServiceCharge, ChargePer.Year, ChargeCycle.Monthly);
        request.Parts.Clear();
        request.Parts.Add(new ChargePart { Label = "Cleaning", Pence = 400_00 });
        request.Parts.Add(new ChargePart { Label = "Insurance", Pence = 600_01 });
        await Charges.SetChargeAsync(request);
        await Set(account, 50_00);

        var homeowner = ChargesAs("resident@one-housing", Guid.Parse(account.HouseholdId));
        var charges = (await homeowner.ListChargesAsync(new() { AccountId = account.AccountId })).Charges.OrderBy(c => c.SubAccount).ToList();
        Assert.Equal([SubAccount.Rent, SubAccount.ServiceCharge], charges.Select(c => c.SubAccount));
        Assert.Equal(["Cleaning", "Insurance"], charges[1].Parts.Select(p => p.Label));
        Assert.Contains("£1,000.01 a year, due in advance in 12 months: £83.33 or £83.34 each time", charges[1].WorkedOut, StringComparison.Ordinal);
        // A whole charge year of months comes to the sum, on the first day of each.
        await Reach(new DateTimeOffset(2026, 3, 31, 9, 0, 0, TimeSpan.Zero));
        var dues = (await homeowner.ListDuesAsync(new() { AccountId = account.AccountId, From = Day(2026, 4, 1), PageSize = 200 })).Dues.Where(due => due.SubAccount == SubAccount.ServiceCharge).ToList();
        Assert.Equal((12, 1_000_01), (dues.Count, dues.Sum(due => due.Pence)));
        Assert.All(dues, due => Assert.Equal(1, due.On.Day));
    }

    [Fact]
    public async Task A_change_takes_effect_after_its_notice_which_is_told_and_kept_OHO_INC_09()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var account = await Open(Started());
        await Set(account, 70_00);
        await Refused(StatusCode.FailedPrecondition, "2026-04-03", Charges.SetChargeAsync(Request(account, 63_00, from: Day(2026, 4, 2))));

        var changed = (await Charges.SetChargeAsync(Request(account, 63_00, from: Day(2026, 4, 8)))).Charge;      // a Wednesday

        var first = await Charges.ListChargesAsync(new() { AccountId = account.AccountId, PageSize = 1 });
        var second = await Charges.ListChargesAsync(new() { AccountId = account.AccountId, PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal("", second.NextPageToken);
        await Refused(StatusCode.InvalidArgument, "page_token", Charges.ListChargesAsync(new() { AccountId = account.AccountId, PageToken = "MjAyNg" }));
        var all = first.Charges.Concat(second.Charges).ToList();
        Assert.Equal([null, Day(2026, 4, 7)], all.Select(c => c.Until));
        Assert.Equal(changed.ChargeId, all[0].ChargeId);
        await Eventually.Holds(() => Assert.Equal(("charge-change.notified", "2026-04-08", "6300"), (Assert.Single(told.Events).Template, told.Events[0].Facts["effective-on"], told.Events[0].Facts["amount-pence"])));
        Assert.Equal("ENG-INC-06 Met, OHO-INC-09 Met", await Host.Database.Scalar<string>($"select string_agg(standard_id || ' ' || outcome, ', ' order by standard_id) from commitment where case_id = '{changed.ChargeId}'"));

        await Reach(new DateTimeOffset(2026, 4, 13, 9, 0, 0, TimeSpan.Zero));
        // Weeks from 2 March to 5 April, two days of the next at the old rate and five at the new, and a week of the new.
        await Balance(account, 5 * 70_00 + 20_00 + 45_00 + 63_00);
        await AddsUp();
    }

    [Fact]
    public async Task Days_charged_before_a_change_of_them_was_known_are_given_back()
    {
        var account = await Open(Started("havering"));
        var request = Request(account, 310_00, from: Day(2026, 3, 2));
        (request.SubAccount, request.Per, request.Cycle) = (SubAccount.ServiceCharge, ChargePer.Month, ChargeCycle.Monthly);
        var havering = ChargesAs("income@havering");
        await havering.SetChargeAsync(request);
        await Balance(account, 300_00);      // 30 days of March's 31

        request = Request(account, 620_00, from: Day(2026, 3, 12));
        (request.SubAccount, request.Per, request.Cycle) = (SubAccount.ServiceCharge, ChargePer.Month, ChargeCycle.Monthly);
        await havering.SetChargeAsync(request);
        await Balance(account, 100_00);
        await Reach(new DateTimeOffset(2026, 3, 12, 9, 0, 0, TimeSpan.Zero));

        await Balance(account, 100_00 + 400_00);
        await AddsUp();
    }

    [Fact]
    public async Task A_day_on_which_a_charge_was_reversed_by_hand_is_not_given_back_again()
    {
        var account = await Open(Started());
        await Set(account, 70_00);
        await Balance(account, 70_00);
        var posting = Assert.Single((await As("income@one-housing").ListPostingsAsync(new() { AccountId = account.AccountId })).Postings);
        await Income.ReversePostingAsync(new() { RequestId = NewId(), PostingId = posting.PostingId, Reason = "Not let yet" });

        Assert.Equal(0, (await Income.EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 3) })).Account.BalancePence);
    }

    [Fact]
    public async Task Bad_input_leaves_nothing_behind()
    {
        var account = await Open(Started());
        var request = Request(account, 0);
        await Refused(StatusCode.InvalidArgument, "amount_pence", Charges.SetChargeAsync(request));
        request = Request(account, 100);
        request.From = Day(2026, 2, 30);
        await Refused(StatusCode.InvalidArgument, "2026-02-30", Charges.SetChargeAsync(request));
        request.From = null;
        await Refused(StatusCode.InvalidArgument, "from", Charges.SetChargeAsync(request));
        request = Request(account, 100);
        request.Cycle = ChargeCycle.Unspecified;
        await Refused(StatusCode.InvalidArgument, "cycle", Charges.SetChargeAsync(request));
        request = Request(account, 100);
        request.SubAccount = SubAccount.Unspecified;
        await Refused(StatusCode.InvalidArgument, "sub_account", Charges.SetChargeAsync(request));
        await Refused(StatusCode.PermissionDenied, "", ChargesAs("income@rosebery").SetChargeAsync(Request(account, 100)));
        await Refused(StatusCode.PermissionDenied, "", ChargesAs("officer@one-housing").SetChargeAsync(Request(account, 100)));
        Assert.Equal(0, await Count("charge"));
    }

    private Ledger.LedgerClient Income => LedgerAs("income@one-housing");

    private Charges.ChargesClient Charges => ChargesAs("income@one-housing");

    private async Task Set(Account account, long pence, Date? from = null) => await Charges.SetChargeAsync(Request(account, pence, from));

    private static SetChargeRequest Request(Account account, long pence, Date? from = null) => new()
    {
        RequestId = NewId(), AccountId = account.AccountId, SubAccount = SubAccount.Rent, AmountPence = pence, Per = ChargePer.Week, Cycle = ChargeCycle.Weekly,
        From = from ?? Day(2026, 3, 2), Parts = { new ChargePart { Label = "Rent", Pence = pence } },
    };

    private Task Reach(DateTimeOffset instant)
    {
        Host.Clock.Now = instant;
        return Task.CompletedTask;
    }

    // The night's proof has been by: whatever else there was to do on that day has had its turn too.
    private Task Proved() => Eventually.Equal(1L, () => Host.Database.Scalar<long>($"select count(*) from ledger_proof where day = '{Host.Clock.Now:yyyy-MM-dd}' and finished_at is not null"));

    private Task Balance(Account account, long pence) => Eventually.Equal(pence, async () => (await Kind(account)).Balance);

    private async Task<(string Kind, long Balance)> Kind(Account account)
    {
        var now = (await As("service@repairs").GetAccountAsync(new() { AccountId = account.AccountId })).Account;
        return (now.Kind, now.BalancePence);
    }
}
