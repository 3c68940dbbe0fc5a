using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>What a tenant is owed by law for a repair that two contractors were late with.</summary>
/// <param name="DueAt">The first instant that was too late for the second one.</param>
public sealed record OwedForRepair(Guid RepairId, long AmountPence, DateTimeOffset DueAt);

/// <summary>Says what goes to the account of whoever waited for a repair under the right to repair (ENG-RTR-06). The sum is the law's: Repairs knows how late it was.</summary>
public static class RepairCompensationDecision
{
    public const string Reason = "right-to-repair";

    /// <summary>A posting in the household's favour, nothing when it was credited before, or why it cannot be paid.</summary>
    /// <param name="owed">What is owed.</param>
    /// <param name="letDown">Who waited; null when nobody holds the home.</param>
    /// <param name="credited">Whether this repair was made good before.</param>
    /// <param name="now">The instant of the credit.</param>
    public static Decision<AccountMilestone.Posted> Decide(OwedForRepair owed, LetDown? letDown, bool credited, DateTimeOffset now)
    {
        if (credited)
            return Decision<AccountMilestone.Posted>.Nothing;

        var day = London.DayOf(owed.DueAt.AddTicks(-1));
        if (letDown is null || letDown.Since > day)
            return IncomeRefusals.NobodyWaited;      // an empty home, or people who moved in later

        var narrative = string.Create(CultureInfo.InvariantCulture, $"Right to repair: the second contractor was due by {day:d MMMM yyyy}");
        return new AccountMilestone.Posted(-owed.AmountPence, PostingKind.Compensation, narrative, owed.RepairId, By: "income", now);
    }
}
