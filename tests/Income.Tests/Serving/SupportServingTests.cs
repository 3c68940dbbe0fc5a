using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Income.Tests.Serving;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;

public sealed class SupportServingTests : IncomeHost
{
    [Fact]
    public async Task Advice_is_offered_with_who_gives_it_and_the_household_answers_OHC_INC_05_OHO_INC_12_ROS_INC_08()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var account = await Open(Started("rosebery"));
        var (officer, resident) = (As("officer@rosebery"), ResidentOf(account));
        var agencies = (await resident.ListAgenciesAsync(new() { Landlord = "rosebery" })).Agencies;
        Assert.Contains(agencies, a => a.Helps.Contains("debt-advice") && a.Free);

        await resident.AskForSupportAsync(new() { RequestId = NewId(), AccountId = account.AccountId, Kind = "debt-advice", About = "I cannot keep up with a lender" });
        var offer = (await officer.OfferSupportAsync(Offer(account, "debt-advice", agencies.First(a => a.Helps.Contains("debt-advice")).Key))).Support;
        Assert.Equal(("offered", "Citizens Advice"), (offer.Stage, offer.Agency));
        Assert.Equal("accepted", (await resident.AnswerSupportAsync(new() { RequestId = NewId(), SupportId = offer.SupportId, Answer = "accepted" })).Support.Stage);
        var ended = (await officer.EndSupportAsync(new() { RequestId = NewId(), SupportId = offer.SupportId, Outcome = "A plan with all lenders" })).Support;

