using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Tests.Banking;

namespace Housing.Income.Tests.Serving;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using BenefitKind = Housing.Income.Contracts.V1.BenefitKind;
using BenefitSchedule = Housing.Income.Contracts.V1.BenefitSchedule;

/// <summary>Benefits that are paid to the landlord, household by household from their schedules.</summary>
public sealed class BenefitServingTests : IncomeHost
{
    private Contracts.V1.Benefits.BenefitsClient Schedules => new(Host.ChannelAs("income@one-housing"));

    private Suspense.SuspenseClient Waiting => new(Host.ChannelAs("income@one-housing"));

    [Fact]
    public async Task Housing_benefit_comes_straight_to_the_rent_and_is_expected_again_OHO_INC_06()
    {
        var (one, other) = (await Open(Started()), await Open(Started()));
        await As("income@one-housing").PostChargeAsync(new() { RequestId = NewId(), AccountId = one.AccountId, AmountPence = 40_000, Narrative = "Rent" });

        var taken = await Import("HB1", 41_000,
            $"{one.PaymentReference},C1,2026-02-02,2026-03-01,360.00",
            $"{other.PaymentReference},C2,2026-02-02,2026-03-01,62.50",
            $"{other.PaymentReference},C2,2026-01-05,2026-02-01,-12.50");

        Assert.Equal((3, 41_000, 0), (taken.Matched.Entries, taken.Matched.Pence, taken.Suspense.Entries));
        Assert.Equal((4_000, -5_000), (await Balance(one), await Balance(other)));
        var postings = (await As("resident@one-housing", Guid.Parse(other.HouseholdId)).ListPostingsAsync(new() { AccountId = other.AccountId })).Postings;
        Assert.Equal(
            [("refund", "Housing benefit taken back, 5 January 2026 to 1 February 2026", 1_250), ("payment", "Housing benefit, 2 February 2026 to 1 March 2026", -6_250)],
            postings.Select(p => (p.Kind, p.Narrative, p.AmountPence)));
        var expected = Assert.Single((await new Contracts.V1.Arrears.ArrearsClient(Host.ChannelAs("income@one-housing")).ListExpectedBenefitsAsync(new() { AccountId = one.AccountId })).Benefits);
        Assert.Equal((BenefitKind.HousingBenefit, 36_000, Day(2026, 3, 30)), (expected.Kind, expected.AmountPence, expected.NextOn));

        var rows = (await Schedules.GetBenefitScheduleAsync(new() { ScheduleId = taken.ScheduleId })).Rows;
        Assert.Equal([(2, "matched"), (3, "matched"), (4, "matched")], rows.Select(r => (r.Line, r.Outcome)));
        await AddsUp();
    }

    [Fact]
    public async Task A_row_that_names_nobody_waits_and_its_claim_is_known_once_staff_said_whose_it_is()
    {
        var account = await Open(Started());
        var taken = await Import("HB1", 6_250, "?,C7,2026-02-02,2026-03-01,62.50");
        Assert.Equal((0, 1, 6_250), (taken.Matched.Entries, taken.Suspense.Entries, taken.Suspense.Pence));
        var item = Assert.Single((await Waiting.ListSuspenseAsync(new() { Landlord = "one-housing" })).Items);
        Assert.Equal(("benefit-schedule", "London Borough of Camden"), (item.Source, item.PayerName));

        await Waiting.AllocateSuspenseAsync(new() { RequestId = NewId(), ItemId = item.ItemId, AccountId = account.AccountId, Reason = "The council's letter", RememberPayer = true });
        await Import("HB2", 6_250, ",C7,2026-03-02,2026-03-29,62.50");

        Assert.Equal(-12_500, await Balance(account));
        await AddsUp();
    }

