using Housing.Standards;

namespace Housing.Income;

/// <summary>What is refused of refunds.</summary>
public static class RefundRefusals
{
    public static Refusal RefundUnknown { get; } = Refusal.NotFound("REFUND_UNKNOWN", "There is no such refund. ListRefunds gives the ids.");

    public static Refusal Decided { get; } = Refusal.Precondition("REFUND_DECIDED", "This refund was agreed to or declined before. Ask for another one if more has to go back.");

    public static Refusal NotApproved { get; } = Refusal.Precondition("REFUND_NOT_APPROVED", "Only a refund that was agreed to and is not paid yet can be recorded as paid.");

    public static Refusal GoesToCard { get; } = Refusal.Precondition("REFUND_GOES_TO_CARD", "This refund goes back to a card: the card provider pays it, and it is recorded by itself.");

    public static Refusal OnItsWay { get; } = Refusal.Precondition(
        "REFUND_ON_ITS_WAY", "Only a refund that was agreed to and that surely nobody has sent is taken back: this one was sent, or it is not known yet whether it was.");

    public static Refusal Stands { get; } =
        Refusal.Precondition("REFUND_STANDS", "This posting is a refund, and stands: what was not sent is taken back by WithdrawRefund, and what was sent is gone.");

    /// <summary>More than there is.</summary>
    /// <param name="pence">What the account has in its favour that nobody asked for.</param>
    public static Refusal TooLarge(long pence) =>
        Refusal.Precondition("REFUND_TOO_LARGE", $"A refund is at most what the account has in its favour and nobody else asked for: that is {pence} pence.");

    /// <summary>More than is left of the payment it goes back to.</summary>
    /// <param name="pence">What is left of it.</param>
    public static Refusal MoreThanPaid(long pence) =>
        Refusal.Precondition("REFUND_MORE_THAN_PAID", $"No more than was paid goes back to a card: of this payment {pence} pence are left.");
}
