using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Agreements;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using Agreement = Housing.Income.Contracts.V1.Agreement;
using ArrearsCase = Housing.Income.Contracts.V1.ArrearsCase;
using ChargeCycle = Housing.Income.Contracts.V1.ChargeCycle;
using ChargePart = Housing.Income.Contracts.V1.ChargePart;
using ChargePer = Housing.Income.Contracts.V1.ChargePer;
using MeansLine = Housing.Income.Contracts.V1.MeansLine;
using PayCycle = Housing.Income.Contracts.V1.PayCycle;
using SubAccount = Housing.Income.Contracts.V1.SubAccount;

/// <summary>Agreements from offer to end. It is Tuesday 3 March 2026; the tenancy began on Monday the 2nd and its rent is £100 a week. On the 17th £300 are owed.</summary>
public sealed class AgreementServingTests : IncomeHost
{
    private int _receipts;

    [Fact]
    public async Task An_agreement_is_offered_accepted_and_kept_and_holds_every_step_meanwhile_OHC_INC_04_OHO_INC_17_ROS_INC_02()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var account = await InArrears("one-housing");
        var officer = AgreementsAs("officer@one-housing");
        var request = Offer(account, 150_00);
        var offered = (await officer.OfferAgreementAsync(request)).Agreement;
        Assert.Equal(offered, (await officer.OfferAgreementAsync(request)).Agreement);
        Assert.Equal(("offered", 300_00, 700_00, Day(2026, 3, 31)), (offered.State, offered.DebtPence, offered.LeftPence, offered.AnswerBy));
        Assert.Empty(offered.Instalments);

        var resident = AgreementsAs("resident@one-housing", Guid.Parse(account.HouseholdId));
        var accepted = (await resident.AnswerAgreementAsync(new() { RequestId = NewId(), AgreementId = offered.AgreementId, Accepts = true })).Agreement;
        Assert.Equal(("in-force", "15000 15000"), (accepted.State, string.Join(' ', accepted.Instalments.Select(i => i.Pence))));
        var held = await Case(account);
        Assert.Equal((true, 0, "You are paying this back as we agreed. Nothing more is done as long as you do."), (held.AgreementHolds, held.RealPence, held.Plainly));
        Assert.Null(held.Next);

        await Pay(account, 250_00);       // the rent of the 23rd and the first instalment, of Friday the 20th
        await Reach(24);
        await Balance(account, 150_00);
        await Eventually.Holds(async () => Assert.Equal(["kept", "open"], (await Get(offered)).Instalments.Select(i => i.Outcome)));
        await Checked("2026-03-24");
        await Eventually.Holds(async () => Assert.Equal(("instalments", 150_00, 0), (Assert.Single((await Case(account)).OnItsWay).Reason, (await Case(account)).TechnicalPence, (await Case(account)).RealPence)));

