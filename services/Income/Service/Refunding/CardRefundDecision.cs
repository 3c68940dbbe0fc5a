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
    /// <param name="there">All refunds of the payment that the provider has, where it took none on.</param>
    /// <param name="ours">The provider's ids of our other refunds.</param>
    /// <param name="now">The instant of the answer.</param>
    public static RefundMilestone Asked(Refund refund, ProviderRefund? answer, IReadOnlyList<ProviderRefund> there, IReadOnlySet<string> ours, DateTimeOffset now)
    {
        // Not taken on: then either the one whose answer was lost passed, and is there, or somebody else moved what is left.
        var taken = answer ?? there.FirstOrDefault(one => one.AmountPence == refund.AmountPence && one.Status != "error" && !ours.Contains(one.Id));
        return taken is null ? new RefundMilestone.Failed("Something else than expected is left of the card payment; it is read again.", Anew: true, now) : Heard(taken, now);
    }

    /// <summary>The provider says how a refund that it took on stands.</summary>
    public static RefundMilestone Heard(ProviderRefund told, DateTimeOffset now) => told.Status switch
    {
        "success" => new RefundMilestone.Paid(told.Id, now),
        "error" => new RefundMilestone.Failed("The card provider could not send it; it is asked again.", Anew: true, now),
        _ => new RefundMilestone.TakenOn(told.Id, now),
    };
}
