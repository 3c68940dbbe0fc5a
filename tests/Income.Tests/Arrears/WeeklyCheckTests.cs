using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Arrears;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using ArrearsCase = Housing.Income.Contracts.V1.ArrearsCase;
using ChargeCycle = Housing.Income.Contracts.V1.ChargeCycle;
using ChargePart = Housing.Income.Contracts.V1.ChargePart;
using ChargePer = Housing.Income.Contracts.V1.ChargePer;
using ContactChannel = Housing.Income.Contracts.V1.ContactChannel;
using PayCycle = Housing.Income.Contracts.V1.PayCycle;
using SubAccount = Housing.Income.Contracts.V1.SubAccount;

/// <summary>The weekly check from end to end. It is Tuesday 3 March 2026, One Housing's day; the tenancy began on Monday the 2nd and its rent is £100 a week.</summary>
public sealed class WeeklyCheckTests : IncomeHost
{
    [Fact]
    public async Task Every_account_is_looked_at_once_a_week_and_the_promise_of_it_runs_OHC_INC_02()
    {
        await Checked("one-housing", "2026-03-03");
        var one = await Let("one-housing");
        var lease = await Open(Started() with { Tenure = "leasehold" });
        await Reach(new(2026, 3, 10, 6, 0, 0, TimeSpan.Zero));
        await Checked("one-housing", "2026-03-10");
        await Reach(new(2026, 3, 17, 6, 0, 0, TimeSpan.Zero));
        await Checked("one-housing", "2026-03-17");

        Assert.Equal(2, await Count($"case_milestone where name = 'account.checked' and case_id = '{one.AccountId}'"));
        Assert.Equal("Met 2026-03-03, Met 2026-03-10, Open 2026-03-17", await Promises(one.AccountId, "OHC-INC-02"));
        Assert.Equal("", await Promises(lease.AccountId, "OHC-INC-02"));      // a leaseholder has no rent account
        var round = await ArrearsAs("manager@one-housing").GetArrearsRoundAsync(new() { Landlord = "one-housing" });
        Assert.Equal((Day(2026, 3, 17), 2, 1), (round.Day, round.Accounts, round.Found));
        Assert.NotNull(round.FinishedAt);
    }

