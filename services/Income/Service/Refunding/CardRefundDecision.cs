using Housing.Standards;

namespace Housing.Income;

/// <summary>
/// Says what follows from what the card provider answers about a refund. A request whose answer was lost may have passed or not: it is made again with what was left of
/// the payment before the first one, which the provider takes once only.
/// </summary>
public static class CardRefundDecision
{
    /// <summary>The provider was asked to refund.</summary>
    /// <param name="refund">The refund.</param>
    /// <param name="answer">What it took on; null when something else was left of the payment than we said.</param>
    /// <param name="there">The payment's refunds that the provider tells, where it took none on; its list may lag behind.</param>
    /// <param name="goneBackPence">What of the payment has gone back in all, which never lags behind.</param>
    /// <param name="ours">The provider's ids of our other refunds.</param>
    /// <param name="now">The instant of the answer.</param>
    public static RefundMilestone Asked(Refund refund, ProviderRefund? answer, IReadOnlyList<ProviderRefund> there, long goneBackPence, IReadOnlySet<string> ours, DateTimeOffset now)
    {
        if (answer is not null)
            return Heard(answer, now);
        // Not taken on: then either the one whose answer was lost passed, and is there, or somebody else moved what is left.
        var standing = there.Where(one => one.Status != "error").ToList();
        if (standing.Find(one => one.AmountPence == refund.AmountPence && !ours.Contains(one.Id)) is { } passed)
            return Heard(passed, now);
        return standing.Sum(one => one.AmountPence) == goneBackPence
            ? new RefundMilestone.Failed("The card provider has sent back something else meanwhile; it is asked again.", Anew: true, now)
            : new RefundMilestone.Failed("The card provider does not tell yet whether it was sent; it is looked up again.", Anew: false, now);
    }

    /// <summary>The provider says how a refund that it took on stands.</summary>
    public static RefundMilestone Heard(ProviderRefund told, DateTimeOffset now) => told.Status switch
    {
        "success" => new RefundMilestone.Paid(told.Id, now),
        "error" => new RefundMilestone.Failed("The card provider could not send it; it is asked again.", Anew: true, now),
        _ => new RefundMilestone.TakenOn(told.Id, now),
    };
}
