using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>What a household signed to pay for a repair.</summary>
public sealed record AgreedRecharge(Guid RechargeId, long AmountPence, DateTimeOffset AgreedAt);

/// <summary>Puts a signed recharge on the account (HAV-REP-14, HAV-REP-44), and takes it back when it is not owed after all; each once.</summary>
public static class RechargeDecision
{
    /// <summary>The charge; nothing when it is on the account already.</summary>
    public static Decision<AccountMilestone.Posted> Charge(AgreedRecharge recharge, bool charged, DateTimeOffset now)
    {
        if (charged)
            return Decision<AccountMilestone.Posted>.Nothing;
        var narrative = string.Create(CultureInfo.InvariantCulture, $"Repair of {London.DayOf(recharge.AgreedAt):d MMMM yyyy} that you signed for");
        return new AccountMilestone.Posted(recharge.AmountPence, PostingKind.Recharge, narrative, recharge.RechargeId, By: "income", now) { Evidence = $"recharge {recharge.RechargeId}" };
    }

    /// <summary>What was charged, in the household's favour; nothing when it was taken back already.</summary>
    /// <param name="charge">What is on the account, which is what is taken back.</param>
    /// <param name="withdrawn">Whether it was taken back before.</param>
    /// <param name="now">The instant of the posting.</param>
    public static Decision<AccountMilestone.Posted> Withdraw(Posting charge, bool withdrawn, DateTimeOffset now) => withdrawn
        ? Decision<AccountMilestone.Posted>.Nothing
        : new AccountMilestone.Posted(-charge.AmountPence, PostingKind.RechargeWithdrawn, $"{charge.Narrative}, taken back", charge.Cause, By: "income", now)
        {
            Entries = Bookkeeping.Reverse(charge.Lines.Select(line => line.Entry)),
            Evidence = $"recharge {charge.Cause}",
            Reverses = charge.Id,
        };
}
