using Housing.Standards;

namespace Housing.Income.Tests.Legal;

/// <summary>Accounts, arrears cases and legal actions as these tests tell them.</summary>
internal static class LegalExamples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 3, 3);
    public static readonly StandardsBook Book = StandardsBook.Read(StandardsFolder.BesideAssemblies);
    public static readonly Policies<IncomePolicy> Landlords = Policies<IncomePolicy>.Read(StandardsFolder.BesideAssemblies, "income");

    public static Account Account(string landlord = "one-housing", string? tenure = "secure", AccountKind kind = AccountKind.Tenancy) => Housing.Income.Account.Open(
        new AccountMilestone.Opened(landlord, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Now.AddDays(-400)) { Kind = kind, Tenure = tenure, StartedOn = Today.AddDays(-400) });

    /// <summary>A case about so much, at £100 a week, on which this was done before.</summary>
    public static ArrearsCase Case(Account account, long pence = 600_00, params ArrearsAct[] done)
    {
        var file = ArrearsCase.Open(account, [], new Standing(pence, 5_200_00, []), "income", Now.AddDays(-60));
        foreach (var act in done)
            file.Apply(new ArrearsMilestone(act, "officer", Now.AddDays(-30)), Now.AddDays(-30));
        return file;
    }

    public static LegalMilestone.NoticeServed Served(LegalRoute route = LegalRoute.Possession) =>
        new(route, "notice-seeking-possession", Today.AddDays(-28), ServedHow.ByHand, Today, Today.AddYears(1), "officer", Now.AddDays(-28)) { Evidence = "NSP 7" };

    public static LegalAction Action(Account? account = null, params LegalMilestone[] then)
    {
        var of = account ?? Account();
        var action = LegalAction.Begin(of, Case(of), Served());
        foreach (var milestone in then)
            action.Apply(milestone);
        return action;
    }

    public static LegalMilestone Issued { get; } = new LegalMilestone.ClaimIssued(Today.AddDays(-1), "Romford County Court", "K01", "officer", Now.AddDays(-1));

    public static LegalMilestone Ordered(HearingOutcome order) => new LegalMilestone.OrderMade(order, Today, order == HearingOutcome.SuspendedOrder ? "£5 a week" : null, "officer", Now);

    public static Refusal WhyNot<T>(Decision<T> decision)
        where T : class => Assert.IsType<Decision<T>.Refused>(decision).Why;
}
