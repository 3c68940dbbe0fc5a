using Housing.Standards;

namespace Housing.Income;

/// <summary>Money that the answer to a complaint promised.</summary>
/// <param name="RemedyId">The promise; it is kept once.</param>
/// <param name="Reference">The complaint's, as the resident knows it.</param>
public sealed record PromisedMoney(Guid RemedyId, string Reference, long AmountPence);

/// <summary>Says what goes to the account of whoever complained. The sum is Complaints' word: who may promise how much is decided there.</summary>
public static class ComplaintCompensationDecision
{
    public const string Reason = "complaint";

    /// <summary>A posting in the household's favour, nothing when it was credited before, or why it cannot be paid.</summary>
    /// <param name="promised">What was promised.</param>
    /// <param name="household">Who complained; null for somebody who has no home here.</param>
    /// <param name="credited">Whether this promise was kept before.</param>
    /// <param name="now">The instant of the credit.</param>
    public static Decision<AccountMilestone.Posted> Decide(PromisedMoney promised, LetDown? household, bool credited, DateTimeOffset now)
    {
        if (credited)
            return Decision<AccountMilestone.Posted>.Nothing;
        if (household is null)
            return IncomeRefusals.NobodyToCredit;
        return new AccountMilestone.Posted(
            -promised.AmountPence, PostingKind.Compensation, $"Promised in the answer to complaint {promised.Reference}", promised.RemedyId, By: "income", now);
    }
}