        await Pay(account, 250_00);
        await Reach(31);
        await Eventually.Holds(async () => Assert.Equal("kept", (await Get(offered)).State));
        Assert.False((await Case(account)).AgreementHolds);
        await Eventually.Holds(() => Assert.Equal(
            ["agreement.offered", "agreement.accepted", "agreement.kept"], told.Events.Where(e => e.Template.StartsWith("agreement", StringComparison.Ordinal)).Select(e => e.Template).Distinct()));
        Assert.Equal("agreement-accepted agreement-kept agreement-offered", string.Join(' ', (await History(account)).Where(act => act.StartsWith("agreement", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
        await AddsUp();
    }

    [Fact]
    public async Task A_broken_agreement_is_told_and_the_next_step_is_open_again()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var account = await InArrears("one-housing");
        var agreement = await Agreed(account, 100_00);

        await Reach(24);      // Friday the 20th and its three days are over
        await Eventually.Holds(async () => Assert.Equal(["missed", "open", "open"], (await Get(agreement)).Instalments.Select(i => i.Outcome)));
        Assert.Equal("in-force", (await Get(agreement)).State);
        await Reach(31);
        await Eventually.Holds(async () => Assert.Equal(("broken", "Instalments were missed."), ((await Get(agreement)).State, (await Get(agreement)).Why)));
        await Eventually.Holds(() => Assert.Equal(
            ["agreement.broken", "instalment.missed", "instalment.missed"],
            told.Events.Select(e => e.Template).Where(t => t is "instalment.missed" or "agreement.broken").Order(StringComparer.Ordinal)));

        await Checked("2026-03-31");
        await Eventually.Holds(async () => Assert.Equal(500_00, (await Case(account)).RealPence));
        Assert.DoesNotContain("agreement-kept", (await Case(account)).Next.Blocks.Select(b => b.Reason));
        await Eventually.Holds(async () => Assert.Equal(2, (await History(account)).Count(act => act == "instalment-missed")));
    }

    [Fact]
    public async Task An_offer_that_nobody_answers_lapses_and_a_declined_one_says_why()
    {
        var account = await InArrears("one-housing");
        var officer = AgreementsAs("officer@one-housing");
        var first = (await officer.OfferAgreementAsync(Offer(account, 100_00))).Agreement;
        var second = (await officer.OfferAgreementAsync(Offer(account, 90_00))).Agreement;
        Assert.Equal(("lapsed", "Another was offered in its place."), ((await Get(first)).State, (await Get(first)).Why));
        await Refused(StatusCode.FailedPrecondition, "cannot be answered", officer.AnswerAgreementAsync(new() { RequestId = NewId(), AgreementId = first.AgreementId, Accepts = true }));
        await Refused(StatusCode.InvalidArgument, "reason", officer.AnswerAgreementAsync(new() { RequestId = NewId(), AgreementId = second.AgreementId }));
        var declined = (await officer.AnswerAgreementAsync(new() { RequestId = NewId(), AgreementId = second.AgreementId, Reason = "Wants to pay it at once" })).Agreement;
        Assert.Equal(("declined", "Wants to pay it at once"), (declined.State, declined.Why));

        var third = (await officer.OfferAgreementAsync(Offer(account, 80_00))).Agreement;
        await Reach(31);
        await Balance(account, 500_00);
        Assert.Equal("offered", (await Get(third)).State);
        Host.Clock.Now = new DateTimeOffset(2026, 3, 31, 23, 0, 0, TimeSpan.Zero);      // midnight in London: the 1st
        await Eventually.Holds(async () => Assert.Equal("lapsed", (await Get(third)).State));
        Assert.Equal(3, (await officer.ListAgreementsAsync(new() { AccountId = account.AccountId })).Agreements.Count);
    }

    [Fact]
    public async Task An_agreement_is_reviewed_on_its_day_and_may_be_ended_with_the_reason()
    {
        var account = await InArrears("one-housing");
        var agreement = await Agreed(account, 2_00);
        var officer = AgreementsAs("officer@one-housing");
        Assert.Equal(Day(2026, 6, 16), agreement.ReviewOn);
        Assert.Empty((await officer.ListAgreementsAsync(new() { ReviewOf = "one-housing" })).Agreements);

        var reviewed = (await officer.ReviewAgreementAsync(new() { RequestId = NewId(), AgreementId = agreement.AgreementId, Note = "Hours are the same" })).Agreement;
        Assert.Equal(Day(2026, 6, 16), reviewed.ReviewOn);
        await Refused(StatusCode.PermissionDenied, "", officer.EndAgreementAsync(new() { RequestId = NewId(), AgreementId = agreement.AgreementId, Reason = "New job" }));
        var ended = (await AgreementsAs("manager@one-housing").EndAgreementAsync(new() { RequestId = NewId(), AgreementId = agreement.AgreementId, Reason = "New job" })).Agreement;
        Assert.Equal(("ended", "New job"), (ended.State, ended.Why));
        Assert.False((await Case(account)).AgreementHolds);
        await Refused(StatusCode.FailedPrecondition, "in force", officer.ReviewAgreementAsync(new() { RequestId = NewId(), AgreementId = agreement.AgreementId, Note = "x" }));
    }

    [Fact]
    public async Task A_homeowner_behind_with_charges_gets_a_payment_plan_OHO_LSE_29()
    {
        var account = await Open(Started() with { Tenure = "leasehold" });
        await As("income@one-housing").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 900_00, Narrative = "Service charge", SubAccount = SubAccount.ServiceCharge });

        var plan = await Agreed(account, 100_00, PayCycle.Monthly);

        Assert.Equal((900_00, 9, "lease"), (plan.DebtPence, plan.Instalments.Count, (await Case(account)).Kind));
    }

