using FsCheck;
using FsCheck.Fluent;
using Housing.Standards;

namespace Housing.Income.Tests.Cards;

/// <summary>Money that goes back: what is there, asked by one and agreed to by another.</summary>
public class RefundDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly BankDetails Bank = new("A Resident", "12-34-56", "1234 5678");
    private static readonly HashSet<string> None = [];

    [Fact]
    public void A_refund_is_asked_for_with_its_bank_account_written_plainly()
    {
        var requested = Ask(Credit(50_00), new RequestRefund(50_00, " Paid twice ", null, Bank));

        Assert.Equal((50_00, "Paid twice", new BankDetails("A Resident", "123456", "12345678"), "ann"), (requested.AmountPence, requested.Reason, requested.Bank, requested.By));
        Assert.Equal("5678", Refund.Request(requested).AccountEnd);
    }

    [Theory]
    [InlineData(0, "why", "12-34-56", "12345678", "amount_pence")]
    [InlineData(-1, "why", "12-34-56", "12345678", "amount_pence")]
    [InlineData(100_000_001, "why", "12-34-56", "12345678", "amount_pence")]
    [InlineData(1, " ", "12-34-56", "12345678", "reason")]
    [InlineData(1, "why", "12345", "12345678", "bank.sort_code")]
    [InlineData(1, "why", "00-00-00", "12345678", "bank.sort_code")]
    [InlineData(1, "why", "12-34-5x", "12345678", "bank.sort_code")]
    [InlineData(1, "why", "12-34-56", "1234567", "bank.account_number")]
    [InlineData(1, "why", "12-34-56", "00000000", "bank.account_number")]
    [InlineData(1, "why", "12-34-56", "１２３４５６７８", "bank.account_number")]
    public void What_is_wrong_with_a_refund_is_named(long pence, string reason, string sortCode, string number, string field) =>
        Assert.Equal(field, Assert.Single(Refused(Credit(50_00), new RequestRefund(pence, reason, null, new BankDetails("A", sortCode, number))).Fields).Field);

    [Fact]
    public void A_refund_goes_to_a_bank_account_or_to_a_paid_card_payment_of_the_account()
    {
        Assert.Equal("to", Assert.Single(Refused(Credit(50_00), new RequestRefund(1, "why", null, null)).Fields).Field);
        Assert.Equal("card_payment_id", Assert.Single(Refused(Credit(50_00), new RequestRefund(1, "why", Guid.CreateVersion7(), null)).Fields).Field);
        Assert.Equal("card_payment_id", Assert.Single(Refused(Credit(50_00), new RequestRefund(1, "why", Guid.CreateVersion7(), null), card: Card(paid: false)).Fields).Field);
        Assert.Equal(RefundRefusals.MoreThanPaid(10_00), Refused(Credit(50_00), new RequestRefund(10_01, "why", Guid.CreateVersion7(), null), card: Card(), fromCard: 20_00));
    }

    [Fact]
    public void No_more_goes_back_than_there_is_and_than_nobody_else_asked_for()
    {
        Assert.Equal(RefundRefusals.TooLarge(50_00), Refused(Credit(50_00), new RequestRefund(50_01, "why", null, Bank)));
        Assert.Equal(RefundRefusals.TooLarge(10_00), Refused(Credit(50_00), new RequestRefund(50_00, "why", null, Bank), asked: 40_00));
        Assert.Equal(RefundRefusals.TooLarge(0), Refused(Credit(50_00), new RequestRefund(1, "why", null, Bank), asked: 60_00));
        Assert.Equal(RefundRefusals.TooLarge(0), Refused(Open(), new RequestRefund(1, "why", null, Bank)));
        var closed = Open();
        closed.Apply(new AccountMilestone.Closed(Now));
        Assert.Equal(IncomeRefusals.AccountClosed, Refused(closed, new RequestRefund(1, "why", null, Bank)));
    }

    [Fact]
    public void A_second_person_agrees_once_while_the_money_is_there()
    {
        var account = Credit(50_00);
        var refund = Refund.Request(Ask(account, new RequestRefund(50_00, "why", null, Bank)));
        Assert.Equal(SuspenseRefusals.SecondPersonNeeded, Approve(account, refund, "ann"));
        account.Apply(new AccountMilestone.Posted(1, PostingKind.Charge, "Rent", Guid.CreateVersion7(), "run", Now));
        Assert.Equal(RefundRefusals.TooLarge(49_99), Approve(account, refund, "bob"));

        Pay(account, 1);
        Assert.Null(Approve(account, refund, "bob"));

        Assert.Equal(0, account.BalancePence);
        refund.Apply(new RefundMilestone.Approved("bob", Now));
        Assert.Equal(RefundRefusals.Decided, Approve(account, refund, "eve"));
        Assert.Equal(RefundRefusals.Decided, Assert.IsType<Decision<RefundMilestone.Declined>.Refused>(DeclineRefundDecision.Decide(refund, "late", "eve", Now)).Why);
    }

    [Fact]
    public void Bank_details_are_forgotten_once_a_refund_is_paid_or_declined()
    {
        Refund[] refunds = [Asked(), Asked()];
        refunds[0].Apply(Assert.Single(DeclineRefundDecision.Decide(refunds[0], "Owed to the court", "bob", Now).Milestones));
        Assert.Equal(RefundRefusals.NotApproved, Assert.IsType<Decision<RefundMilestone.Paid>.Refused>(MarkRefundPaidDecision.Decide(refunds[1], "B1", Now)).Why);
        refunds[1].Apply(new RefundMilestone.Approved("bob", Now));
        Assert.NotNull(refunds[1].Bank);
        refunds[1].Apply(Assert.Single(MarkRefundPaidDecision.Decide(refunds[1], "B1", Now).Milestones));

        Assert.All(refunds, refund => Assert.Equal((null, null, null, "5678"), (refund.AccountName, refund.SortCode, refund.AccountNumber, refund.AccountEnd)));
        Assert.Equal("reason", Assert.Single(Assert.IsType<Decision<RefundMilestone.Declined>.Refused>(DeclineRefundDecision.Decide(Asked(), "", "bob", Now)).Why.Fields).Field);
        Assert.Equal("bank_reference", Assert.Single(Assert.IsType<Decision<RefundMilestone.Paid>.Refused>(MarkRefundPaidDecision.Decide(Asked(), "", Now)).Why.Fields).Field);
    }

    [Fact]
    public void A_refund_whose_answer_was_lost_is_found_again_and_never_anothers()
    {
        var refund = Asked();
        Assert.IsType<RefundMilestone.TakenOn>(CardRefundDecision.Asked(refund, new ProviderRefund("r1", "submitted", 50_00), [], 0, None, Now));
        Assert.Equal(new RefundMilestone.Paid("r1", Now), CardRefundDecision.Asked(refund, new ProviderRefund("r1", "success", 50_00), [], 0, None, Now));
        ProviderRefund[] there = [new("r1", "success", 50_00), new("r2", "error", 50_00), new("r3", "success", 49_00), new("r4", "submitted", 50_00)];
        Assert.Equal(new RefundMilestone.TakenOn("r4", Now), CardRefundDecision.Asked(refund, answer: null, there, 149_00, new HashSet<string> { "r1" }, Now));
        // All that went back is told and none of it is this one; or not all of it is told yet.
        Assert.True(Assert.IsType<RefundMilestone.Failed>(CardRefundDecision.Asked(refund, answer: null, there, 149_00, new HashSet<string> { "r1", "r4" }, Now)).Anew);
        Assert.False(Assert.IsType<RefundMilestone.Failed>(CardRefundDecision.Asked(refund, answer: null, [], 50_00, None, Now)).Anew);
        Assert.True(Assert.IsType<RefundMilestone.Failed>(CardRefundDecision.Heard(there[1], Now)).Anew);
    }

    [Fact]
    public void A_refund_is_taken_back_while_surely_nobody_has_sent_it()
    {
        var account = Credit(50_00);
        var refund = Refund.Request(Ask(account, new RequestRefund(50_00, "why", null, Bank)));
        Assert.Equal(RefundRefusals.OnItsWay, Withdraw(account, refund));
        Approve(account, refund, "bob");
        refund.Apply(new RefundMilestone.Approved("bob", Now));
        refund.Apply(new RefundMilestone.Trying(80_00, Now));
        Assert.Equal(RefundRefusals.OnItsWay, Withdraw(account, refund));
        refund.Apply(new RefundMilestone.Failed("it does not answer", Anew: false, Now));
        Assert.Equal(RefundRefusals.OnItsWay, Withdraw(account, refund));
        refund.Apply(new RefundMilestone.Failed("it says no", Anew: true, Now));

        Assert.Null(Withdraw(account, refund));

        Assert.Equal(-50_00, account.BalancePence);
        refund.Apply(new RefundMilestone.Withdrawn(Now));
        Assert.Equal((null, RefundRefusals.OnItsWay), (refund.Bank, Withdraw(account, refund)));
    }

    [Fact]
    public void Whatever_an_account_owes_and_has_a_refund_takes_it_from_what_is_in_credit_and_nothing_else()
    {
        var gen = from parts in Gen.Choose(-10_000, 10_000).ArrayOf(5) from share in Gen.Choose(1, 100) select (Parts: parts, Share: share);
        Prop.ForAll(gen.ToArbitrary(), life =>
        {
            var account = Open();
            foreach (var (pence, part) in life.Parts.Zip(Enum.GetValues<SubAccount>()).Where(one => one.First != 0))
                account.Apply(new AccountMilestone.Posted(pence, PostingKind.Charge, "A charge", Guid.CreateVersion7(), "run", Now) { Entries = Bookkeeping.Plain(PostingKind.Charge, part, pence) });
            var back = -account.BalancePence * life.Share / 100;
            if (back <= 0)
                return Assert.ThrowsAny<ArgumentOutOfRangeException>(() => Bookkeeping.GiveBack(PostingKind.Refund, 100_000, account.Owed, AllocationOrder.AsListed)) is not null;
            var before = Enum.GetValues<SubAccount>().ToDictionary(part => part, account.Owed);
            account.Apply(new AccountMilestone.Posted(back, PostingKind.Refund, "Refund", Guid.CreateVersion7(), "bob", Now) { Entries = Bookkeeping.GiveBack(PostingKind.Refund, back, account.Owed, AllocationOrder.AsListed) });

            return account.Added[^1].Lines.Sum(line => line.AmountPence) == 0
                && before.All(part => account.Owed(part.Key) == part.Value || (part.Value < 0 && account.Owed(part.Key) <= 0))
                && before.Sum(part => account.Owed(part.Key) - part.Value) == back;
        }).QuickCheckThrowOnFailure();
    }

    private static RefundMilestone.Requested Ask(Account account, RequestRefund command) =>
        Assert.Single(RequestRefundDecision.Decide(account, command, askedPence: 0, card: null, fromCardPence: 0, "ann", Now).Milestones);

    private static Refund Asked() => Refund.Request(Ask(Credit(50_00), new RequestRefund(50_00, "why", null, Bank)));

    private static Refusal Refused(Account account, RequestRefund command, long asked = 0, CardPayment? card = null, long fromCard = 0) =>
        Assert.IsType<Decision<RefundMilestone.Requested>.Refused>(RequestRefundDecision.Decide(account, command, asked, card, fromCard, "ann", Now)).Why;

    /// <summary>Agrees and posts; gives why not.</summary>
    private static Refusal? Approve(Account account, Refund refund, string by)
    {
        var decision = ApproveRefundDecision.Decide(account, refund, AllocationOrder.AsListed, by, Now);
        foreach (var posted in decision.Milestones)
            account.Apply(posted);
        return decision is Decision<AccountMilestone.Posted>.Refused refused ? refused.Why : null;
    }

    /// <summary>Takes it back and posts; gives why not.</summary>
    private static Refusal? Withdraw(Account account, Refund refund)
    {
        var decision = WithdrawRefundDecision.Decide(refund, account.Added[^1], Guid.CreateVersion7(), "why", "bob", Now);
        foreach (var posted in decision.Milestones)
            account.Apply(posted);
        return decision is Decision<AccountMilestone.Posted>.Refused refused ? refused.Why : null;
    }

    private static CardPayment Card(bool paid = true)
    {
        var card = CardPayment.Ask(new CardPaymentMilestone.Asked("one-housing", Guid.CreateVersion7(), 30_00, "https://a.example/", "en", "ann", Now));
        card.Apply(new CardPaymentMilestone.Opened("p1", null, Now));
        if (paid)
            card.Apply(new CardPaymentMilestone.Paid(30_00, Now));
        return card;
    }

    private static Account Credit(long pence)
    {
        var account = Open();
        Pay(account, pence);
        return account;
    }

    private static void Pay(Account account, long pence) => account.Apply(new AccountMilestone.Posted(-pence, PostingKind.Payment, "Payment", Guid.CreateVersion7(), "ann", Now)
    {
        Entries = Bookkeeping.Allocate(PostingKind.Payment, pence, account.Owed, AllocationOrder.AsListed),
    });

    private static Account Open() => Account.Open(new AccountMilestone.Opened("one-housing", Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Now));
}
