using FsCheck;
using FsCheck.Fluent;
using Housing.Standards;

namespace Housing.Income.Tests;

/// <summary>Every posting has two sides that add up to nothing, whatever happens to an account and in whatever order.</summary>
public class LedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly AllocationOrder CostsLast = new()
    {
        Order = [SubAccount.Rent, SubAccount.ServiceCharge, SubAccount.ReserveFund, SubAccount.CourtCosts, SubAccount.Recharges], Surplus = SubAccount.Rent, Published = false, Note = "a test's",
    };

    [Fact]
    public void A_payment_settles_debts_in_the_landlords_order_and_what_is_left_is_a_credit()
    {
        var account = Owing((SubAccount.CourtCosts, 3_000), (SubAccount.Rent, 10_000), (SubAccount.ServiceCharge, 2_000));

        Pay(account, 11_000);
        Assert.Equal((0, 1_000, 3_000), (account.Owed(SubAccount.Rent), account.Owed(SubAccount.ServiceCharge), account.Owed(SubAccount.CourtCosts)));

        Pay(account, 5_000);
        Assert.Equal((-1_000, 0, 0, -1_000), (account.Owed(SubAccount.Rent), account.Owed(SubAccount.ServiceCharge), account.Owed(SubAccount.CourtCosts), account.BalancePence));
    }

    [Fact]
    public void Another_landlord_may_have_costs_settled_first()
    {
        var account = Owing((SubAccount.Rent, 10_000), (SubAccount.CourtCosts, 3_000));

        Pay(account, 4_000, CostsLast with { Order = [SubAccount.CourtCosts, SubAccount.Rent, SubAccount.ServiceCharge, SubAccount.ReserveFund, SubAccount.Recharges] });

        Assert.Equal((9_000, 0), (account.Owed(SubAccount.Rent), account.Owed(SubAccount.CourtCosts)));
    }

    [Fact]
    public void A_reversal_undoes_the_very_parts_that_were_moved()
    {
        var account = Owing((SubAccount.Rent, 10_000), (SubAccount.CourtCosts, 3_000));
        Pay(account, 12_000);

        account.Apply(Accepted(ReversalDecision.Decide(account.Added[^1], reversed: false, Guid.CreateVersion7(), "a bounced cheque", "ann", Now)));

        Assert.Equal((10_000, 3_000), (account.Owed(SubAccount.Rent), account.Owed(SubAccount.CourtCosts)));
        Assert.Equal(account.Added[^2].Id, account.Added[^1].Reverses);
        Assert.Equal(IncomeRefusals.ReversalStands, Refused(ReversalDecision.Decide(account.Added[^1], reversed: false, Guid.CreateVersion7(), "twice", "ann", Now)));
        Assert.Equal(IncomeRefusals.ReversedAlready, Refused(ReversalDecision.Decide(account.Added[^2], reversed: true, Guid.CreateVersion7(), "twice", "ann", Now)));
    }

    [Theory]
    [InlineData(0, "R1", "amount_pence")]
    [InlineData(-5, "R1", "amount_pence")]
    [InlineData(100_000_001, "R1", "amount_pence")]
    [InlineData(long.MinValue, "R1", "amount_pence")]
    [InlineData(5, "", "receipt")]
    [InlineData(5, "R\n1", "receipt")]
    public void What_is_wrong_with_a_payment_is_named(long pence, string receipt, string field) =>
        Assert.Equal(field, Assert.Single(Refused(PaymentDecision.Decide(Open(), new RecordPayment(pence, receipt), CostsLast, recorded: false, "ann", Now)).Fields).Field);

    [Fact]
    public void A_closed_account_takes_no_payment()
    {
        var account = Open();
        account.Apply(new AccountMilestone.Closed(Now));

        Assert.Equal(IncomeRefusals.AccountClosed, Refused(PaymentDecision.Decide(account, new RecordPayment(5, "R1"), CostsLast, recorded: false, "ann", Now)));
    }

    [Fact]
    public void The_same_words_are_the_same_cause_and_others_another()
    {
        Assert.Equal(Causes.Of("a", "b"), Causes.Of("a", "b"));
        Assert.Equal(4, new[] { Causes.Of("a", "b"), Causes.Of("ab"), Causes.Of("ab", ""), Causes.Of("b", "a") }.Distinct().Count());
        Assert.Equal(PaymentDecision.CauseOf("havering", "ab 1 "), PaymentDecision.CauseOf("havering", "AB 1"));
        Assert.NotEqual(PaymentDecision.CauseOf("havering", "AB1"), PaymentDecision.CauseOf("rosebery", "AB1"));
    }

    [Fact]
    public void No_sequence_of_commands_unbalances_the_ledger_or_posts_twice() => Prop.ForAll(Stories(), story =>
    {
        var account = Open();
        foreach (var step in story)
            Take(account, step);

        var entries = account.Added.SelectMany(posting => posting.Lines).ToList();
        return entries.Sum(line => line.AmountPence) == 0
            && account.Added.All(posting => posting.Lines.Sum(line => line.AmountPence) == 0)
            && account.Added.All(posting => posting.Lines.Where(line => line.SubAccount is not null).Sum(line => line.AmountPence) == posting.AmountPence)
            && account.Added.All(posting => posting.LineCount == posting.Lines.Count && posting.Lines.All(line => line.AmountPence != 0 && (line.SubAccount is null) != (line.Nominal is null)))
            && account.BalancePence == account.Added.Sum(posting => posting.AmountPence)
            && Enum.GetValues<SubAccount>().All(part => account.Owed(part) == entries.Where(line => line.SubAccount == part).Sum(line => line.AmountPence))
            && account.Added.Select(posting => (posting.Kind, posting.Cause)).Distinct().Count() == account.Added.Count
            && account.Added.Where(posting => posting.Reverses is not null).Select(posting => posting.Reverses).Distinct().Count() == account.Added.Count(posting => posting.Reverses is not null);
    }).Holds();

    private sealed record Step(int What, long Pence, SubAccount Part, int Which)
    {
        // Few causes, so that the same one comes again and again.
        public Guid Cause => Causes.Of("cause", $"{Which % 7}");
    }

    private static Arbitrary<Step[]> Stories() => Gen.ArrayOf(
        from what in Gen.Choose(0, 5)
        from pence in Gen.OneOf(Gen.Choose(-1, 3), Gen.Choose(1, 100_000_001))
        from part in Gen.Elements(Enum.GetValues<SubAccount>())
        from which in Gen.Choose(0, 50)
        select new Step(what, pence, part, which)).ToArbitrary();

    // As the edges do it: what is on the account is known by its cause.
    private static void Take(Account account, Step step)
    {
        bool On(PostingKind kind, Guid cause) => account.Added.Any(posting => posting.Kind == kind && posting.Cause == cause);
        var decision = step.What switch
        {
            0 => ChargeDecision.Decide(new PostCharge(step.Cause, step.Pence, "n") { On = step.Part }, On(PostingKind.Charge, step.Cause), "ann", Now),
            1 => PaymentDecision.Decide(
                account, new RecordPayment(step.Pence, $"R{step.Which % 7}"), CostsLast, On(PostingKind.Payment, PaymentDecision.CauseOf("havering", $"R{step.Which % 7}")), "ann", Now),
            2 when step.Pence > 0 => RechargeDecision.Charge(new AgreedRecharge(step.Cause, step.Pence, Now), On(PostingKind.Recharge, step.Cause), Now),
            3 when account.Added.FirstOrDefault(posting => posting.Kind == PostingKind.Recharge && posting.Cause == step.Cause) is { } charge =>
                RechargeDecision.Withdraw(charge, account.Added.Any(posting => posting.Reverses == charge.Id), Now),
            4 when account.Added.Count > 0 && account.Added[step.Which % account.Added.Count] is var wrong =>
                ReversalDecision.Decide(wrong, account.Added.Any(posting => posting.Reverses == wrong.Id), Guid.CreateVersion7(), "wrong", "ann", Now),
            5 when step.Pence > 0 && !On(PostingKind.Compensation, step.Cause) => new AccountMilestone.Posted(-step.Pence, PostingKind.Compensation, "n", step.Cause, "income", Now)
            {
                Entries = Bookkeeping.Allocate(PostingKind.Compensation, step.Pence, account.Owed, CostsLast),
            },
            _ => Decision<AccountMilestone.Posted>.Nothing,
        };
        foreach (var posted in decision.Milestones)
            account.Apply(posted);
    }

    private static void Pay(Account account, long pence, AllocationOrder? order = null) =>
        account.Apply(Accepted(PaymentDecision.Decide(account, new RecordPayment(pence, $"R{pence}"), order ?? CostsLast, recorded: false, "ann", Now)));

    private static Account Owing(params (SubAccount Part, long Pence)[] debts)
    {
        var account = Open();
        foreach (var (part, pence) in debts)
            account.Apply(Accepted(ChargeDecision.Decide(new PostCharge(Guid.CreateVersion7(), pence, "n") { On = part }, charged: false, "ann", Now)));
        return account;
    }

    private static Account Open() => Account.Open(new AccountMilestone.Opened("havering", Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Now));

    private static AccountMilestone.Posted Accepted(Decision<AccountMilestone.Posted> decision) => Assert.Single(decision.Milestones);

    private static Refusal Refused(Decision<AccountMilestone.Posted> decision) => Assert.IsType<Decision<AccountMilestone.Posted>.Refused>(decision).Why;
}
