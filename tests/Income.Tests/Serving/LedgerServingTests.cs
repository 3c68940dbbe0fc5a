using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.Testing;
using Npgsql;

namespace Housing.Income.Tests.Serving;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using Posting = Housing.Income.Contracts.V1.Posting;
using SubAccount = Housing.Income.Contracts.V1.SubAccount;

public sealed class LedgerServingTests : IncomeHost
{
    [Fact]
    public async Task A_payment_settles_what_is_owed_part_by_part_and_the_account_shows_both()
    {
        var account = await Open(Started());
        await Charge(account, 10_000, SubAccount.Rent);
        await Charge(account, 2_500, SubAccount.CourtCosts);

        var paid = await Income.RecordPaymentAsync(Payment(account, 11_000));

        Assert.Equal((-11_000, "payment", 1_500), (paid.Posting.AmountPence, paid.Posting.Kind, paid.BalancePence));
        Assert.Equal([(SubAccount.Rent, -10_000), (SubAccount.CourtCosts, -1_000)], Parts(paid.Posting));
        var now = (await Accounts.GetAccountAsync(new() { AccountId = account.AccountId })).Account;
        Assert.Equal([(SubAccount.CourtCosts, 1_500)], now.Parts.Select(p => (p.SubAccount, p.Pence)));
        Assert.Equal((1_500, "tenancy", "assured"), (now.BalancePence, now.Kind, now.Tenure));
        Assert.Equal([1_500, 12_500, 10_000], (await Accounts.ListPostingsAsync(new() { AccountId = account.AccountId })).Postings.Select(p => p.BalancePence));
        await AddsUp();
    }

    [Fact]
    public async Task A_receipt_is_recorded_once_whoever_keys_it_in()
    {
        var account = await Open(Started());
        var request = Payment(account, 500);
        var first = await Income.RecordPaymentAsync(request);

        Assert.Equal(first, await Income.RecordPaymentAsync(request));
        var again = Payment(account, 500);
        again.Receipt = $" {request.Receipt.ToLowerInvariant()} ";
        await Refused(StatusCode.AlreadyExists, "receipt", Income.RecordPaymentAsync(again));
        Assert.Equal(1, await Count("posting"));
    }

