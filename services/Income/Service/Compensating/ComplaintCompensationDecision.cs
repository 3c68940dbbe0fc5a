using Housing.Standards;

namespace Housing.Income;

/// <summary>Money that the answer to a complaint promised, or the Ombudsman ordered.</summary>
/// <param name="RemedyId">The promise; it is kept once.</param>
/// <param name="Reference">The complaint's, as the resident knows it.</param>
public sealed record PromisedMoney(Guid RemedyId, string Reference, long AmountPence)
{
    /// <summary>By the Ombudsman.</summary>
    public bool Ordered { get; init; }
}

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
        var narrative = promised.Ordered ? $"Ordered by the Ombudsman on complaint {promised.Reference}" : $"Promised in the answer to complaint {promised.Reference}";
        return new AccountMilestone.Posted(-promised.AmountPence, PostingKind.Compensation, narrative, promised.RemedyId, By: "income", now);
    }
}
