using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Income.Tests.Legal;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using Hearing = Housing.Income.Contracts.V1.Hearing;
using LegalClient = Housing.Income.Contracts.V1.Legal.LegalClient;
using SubAccount = Housing.Income.Contracts.V1.SubAccount;
using WriteOff = Housing.Income.Contracts.V1.WriteOff;

public sealed class LegalServingTests : IncomeHost
{
    [Theory]
    [InlineData("one-housing", "assured", "section-8-notice", 14)]
    [InlineData("havering", "secure", "notice-seeking-possession", 28)]
    public async Task A_debt_goes_to_court_only_through_the_gate_step_by_step_OHC_INC_06_OHC_INC_07_OHO_INC_19(string landlord, string tenure, string notice, int days)
    {
        var (started, changed) = (await Host.ListenAsync<LegalActionStarted>(), await Host.ListenAsync<LegalActionChanged>());
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var (officer, manager, income) = (As($"officer@{landlord}"), As($"manager@{landlord}"), As($"income@{landlord}"));
        var (account, file) = await Owing(landlord, tenure);
        await Refused(StatusCode.FailedPrecondition, "none was", income.ChargeLegalCostAsync(Cost(account, "court-fee")));

        await Refused(StatusCode.FailedPrecondition, "No agreement to pay it back has been offered", officer.ServeNoticeAsync(Notice(file)));
        await On(file, ArrearsAct.AgreementOffered, ArrearsAct.AdviceOffered, ArrearsAct.BenefitChecked, ArrearsAct.VulnerabilityConsidered);
        var action = (await officer.ServeNoticeAsync(Notice(file))).Action;
        Assert.Equal((notice, "possession", "notice-served"), (action.Notice, action.Route, action.Step));
        await Refused(StatusCode.FailedPrecondition, "contact-after-notice", officer.ApplyToCourtAsync(Apply(action)));

        await Later(days, landlord);
        await Refused(StatusCode.FailedPrecondition, "manager-approval", officer.ApplyToCourtAsync(Apply(action)));
        await On(file, ArrearsAct.ContactTried);
        Assert.Equal(["manager-approval"], (await officer.GetGateAsync(new() { CaseId = file.ToString() })).Items.Where(item => !item.Met).Select(item => item.Need));
        await manager.ApproveLegalStepAsync(new() { RequestId = NewId(), ActionId = action.ActionId, Step = "court", Reason = "All was tried" });
        await Refused(StatusCode.FailedPrecondition, "another manager", manager.ApplyToCourtAsync(Apply(action)));
        Assert.Equal("claim-issued", (await officer.ApplyToCourtAsync(Apply(action))).Action.Step);

        var hearing = (await officer.ListHearingAsync(Listing(action, Host.Clock.Now.AddDays(30)))).Hearing;
        await Later(31, landlord);
        Assert.Equal("order-made", (await officer.RecordHearingOutcomeAsync(Outcome(hearing, "suspended-order", "£5 a week"))).Action.Step);
        await Refused(StatusCode.FailedPrecondition, "say how they were broken", officer.AskForWarrantAsync(Warrant(action, "")));
        await Refused(StatusCode.FailedPrecondition, "approve", officer.AskForWarrantAsync(Warrant(action, "Nothing was paid")));
        await manager.ApproveLegalStepAsync(new() { RequestId = NewId(), ActionId = action.ActionId, Step = "warrant", Reason = "Nothing was paid since" });
        Assert.Equal("warrant-asked", (await officer.AskForWarrantAsync(Warrant(action, "Nothing was paid"))).Action.Step);
        var cost = Cost(account, "court-fee");
        var charged = await income.ChargeLegalCostAsync(cost);
        Assert.Equal([(SubAccount.CourtCosts, 404_00)], charged.Posting.Parts.Select(part => (part.SubAccount, part.Pence)));
        Assert.Equal(charged, await income.ChargeLegalCostAsync(cost));
        await Refused(StatusCode.AlreadyExists, "once", income.ChargeLegalCostAsync(Cost(account, "court-fee")));
        await officer.EndLegalActionAsync(new() { RequestId = NewId(), ActionId = action.ActionId, Reason = "The household left" });

        await Eventually.Holds(() => Assert.Equal(5, changed.Events.Count(e => e.LegalActionId.ToString() == action.ActionId)));
        Assert.Equal("notice-served", Assert.Single(started.Events).Step);
        Assert.Equal(["claim-issued", "hearing-listed", "order-made", "warrant-asked", "ended"], changed.Events.OrderBy(e => e.Number).Select(e => e.Step));
        Assert.Equal([true, true, true, true, false], changed.Events.OrderBy(e => e.Number).Select(e => e.Runs));
        var acts = (await officer.ListLegalHistoryAsync(new() { ActionId = action.ActionId })).Entries.Select(e => e.Act).Order(StringComparer.Ordinal);
        Assert.Equal(["claim-issued", "cost-charged", "ended", "hearing-listed", "notice-served", "order-made", "step-approved", "step-approved", "warrant-asked"], acts);
        await Eventually.Holds(() => Assert.Equal(
            ["court-claim.issued", "court-hearing.held", "eviction-warrant.asked", "hearing.listed", "legal-action.ended", "legal-cost.charged", "possession-notice.served"],
            told.Events.Where(e => e.CaseId.ToString() == action.ActionId).Select(e => e.Template).Order(StringComparer.Ordinal)));
        await AddsUp();
    }

