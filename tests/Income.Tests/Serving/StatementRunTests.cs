using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Income.Tests.Serving;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using StatementDocument = Housing.Income.Contracts.V1.StatementDocument;

/// <summary>What landlords issue by themselves. It is Tuesday 3 March 2026; a quarter and a year end with the month.</summary>
public sealed class StatementRunTests : IncomeHost
{
    private static readonly DateTimeOffset AfterMarch = new(2026, 4, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_tenant_has_a_statement_each_quarter_and_the_promise_of_it_is_kept_OHO_INC_10_OHC_INC_01_ENG_INC_01()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var account = await Open(Started());
        await As("income@one-housing").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 75_00, Narrative = "Rent" });

        Host.Clock.Now = new DateTimeOffset(2026, 4, 1, 1, 59, 0, TimeSpan.Zero);      // a minute before three in London
        await Eventually.Equal(1L, () => Host.Database.Scalar<long>("select count(*) from ledger_proof where day = '2026-04-01' and finished_at is not null"));
        Assert.Equal(0, await Count("issued_statement"));
        Host.Clock.Now = AfterMarch;
        var issued = Assert.Single(await Issued(account, 1));

        Assert.Equal((StatementDocument.Statement, Day(2026, 1, 1), Day(2026, 3, 31), 75_00L, false), (issued.Document, issued.From, issued.Through, issued.ClosingPence, issued.OnRequest));
        Assert.Equal("ENG-INC-01 Met, OHC-INC-01 Met, OHO-INC-10 Met", await Promised(account, "2026-06-03", "statement.issued"));
        Assert.Equal("ENG-INC-01 Open, OHC-INC-01 Open, OHO-INC-10 Open", await Promised(account, "2026-07-01", "statement.issued"));
        await Eventually.Holds(() => Assert.Equal(("statement.issued", issued.StatementId), (Assert.Single(told.Events).Template, told.Events[0].Facts["statement-id"])));

        Host.Clock.Now = new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal((75_00L, Day(2026, 4, 1)), ((await Issued(account, 2))[0].OpeningPence, (await Issued(account, 2))[0].From));
        Assert.Equal("ENG-INC-01 Met, OHC-INC-01 Met, OHO-INC-10 Met", await Promised(account, "2026-07-01", "statement.issued"));
    }

    [Fact]
    public async Task A_homeowner_has_one_each_year_OHO_LSE_18()
    {
        var account = await Open(Started() with { Tenure = "shared-ownership" });

        Host.Clock.Now = AfterMarch;
        var issued = Assert.Single(await Issued(account, 1));

        Assert.Equal((StatementDocument.HomeownerStatement, Day(2025, 4, 1), Day(2026, 3, 31)), (issued.Document, issued.From, issued.Through));
        Assert.Equal("OHO-LSE-18 Met", await Promised(account, "2027-03-03", "homeowner-statement.issued"));
        Assert.Equal("OHO-LSE-18 Open", await Promised(account, "2027-04-01", "homeowner-statement.issued"));
    }

    [Fact]
    public async Task Roseberys_residents_have_a_list_of_what_their_charges_are_made_of_each_year_ROS_INC_06()
    {
        var account = await Open(Started("rosebery"));

        Host.Clock.Now = AfterMarch;
        var issued = await Issued(account, 2);

        var schedule = Assert.Single(issued, s => s.Document == StatementDocument.ChargeSchedule);
        Assert.Equal(Day(2026, 4, 1), schedule.From);
        Assert.Equal("ROS-INC-06 Met", await Promised(account, "2027-03-03", "charge-schedule.issued"));
        Assert.Equal("ROS-INC-06 Open", await Promised(account, "2027-04-01", "charge-schedule.issued"));
    }

    [Fact]
    public async Task One_that_somebody_asked_for_is_not_the_quarters()
    {
        var account = await Open(Started());
        await StatementsAs("officer@one-housing").RequestStatementAsync(new() { RequestId = NewId(), AccountId = account.AccountId });

        Assert.Equal("ENG-INC-01 Open, OHC-INC-01 Open, OHO-INC-10 Open", await Promised(account, "2026-06-03", "statement.issued"));
        Host.Clock.Now = AfterMarch;
        Assert.Equal([false, true], (await Issued(account, 2)).Select(s => s.OnRequest));
    }

    [Fact]
    public async Task Only_accounts_that_were_there_in_the_period_have_one_and_who_left_in_it_has_the_last()
    {
        var (left, gone, late) = (await Open(Started()), await Open(Started()), Started());
        Host.Clock.Now = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        await LedgerAs("income@one-housing").EndAccountAsync(new() { RequestId = NewId(), AccountId = left.AccountId, EndedOn = Day(2026, 3, 20) });
        var garage = await LedgerAs("income@one-housing").OpenGarageAccountAsync(new() { RequestId = NewId(), Landlord = "one-housing", HouseholdId = NewId(), GarageId = NewId(), StartedOn = Day(2026, 3, 2) });
        var opened = await Open(late);
        Host.Clock.Now = AfterMarch;

        Assert.Single(await Issued(left, 1));
        Assert.Single(await Issued(gone, 1));
        await Through(1);
        await LedgerAs("income@one-housing").EndAccountAsync(new() { RequestId = NewId(), AccountId = gone.AccountId, EndedOn = Day(2026, 3, 31) });
        Host.Clock.Now = new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.Zero);
        await Issued(opened, 1);
        await Through(2);
        Assert.Equal(3, await Count("issued_statement"));
        Assert.Empty((await StatementsAs("officer@one-housing").ListStatementsAsync(new() { AccountId = garage.Account.AccountId })).Statements);
    }

    [Fact]
    public async Task Many_runs_at_once_issue_one_to_each()
    {
        var accounts = new List<Account>();
        for (var n = 0; n < 8; n++)
            accounts.Add(await Open(Started()));
        Host.Clock.Now = AfterMarch;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var scope = Host.Services.CreateAsyncScope();
            var issuing = scope.ServiceProvider.GetRequiredService<StatementIssuing>();
            foreach (var run in await issuing.Due(CancellationToken.None))
                await issuing.Issue(run, [.. await issuing.Accounts(run, null, CancellationToken.None)], CancellationToken.None);
        }));

        await Through(1);
        Assert.Equal(8, await Count("issued_statement"));
        Assert.Equal(8, await Host.Database.Scalar<long>("select count(*) from case_milestone where name = 'statement.issued'"));
        Assert.Equal(8, await Host.Database.Scalar<long>("select count(*) from told_message where template = 'statement.issued'"));
    }

    [Fact]
    public async Task A_run_that_is_cut_off_in_the_middle_goes_on_and_repeats_nothing()
    {
        for (var n = 0; n < 6; n++)
            await Open(Started());
        await Host.Database.Execute("""
            create function cut() returns trigger language plpgsql as $$ begin
              if (select count(*) from issued_statement) >= 3 then raise exception 'gone' using errcode = 'admin_shutdown'; end if; return new; end $$;
            create trigger cut before insert on issued_statement for each row execute function cut();
            """);
        Host.Clock.Now = AfterMarch;
        await Eventually.Equal(3L, () => Count("issued_statement"));
        Assert.Equal(0, await Host.Database.Scalar<long>("select count(*) from statement_run where document = 'Statement' and landlord = 'one-housing' and run_day = '2026-03-31'"));
        var before = await Host.Database.Scalar<Guid[]>("select array_agg(id) from issued_statement");

        await Host.Database.Execute("drop trigger cut on issued_statement");

        await Through(1);
        Assert.Equal(6, await Count("issued_statement"));
        Assert.Subset((await Host.Database.Scalar<Guid[]>("select array_agg(id) from issued_statement")).ToHashSet(), before.ToHashSet());
    }

    [Fact]
    public async Task An_account_whose_ledger_does_not_add_up_has_none_and_keeps_no_other_waiting()
    {
        var (poor, fine) = (await Open(Started()), await Open(Started()));
        foreach (var account in new[] { poor, fine })
            await As("income@one-housing").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 75_00, Narrative = "Rent" });
        await Host.Database.Execute($"""
            alter table ledger_line disable trigger all;
            update ledger_line set sub_account = null, nominal = 'Bank' where number = 1 and posting_id = (select id from posting where account_id = '{poor.AccountId}');
            alter table ledger_line enable trigger all;
            """);
        Host.Clock.Now = AfterMarch;

        await Issued(fine, 1);
        Assert.Empty((await StatementsAs("officer@one-housing").ListStatementsAsync(new() { AccountId = poor.AccountId })).Statements);
        await Host.Database.Execute($"""
            alter table ledger_line disable trigger all;
            update ledger_line set sub_account = 'Rent', nominal = null where number = 1 and posting_id = (select id from posting where account_id = '{poor.AccountId}');
            alter table ledger_line enable trigger all;
            """);
        await Issued(poor, 1);
    }

    [Fact]
    public async Task What_falls_due_next_is_what_is_neither_on_the_statement_nor_over()
    {
        var account = await Open(Started());
        await ChargesAs("income@one-housing").SetChargeAsync(new()
        {
            RequestId = NewId(), AccountId = account.AccountId, SubAccount = Contracts.V1.SubAccount.Rent, AmountPence = 300_00, Per = Contracts.V1.ChargePer.Month, Cycle = Contracts.V1.ChargeCycle.Monthly, From = Day(2026, 4, 1),
            Parts = { new Contracts.V1.ChargePart { Label = "Rent", Pence = 300_00 } },
        });

        Host.Clock.Now = AfterMarch;
        await Eventually.Equal(1L, () => Count("charge_debit"));      // April's, which the statement through March does not show
        var issued = Assert.Single(await Issued(account, 1));

        Assert.Equal(0, issued.ClosingPence);
        var next = Assert.Single((await StatementsAs("officer@one-housing").GetStatementAsync(new() { StatementId = issued.StatementId })).NextDues);
        Assert.Equal((Day(2026, 4, 1), 300_00L), (next.On, next.Pence));
    }

    private async Task<IReadOnlyList<Contracts.V1.IssuedStatement>> Issued(Account account, int count)
    {
        IReadOnlyList<Contracts.V1.IssuedStatement> found = [];
        await Eventually.Holds(async () =>
        {
            found = (await StatementsAs($"officer@{account.Landlord}").ListStatementsAsync(new() { AccountId = account.AccountId })).Statements;
            Assert.Equal(count, found.Count);
        });
        return found;
    }

    // The tenants' statements of so many quarters are through.
    private Task Through(int quarters) => Eventually.Equal((long)quarters, () =>
        Host.Database.Scalar<long>("select count(*) from statement_run where document = 'Statement' and landlord = 'one-housing' and run_day >= '2026-03-31'"));

    // What a milestone keeps, of those with this last day.
    private Task<string> Promised(Account account, string lastDay, string milestone) => Host.Database.Scalar<string>($"""
        select string_agg(standard_id || ' ' || outcome, ', ' order by standard_id) from commitment
        where case_id = '{account.AccountId}' and '{milestone}' = any(until) and ((due_at at time zone 'Europe/London') - interval '1 second')::date = '{lastDay}'
        """);
}