        // What was asked for is what was offered: one line.
        Assert.Equal(ended, Assert.Single((await officer.ListSupportAsync(new() { AccountId = account.AccountId })).Support));
        await Eventually.Holds(() => Assert.Single(told.Events));
        Assert.Equal(("support.offered", account.HouseholdId, "Citizens Advice; National Debtline"), (told.Events[0].Template, told.Events[0].HouseholdId.ToString(), told.Events[0].Facts["agencies"]));
    }

    [Fact]
    public async Task An_offer_is_on_the_arrears_case_and_a_judgement_that_none_is_needed_is_not_OHO_INC_13_ENG_INC_11()
    {
        var account = await Open(Started());
        await OpenCase(account);
        await As("officer@one-housing").JudgeSupportNotNeededAsync(new() { RequestId = NewId(), AccountId = account.AccountId, Kind = "employment-advice", Why = "Works full time" });
        Assert.Equal(["Opened"], await Acts(account));

        await As("officer@one-housing").OfferSupportAsync(Offer(account, "specialist", "adult-social-care"));
        await As("officer@one-housing").OfferSupportAsync(Offer(account, "direct-benefit", ""));

        Assert.Equal(["AdviceOffered", "AdviceOffered", "Opened"], await Acts(account));
    }

    [Fact]
    public async Task A_scheme_household_that_owes_is_helped_together_with_its_officers_whichever_is_known_first_OHO_INC_14()
    {
        var (first, second) = (await Open(Started()), await Open(Started()));
        var scheme = new NoteSchemeRequest { RequestId = NewId(), AccountId = first.AccountId, Scheme = "Elm House", Officer = "B Officer" };
        await As("officer@one-housing").NoteSchemeAsync(scheme);
        Assert.Empty((await As("officer@one-housing").ListSupportAsync(new() { AccountId = first.AccountId })).Support);
        await OpenCase(first);
        await OpenCase(second);
        await As("officer@one-housing").NoteSchemeAsync(new() { RequestId = NewId(), AccountId = second.AccountId, Scheme = "Elm House", Officer = "B Officer" });

        foreach (var account in new[] { first, second })
        {
            await Eventually.Holds(async () => Assert.Equal(
                "joint-support", Assert.Single((await As("officer@one-housing").ListSupportAsync(new() { AccountId = account.AccountId })).Support).Kind));
        }

        Assert.Equal("Elm House", (await As("officer@one-housing").ListSupportAsync(new() { AccountId = first.AccountId })).Scheme);
    }

    [Fact]
    public async Task Others_are_spoken_to_only_as_far_as_the_household_consents_OHO_INC_15()
    {
        var account = await Open(Started());
        var officer = As("officer@one-housing");
        var contact = new RecordThirdPartyContactRequest
        {
            RequestId = NewId(), AccountId = account.AccountId, Body = "benefit-team", About = "benefits", On = Day(2026, 3, 3), Channel = "phone", Note = "The claim lacks a payslip",
        };
        await Refused(StatusCode.FailedPrecondition, "has not consented", officer.RecordThirdPartyContactAsync(contact));

        var consent = (await ResidentOf(account).GiveConsentAsync(new()
        {
            RequestId = NewId(), AccountId = account.AccountId, Body = "benefit-team", Name = "Ealing's benefit team", About = { "benefits" }, Until = Day(2026, 6, 30), How = "online",
        })).Consent;
        var recorded = (await officer.RecordThirdPartyContactAsync(contact)).Contact;
        Assert.Equal(consent.ConsentId, recorded.ConsentId);
        await ResidentOf(account).WithdrawConsentAsync(new() { RequestId = NewId(), ConsentId = consent.ConsentId });
        contact.RequestId = NewId();
        await Refused(StatusCode.FailedPrecondition, "2026-03-02", officer.RecordThirdPartyContactAsync(contact));

        var kept = Assert.Single((await officer.ListConsentsAsync(new() { AccountId = account.AccountId })).Consents);
        Assert.Equal((recorded, true), (Assert.Single(kept.Contacts), kept.WithdrawnAt is not null));
    }

    [Fact]
    public async Task Only_the_household_and_its_landlords_staff_have_to_do_with_it()
    {
        var account = await Open(Started());
        var request = Offer(account, "debt-advice", "");
        var offer = (await As("income@one-housing").OfferSupportAsync(request)).Support;
        Assert.Equal(offer, (await As("income@one-housing").OfferSupportAsync(request)).Support);
        var stranger = new Support.SupportClient(Host.ChannelAs("resident@one-housing", Guid.CreateVersion7()));

        await Refused(StatusCode.PermissionDenied, "", As("officer@rosebery").OfferSupportAsync(Offer(account, "debt-advice", "")));
        await Refused(StatusCode.PermissionDenied, "", As("auditor@one-housing").OfferSupportAsync(Offer(account, "debt-advice", "")));
        await Refused(StatusCode.PermissionDenied, "", ResidentOf(account).OfferSupportAsync(Offer(account, "debt-advice", "")));
        await Refused(StatusCode.PermissionDenied, "", stranger.AnswerSupportAsync(new() { RequestId = NewId(), SupportId = offer.SupportId, Answer = "accepted" }));
        await Refused(StatusCode.PermissionDenied, "", stranger.ListConsentsAsync(new() { AccountId = account.AccountId }));
        await Refused(StatusCode.NotFound, "help", As("officer@one-housing").AnswerSupportAsync(new() { RequestId = NewId(), SupportId = NewId(), Answer = "accepted" }));
        await Refused(StatusCode.NotFound, "consent", As("officer@one-housing").WithdrawConsentAsync(new() { RequestId = NewId(), ConsentId = NewId() }));
        await Refused(StatusCode.NotFound, "claim", As("officer@one-housing").DecideBenefitClaimAsync(new() { RequestId = NewId(), ClaimId = NewId() }));
        await Refused(StatusCode.InvalidArgument, "landlord", As("officer@one-housing").ListAgenciesAsync(new() { Landlord = "nobody" }));
        Assert.Equal(1, await Count("support_offer"));
    }

    private Support.SupportClient As(string who) => new(Host.ChannelAs(who));

    private Support.SupportClient ResidentOf(Account account) => new(Host.ChannelAs($"resident@{account.Landlord}", Guid.Parse(account.HouseholdId)));

    private static OfferSupportRequest Offer(Account account, string kind, string agency) =>
        new() { RequestId = NewId(), AccountId = account.AccountId, Kind = kind, Agency = agency, Why = "Owes three weeks", Channel = "phone" };

    private async Task OpenCase(Account account)
    {
        await WeekChecked(account.Landlord);
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncomeDb>();
        var known = await db.Accounts.SingleAsync(a => a.Id == Guid.Parse(account.AccountId));
        var file = Housing.Income.ArrearsCase.Open(known, [], new Standing(300_00, 5_200_00, []), "income", Host.Clock.Now);
        db.ArrearsCases.Add(file);
        scope.ServiceProvider.GetRequiredService<ArrearsDesk>().Tell(file, new ArrearsMilestone(ArrearsAct.Opened, "income", Host.Clock.Now));
        await db.SaveChangesAsync();
    }

    private async Task<IEnumerable<string>> Acts(Account account) =>
        (await Host.Database.Scalar<string>($"select string_agg(e.act, ' ' order by e.act) from arrears_entry e join arrears_case c on c.id = e.case_id where e.act <> 'NeedsKnown' and c.account_id = '{account.AccountId}' and e.act <> 'NeedsKnown'")).Split(' ');
}
