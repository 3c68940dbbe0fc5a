using Housing.Standards;
using static Housing.Income.Tests.Legal.LegalExamples;

namespace Housing.Income.Tests.Legal;

/// <summary>Those who have left are traced, and what cannot be had is given up by two people.</summary>
public sealed class WriteOffDecisionTests
{
    private static readonly ProposeWriteOff All = new(600_00, "not-traced", "Three agencies found nothing");

    [Fact]
    public void A_former_tenants_debt_is_proposed_up_to_what_is_owed()
    {
        Assert.Equal(600_00, Assert.Single(WriteOffDecision.Propose(Left(), All, false, false, "ann", Now).Milestones).AmountPence);
        Assert.Contains("60000 pence", WhyNot(WriteOffDecision.Propose(Left(), All with { AmountPence = 600_01 }, false, false, "ann", Now)).Sentence, StringComparison.Ordinal);
        Assert.Equal(PursuingRefusals.NotLeft, WhyNot(WriteOffDecision.Propose(Owing(Account()), All, false, false, "ann", Now)));
        Assert.Equal(PursuingRefusals.ProposedAlready, WhyNot(WriteOffDecision.Propose(Left(), All, true, false, "ann", Now)));
        Assert.Equal(PursuingRefusals.AgreementKept, WhyNot(WriteOffDecision.Propose(Left(), All, false, true, "ann", Now)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-600_00)]
    [InlineData(100_000_001)]
    public void A_sum_that_is_none_is_refused(long pence) =>
        Assert.Equal(["amount_pence", "reason", "note"], WhyNot(WriteOffDecision.Propose(Left(), new ProposeWriteOff(pence, "lost", ""), false, false, "ann", Now)).Fields.Select(f => f.Field));

    [Theory]
    [InlineData("bob", true, null)]
    [InlineData("bob", false, null)]
    [InlineData("ann", true, "SECOND_PERSON_NEEDED")]
    [InlineData("ann", false, "SECOND_PERSON_NEEDED")]
    public void Another_person_than_the_proposer_decides(string by, bool approve, string? refused)
    {
        var account = Left();
        var decision = WriteOffDecision.Decide(account, Proposed(account), approve, "Agreed", by, Now);

        Assert.Equal(refused, decision is Decision<WriteOffMilestone>.Refused why ? why.Why.Code : null);
    }

    [Fact]
    public void What_was_decided_stays_decided_and_what_was_paid_meanwhile_is_not_given_up()
    {
        var account = Left();
        var writeOff = Proposed(account);
        account.Apply(new AccountMilestone.Posted(-1, PostingKind.Payment, "Payment", Guid.CreateVersion7(), "ann", Now));
        Assert.Equal("MORE_THAN_OWED", WhyNot(WriteOffDecision.Decide(account, writeOff, true, "Agreed", "bob", Now)).Code);

        writeOff.Apply(Assert.Single(WriteOffDecision.Decide(account, writeOff, false, "Paying again", "bob", Now).Milestones));
        Assert.Equal(Decision<WriteOffMilestone>.Nothing, WriteOffDecision.Decide(account, writeOff, false, "Paying again", "bob", Now));
        Assert.Equal(PursuingRefusals.Decided, WhyNot(WriteOffDecision.Decide(account, writeOff, true, "Agreed", "bob", Now)));
        Assert.Equal(PursuingRefusals.NotWrittenOff, WhyNot(WriteOffDecision.Reinstate(writeOff, "Pays", "bob", Now)));
    }

    [Fact]
    public void It_is_set_against_what_is_owed_in_the_landlords_order_and_lost_to_bad_debts()
    {
        var account = Left();
        account.Apply(new AccountMilestone.Posted(100_00, PostingKind.Charge, "Court fee", Guid.CreateVersion7(), "ann", Now) { Entries = Bookkeeping.Plain(PostingKind.Charge, SubAccount.CourtCosts, 100_00) });
        var writeOff = WriteOff.Propose(account, new WriteOffMilestone.Proposed(650_00, WriteOffReason.Uneconomic, "Small", "ann", Now));

        account.Apply(WriteOffDecision.Posting(account, writeOff, Landlords.For("one-housing").Allocation, "bob", Now));

        Assert.Equal((50_00, 0, 50_00), (account.BalancePence, account.Owed(SubAccount.Rent), account.Owed(SubAccount.CourtCosts)));
        Assert.Equal((Nominal.BadDebt, 650_00), (account.Added[^1].Lines[^1].Nominal, account.Added[^1].Lines[^1].AmountPence));
    }

    [Fact]
    public void Those_who_have_left_are_traced_tenants_and_homeowners_OHO_INC_20_OHO_LSE_32()
    {
        var found = new RecordTrace("A tracing agency", new GivenDay(2026, 3, 2), true, "1 New Street", "report 7");
        Assert.Equal("1 New Street", Assert.Single(TraceDecision.Decide(Left(), found, "ann", Now).Milestones).Address);
        Assert.False(Assert.Single(TraceDecision.Decide(Left("leasehold"), found with { Found = false, Address = "" }, "ann", Now).Milestones).Found);

        Assert.Equal(PursuingRefusals.NotLeft, WhyNot(TraceDecision.Decide(Account(), found, "ann", Now)));
        Assert.Equal(["who", "on", "address", "document"], WhyNot(TraceDecision.Decide(Left(), new RecordTrace("", new GivenDay(2026, 3, 4), true, "", ""), "ann", Now)).Fields.Select(f => f.Field));
        Assert.Equal(["address"], WhyNot(TraceDecision.Decide(Left(), found with { Found = false }, "ann", Now)).Fields.Select(f => f.Field));
    }

    private static Account Left(string tenure = "secure") => Owing(Account(tenure: tenure, kind: AccountKind.FormerTenant));

    private static Account Owing(Account account)
    {
        account.Apply(new AccountMilestone.Posted(600_00, PostingKind.Charge, "Rent", Guid.CreateVersion7(), "ann", Now));
        return account;
    }

    private static WriteOff Proposed(Account account) => WriteOff.Propose(account, Assert.Single(WriteOffDecision.Propose(account, All, false, false, "ann", Now).Milestones));
}