    [Fact]
    public async Task More_than_two_weeks_are_found_told_and_contacted_the_same_day_OHC_INC_03()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var changed = await Host.ListenAsync<ArrearsCaseChanged>();
        var account = await Let("one-housing");
        await Reach(new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero));      // two weeks are charged: two weeks exactly are not over two
        await Balance(account, 200_00);
        await Checked("one-housing", "2026-03-10");
        Assert.Equal(0, await Count("arrears_case"));

        await Reach(new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero));
        await Balance(account, 300_00);
        await Checked("one-housing", "2026-03-17");
        var file = await Case(account);
        Assert.Equal((300_00, 300_00, "3", "contact"), (file.OwedPence, file.RealPence, file.WeeksOwed, file.Next.Step));
        await Eventually.Holds(() => Assert.Equal(("arrears.found", "30000", account.HouseholdId), One(told.Events.Where(e => e.Template == "arrears.found"))));
        await Eventually.Holds(() => Assert.Contains(changed.Events, e => e.What == "opened" && e.CaseId.ToString() == file.CaseId));
        Assert.Equal("Open 2026-03-17", await Promises(file.CaseId, "OHC-INC-03"));

        var officer = ArrearsAs("officer@one-housing");
        var tried = new RecordArrearsContactRequest { RequestId = NewId(), CaseId = file.CaseId, Channel = ContactChannel.Phone, Said = "No answer" };
        await officer.RecordArrearsContactAsync(tried);
        Assert.Equal("Open 2026-03-17", await Promises(file.CaseId, "OHC-INC-03"));      // to have tried is no contact
        var reached = new RecordArrearsContactRequest { RequestId = NewId(), CaseId = file.CaseId, Channel = ContactChannel.Phone, Reached = true, Said = "Hours were cut; pays on Friday" };
        var answer = await officer.RecordArrearsContactAsync(reached);
        Assert.Equal(answer, await officer.RecordArrearsContactAsync(reached));
        Assert.Equal("Met 2026-03-17", await Promises(file.CaseId, "OHC-INC-03"));

        var history = (await officer.ListArrearsHistoryAsync(new() { CaseId = file.CaseId })).Entries;
        Assert.Equal(["contacted", "contact-tried"], history.Select(e => e.Act).Where(act => act.StartsWith("contact", StringComparison.Ordinal)));
        // What Tenancy says about the household is written down too, before or after.
        var contacted = history.Single(e => e.Act == "contacted");
        Assert.Equal(("Hours were cut; pays on Friday", "phone"), (contacted.Note, contacted.Channel));
    }

    [Fact]
    public async Task An_account_is_checked_by_the_day_its_landlord_names_and_a_case_lives_until_all_is_paid_ROS_INC_07()
    {
        var account = await Let("rosebery");
        await Reach(new(2026, 3, 24, 9, 0, 0, TimeSpan.Zero));
        await Balance(account, 416_00);      // 50 rent weeks in the year: £104 each
        await Checked("rosebery", "2026-03-19");      // Rosebery's day is Thursday: on the last one before today
        var file = await Case(account);
        Assert.Equal("4.16", file.WeeksOwed);
        Assert.Equal("You owe £416.00. Please pay it, or talk to us about paying it back bit by bit.", (await ArrearsAs("resident@rosebery", Guid.Parse(account.HouseholdId)).GetArrearsCaseAsync(new() { AccountId = account.AccountId })).Case.Plainly);

        await LedgerAs("income@rosebery").RecordPaymentAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 700_00, Receipt = "1" });
        await Reach(new(2026, 3, 26, 9, 0, 0, TimeSpan.Zero));
        await Checked("rosebery", "2026-03-26");
        await Eventually.Holds(async () => Assert.NotNull((await Case(account)).ClosedAt));
        Assert.Empty((await ArrearsAs("officer@rosebery").ListArrearsCasesAsync(new() { Landlord = "rosebery" })).Cases);
        await Refused(StatusCode.FailedPrecondition, "closed", ArrearsAs("officer@rosebery").RecordArrearsContactAsync(new()
        {
            RequestId = NewId(), CaseId = file.CaseId, Channel = ContactChannel.Letter, Reached = true, Said = "Thank you",
        }));

        await Reach(new(2026, 4, 30, 9, 0, 0, TimeSpan.Zero));      // and when it comes to that again, another is opened
        await Checked("rosebery", "2026-04-30");
        Assert.NotEqual(file.CaseId, (await Case(account)).CaseId);
        Assert.Equal(2, await Count("arrears_case"));
    }

    [Fact]
    public async Task Expected_benefit_keeps_an_account_out_of_arrears_and_what_it_does_not_cover_is_told()
    {
        var account = await Let("one-housing");
        await ArrearsAs("income@one-housing").ExpectBenefitAsync(new()
        {
            RequestId = NewId(), AccountId = account.AccountId, Kind = Contracts.V1.BenefitKind.HousingBenefit, AmountPence = 400_00, Every = PayCycle.FourWeekly, NextOn = Day(2026, 3, 29), Evidence = "Council's letter of 2 March",
        });
        await Reach(new(2026, 3, 24, 9, 0, 0, TimeSpan.Zero));      // four weeks are owed, and all of it is to come on the 29th
        await Balance(account, 400_00);
        await Checked("one-housing", "2026-03-24");
        Assert.Equal(0, await Count("arrears_case"));

        await Reach(new(2026, 4, 7, 9, 0, 0, TimeSpan.Zero));      // it did not come: six weeks are owed, and nothing is sure any more
        await Balance(account, 600_00);
        await Checked("one-housing", "2026-04-07");
        var file = await Case(account);
        Assert.Equal((600_00, 0, "6"), (file.RealPence, file.TechnicalPence, file.WeeksOwed));

        await ArrearsAs("income@one-housing").ExpectBenefitAsync(new()
        {
            RequestId = NewId(), AccountId = account.AccountId, Kind = Contracts.V1.BenefitKind.HousingBenefit, AmountPence = 400_00, Every = PayCycle.FourWeekly, NextOn = Day(2026, 4, 12), Evidence = "The council rang: it is late",
        });
        Assert.Equal(Day(2026, 4, 12), Assert.Single((await ArrearsAs("officer@one-housing").ListExpectedBenefitsAsync(new() { AccountId = account.AccountId })).Benefits).NextOn);
        await Reach(new(2026, 4, 14, 9, 0, 0, TimeSpan.Zero));      // 28 days of the 35 since 16 March are £400, and 7 more £100
        await Balance(account, 700_00);
        await Checked("one-housing", "2026-04-14");
        file = await Case(account);
        Assert.Equal((700_00, 500_00, 200_00, "benefit"), (file.OwedPence, file.TechnicalPence, file.RealPence, Assert.Single(file.OnItsWay).Reason));
    }

    [Fact]
    public async Task Needs_are_asked_of_Tenancy_when_a_case_opens_and_kept_up_to_date_OHO_INC_03()
    {
        var account = await Let("one-housing");
        var household = Guid.Parse(account.HouseholdId);
        Tenancy.Needs[household] = Need.MentalHealth;
        Tenancy.Away = true;
        await Reach(new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero));
        await Balance(account, 300_00);
        await Checked("one-housing", "2026-03-17");
        Assert.Equal("unknown", (await Case(account)).Vulnerability);

        Tenancy.Away = false;
        await Eventually.Holds(async () => Assert.Equal("known-need", (await Case(account)).Vulnerability));
        var told = new HouseholdNeedsChanged { HouseholdId = household, HomeId = Guid.Parse(account.HomeId), Landlord = "one-housing", HasVulnerableMember = false, ChangedAt = Host.Clock.Now.AddHours(1) };
        await Host.PublishAsync(told);
        await Eventually.Holds(async () => Assert.Equal("no-known-need", (await Case(account)).Vulnerability));
        await Host.PublishAsync(told with { HasVulnerableMember = true, ChangedAt = Host.Clock.Now.AddDays(-1) });      // heard late: an older word
        await Host.PublishAsync(told with { HouseholdId = Guid.CreateVersion7() });
        await Eventually.Equal(0L, () => Host.Database.Scalar<long>("select count(*) from outbox"));
        Assert.Equal("no-known-need", (await Case(account)).Vulnerability);
    }

    [Fact]
    public async Task A_former_tenants_debt_goes_on_by_the_ladder_of_former_tenants()
    {
        var account = await Let("one-housing");
        await Reach(new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero));
        await Balance(account, 300_00);
        await Checked("one-housing", "2026-03-17");
        await LedgerAs("income@one-housing").EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 22) });
        await Reach(new(2026, 3, 24, 9, 0, 0, TimeSpan.Zero));
        await Checked("one-housing", "2026-03-24");

        await Eventually.Holds(async () => Assert.Equal(("former-tenant", "", "contact"), ((await Case(account)).Kind, (await Case(account)).WeeksOwed, (await Case(account)).Next.Step)));
        Assert.Equal(1, await Count("arrears_case"));
    }

    [Fact]
    public async Task Steps_are_taken_in_order_and_each_thing_that_blocks_one_is_named_OHO_INC_18()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var account = await Let("one-housing");
        await Reach(new(2026, 3, 24, 9, 0, 0, TimeSpan.Zero));
        await Balance(account, 400_00);
        await Checked("one-housing", "2026-03-24");
        var file = await Case(account);
        var income = ArrearsAs("income@one-housing");

        await Refused(StatusCode.FailedPrecondition, "the next one is contact", income.TakeArrearsStepAsync(Step(file, "warning")));
        await income.TakeArrearsStepAsync(Step(file, "contact"));
        await Refused(StatusCode.FailedPrecondition, "No contact with the household is recorded", income.TakeArrearsStepAsync(Step(file, "agreement-offer")));
        await income.RecordArrearsContactAsync(new() { RequestId = NewId(), CaseId = file.CaseId, Channel = ContactChannel.Visit, Reached = true, Said = "Spoke" });
        await income.TakeArrearsStepAsync(Step(file, "agreement-offer"));
        var next = (await income.GetArrearsCaseAsync(new() { CaseId = file.CaseId })).Case.Next;
        Assert.Equal(("warning", "wait agreement-offered advice-offered"), (next.Step, string.Join(' ', next.Blocks.Select(b => b.Reason))));
        await Refused(StatusCode.FailedPrecondition, "2026-03-31", income.TakeArrearsStepAsync(Step(file, "warning")));
        await Refused(StatusCode.PermissionDenied, "", ArrearsAs("officer@one-housing").TakeArrearsStepAsync(Step(file, "warning")));
        await Refused(StatusCode.PermissionDenied, "", ArrearsAs("income@rosebery").TakeArrearsStepAsync(Step(file, "warning")));
        Assert.DoesNotContain(told.Events, e => e.Template == "arrears.warned");
    }

    [Fact]
    public async Task The_worklist_tells_what_is_next_and_whose_it_is()
    {
        List<string> cases = [];
        for (var i = 0; i < 3; i++)
            cases.Add((await Let("one-housing")).AccountId);
        await Reach(new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero));
        await Eventually.Equal(3L, () => Host.Database.Scalar<long>("select count(*) from account where balance_pence = 30000"));
        await Checked("one-housing", "2026-03-17");
        var manager = ArrearsAs("manager@one-housing");
        await Eventually.Equal(3L, () => Count("arrears_case"));

        var first = await manager.ListArrearsCasesAsync(new() { Landlord = "one-housing", NextStep = "contact", PageSize = 2 });
        var second = await manager.ListArrearsCasesAsync(new() { Landlord = "one-housing", NextStep = "contact", PageSize = 2, PageToken = first.NextPageToken });
        Assert.Equal((2, 1, ""), (first.Cases.Count, second.Cases.Count, second.NextPageToken));
        var account = (await As("manager@one-housing").GetAccountAsync(new() { AccountId = first.Cases[0].AccountId })).Account;
        Assert.Equal((account.HomeId, account.PaymentReference), (first.Cases[0].HomeId, first.Cases[0].PaymentReference));
        Assert.Equal(cases.Order(StringComparer.Ordinal), first.Cases.Concat(second.Cases).Select(c => c.AccountId).Order(StringComparer.Ordinal));

        var mine = await manager.AssignArrearsCaseAsync(new() { RequestId = NewId(), CaseId = first.Cases[0].CaseId, Officer = "officer 7" });
        Assert.Equal("officer 7", mine.Case.Officer);
        Assert.Single((await manager.ListArrearsCasesAsync(new() { Landlord = "one-housing", Officer = "officer 7" })).Cases);
        Assert.Equal(2, (await manager.ListArrearsCasesAsync(new() { Landlord = "one-housing", OnlyUnassigned = true, OnlyDue = true })).Cases.Count);
        Assert.Empty((await manager.ListArrearsCasesAsync(new() { Landlord = "one-housing", NextStep = "court" })).Cases);
        await Refused(StatusCode.PermissionDenied, "", ArrearsAs("manager@rosebery").ListArrearsCasesAsync(new() { Landlord = "one-housing" }));
        await Refused(StatusCode.InvalidArgument, "landlord", manager.ListArrearsCasesAsync(new() { Landlord = "nobody" }));
    }

    [Fact]
    public async Task Bad_input_and_strangers_leave_nothing_behind()
    {
        var account = await Let("one-housing");
        await Reach(new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero));
        await Balance(account, 300_00);
        await Checked("one-housing", "2026-03-17");
        var file = await Case(account);
        var income = ArrearsAs("income@one-housing");
        var before = await Count("arrears_entry where act <> 'NeedsKnown'");

        await Refused(StatusCode.InvalidArgument, "said", income.RecordArrearsContactAsync(new() { RequestId = NewId(), CaseId = file.CaseId, Channel = ContactChannel.Phone }));
        await Refused(StatusCode.InvalidArgument, "channel", income.RecordArrearsContactAsync(new() { RequestId = NewId(), CaseId = file.CaseId, Said = "x" }));
        await Refused(StatusCode.InvalidArgument, "at", income.RecordArrearsContactAsync(new()
        {
            RequestId = NewId(), CaseId = file.CaseId, Said = "x", Channel = ContactChannel.Text, At = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Host.Clock.Now.AddMinutes(1)),
        }));
        await Refused(StatusCode.InvalidArgument, "finding", income.RecordArrearsFindingAsync(new() { RequestId = NewId(), CaseId = file.CaseId, Note = "x" }));
        await Refused(StatusCode.InvalidArgument, "amount_pence", income.ExpectBenefitAsync(Benefit(account, 0)));
        await Refused(StatusCode.InvalidArgument, "amount_pence", income.ExpectBenefitAsync(Benefit(account, -1)));
        await Refused(StatusCode.InvalidArgument, "amount_pence", income.ExpectBenefitAsync(Benefit(account, 100_000_001)));
        await Refused(StatusCode.NotFound, "no benefit", income.EndExpectedBenefitAsync(new() { RequestId = NewId(), AccountId = account.AccountId, Kind = Contracts.V1.BenefitKind.UniversalCredit, Reason = "x" }));
        await Refused(StatusCode.NotFound, "arrears case", income.GetArrearsCaseAsync(new() { CaseId = NewId() }));
        await Refused(StatusCode.InvalidArgument, "case_id", income.GetArrearsCaseAsync(new()));
        await Refused(StatusCode.PermissionDenied, "", ArrearsAs("resident@one-housing", Guid.CreateVersion7()).GetArrearsCaseAsync(new() { CaseId = file.CaseId }));
        await Refused(StatusCode.PermissionDenied, "", ArrearsAs("resident@one-housing", Guid.Parse(account.HouseholdId)).ListArrearsHistoryAsync(new() { CaseId = file.CaseId }));
        Assert.Equal((before, 0), (await Count("arrears_entry where act <> 'NeedsKnown'"), await Count("expected_benefit")));
    }

    private static ExpectBenefitRequest Benefit(Account account, long pence) => new()
    {
        RequestId = NewId(), AccountId = account.AccountId, Kind = Contracts.V1.BenefitKind.HousingBenefit, AmountPence = pence, Every = PayCycle.Weekly, NextOn = Day(2026, 3, 20), Evidence = "letter",
    };

    private static TakeArrearsStepRequest Step(ArrearsCase file, string step) => new() { RequestId = NewId(), CaseId = file.CaseId, Step = step, Note = "Done" };

    private static (string, string, string) One(IEnumerable<ResidentMessageDue> told)
    {
        var one = Assert.Single(told);
        return (one.Template, one.Facts["real-pence"], one.HouseholdId.ToString());
    }

    private async Task<Account> Let(string landlord)
    {
        var account = await Open(Started(landlord));
        await ChargesAs($"income@{landlord}").SetChargeAsync(new()
        {
            RequestId = NewId(), AccountId = account.AccountId, SubAccount = SubAccount.Rent, AmountPence = 100_00, Per = ChargePer.Week, Cycle = ChargeCycle.Weekly, From = Day(2026, 3, 2),
            Parts = { new ChargePart { Label = "Rent", Pence = 100_00 } },
        });
        return account;
    }

    private Task Reach(DateTimeOffset instant)
    {
        Host.Clock.Now = instant;
        return Task.CompletedTask;
    }

    private Task Balance(Account account, long pence) =>
        Eventually.Equal(pence, () => Host.Database.Scalar<long>($"select balance_pence from account where id = '{account.AccountId}'"));

    private Task Checked(string landlord, string day) => Eventually.Equal(1L, () => Count($"arrears_round where landlord = '{landlord}' and day = '{day}' and finished_at is not null"));

    private async Task<ArrearsCase> Case(Account account) => (await ArrearsAs($"officer@{account.Landlord}").GetArrearsCaseAsync(new() { AccountId = account.AccountId })).Case;

    private Task<string> Promises(string caseId, string standard) => Host.Database.Scalar<string>(
        $"select coalesce(string_agg(outcome || ' ' || to_char(started_at at time zone 'Europe/London', 'YYYY-MM-DD'), ', ' order by started_at), '') from commitment where case_id = '{caseId}' and standard_id = '{standard}'");
}
