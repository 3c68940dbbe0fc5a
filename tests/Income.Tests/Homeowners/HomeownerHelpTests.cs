using System.Net;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Homeowners;

using BuyBackAnswer = Housing.Income.Contracts.V1.BuyBackAnswer;
using HeadFund = Housing.Income.Contracts.V1.HeadFund;
using ReserveEntryKind = Housing.Income.Contracts.V1.ReserveEntryKind;
using UndertakingKind = Housing.Income.Contracts.V1.UndertakingKind;

/// <summary>What a homeowner can see and ask for beside the account: the bill as it was sent, the reserve fund, invoices, and help. It is Tuesday 3 March 2026.</summary>
public sealed class HomeownerHelpTests : HomeownerHost
{
    private readonly Guid _a = Guid.CreateVersion7();
    private readonly Guid _b = Guid.CreateVersion7();

    [Fact]
    public async Task A_bill_is_kept_as_it_was_sent_to_read_and_to_print()
    {
        var ann = await Lease(_a);
        var scheme = await Scheme("one-housing", Head("cleaning"), Head("reserve", fund: HeadFund.ReserveFund));
        await Shares(scheme, Share(_a, "cleaning", 1, 4), Share(_a, "reserve", 1, 2));
        await Estimate(scheme, 2026, ("cleaning", 1_200_00), ("reserve", 600_00));
        var bill = Assert.Single(await Bills(ann));
        var resident = HomeownersAs("resident@one-housing", Guid.Parse(ann.HouseholdId));

        var page = await resident.GetBillPageAsync(new() { BillId = bill.BillId });

        var html = page.Page.ToStringUtf8();
        Assert.Equal(page.Checksum, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html))));
        foreach (var said in new[]
        {
            "<html lang=\"en-GB\">", "<h1>Service charge estimate, 1 April 2026 to 31 March 2027</h1>", "One Housing, The landlord's registered office", "<td>1/4</td><td class=\"sum\">£1,200.00</td><td class=\"sum\">£300.00</td>",
            "month by month, in advance, from 1 April 2026", "when you pay.", "What you put into the reserve fund", "Your lease bears 1/4: £300.00.", "You may ask for a summary",
        })
            Assert.Contains(said, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("class=\"large\"", (await resident.GetBillPageAsync(new() { BillId = bill.BillId, LargePrint = true })).Page.ToStringUtf8(), StringComparison.Ordinal);
        await Refused(StatusCode.PermissionDenied, "", HomeownersAs("resident@one-housing", Guid.CreateVersion7()).GetBillPageAsync(new() { BillId = bill.BillId }));
        await Refused(StatusCode.NotFound, "bill", resident.GetBillPageAsync(new() { BillId = NewId() }));

        // The accounts say what follows, and what nobody is asked for.
        Host.Clock.Now = new DateTimeOffset(2027, 4, 20, 9, 0, 0, TimeSpan.Zero);
        await Cost(scheme, "cleaning", 1_460_00, Day(2026, 6, 1));
        await Close(scheme, 2026);
        var printed = await resident.GetBillPageAsync(new() { BillId = (await Bills(ann))[0].BillId, Format = PageFormat.Pdf });
        Assert.Equal("application/pdf", printed.ContentType);
        var text = await Pdf.Text(printed.Page.ToByteArray());
        foreach (var said in new[] { "Service charge accounts, 1 April 2026 to 31 March 2027", "£1,460.00", "£365.00", "You were charged £300.00 for this. The difference, £65.00, is charged to your account." })
            Assert.Contains(said, string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        await AddsUp();
    }

    [Fact]
    public async Task A_homeowner_sees_what_went_into_the_reserve_fund_and_what_was_spent_OHO_LSE_22()
    {
        var (ann, bob) = (await Lease(_a), await Lease(_b));
        var scheme = await Scheme("one-housing", Head("roof"), Head("reserve", fund: HeadFund.ReserveFund));
        await Shares(scheme, Share(_a, "roof", 1, 4), Share(_b, "roof", 1, 4), Share(_a, "reserve", 2, 3), Share(_b, "reserve", 1, 3));
        await Estimate(scheme, 2026, ("roof", 0), ("reserve", 1_800_00));
        var (income, manager) = (HomeownersAs("income@one-housing"), HomeownersAs("manager@one-housing"));
        await income.RecordReserveEntryAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, Kind = ReserveEntryKind.Opening, On = Day(2026, 3, 2), Pence = 1_000_00, Evidence = "bank statement" });
        await Refused(StatusCode.FailedPrecondition, "already", income.RecordReserveEntryAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, Kind = ReserveEntryKind.Opening, On = Day(2026, 3, 2), Pence = 1_000_00, Evidence = "again" }));
        Host.Clock.Now = new DateTimeOffset(2026, 6, 2, 9, 0, 0, TimeSpan.Zero);
        await Balance(ann, 3 * 100_00);      // £100 and £50 a month
        await Balance(bob, 3 * 50_00);
        await income.RecordReserveEntryAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, Kind = ReserveEntryKind.Interest, On = Day(2026, 5, 31), Pence = 12_34, Evidence = "bank statement" });
        var works = (await income.RecordUndertakingAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, Kind = UndertakingKind.Works, Name = "Roof" })).Undertaking;
        var roof = await Cost(scheme, "roof", 1_200_00, Day(2026, 6, 1), works.UndertakingId, fromReserve: true);
        var gutters = await Cost(scheme, "roof", 200_00, Day(2026, 6, 1), fromReserve: true);
        var tower = await Cost(scheme, "roof", 9_000_00, Day(2026, 6, 1), fromReserve: true);
        Assert.Equal(0, (await Fund(ann)).SpentPence);      // nobody has approved it

        await Refused(StatusCode.FailedPrecondition, "consult", manager.ApproveReserveSpendingAsync(new() { RequestId = NewId(), CostId = roof.CostId }));      // £300 from each
        await Refused(StatusCode.FailedPrecondition, "another person", income.ApproveReserveSpendingAsync(new() { RequestId = NewId(), CostId = gutters.CostId }));
        await Refused(StatusCode.FailedPrecondition, "146234", manager.ApproveReserveSpendingAsync(new() { RequestId = NewId(), CostId = tower.CostId }));
        var approve = new ApproveReserveSpendingRequest { RequestId = NewId(), CostId = gutters.CostId };
        Assert.Equal(await manager.ApproveReserveSpendingAsync(approve), await manager.ApproveReserveSpendingAsync(approve));

        var fund = await Fund(ann);
        Assert.Equal((1_000_00, 450_00, 12_34, 200_00, 1_262_34, 300_00), (fund.OpeningPence, fund.ContributionsPence, fund.InterestPence, fund.SpentPence, fund.ClosingPence, fund.OwnContributionsPence));
        Assert.Equal((gutters.CostId, 200_00), (Assert.Single(fund.Spending).CostId, fund.Spending[0].Pence));
        Assert.Equal(150_00, (await Fund(bob)).OwnContributionsPence);
        await Refused(StatusCode.PermissionDenied, "", HomeownersAs("resident@one-housing", Guid.CreateVersion7()).GetReserveFundAsync(new() { AccountId = ann.AccountId, StartsIn = 2026 }));
        await Refused(StatusCode.InvalidArgument, "pence", income.RecordReserveEntryAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, Kind = ReserveEntryKind.Interest, On = Day(2026, 5, 31), Pence = 0, Evidence = "bank statement" }));
        // What the fund paid is no part of what a year costs.
        Assert.Equal(0, (await Year(scheme, 2026)).SoFar.Sum(total => total.TotalPence));
    }

    [Fact]
    public async Task Copies_of_invoices_are_asked_for_and_given_OHO_LSE_07()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var (ann, stranger) = (await Lease(_a), await Lease(Guid.CreateVersion7()));
        var scheme = await Scheme("one-housing", Head("cleaning"));
        await Shares(scheme, Share(_a, "cleaning", 1, 4));
        var cost = await Cost(scheme, "cleaning", 100_00, Day(2026, 3, 2));
        var resident = HelpAs("resident@one-housing", Guid.Parse(ann.HouseholdId));
        var ask = new AskInvoiceCopiesRequest { RequestId = NewId(), AccountId = ann.AccountId, CostIds = { cost.CostId } };

        var asked = (await resident.AskInvoiceCopiesAsync(ask)).Copies;

        Assert.Equal(asked, (await resident.AskInvoiceCopiesAsync(ask)).Copies);
        Assert.Equal(asked, Assert.Single((await HelpAs("officer@one-housing").ListInvoiceCopiesAsync(new() { Landlord = "one-housing" })).Copies));
        await Refused(StatusCode.NotFound, "cost", HelpAs("resident@one-housing", Guid.Parse(stranger.HouseholdId)).AskInvoiceCopiesAsync(new(ask) { AccountId = stranger.AccountId, RequestId = NewId() }));
        await Refused(StatusCode.PermissionDenied, "", HelpAs("resident@one-housing", Guid.Parse(stranger.HouseholdId)).AskInvoiceCopiesAsync(new(ask) { RequestId = NewId() }));
        await Refused(StatusCode.PermissionDenied, "", resident.ListInvoiceCopiesAsync(new() { Landlord = "one-housing" }));
        await Refused(StatusCode.InvalidArgument, "documents", HelpAs("income@one-housing").AnswerInvoiceCopiesAsync(new() { RequestId = NewId(), CopiesId = asked.CopiesId }));
        await HelpAs("income@one-housing").AnswerInvoiceCopiesAsync(new() { RequestId = NewId(), CopiesId = asked.CopiesId, Documents = { "copies/1.pdf" } });

        Assert.Equal(["copies/1.pdf"], Assert.Single((await resident.ListInvoiceCopiesAsync(new() { AccountId = ann.AccountId })).Copies).Documents);
        Assert.Empty((await HelpAs("officer@one-housing").ListInvoiceCopiesAsync(new() { Landlord = "one-housing" })).Copies);
        await Eventually.Holds(() => Assert.Equal("invoice-copies.given", Assert.Single(told.Events).Template));
    }

    [Fact]
    public async Task A_homeowner_who_cannot_keep_up_hears_what_can_be_done_and_asks_to_be_bought_back()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var ann = await Lease(_a, tenure: "shared-ownership");
        var (resident, officer) = (HelpAs("resident@one-housing", Guid.Parse(ann.HouseholdId)), HelpAs("officer@one-housing"));

        var options = (await officer.TellOptionsAsync(new() { RequestId = NewId(), AccountId = ann.AccountId })).Told;
        var asked = (await resident.AskBuyBackAsync(new() { RequestId = NewId(), AccountId = ann.AccountId, Words = "I have lost my work" })).BuyBack;

        Assert.Equal(options, Assert.Single((await resident.ListOptionsToldAsync(new() { AccountId = ann.AccountId })).Told));
        await Refused(StatusCode.FailedPrecondition, "waits", resident.AskBuyBackAsync(new() { RequestId = NewId(), AccountId = ann.AccountId, Words = "Again" }));
        await Refused(StatusCode.PermissionDenied, "", officer.AnswerBuyBackAsync(new() { RequestId = NewId(), BuyBackId = asked.BuyBackId, Answer = BuyBackAnswer.Declined, Reason = "No money" }));
        Assert.Equal(asked.BuyBackId, Assert.Single((await officer.ListBuyBacksAsync(new() { Landlord = "one-housing" })).BuyBacks).BuyBackId);
        await HelpAs("manager@one-housing").AnswerBuyBackAsync(new() { RequestId = NewId(), BuyBackId = asked.BuyBackId, Answer = BuyBackAnswer.Willing, Reason = "A part of a quarter" });
        Assert.Equal((BuyBackAnswer.Willing, "A part of a quarter"), ((await resident.ListBuyBacksAsync(new() { AccountId = ann.AccountId })).BuyBacks[0].Answer, (await resident.ListBuyBacksAsync(new() { AccountId = ann.AccountId })).BuyBacks[0].Reason));
        Assert.Empty((await officer.ListBuyBacksAsync(new() { Landlord = "one-housing" })).BuyBacks);
        await Eventually.Holds(() => Assert.Equal(["buy-back.answered", "homeowner-options.told"], told.Events.Select(message => message.Template).Order(StringComparer.Ordinal)));
        Assert.Contains("LEASE", told.Events.Single(message => message.Template == "homeowner-options.told").Facts["agencies"], StringComparison.Ordinal);
        await Refused(StatusCode.PermissionDenied, "", HelpAs("officer@rosebery").TellOptionsAsync(new() { RequestId = NewId(), AccountId = ann.AccountId }));
        await Refused(StatusCode.PermissionDenied, "", HelpAs("resident@one-housing", Guid.CreateVersion7()).ListBuyBacksAsync(new() { AccountId = ann.AccountId }));
    }

    private HomeownerHelp.HomeownerHelpClient HelpAs(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    private async Task<GetReserveFundResponse> Fund(Contracts.V1.Account account) =>
        await HomeownersAs("resident@one-housing", Guid.Parse(account.HouseholdId)).GetReserveFundAsync(new() { AccountId = account.AccountId, StartsIn = 2026 });
}
