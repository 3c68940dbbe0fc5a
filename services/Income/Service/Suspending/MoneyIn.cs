namespace Housing.Income;

/// <summary>Money that came in for an account, by whichever way.</summary>
/// <param name="Pence">Positive.</param>
/// <param name="Narrative">What its holder reads.</param>
/// <param name="Cause">What brought it; the same cause again is the same money.</param>
/// <param name="Evidence">What shows it.</param>
public sealed record MoneyIn(long Pence, string Narrative, Guid Cause, string Evidence, string By, DateTimeOffset At);

/// <summary>Says how money that came in is put on an account: against what is owed, in the landlord's order; on the suspense account it stays whole.</summary>
public static class MoneyInDecision
{
    public static AccountMilestone.Posted Decide(Account account, MoneyIn money, AllocationOrder order) =>
        new(-money.Pence, PostingKind.Payment, money.Narrative, money.Cause, money.By, money.At)
        {
            Entries = account.Kind == AccountKind.Suspense ? null : Bookkeeping.Allocate(PostingKind.Payment, money.Pence, account.Owed, order),
            Evidence = money.Evidence,
        };

    /// <summary>The bank took it back: what undoes the payment, on the very parts it settled, naming why.</summary>
    public static AccountMilestone.Posted TakeBack(Posting payment, Guid cause, string evidence, string by, DateTimeOffset now) =>
        new(-payment.AmountPence, PostingKind.Reversal, $"Taken back: {payment.Narrative}", cause, by, now)
        {
            Entries = Bookkeeping.Reverse(payment.Lines.OrderBy(line => line.Number).Select(line => line.Entry)),
            Evidence = evidence,
            Reverses = payment.Id,
        };
}