    [Fact]
    public async Task Strangers_and_bad_input_are_refused_and_leave_nothing()
    {
        var account = await InArrears("one-housing");
        var officer = AgreementsAs("officer@one-housing");
        await Refused(StatusCode.FailedPrecondition, "£200.00 a month left", officer.OfferAgreementAsync(Offer(account, 200_01, PayCycle.Monthly)));
        await Refused(StatusCode.InvalidArgument, "instalment_pence", officer.OfferAgreementAsync(Offer(account, 0)));
        await Refused(StatusCode.InvalidArgument, "every", officer.OfferAgreementAsync(Offer(account, 10_00, PayCycle.Unspecified)));
        var without = Offer(account, 10_00);
        without.Income.Clear();
        await Refused(StatusCode.InvalidArgument, "income", officer.OfferAgreementAsync(without));
        await Refused(StatusCode.PermissionDenied, "", AgreementsAs("resident@one-housing", Guid.Parse(account.HouseholdId)).OfferAgreementAsync(Offer(account, 10_00)));
        await Refused(StatusCode.PermissionDenied, "", AgreementsAs("officer@rosebery").OfferAgreementAsync(Offer(account, 10_00)));
        await Refused(StatusCode.NotFound, "agreement", officer.GetAgreementAsync(new() { AgreementId = NewId() }));
        await Refused(StatusCode.InvalidArgument, "", officer.ListAgreementsAsync(new()));
        Assert.Equal(0, await Count("agreement"));

        var offered = (await officer.OfferAgreementAsync(Offer(account, 10_00))).Agreement;
        var stranger = AgreementsAs("resident@one-housing", Guid.CreateVersion7());
        await Refused(StatusCode.PermissionDenied, "", stranger.AnswerAgreementAsync(new() { RequestId = NewId(), AgreementId = offered.AgreementId, Accepts = true }));
        await Refused(StatusCode.PermissionDenied, "", stranger.GetAgreementAsync(new() { AgreementId = offered.AgreementId }));
    }

    private Contracts.V1.Agreements.AgreementsClient AgreementsAs(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    private async Task<Account> InArrears(string landlord)
    {
        var account = await Open(Started(landlord));
        await ChargesAs($"income@{landlord}").SetChargeAsync(new()
        {
            RequestId = NewId(), AccountId = account.AccountId, SubAccount = SubAccount.Rent, AmountPence = 100_00, Per = ChargePer.Week, Cycle = ChargeCycle.Weekly, From = Day(2026, 3, 2),
            Parts = { new ChargePart { Label = "Rent", Pence = 100_00 } },
        });
        await Reach(17);
        await Balance(account, 300_00);
        await Checked("2026-03-17");
        return account;
    }

    private async Task<Agreement> Agreed(Account account, long instalment, PayCycle every = PayCycle.Weekly)
    {
        var officer = AgreementsAs("officer@one-housing");
        var offered = (await officer.OfferAgreementAsync(Offer(account, instalment, every))).Agreement;
        return (await officer.AnswerAgreementAsync(new() { RequestId = NewId(), AgreementId = offered.AgreementId, Accepts = true })).Agreement;
    }

    private OfferAgreementRequest Offer(Account account, long instalment, PayCycle every = PayCycle.Weekly)
    {
        var first = London(Host.Clock.Now).AddDays(3);
        return new()
        {
            RequestId = NewId(), AccountId = account.AccountId, InstalmentPence = instalment, Every = every, FirstOn = Day(first.Year, first.Month, first.Day),
            Income = { new MeansLine { Label = "Wages", Pence = 1_000_00 + (every == PayCycle.Weekly ? 700_00 : 200_00) } },
            Spending = { new MeansLine { Label = "Rent", Pence = 433_33 }, new MeansLine { Label = "All else", Pence = 566_67 } },
        };
    }

    private static DateOnly London(DateTimeOffset instant) => Housing.Standards.London.DayOf(instant);

    private async Task<Agreement> Get(Agreement agreement) => (await AgreementsAs("auditor@one-housing").GetAgreementAsync(new() { AgreementId = agreement.AgreementId })).Agreement;

    private async Task<ArrearsCase> Case(Account account) => (await ArrearsAs("officer@one-housing").GetArrearsCaseAsync(new() { AccountId = account.AccountId })).Case;

    private async Task<IReadOnlyList<string>> History(Account account) =>
        [.. (await ArrearsAs("officer@one-housing").ListArrearsHistoryAsync(new() { CaseId = (await Case(account)).CaseId })).Entries.Select(e => e.Act)];

    private async Task Pay(Account account, long pence) =>
        await LedgerAs("income@one-housing").RecordPaymentAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Receipt = $"R{++_receipts}" });

    private Task Reach(int march)
    {
        Host.Clock.Now = new DateTimeOffset(2026, 3, march, 9, 0, 0, TimeSpan.Zero);
        return Task.CompletedTask;
    }

    private Task Balance(Account account, long pence) =>
        Eventually.Equal(pence, () => Host.Database.Scalar<long>($"select balance_pence from account where id = '{account.AccountId}'"));

    private Task Checked(string day) => Eventually.Equal(1L, () => Count($"arrears_round where landlord = 'one-housing' and day = '{day}' and finished_at is not null"));
}