    [Fact]
    public async Task The_papers_before_a_hearing_are_four_ten_days_ahead_and_their_promise_is_kept_OHC_INC_08_ENG_INC_02()
    {
        var action = await Claimed("one-housing", "assured");
        var officer = As("officer@one-housing");
        var listing = Listing(action, Host.Clock.Now.AddDays(30));
        listing.BenefitApplies = true;
        var hearing = (await officer.ListHearingAsync(listing)).Hearing;
        Assert.Equal(["statement", "benefit-position", "hearing-details", "order-sought"], hearing.Missing);
        Assert.Equal("ENG-INC-02 Open, OHC-INC-08 Open", await Promised(hearing));

        foreach (var item in hearing.Missing.ToList())
        {
            Assert.Null(hearing.PapersGivenAt);
            hearing = (await officer.GiveHearingPaperAsync(Paper(hearing, item))).Hearing;
        }

        Assert.Equal(Host.Clock.Now, hearing.PapersGivenAt.ToDateTimeOffset());
        Assert.Equal("ENG-INC-02 Met, OHC-INC-08 Met", await Promised(hearing));
        var shown = Assert.Single((await ResidentOf(action).GetLegalActionAsync(new() { ActionId = action.ActionId })).Action.Hearings);
        Assert.Equal((4, "", false), (shown.Papers.Count, shown.Outcome, shown.ShortNotice));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public async Task A_hearing_listed_too_late_for_its_papers_excuses_them_OHC_INC_08_ENG_INC_02(int days, bool excused)
    {
        var action = await Claimed("one-housing", "assured");

        var hearing = (await As("officer@one-housing").ListHearingAsync(Listing(action, Host.Clock.Now.AddDays(days)))).Hearing;

        Assert.Equal(excused, hearing.ShortNotice);
        Assert.Equal(excused ? "ENG-INC-02 Cancelled, OHC-INC-08 Cancelled" : "ENG-INC-02 Open, OHC-INC-08 Open", await Promised(hearing));
        if (!excused)
            return;
        foreach (var item in hearing.Missing)
            await As("officer@one-housing").GiveHearingPaperAsync(Paper(hearing, item));
        Assert.Equal("ENG-INC-02 Cancelled, OHC-INC-08 Cancelled", await Promised(hearing));
    }

    [Fact]
    public async Task Whatever_of_an_account_a_promise_is_about_leads_to_the_account_of_its_own_landlord()
    {
        var action = await Claimed("one-housing", "assured");
        var hearing = (await As("officer@one-housing").ListHearingAsync(Listing(action, Host.Clock.Now.AddDays(30)))).Hearing;
        var charges = (await new Charges.ChargesClient(Host.ChannelAs("income@one-housing")).ListChargesAsync(new() { AccountId = action.AccountId })).Charges;
        var request = new ListCaseAccountsRequest { Landlord = "one-housing", CaseIds = { action.AccountId, action.CaseId, action.ActionId, hearing.HearingId, NewId() } };
        request.CaseIds.AddRange(charges.Select(c => c.ChargeId));

        var found = (await new Accounts.AccountsClient(Host.ChannelAs("officer@one-housing")).ListCaseAccountsAsync(request)).Accounts;

        string[] kinds = ["account", "arrears", "hearing", "legal-action", .. charges.Select(_ => "charge")];
        Assert.Equal(kinds.Order(StringComparer.Ordinal), found.Select(one => one.Kind).Order(StringComparer.Ordinal));
        Assert.All(found, one => Assert.Equal(action.AccountId, one.AccountId));
        Assert.All(found, one => Assert.Matches("^[0-9]{10}$", one.PaymentReference));
        Assert.Empty((await AccountsAs("havering").ListCaseAccountsAsync(new(request) { Landlord = "havering" })).Accounts);
        await Refused(StatusCode.PermissionDenied, "not yours", AccountsAs("havering").ListCaseAccountsAsync(request));
        await Refused(StatusCode.InvalidArgument, "1 to 200", AccountsAs("havering").ListCaseAccountsAsync(new() { Landlord = "havering" }));
    }

    [Theory]
    [InlineData("secure", "ENG-INC-03 Met")]
    [InlineData("assured", "ENG-INC-04 Met")]
    public async Task The_notice_of_a_claim_is_kept_to_the_day_it_goes_to_the_court_ENG_INC_03_ENG_INC_04(string tenure, string promised)
    {
        var action = await Claimed("havering", tenure);

        Assert.Equal(promised, await Promises(action.ActionId));
    }

    [Fact]
    public async Task While_a_benefit_claim_is_undecided_and_the_rent_of_today_is_paid_no_court_is_asked_ENG_INC_14()
    {
        var (account, file) = await Owing("havering", "secure");
        await On(file, ArrearsAct.AgreementOffered, ArrearsAct.AdviceOffered, ArrearsAct.BenefitChecked, ArrearsAct.VulnerabilityConsidered);
        var support = new Support.SupportClient(Host.ChannelAs("officer@havering"));
        await Later(1, "havering");
        var claim = (await support.RecordBenefitClaimAsync(new() { RequestId = NewId(), AccountId = account.AccountId, Kind = "universal-credit", ClaimedOn = Day(2026, 3, 4) })).Claim;
        Assert.Contains("no-claim-pending", await Missing(file, "havering"));

        await AccountsAs("havering").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 100_00, Narrative = "Rent" });
        Assert.DoesNotContain("no-claim-pending", await Missing(file, "havering"));      // the rent of today is not paid
        await LedgerAs("income@havering").RecordPaymentAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 100_00, Receipt = NewId() });
        Assert.Contains("no-claim-pending", await Missing(file, "havering"));
        await support.DecideBenefitClaimAsync(new() { RequestId = NewId(), ClaimId = claim.ClaimId, Decision = "refused", DecidedOn = Day(2026, 3, 4) });
        Assert.DoesNotContain("no-claim-pending", await Missing(file, "havering"));
    }

    [Fact]
    public async Task Nothing_goes_on_at_law_about_a_debt_that_is_paid()
    {
        var action = await Claimed("havering", "secure");

        await On(Guid.Parse(action.CaseId), ArrearsAct.Closed);

        await Eventually.Holds(async () => Assert.Equal(
            ("ended", "The debt was paid."), (await As("officer@havering").GetLegalActionAsync(new() { AccountId = action.AccountId })).Action is var now ? (now.Step, now.EndedWhy) : default));
    }

    [Fact]
    public async Task Who_has_left_is_traced_pursued_and_at_last_written_off_and_owes_again_when_they_pay_OHO_INC_20_OHO_LSE_32()
    {
        var (account, file) = await Owing("one-housing", "leasehold");
        await LedgerAs("income@one-housing").EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 2) });
        var (officer, manager) = (new FormerTenants.FormerTenantsClient(Host.ChannelAs("officer@one-housing")), new FormerTenants.FormerTenantsClient(Host.ChannelAs("manager@one-housing")));
        await On(file, ArrearsAct.TenantLeft);
        await Laddered(file);
        var action = (await As("officer@one-housing").ServeNoticeAsync(Notice(file))).Action;
        Assert.Equal(("money-claim", "letter-before-claim"), (action.Route, action.Notice));
        Assert.Contains("traced", await Missing(file, "one-housing"));
        await officer.RecordTraceAsync(new() { RequestId = NewId(), AccountId = account.AccountId, Who = "A tracing agency", On = Day(2026, 3, 3), Found = true, Address = "1 New Street", Document = "report 7" });
        Assert.DoesNotContain("traced", await Missing(file, "one-housing"));
        await As("income@one-housing").ChargeLegalCostAsync(Cost(account, "tracing-fee"));

        var owed = (await AccountsAs("one-housing").GetAccountAsync(new() { AccountId = account.AccountId })).Account.BalancePence;
        var proposed = (await officer.ProposeWriteOffAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = owed, Reason = "uneconomic", Note = "Nothing to be had" })).WriteOff;
        await Refused(StatusCode.PermissionDenied, "", officer.DecideWriteOffAsync(Decide(proposed)));
        var written = await manager.DecideWriteOffAsync(Decide(proposed));
        Assert.Equal((0, "approved"), (written.BalancePence, written.WriteOff.Stage));
        Assert.Equal(owed, await Host.Database.Scalar<long>("select sum(amount_pence)::bigint from ledger_line where nominal = 'BadDebt'"));
        var back = new ReinstateWriteOffRequest { RequestId = NewId(), WriteOffId = proposed.WriteOffId, Reason = "Pays again" };
        Assert.Equal((owed, "reinstated"), (await manager.ReinstateWriteOffAsync(back) is var answer) ? (answer.BalancePence, answer.WriteOff.Stage) : default);
        Assert.Equal(owed, (await manager.ReinstateWriteOffAsync(back)).BalancePence);
        Assert.Equal(0, await Host.Database.Scalar<long>("select sum(amount_pence)::bigint from ledger_line where nominal = 'BadDebt'"));

        Assert.Equal("1 New Street", Assert.Single((await officer.ListTracesAsync(new() { AccountId = account.AccountId })).Traces).Address);
        Assert.Equal("reinstated", Assert.Single((await officer.ListWriteOffsAsync(new() { Landlord = "one-housing" })).WriteOffs).Stage);
        await AddsUp();
    }

    [Fact]
    public async Task Only_the_landlords_staff_go_to_law_and_a_resident_reads_the_own_action()
    {
        var (_, file) = await Owing("havering", "secure");
        await On(file, ArrearsAct.AgreementOffered, ArrearsAct.AdviceOffered, ArrearsAct.BenefitChecked, ArrearsAct.VulnerabilityConsidered);
        foreach (var who in new[] { "officer@rosebery", "auditor@havering", "service@repairs" })
            await Refused(StatusCode.PermissionDenied, "", As(who).ServeNoticeAsync(Notice(file)));
        var request = Notice(file);
        var action = (await As("income@havering").ServeNoticeAsync(request)).Action;
        Assert.Equal(action, (await As("income@havering").ServeNoticeAsync(request)).Action);
        await Refused(StatusCode.FailedPrecondition, "runs already", As("income@havering").ServeNoticeAsync(Notice(file)));

        Assert.Contains("Talk to us", (await ResidentOf(action).GetLegalActionAsync(new() { AccountId = action.AccountId })).Action.Plainly, StringComparison.Ordinal);
        await Refused(StatusCode.PermissionDenied, "", new LegalClient(Host.ChannelAs("resident@havering", Guid.CreateVersion7())).GetLegalActionAsync(new() { ActionId = action.ActionId }));
        await Refused(StatusCode.PermissionDenied, "", As("officer@havering").ApproveLegalStepAsync(new() { RequestId = NewId(), ActionId = action.ActionId, Step = "court", Reason = "x" }));
        Assert.Equal(action.ActionId, Assert.Single((await As("officer@havering").ListRunningLegalActionsAsync(new() { Landlord = "havering", Step = "notice-served" })).Actions).ActionId);
        await Refused(StatusCode.InvalidArgument, "step", As("officer@havering").ListRunningLegalActionsAsync(new() { Landlord = "havering", Step = "sued" }));
        await Refused(StatusCode.NotFound, "legal action", As("officer@havering").GetLegalActionAsync(new() { ActionId = NewId() }));
        await Refused(StatusCode.NotFound, "hearing", As("officer@havering").GiveHearingPaperAsync(new() { RequestId = NewId(), HearingId = NewId() }));
        await Refused(StatusCode.NotFound, "arrears case", As("officer@havering").GetGateAsync(new() { CaseId = NewId() }));
        await Refused(StatusCode.InvalidArgument, "action_id", As("officer@havering").GetLegalActionAsync(new()));
    }

    private LegalClient As(string who) => new(Host.ChannelAs(who));

    private Accounts.AccountsClient AccountsAs(string landlord) => new(Host.ChannelAs($"income@{landlord}"));

    private LegalClient ResidentOf(CourtAction action) => new(Host.ChannelAs($"resident@{action.Landlord}", Guid.Parse(action.HouseholdId)));

    // Six weeks at £100 a week, with the ladder's steps before those of the law taken.
    private async Task<(Account Account, Guid File)> Owing(string landlord, string tenure)
    {
        // Before there is anything to look at, so that only what follows is on the case.
        await WeekChecked(landlord);
        var account = await Open(Started(landlord) with { Tenure = tenure });
        await AccountsAs(landlord).PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 600_00, Narrative = "Rent brought forward" });
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncomeDb>();
        var known = await db.Accounts.SingleAsync(a => a.Id == Guid.Parse(account.AccountId));
        var file = Housing.Income.ArrearsCase.Open(known, [], new Standing(600_00, 5_200_00, []), "income", Host.Clock.Now);
        db.ArrearsCases.Add(file);
        await db.SaveChangesAsync();
        // Tenancy has been asked about the household, so that nothing else changes the case meanwhile.
        await Eventually.Equal(0L, () => Count("arrears_case where vulnerable is null"));
        await On(file.Id, ArrearsAct.Contacted);
        if (tenure == "leasehold")
            await On(file.Id, ArrearsAct.AgreementOffered, ArrearsAct.AgreementAccepted, ArrearsAct.AgreementBroken);
        await Laddered(file.Id);
        return (account, file.Id);
    }

    // The week's check has been by: it too looks at cases.
    private async Task Later(int days, string landlord)
    {
        Host.Clock.Advance(TimeSpan.FromDays(days));
        await WeekChecked(landlord);
    }

    private async Task Laddered(Guid caseId)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncomeDb>();
        var desk = scope.ServiceProvider.GetRequiredService<ArrearsDesk>();
        var file = await db.ArrearsCases.SingleAsync(c => c.Id == caseId);
        foreach (var step in desk.LadderOf(file).Where(step => !step.Legal))
            desk.Apply(file, new ArrearsMilestone(ArrearsAct.StepTaken, "officer", Host.Clock.Now.AddDays(-60)) { Step = step.Step }, Host.Clock.Now);
        await db.SaveChangesAsync();
    }

    private async Task On(Guid caseId, params ArrearsAct[] acts)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncomeDb>();
        var desk = scope.ServiceProvider.GetRequiredService<ArrearsDesk>();
        var file = await db.ArrearsCases.SingleAsync(c => c.Id == caseId);
        foreach (var act in acts)
            desk.Apply(file, new ArrearsMilestone(act, "officer", Host.Clock.Now), Host.Clock.Now);
        await db.SaveChangesAsync();
    }

    private async Task<CourtAction> Claimed(string landlord, string tenure)
    {
        var (_, file) = await Owing(landlord, tenure);
        await On(file, ArrearsAct.AgreementOffered, ArrearsAct.AdviceOffered, ArrearsAct.BenefitChecked, ArrearsAct.VulnerabilityConsidered);
        var action = (await As($"officer@{landlord}").ServeNoticeAsync(Notice(file))).Action;
        await Later(30, landlord);
        await On(file, ArrearsAct.Contacted);
        await As($"manager@{landlord}").ApproveLegalStepAsync(new() { RequestId = NewId(), ActionId = action.ActionId, Step = "court", Reason = "All was tried" });
        return (await As($"officer@{landlord}").ApplyToCourtAsync(Apply(action))).Action;
    }

    private async Task<IEnumerable<string>> Missing(Guid file, string landlord) =>
        (await As($"officer@{landlord}").GetGateAsync(new() { CaseId = file.ToString() })).Items.Where(item => !item.Met).Select(item => item.Need);

    private Task<string> Promised(Hearing hearing) => Promises(hearing.HearingId);

    private Task<string> Promises(string caseId) =>
        Host.Database.Scalar<string>($"select string_agg(standard_id || ' ' || outcome, ', ' order by standard_id) from commitment where case_id = '{caseId}'");

    private static ServeNoticeRequest Notice(Guid file) => new() { RequestId = NewId(), CaseId = file.ToString(), ServedOn = Day(2026, 3, 3), How = "by-hand", Document = "notice 7" };

    private static ApplyToCourtRequest Apply(CourtAction action) => new() { RequestId = NewId(), ActionId = action.ActionId, Court = "Romford County Court", Reference = "K01", Document = "claim 7" };

    private ListHearingRequest Listing(CourtAction action, DateTimeOffset at) => new()
    {
        RequestId = NewId(), ActionId = action.ActionId, At = Timestamp.FromDateTimeOffset(at), Place = "Romford County Court, room 2", OrderSought = "Suspended possession", ListedOn = Today(),
    };

    private GiveHearingPaperRequest Paper(Hearing hearing, string item) =>
        new() { RequestId = NewId(), HearingId = hearing.HearingId, Item = item, Document = $"paper {item}", How = "by-hand", GivenOn = Today() };

    private Contracts.V1.Date Today() => Housing.Standards.London.DayOf(Host.Clock.Now) is var day ? Day(day.Year, day.Month, day.Day) : null!;

    private static RecordHearingOutcomeRequest Outcome(Hearing hearing, string outcome, string terms) =>
        new() { RequestId = NewId(), HearingId = hearing.HearingId, Outcome = outcome, Terms = terms, Document = "order 3" };

    private static AskForWarrantRequest Warrant(CourtAction action, string breach) => new() { RequestId = NewId(), ActionId = action.ActionId, Breach = breach, Document = "N325" };

    private static ChargeLegalCostRequest Cost(Account account, string kind) => new() { RequestId = NewId(), AccountId = account.AccountId, Kind = kind, AmountPence = 404_00, Document = "fee 7" };

    private static DecideWriteOffRequest Decide(WriteOff writeOff) => new() { RequestId = NewId(), WriteOffId = writeOff.WriteOffId, Approve = true, Note = "Agreed" };
}
