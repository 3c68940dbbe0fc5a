using Housing.Standards;

namespace Housing.Income.Tests.Homeowners;

using static SchemeExamples;

/// <summary>What homeowners may ask for, and what those who cannot keep up are told.</summary>
public class HomeownerHelpDecisionTests
{
    private static readonly Policies<IncomePolicy> Files = Policies<IncomePolicy>.Read(StandardsFolder.BesideAssemblies, "income");

    [Fact]
    public void A_homeowner_who_cannot_keep_up_is_told_of_buy_back_among_the_options_OHO_LSE_27()
    {
        var told = Assert.Single(Tell("one-housing", "leasehold").Milestones);

        Assert.Contains(("buy-back", "OHO-LSE-27"), told.Options.Select(option => (option.Key, option.Clause)));
        Assert.Contains(("payment-plan", "OHO-LSE-29"), told.Options.Select(option => (option.Key, option.Clause)));
        Assert.DoesNotContain("buy-back", Assert.Single(Tell("rosebery", "shared-ownership").Milestones).Options.Select(option => option.Key));
    }

    [Fact]
    public void A_homeowner_who_cannot_keep_up_is_pointed_to_who_advises_OHO_LSE_28()
    {
        var told = Assert.Single(Tell("one-housing", "leasehold").Milestones);

        Assert.Equal(["LEASE, which advises leaseholders for free", "Citizens Advice", "National Debtline", "StepChange"], told.Agencies);
    }

    [Fact]
    public void A_tenant_has_other_help_and_a_landlord_without_options_tells_none()
    {
        Assert.Equal("NO_HOMEOWNER", Refused(Tell("one-housing", "secure")));
        Assert.Equal("OPTIONS_NOT_SET", Refused(TellOptionsDecision.Decide(Account("one-housing", "leasehold"), null, null, "ann", Now)));
    }

    [Theory]
    [InlineData("one-housing", "leasehold", "I have lost my work", false, null)]
    [InlineData("one-housing", "leasehold", "I have lost my work", true, "BUY_BACK_WAITS")]
    [InlineData("one-housing", "assured", "I have lost my work", false, "NO_HOMEOWNER")]
    [InlineData("havering", "leasehold", "I have lost my work", false, "BUY_BACK_NOT_OFFERED")]
    [InlineData("one-housing", "leasehold", " ", false, "BUY_BACK_INVALID")]
    [InlineData("one-housing", "leasehold", "two\nlines", false, "BUY_BACK_INVALID")]
    public void Buy_back_is_asked_for_once_at_a_time_where_it_is_offered(string landlord, string tenure, string words, bool waits, string? code)
    {
        var decision = BuyBackDecision.Ask(Account(landlord, tenure), words, Files.For(landlord).Homeowners!.Hardship, waits, "ann", Now);

        Assert.Equal(code, decision is Decision<BuyBack>.Refused ? Refused(decision) : null);
    }

    [Fact]
    public void Whoever_has_left_does_not_sell()
    {
        var account = Account("one-housing", "leasehold");
        account.Apply(new AccountMilestone.Ended(London.DayOf(Now).AddDays(-1), Now));

        Assert.Equal("NO_HOMEOWNER", Refused(BuyBackDecision.Ask(account, "I need to", Files.For("one-housing").Homeowners!.Hardship, waits: false, "ann", Now)));
    }

    [Fact]
    public void Copies_are_given_of_every_invoice_that_was_asked_for_and_once_OHO_LSE_07()
    {
        var copies = InvoiceCopies.Ask(Account("one-housing", "leasehold"), [Home(1), Home(2)], "ann", Now);

        Assert.Null(InvoiceCopiesDecision.Refuse(copies, ["a.pdf", "b.pdf"]));
        Assert.Equal("documents", Assert.Single(InvoiceCopiesDecision.Refuse(copies, ["a.pdf"])!.Fields).Field);
        Assert.Equal("documents[1]", Assert.Single(InvoiceCopiesDecision.Refuse(copies, ["a.pdf", ""])!.Fields).Field);
        copies.Answer(["a.pdf", "b.pdf"], "bob", Now);
        Assert.Equal("ANSWERED_ALREADY", InvoiceCopiesDecision.Refuse(copies, ["a.pdf", "b.pdf"])!.Code);
    }

    [Fact]
    public void What_is_wrong_with_a_landlords_options_is_named()
    {
        HomeownerOption right = new() { Key = "plan", Says = "We can agree a plan." };
        HardshipPolicy policy = new() { Options = [right], Published = false, Note = "a test's" };
        Assert.Empty(policy.Check());
        Assert.Equal(["homeowners.hardship.options", "homeowners.hardship.note"], (policy with { Options = [], Note = null }).Check().Select(fault => fault.Path));
        Assert.Equal(["homeowners.hardship.options[1].key", "homeowners.hardship.options[1].says"], (policy with { Options = [right, right with { Says = "" }] }).Check().Select(fault => fault.Path));
    }

    private static Decision<OptionsTold> Tell(string landlord, string tenure) =>
        TellOptionsDecision.Decide(Account(landlord, tenure), Files.For(landlord).Homeowners!.Hardship, Files.For(landlord).Support, "ann", Now);

    private static Account Account(string landlord, string tenure) => Income.Account.Open(new AccountMilestone.Opened(landlord, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Now)
    {
        Kind = tenure is "leasehold" or "shared-ownership" ? AccountKind.Lease : AccountKind.Tenancy, Tenure = tenure,
    });

    private static string Refused<T>(Decision<T> decision)
        where T : class => Assert.IsType<Decision<T>.Refused>(decision).Why.Code;
}
