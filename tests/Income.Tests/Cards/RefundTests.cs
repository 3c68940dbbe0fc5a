using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.PaySandbox;
using Housing.Standards.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Cards;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using BankDetails = Housing.Income.Contracts.V1.BankDetails;
using CardPayment = Housing.Income.Contracts.V1.CardPayment;
using CardPaymentState = Housing.Income.Contracts.V1.CardPaymentState;
using Refund = Housing.Income.Contracts.V1.Refund;
using RefundState = Housing.Income.Contracts.V1.RefundState;

/// <summary>Refunds by two people, to a bank account and back to a card.</summary>
public sealed class RefundTests : CardHost
{
    [Fact]
    public async Task A_refund_to_a_bank_account_needs_two_people_and_its_details_are_gone_once_it_is_paid()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var account = await Open(Started());
        await Paid(account, 80_00);
        var request = new RequestRefundRequest
        {
            RequestId = NewId(), AccountId = account.AccountId, AmountPence = 30_00, Reason = "Paid twice", Bank = new() { AccountName = "A Resident", SortCode = "12-34-56", AccountNumber = "12345678" },
        };
        var asked = (await Income.RequestRefundAsync(request)).Refund;
        Assert.Equal(asked, (await Income.RequestRefundAsync(request)).Refund);
        Assert.Equal((RefundState.Requested, "5678", null), (asked.State, asked.BankAccountEnd, asked.Bank));
        await Stands(account, -80_00, 1);
        // What is asked for is not there a second time.
        await Refused(StatusCode.FailedPrecondition, "5000 pence", Income.RequestRefundAsync(Bank(account, 50_01)));
        await Refused(StatusCode.FailedPrecondition, "agreed to and is not paid", Income.MarkRefundPaidAsync(new() { RequestId = NewId(), RefundId = asked.RefundId, BankReference = "B1" }));

        var approve = new ApproveRefundRequest { RequestId = NewId(), RefundId = asked.RefundId };
        var approved = await Manager.ApproveRefundAsync(approve);
        Assert.Equal(approved, await Manager.ApproveRefundAsync(approve));
        await Refused(StatusCode.FailedPrecondition, "agreed to or declined before", Manager.ApproveRefundAsync(new() { RequestId = NewId(), RefundId = asked.RefundId }));
        Assert.Equal((RefundState.Approved, -50_00), (approved.Refund.State, approved.BalancePence));
        await Stands(account, -50_00, 2);
        await Eventually.Holds(() => Assert.Equal(("refund.approved", "3000", "bank"), told.Events.Where(e => e.Template != "card-payment.received").Select(e => (e.Template, e.Facts["amount-pence"], e.Facts["to"])).Single()));

