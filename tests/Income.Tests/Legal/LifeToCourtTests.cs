using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Standards;
using Housing.Standards.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Legal;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using ArrearsCase = Housing.Income.Contracts.V1.ArrearsCase;
using ArrearsFinding = Housing.Income.Contracts.V1.ArrearsFinding;
using ChargeCycle = Housing.Income.Contracts.V1.ChargeCycle;
using ChargePart = Housing.Income.Contracts.V1.ChargePart;
using ChargePer = Housing.Income.Contracts.V1.ChargePer;
using ContactChannel = Housing.Income.Contracts.V1.ContactChannel;
using LegalClient = Housing.Income.Contracts.V1.Legal.LegalClient;
using MeansLine = Housing.Income.Contracts.V1.MeansLine;
using PayCycle = Housing.Income.Contracts.V1.PayCycle;
using SubAccount = Housing.Income.Contracts.V1.SubAccount;

/// <summary>
/// A debt from the first unpaid week to the court and out of it again, by what residents and staff do and the clock alone: nothing is put into the database by hand.
/// It begins on Tuesday 3 March 2026 with a tenancy of the day before, at £100 a week.
/// </summary>
public sealed class LifeToCourtTests : IncomeHost
{
    [Theory]
    [InlineData("one-housing", "assured", "section-8-notice")]
    [InlineData("havering", "secure", "notice-seeking-possession")]
    [InlineData("housing-plus", "assured", "section-8-notice")]
    [InlineData("rosebery", "assured", "section-8-notice")]
    public async Task From_the_first_unpaid_week_to_the_court_and_out_again_OHC_INC_02_OHC_INC_03_OHC_INC_04_OHC_INC_05_OHC_INC_06_OHC_INC_07_OHC_INC_08(string landlord, string tenure, string notice)
    {
        var told = await Host.ListenAsync<LegalActionChanged>();
        var account = await Let(landlord, tenure);
        var (officer, law, manager) = (ArrearsAs($"officer@{landlord}"), new LegalClient(Host.ChannelAs($"officer@{landlord}")), new LegalClient(Host.ChannelAs($"manager@{landlord}")));

        // More than two weeks: the weekly check finds it.
        await Reach(landlord, 3, 19);
        var file = await Found(account, weeks: 2);
        Assert.Equal("contact", file.Next.Step);
        await Refused(StatusCode.FailedPrecondition, "before", law.ServeNoticeAsync(Notice(file)));
        await officer.RecordArrearsContactAsync(Contact(file, reached: true));
        await Climb(account);

        // An agreement is made, and not kept.
        var agreements = new Contracts.V1.Agreements.AgreementsClient(Host.ChannelAs($"officer@{landlord}"));
        var offered = (await agreements.OfferAgreementAsync(Offer(account))).Agreement;
        await Climb(account);
        var resident = new Contracts.V1.Agreements.AgreementsClient(Host.ChannelAs($"resident@{landlord}", Guid.Parse(account.HouseholdId)));
        Assert.Equal("in-force", (await resident.AnswerAgreementAsync(new() { RequestId = NewId(), AgreementId = offered.AgreementId, Accepts = true })).Agreement.State);
        var support = new Support.SupportClient(Host.ChannelAs($"officer@{landlord}"));
        await support.OfferSupportAsync(new() { RequestId = NewId(), AccountId = account.AccountId, Kind = "debt-advice", Agency = await Advisers(support, landlord), Why = "Several lenders", Channel = "phone" });
        await Reach(landlord, 4, 16);
        await Eventually.Holds(async () => Assert.Equal("broken", (await agreements.GetAgreementAsync(new() { AgreementId = offered.AgreementId })).Agreement.State));

        // Five weeks and more: the last warning, and a week later the notice.
        await Found(account, weeks: 5);
        await officer.RecordArrearsContactAsync(Contact(file, reached: true));      // where the check came after the break, it found them anew
        Assert.Equal("warning", await Climb(account));
        await Reach(landlord, 4, 24);
        await Refused(StatusCode.FailedPrecondition, "benefits are due", law.ServeNoticeAsync(Notice(file)));
        await officer.RecordArrearsFindingAsync(Finding(file, ArrearsFinding.BenefitChecked));
        await officer.RecordArrearsFindingAsync(Finding(file, ArrearsFinding.VulnerabilityConsidered));
        var action = (await law.ServeNoticeAsync(Notice(file))).Action;
        Assert.Equal((notice, "notice-served"), (action.Notice, action.Step));
        Assert.Equal("notice", (await Case(account)).Step);
        await Refused(StatusCode.FailedPrecondition, "has not run yet", law.ApplyToCourtAsync(Apply(action)));

        // The notice runs; the household is not reached, which has to be tried; a manager approves.
        await Reach(landlord, 5, 28);
        Assert.Equal(["contact-after-notice", "manager-approval"], (await law.GetGateAsync(new() { CaseId = file.CaseId })).Items.Where(item => !item.Met).Select(item => item.Need).Order(StringComparer.Ordinal));
        await officer.RecordArrearsContactAsync(Contact(file, reached: false));
        await manager.ApproveLegalStepAsync(new() { RequestId = NewId(), ActionId = action.ActionId, Step = "court", Reason = "All was tried" });
        Assert.Equal("claim-issued", (await law.ApplyToCourtAsync(Apply(action))).Action.Step);
        Assert.Equal("court", (await Case(account)).Step);

        var hearing = (await law.ListHearingAsync(new()
        {
            RequestId = NewId(), ActionId = action.ActionId, At = Timestamp.FromDateTimeOffset(Host.Clock.Now.AddDays(30)), Place = "The county court, room 2", OrderSought = "Suspended possession",
            BenefitApplies = true, ListedOn = Today(),
        })).Hearing;
        foreach (var item in hearing.Missing.ToList())
            hearing = (await law.GiveHearingPaperAsync(new() { RequestId = NewId(), HearingId = hearing.HearingId, Item = item, Document = $"paper {item}", How = "by-hand", GivenOn = Today() })).Hearing;
        Assert.Equal(4, hearing.Papers.Count);
        await Reach(landlord, 6, 30);
        Assert.Equal("order-made", (await law.RecordHearingOutcomeAsync(
            new() { RequestId = NewId(), HearingId = hearing.HearingId, Outcome = "suspended-order", Terms = "£5 a week", Document = "order 3" })).Action.Step);

        // All of it is paid: the next check closes the case, and with it what was asked of the court.
        await LedgerAs($"income@{landlord}").RecordPaymentAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 4_000_00, Receipt = "1" });
        await Reach(landlord, 7, 9);
        await Eventually.Holds(async () => Assert.NotNull((await Case(account)).ClosedAt));
        await Eventually.Holds(async () => Assert.Equal("ended", (await law.GetLegalActionAsync(new() { ActionId = action.ActionId })).Action.Step));
        await Eventually.Holds(() => Assert.Equal(
            ["claim-issued", "hearing-listed", "order-made", "ended"], told.Events.Where(e => e.LegalActionId.ToString() == action.ActionId).OrderBy(e => e.Number).Select(e => e.Step)));
        var promises = (await Kept(file.CaseId)).Concat(await Kept(hearing.HearingId)).ToList();
        Assert.DoesNotContain(promises, promise => promise.EndsWith("Open", StringComparison.Ordinal) || promise.EndsWith("Missed", StringComparison.Ordinal));
        Assert.Contains("ENG-INC-02 Met", promises);
        if (landlord == "one-housing")
            Assert.Equal(["OHC-INC-03 Met", "OHC-INC-08 Met"], promises.Where(promise => promise.StartsWith("OHC", StringComparison.Ordinal)).Distinct());
        await AddsUp();
    }

    private async Task<Account> Let(string landlord, string tenure)
    {
        var account = await Open(Started(landlord) with { Tenure = tenure });
        await ChargesAs($"income@{landlord}").SetChargeAsync(new()
        {
            RequestId = NewId(), AccountId = account.AccountId, SubAccount = SubAccount.Rent, AmountPence = 100_00, Per = ChargePer.Week, Cycle = ChargeCycle.Weekly, From = Day(2026, 3, 2),
            Parts = { new ChargePart { Label = "Rent", Pence = 100_00 } },
        });
        return account;
    }

    // Nine o'clock of a Thursday or Friday: every landlord's check of that week has been by.
    private async Task Reach(string landlord, int month, int day)
    {
        Host.Clock.Now = new DateTimeOffset(2026, month, day, 9, 0, 0, TimeSpan.Zero);
        await WeekChecked(landlord);
    }

    private async Task<ArrearsCase> Found(Account account, int weeks)
    {
        ArrearsCase? found = null;
        await Eventually.Holds(async () =>
        {
            found = await Case(account);
            Assert.True(decimal.Parse(found.WeeksOwed, System.Globalization.CultureInfo.InvariantCulture) > weeks, $"{found.WeeksOwed} weeks");
            Assert.NotEqual("unknown", found.Vulnerability);      // Tenancy has been asked
        });
        return found!;
    }

    private async Task<ArrearsCase> Case(Account account) => (await ArrearsAs($"officer@{account.Landlord}").GetArrearsCaseAsync(new() { AccountId = account.AccountId })).Case;

    // Takes every step that may be taken and is not the law's; gives the last one taken.
    private async Task<string> Climb(Account account)
    {
        for (var file = await Case(account); ; file = (await ArrearsAs($"income@{account.Landlord}").TakeArrearsStepAsync(new() { RequestId = NewId(), CaseId = file.CaseId, Step = file.Next.Step, Note = "Done" })).Case)
            if (file.Next is null || file.Next.Blocks.Count > 0 || file.Next.Step is "notice")
                return file.Step;
    }

    private static async Task<string> Advisers(Support.SupportClient support, string landlord) =>
        (await support.ListAgenciesAsync(new() { Landlord = landlord })).Agencies.First(agency => agency.Helps.Contains("debt-advice")).Key;

    private OfferAgreementRequest Offer(Account account)
    {
        var first = London.DayOf(Host.Clock.Now).AddDays(1);
        return new()
        {
            RequestId = NewId(), AccountId = account.AccountId, InstalmentPence = 50_00, Every = PayCycle.Weekly, FirstOn = Day(first.Year, first.Month, first.Day),
            Income = { new MeansLine { Label = "Wages", Pence = 1_700_00 } },
            Spending = { new MeansLine { Label = "Rent", Pence = 433_33 }, new MeansLine { Label = "All else", Pence = 566_67 } },
        };
    }

    private async Task<string[]> Kept(string caseId) => await Host.Database.Scalar<string[]>($"select coalesce(array_agg(standard_id || ' ' || outcome order by standard_id), array[]::text[]) from commitment where case_id = '{caseId}'");

    private Contracts.V1.Date Today() => London.DayOf(Host.Clock.Now) is var day ? Day(day.Year, day.Month, day.Day) : null!;

    private ServeNoticeRequest Notice(ArrearsCase file) => new() { RequestId = NewId(), CaseId = file.CaseId, ServedOn = Today(), How = "by-hand", Document = "notice 7" };

    private static RecordArrearsContactRequest Contact(ArrearsCase file, bool reached) =>
        new() { RequestId = NewId(), CaseId = file.CaseId, Channel = ContactChannel.Phone, Reached = reached, Said = reached ? "Hours were cut" : "No answer" };

    private static RecordArrearsFindingRequest Finding(ArrearsCase file, ArrearsFinding finding) => new() { RequestId = NewId(), CaseId = file.CaseId, Finding = finding, Note = "Nothing is due" };

    private static ApplyToCourtRequest Apply(CourtAction action) => new() { RequestId = NewId(), ActionId = action.ActionId, Court = "The county court", Reference = "K01", Document = "claim 7" };
}