    [Fact]
    public async Task One_receipt_keyed_in_on_two_accounts_at_once_counts_on_one()
    {
        var accounts = new[] { await Open(Started()), await Open(Started()) };
        var receipt = $"CO-{NewId()}";

        var answers = await Task.WhenAll(accounts.Select(async account =>
        {
            try
            {
                await Income.RecordPaymentAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 500, Receipt = receipt });
                return StatusCode.OK;
            }
            catch (RpcException refused)
            {
                return refused.StatusCode;
            }
        }));

        Assert.Equal([StatusCode.OK, StatusCode.AlreadyExists], answers.Order());
        Assert.Equal(1, await Count("posting"));
        await AddsUp();
    }

    [Fact]
    public async Task A_resident_follows_the_account_line_by_line_HPG_INC_01()
    {
        var account = await Open(Started("housing-plus"));
        await As("income@housing-plus").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 9_000, Narrative = "Rent for the week of 2 March" });
        await LedgerAs("income@housing-plus").RecordPaymentAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 5_000, Receipt = "HP 7" });
        var resident = As("resident@housing-plus", Guid.Parse(account.HouseholdId));

        var lines = (await resident.ListPostingsAsync(new() { AccountId = account.AccountId })).Postings;

        Assert.Equal([("Payment, receipt HP 7", -5_000, 4_000), ("Rent for the week of 2 March", 9_000, 9_000)], lines.Select(line => (line.Narrative, line.AmountPence, line.BalancePence)));
        Assert.Equal(4_000, (await resident.GetAccountAsync(new() { AccountId = account.AccountId })).Account.BalancePence);
    }

    [Fact]
    public async Task A_posting_is_put_right_once_by_one_that_names_it()
    {
        var account = await Open(Started());
        var charged = (await Charge(account, 700, SubAccount.ServiceCharge)).Posting;
        var request = new ReversePostingRequest { RequestId = NewId(), PostingId = charged.PostingId, Reason = "The lift is in another block" };

        var put = await Income.ReversePostingAsync(request);

        Assert.Equal((-700, "reversal", charged.PostingId, "The lift is in another block", 0), (put.Posting.AmountPence, put.Posting.Kind, put.Posting.Reverses, put.Posting.Evidence, put.BalancePence));
        Assert.Equal([(SubAccount.ServiceCharge, -700)], Parts(put.Posting));
        Assert.Equal(put, await Income.ReversePostingAsync(request));
        await Refused(StatusCode.FailedPrecondition, "put right before", Income.ReversePostingAsync(new() { RequestId = NewId(), PostingId = charged.PostingId, Reason = "again" }));
        await Refused(StatusCode.FailedPrecondition, "stands", Income.ReversePostingAsync(new() { RequestId = NewId(), PostingId = put.Posting.PostingId, Reason = "again" }));
        await Refused(StatusCode.NotFound, "ListPostings", Income.ReversePostingAsync(new() { RequestId = NewId(), PostingId = NewId(), Reason = "again" }));
        await AddsUp();
    }

    [Fact]
    public async Task Two_payments_a_charge_and_a_reversal_of_one_account_at_once_all_count_once()
    {
        var account = await Open(Started());
        await Charge(account, 10_000, SubAccount.Rent);
        for (var round = 0; round < 5; round++)
        {
            var wrong = (await Charge(account, 4_000, SubAccount.ServiceCharge)).Posting;
            var before = (await Accounts.GetAccountAsync(new() { AccountId = account.AccountId })).Account.BalancePence;
            var reversal = new ReversePostingRequest { RequestId = NewId(), PostingId = wrong.PostingId, Reason = "wrong" };

            await Task.WhenAll(
                Income.RecordPaymentAsync(Payment(account, 1_100)).ResponseAsync,
                Income.RecordPaymentAsync(Payment(account, 1_300)).ResponseAsync,
                Charge(account, 600, SubAccount.CourtCosts),
                Income.ReversePostingAsync(reversal).ResponseAsync,
                Income.ReversePostingAsync(reversal).ResponseAsync);

            Assert.Equal(before - 1_100 - 1_300 + 600 - 4_000, (await Accounts.GetAccountAsync(new() { AccountId = account.AccountId })).Account.BalancePence);
        }

        Assert.Equal(26, await Count("posting"));
        await AddsUp();
    }

    [Theory]
    [InlineData("update ledger_line set amount_pence = amount_pence * 2")]
    [InlineData("delete from ledger_line")]
    [InlineData("truncate ledger_line")]
    [InlineData("insert into ledger_line select id, 3, 'Rent', null, 1 from posting")]
    [InlineData("insert into ledger_line select id, 3, 'Rent', null, 1 from posting; insert into ledger_line select id, 4, null, 'Bank', -1 from posting")]      // in balance, and still not what was posted
    [InlineData("update sub_account set balance_pence = 0")]
    [InlineData("delete from sub_account")]
    [InlineData("insert into sub_account select id, 'CourtCosts', 5 from account")]
    public async Task Neither_side_of_the_ledger_can_be_changed_by_any_program(string sql)
    {
        var account = await Open(Started());
        await Charge(account, 500, SubAccount.Rent);

        await Assert.ThrowsAsync<PostgresException>(() => Host.Database.Execute(sql));

        await AddsUp();
        Assert.Equal(2, await Count("ledger_line"));
    }

    [Fact]
    public async Task A_posting_by_a_version_that_knows_one_side_only_gets_its_other_side()
    {
        var account = await Open(Started());

        await Host.Database.Execute($"""
            begin;
            update account set postings = 1, balance_pence = -1000 where id = '{account.AccountId}';
            insert into posting (id, account_id, number, amount_pence, balance_pence, kind, narrative, cause, posted_at, posted_by)
            values (gen_random_uuid(), '{account.AccountId}', 1, -1000, -1000, 'Compensation', 'n', gen_random_uuid(), now(), 'income');
            commit;
            """);

        Assert.Equal("Compensation 1000, Rent -1000", await Host.Database.Scalar<string>(
            "select string_agg(coalesce(sub_account, nominal) || ' ' || amount_pence, ', ' order by coalesce(sub_account, nominal)) from ledger_line"));
        await AddsUp();
    }

    [Fact]
    public async Task What_was_posted_before_there_were_two_sides_is_kept_and_gets_them()
    {
        await using var old = await Databases.Create();
        await old.Execute(Migration("0001_accounts"));
        await old.Execute("""
            begin;
            insert into account values ('0198f3a0-6f00-7a55-9c3d-2d1e0f9b8a44', 'havering', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now(), 4, 11000);
            insert into posting values
              (gen_random_uuid(), '0198f3a0-6f00-7a55-9c3d-2d1e0f9b8a44', 1, 12000, 12000, 'Charge', 'n', gen_random_uuid(), now(), 'ann'),
              (gen_random_uuid(), '0198f3a0-6f00-7a55-9c3d-2d1e0f9b8a44', 2, -1000, 11000, 'Compensation', 'n', gen_random_uuid(), now(), 'income'),
              (gen_random_uuid(), '0198f3a0-6f00-7a55-9c3d-2d1e0f9b8a44', 3, 700, 11700, 'Recharge', 'n', '0198f3a0-6f00-7a55-9c3d-2d1e0f9b8a45', now(), 'income'),
              (gen_random_uuid(), '0198f3a0-6f00-7a55-9c3d-2d1e0f9b8a44', 4, -700, 11000, 'RechargeWithdrawn', 'n', '0198f3a0-6f00-7a55-9c3d-2d1e0f9b8a45', now(), 'income');
            commit;
            """);

        await old.Execute(Migration("0002_ledger"));

        Assert.Equal((4L, 8L, 0m), (await old.Scalar<long>("select count(*) from posting"), await old.Scalar<long>("select count(*) from ledger_line"), await old.Scalar<decimal>("select sum(amount_pence) from ledger_line")));
        Assert.Equal("Recharges 0, Rent 11000", await old.Scalar<string>("select string_agg(kind || ' ' || balance_pence, ', ' order by kind) from sub_account"));
        Assert.Equal("Recharge", await old.Scalar<string>("select c.kind from posting w join posting c on c.id = w.reverses where w.kind = 'RechargeWithdrawn'"));
    }

    [Fact]
    public async Task The_tenure_says_what_kind_of_account_a_household_has()
    {
        Assert.Equal("tenancy", (await Open(Started())).Kind);
        Assert.Equal("lease", (await Open(Started() with { Tenure = "shared-ownership" })).Kind);
    }

    [Fact]
    public async Task A_garage_has_an_account_of_its_own_and_the_household_s_stays_its_homes()
    {
        var home = await Open(Started());
        var request = new OpenGarageAccountRequest { RequestId = NewId(), Landlord = "one-housing", HouseholdId = home.HouseholdId, GarageId = NewId(), StartedOn = Day(2026, 3, 1) };

        var garage = (await Income.OpenGarageAccountAsync(request)).Account;

        Assert.Equal(garage, (await Income.OpenGarageAccountAsync(request)).Account);
        Assert.Equal("garage", garage.Kind);
        Assert.Equal(home.AccountId, (await Accounts.GetAccountAsync(new() { HouseholdId = home.HouseholdId })).Account.AccountId);
        Assert.Equal(garage, (await Accounts.GetAccountAsync(new() { AccountId = garage.AccountId })).Account);
        request.RequestId = NewId();
        await Refused(StatusCode.FailedPrecondition, "end that one first", Income.OpenGarageAccountAsync(request));
        request.Landlord = "nobody";
        await Refused(StatusCode.InvalidArgument, "havering", Income.OpenGarageAccountAsync(request));
    }

    [Fact]
    public async Task An_account_is_closed_once_it_has_ended_and_stands_at_nothing_and_takes_nothing_more()
    {
        var account = await Open(Started());
        await Charge(account, 500, SubAccount.Rent);
        var close = new CloseAccountRequest { RequestId = NewId(), AccountId = account.AccountId };
        await Refused(StatusCode.FailedPrecondition, "end it first", Income.CloseAccountAsync(close));

        var ended = (await Income.EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 2) })).Account;
        Assert.Equal(("former-tenant", Day(2026, 3, 2)), (ended.Kind, ended.EndedOn));
        await Refused(StatusCode.FailedPrecondition, "500 pence", Income.CloseAccountAsync(close));
        await Refused(StatusCode.FailedPrecondition, "2026-03-02", Income.EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 3) }));

        await Income.RecordPaymentAsync(Payment(account, 500));
        Assert.NotNull((await Income.CloseAccountAsync(close)).Account.ClosedAt);
        await Refused(StatusCode.FailedPrecondition, "closed", Income.RecordPaymentAsync(Payment(account, 1)));
        await Refused(StatusCode.FailedPrecondition, "closed", Accounts.PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 1, Narrative = "n" }));
    }

    [Theory]
    [InlineData("officer@one-housing")]
    [InlineData("manager@one-housing")]
    [InlineData("auditor@one-housing")]
    [InlineData("income@rosebery")]
    [InlineData("service@repairs")]
    [InlineData("resident@one-housing")]
    public async Task Only_the_landlords_income_team_moves_money(string who)
    {
        var account = await Open(Started());
        var charged = (await Charge(account, 500, SubAccount.Rent)).Posting;
        var other = LedgerAs(who, who.StartsWith("resident", StringComparison.Ordinal) ? Guid.Parse(account.HouseholdId) : null);

        await Refused(StatusCode.PermissionDenied, "", other.RecordPaymentAsync(Payment(account, 1)));
        await Refused(StatusCode.PermissionDenied, "", other.ReversePostingAsync(new() { RequestId = NewId(), PostingId = charged.PostingId, Reason = "n" }));
        await Refused(StatusCode.PermissionDenied, "", other.EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 2) }));
        await Refused(StatusCode.PermissionDenied, "", other.CloseAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId }));
        await Refused(StatusCode.PermissionDenied, "", other.OpenGarageAccountAsync(
            new() { RequestId = NewId(), Landlord = "one-housing", HouseholdId = account.HouseholdId, GarageId = NewId(), StartedOn = Day(2026, 3, 1) }));
        Assert.Equal((1, 1), (await Count("posting"), await Count("account")));
    }

    private Ledger.LedgerClient Income => LedgerAs("income@one-housing");

    private Accounts.AccountsClient Accounts => As("income@one-housing");

    private async Task<PostChargeResponse> Charge(Account account, long pence, SubAccount on) =>
        await Accounts.PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Narrative = "n", SubAccount = on });

    private static RecordPaymentRequest Payment(Account account, long pence) =>
        new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Receipt = $"CO-{NewId()}" };

    private static IEnumerable<(SubAccount, long)> Parts(Posting posting) => posting.Parts.Select(p => (p.SubAccount, p.Pence));

    private static string Migration(string name)
    {
        using var file = new StreamReader(typeof(IncomeDb).Assembly.GetManifestResourceStream(
            typeof(IncomeDb).Assembly.GetManifestResourceNames().Single(resource => resource.EndsWith($"{name}.sql", StringComparison.Ordinal)))!);
        return file.ReadToEnd();
    }
}