        var waiting = Assert.Single((await Income.ListRefundsAsync(new() { Landlord = "one-housing", State = RefundState.Approved })).Refunds);
        Assert.Equal(new BankDetails { AccountName = "A Resident", SortCode = "123456", AccountNumber = "12345678" }, waiting.Bank);
        Assert.Null(Assert.Single((await RefundsAs("auditor@one-housing").ListRefundsAsync(new() { Landlord = "one-housing" })).Refunds).Bank);
        var paid = (await Income.MarkRefundPaidAsync(new() { RequestId = NewId(), RefundId = asked.RefundId, BankReference = "FPS 7" })).Refund;
        Assert.Equal((RefundState.Paid, "FPS 7", "5678"), (paid.State, paid.PaidReference, paid.BankAccountEnd));
        Assert.Null((await Listed(account)).Single().Bank);
        Assert.Equal(0, await Host.Database.Scalar<long>("select count(*) from refund where account_number is not null or sort_code is not null or account_name is not null"));
        await Stands(account, -50_00, 2);
    }

    [Fact]
    public async Task Whoever_asked_cannot_agree_and_only_managers_agree()
    {
        var account = await Open(Started());
        await Paid(account, 50_00);
        var own = (await Manager.RequestRefundAsync(Bank(account, 10_00))).Refund;
        await Refused(StatusCode.FailedPrecondition, "somebody else has to", Manager.ApproveRefundAsync(new() { RequestId = NewId(), RefundId = own.RefundId }));
        await Refused(StatusCode.PermissionDenied, "", Income.ApproveRefundAsync(new() { RequestId = NewId(), RefundId = own.RefundId }));
        await Refused(StatusCode.PermissionDenied, "not yours", RefundsAs("manager@havering").ApproveRefundAsync(new() { RequestId = NewId(), RefundId = own.RefundId }));
        await Refused(StatusCode.PermissionDenied, "", RefundsAs("officer@one-housing").RequestRefundAsync(Bank(account, 1)));
        await Refused(StatusCode.PermissionDenied, "not yours", RefundsAs("manager@havering").ListRefundsAsync(new() { Landlord = "one-housing" }));
        await Refused(StatusCode.NotFound, "no such refund", Manager.ApproveRefundAsync(new() { RequestId = NewId(), RefundId = NewId() }));
        await Refused(StatusCode.InvalidArgument, "bank.sort_code", Income.RequestRefundAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 0, Bank = new() { AccountNumber = "1" } }));

        var declined = (await Manager.DeclineRefundAsync(new() { RequestId = NewId(), RefundId = own.RefundId, Reason = "No proof" })).Refund;

        Assert.Equal((RefundState.Declined, "No proof"), (declined.State, declined.DeclineReason));
        await Refused(StatusCode.FailedPrecondition, "declined before", Manager.ApproveRefundAsync(new() { RequestId = NewId(), RefundId = own.RefundId }));
        // What was declined can be asked for again.
        await Income.RequestRefundAsync(Bank(account, 50_00));
        await Stands(account, -50_00, 1);
        var first = await Income.ListRefundsAsync(new() { Landlord = "one-housing", AccountId = account.AccountId, PageSize = 1 });
        var second = await Income.ListRefundsAsync(new() { Landlord = "one-housing", AccountId = account.AccountId, PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal((own.RefundId, ""), (Assert.Single(second.Refunds).RefundId, second.NextPageToken));
    }

    [Fact]
    public async Task A_refund_to_a_card_is_sent_by_itself_and_once_whatever_the_provider_answers()
    {
        var account = await Open(Started());
        var payment = await Paid(account, 80_00);
        foreach (var mood in new[] { ApiMood.Usual, ApiMood.Fails, ApiMood.Silent, ApiMood.LosesAnswers })
        {
            var asked = (await Income.RequestRefundAsync(Card(account, payment, 10_00))).Refund;
            await Refused(StatusCode.FailedPrecondition, "by itself", Income.MarkRefundPaidAsync(new() { RequestId = NewId(), RefundId = asked.RefundId, BankReference = "B1" }));
            Provider.Mood = mood;
            Assert.Equal(RefundState.Approved, (await Manager.ApproveRefundAsync(new() { RequestId = NewId(), RefundId = asked.RefundId })).Refund.State);
            if (mood != ApiMood.Usual)
                await Eventually.Holds(async () => Assert.Contains("card provider", (await One(asked)).LastFault, StringComparison.Ordinal));
            Provider.Mood = ApiMood.Usual;

            await Eventually.Holds(async () =>
            {
                Host.Clock.Advance(TimeSpan.FromMinutes(1));
                Assert.Equal(RefundState.Paid, (await One(asked)).State);
            });
            Assert.Equal("", (await One(asked)).LastFault);
        }

        var there = AtProvider.Find(payment.ProviderId)!.Refunds;
        Assert.Equal((4, 40_00), (there.Count, there.Sum(refund => refund.Amount)));
        Assert.Equal(there.Select(refund => refund.Id).Order(StringComparer.Ordinal), (await Listed(account)).Select(refund => refund.PaidReference).Order(StringComparer.Ordinal));
        await Stands(account, -40_00, 5);
        // No more goes back to a card than was paid with it.
        await Paid(account, 80_00);
        await Refused(StatusCode.FailedPrecondition, "4000 pence are left", Income.RequestRefundAsync(Card(account, payment, 40_01)));
    }

    [Fact]
    public async Task Two_refunds_of_one_card_payment_whose_answers_were_lost_are_both_sent_once()
    {
        var account = await Open(Started());
        var payment = await Paid(account, 80_00);
        Provider.Mood = ApiMood.LosesAnswers;
        var asked = new[] { (await Income.RequestRefundAsync(Card(account, payment, 20_00))).Refund, (await Income.RequestRefundAsync(Card(account, payment, 20_00))).Refund };
        await Task.WhenAll(asked.Select(refund => Manager.ApproveRefundAsync(new() { RequestId = NewId(), RefundId = refund.RefundId }).ResponseAsync));
        await Eventually.Holds(async () => Assert.All(await Listed(account), refund => Assert.NotEqual("", refund.LastFault)));
        Provider.Mood = ApiMood.Usual;

        await Eventually.Holds(async () =>
        {
            Host.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.All(await Listed(account), refund => Assert.Equal(RefundState.Paid, refund.State));
        });

        Assert.Equal(2, AtProvider.Find(payment.ProviderId)!.Refunds.Count);
        Assert.Equal(2, (await Listed(account)).Select(refund => refund.PaidReference).Distinct().Count());
        await Stands(account, -40_00, 3);
    }

    [Fact]
    public async Task A_refund_that_the_provider_refuses_is_shown_and_can_be_taken_back()
    {
        var account = await Open(Started());
        var payment = await Paid(account, 80_00);
        AtProvider.Refund(AtProvider.Find(payment.ProviderId)!, 70_00);      // by somebody at the provider
        var asked = (await Income.RequestRefundAsync(Card(account, payment, 20_00))).Refund;
        var agreed = (await Manager.ApproveRefundAsync(new() { RequestId = NewId(), RefundId = asked.RefundId })).Refund;
        await Refused(StatusCode.FailedPrecondition, "WithdrawRefund", LedgerAs("income@one-housing").ReversePostingAsync(new() { RequestId = NewId(), PostingId = agreed.PostingId, Reason = "wrong" }));
        await Eventually.Holds(async () =>
        {
            Host.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Contains("P0602", (await One(asked)).LastFault, StringComparison.Ordinal);
        });
        await Refused(StatusCode.PermissionDenied, "", Income.WithdrawRefundAsync(new() { RequestId = NewId(), RefundId = asked.RefundId, Reason = "refused" }));

        Contracts.V1.WithdrawRefundResponse back = null!;
        // Not while the provider is being asked.
        await Eventually.Holds(async () => back = await Manager.WithdrawRefundAsync(new() { RequestId = NewId(), RefundId = asked.RefundId, Reason = "The provider refuses it" }));

        Assert.Equal((RefundState.Withdrawn, -80_00), (back.Refund.State, back.BalancePence));
        await Refused(StatusCode.FailedPrecondition, "taken back", Manager.WithdrawRefundAsync(new() { RequestId = NewId(), RefundId = asked.RefundId, Reason = "again" }));
        await Stands(account, -80_00, 3);
        Assert.Single(AtProvider.Find(payment.ProviderId)!.Refunds);
        // It goes by the bank instead.
        await Income.RequestRefundAsync(Bank(account, 80_00));
    }

    [Fact]
    public async Task A_refund_and_a_charge_of_the_same_money_at_once_leave_what_is_right()
    {
        var account = await Open(Started());
        await Paid(account, 50_00);
        var asked = (await Income.RequestRefundAsync(Bank(account, 50_00))).Refund;
        var agree = Manager.ApproveRefundAsync(new() { RequestId = NewId(), RefundId = asked.RefundId }).ResponseAsync;
        var charge = As("income@one-housing").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 20_00, Narrative = "Keys" }).ResponseAsync;
        await charge;
        var agreed = await agree.ContinueWith(one => one.IsCompletedSuccessfully, TaskScheduler.Default);

        await Stands(account, agreed ? 20_00 : -30_00, agreed ? 3 : 2);
    }

    private Refunds.RefundsClient Income => RefundsAs("income@one-housing");

    private Refunds.RefundsClient Manager => RefundsAs("manager@one-housing");

    private async Task<CardPayment> Paid(Account account, long pence)
    {
        var payment = await Start(account, pence);
        await Pay(payment, NobodyComesBack);
        Assert.Equal(CardPaymentState.Success, (await Get(account, payment)).State);
        return payment;
    }

    private RequestRefundRequest Bank(Account account, long pence)
    {
        Host.Clock.Advance(TimeSpan.FromMilliseconds(1));      // one after another
        return new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Reason = "Paid twice", Bank = new() { AccountName = "A Resident", SortCode = "123456", AccountNumber = "12345678" } };
    }

    private static RequestRefundRequest Card(Account account, CardPayment payment, long pence) =>
        new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Reason = "Paid twice", CardPaymentId = payment.CardPaymentId };

    private async Task<IReadOnlyList<Refund>> Listed(Account account) => (await Income.ListRefundsAsync(new() { Landlord = "one-housing", AccountId = account.AccountId })).Refunds;

    private async Task<Refund> One(Refund refund) => (await Income.ListRefundsAsync(new() { Landlord = "one-housing", AccountId = refund.AccountId })).Refunds.Single(r => r.RefundId == refund.RefundId);
}