    [Fact]
    public async Task A_schedule_and_a_row_count_once_in_however_many_files_they_come()
    {
        var account = await Open(Started());
        string[] rows = [$"{account.PaymentReference},C1,2026-02-02,2026-03-01,10.00", $"{account.PaymentReference},C1,2026-03-02,2026-03-29,20.00"];
        var first = await Import("HB1", 3_000, rows);

        Assert.Equal(first, await Import("HB1", 3_000, rows));
        var second = await Import("HB2", 3_500, [.. rows, $"{account.PaymentReference},C1,2026-01-05,2026-02-01,5.00"]);

        Assert.Equal((2, 3_000, 1, 500), (second.Known.Entries, second.Known.Pence, second.Matched.Entries, second.Matched.Pence));
        await Refused(StatusCode.FailedPrecondition, "said something else then", Schedules.ImportBenefitScheduleAsync(File("HB1", 1_000, rows[0])));
        Assert.Equal(-3_500, await Balance(account));
        await AddsUp();
    }

    [Fact]
    public async Task A_schedule_that_is_wrong_is_refused_with_every_fault_and_leaves_nothing()
    {
        var account = await Open(Started());
        await Refused(StatusCode.InvalidArgument, "says 999, and the rows come to 1000", Schedules.ImportBenefitScheduleAsync(File("HB1", 999, $"{account.PaymentReference},C1,2026-02-02,2026-03-01,10.00")));
        await Refused(StatusCode.InvalidArgument, "owed by somebody", Schedules.ImportBenefitScheduleAsync(File("HB1", -1_000, "?,C1,2026-02-02,2026-03-01,-10.00")));
        var wrong = File("HB1", 1_000, $"{account.PaymentReference},C1,2026-02-02,2026-03-01,10.00");
        (wrong.Payer, wrong.PaidOn) = ("nobody", Day(2026, 3, 4));
        await Refused(StatusCode.InvalidArgument, "payer must be one of the landlord's file: dwp, camden. paid_on must be from 2025-03-03 to 2026-03-03", Schedules.ImportBenefitScheduleAsync(wrong));
        wrong = File("HB1", 1_000, $"{account.PaymentReference},C1,2026-02-02,2026-03-01,10.00");
        wrong.Kind = BenefitKind.UniversalCredit;
        await Refused(StatusCode.InvalidArgument, "what camden pays: housing-benefit", Schedules.ImportBenefitScheduleAsync(wrong));
        await Refused(StatusCode.PermissionDenied, "", new Contracts.V1.Benefits.BenefitsClient(Host.ChannelAs("income@rosebery")).ListBenefitSchedulesAsync(new() { Landlord = "one-housing" }));
        Assert.Equal((0, 0), (await Count("posting"), await Count("benefit_schedule")));
    }

    [Fact]
    public async Task The_sum_that_the_bank_shows_for_a_schedule_is_not_posted_again()
    {
        var account = await Open(Started());
        await Import("HB1", 1_000, $"{account.PaymentReference},C1,2026-02-02,2026-03-01,10.00");
        var bank = new Bank.BankClient(Host.ChannelAs("income@one-housing"));

        var statement = (await bank.ImportBankStatementAsync(new()
        {
            RequestId = NewId(), Landlord = "one-housing",
            Xml = ByteString.CopyFrom(CamtFile.Write("S1", 0, [new("A1", 1_000) { PayerName = "LB Camden", PayerAccount = CamdenPaysFrom, Remittance = "HB SCHEDULE HB1" }])),
        })).Statements[0];

        Assert.Equal((1, 0), (statement.Refused.Entries, statement.Suspense.Entries));
        Assert.Equal(-1_000, await Balance(account));
    }

    private static string CamdenPaysFrom => Housing.Standards.Policies<IncomePolicy>.Read(Housing.Standards.StandardsFolder.BesideAssemblies, "income").For("one-housing").Benefits!.Payers[1].Accounts[0];

    private static ImportBenefitScheduleRequest File(string reference, long total, params string[] rows) => new()
    {
        RequestId = NewId(), Landlord = "one-housing", Payer = "camden", Kind = BenefitKind.HousingBenefit, Reference = reference, PaidOn = Day(2026, 3, 2), TotalPence = total,
        Csv = $"reference,claim,from,to,amount\n{string.Join('\n', rows)}\n",
    };

    private async Task<BenefitSchedule> Import(string reference, long total, params string[] rows) => (await Schedules.ImportBenefitScheduleAsync(File(reference, total, rows))).Schedule;

    private async Task<long> Balance(Account account) => (await As("officer@one-housing").GetAccountAsync(new() { AccountId = account.AccountId })).Account.BalancePence;
}
