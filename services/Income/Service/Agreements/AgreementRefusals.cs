using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>What is refused about agreements, besides the fields of a command that are wrong.</summary>
public static class AgreementRefusals
{
    public static Refusal AgreementUnknown { get; } = Refusal.NotFound("AGREEMENT_UNKNOWN", "There is no such agreement. ListAgreements gives those of an account.");

    public static Refusal AnotherInForce { get; } =
        Refusal.Precondition("AGREEMENT_IN_FORCE", "An agreement is in force on this account. End it, with the reason, before another is offered.");

    public static Refusal NothingToAgree { get; } =
        Refusal.Precondition("NOTHING_TO_AGREE", "Nothing is really owed on this account: what is open is on its way, or there is nothing.");

    public static Refusal NotAffordable(OfferAgreement offer, long leftPence) => Refusal.Precondition(
        "NOT_AFFORDABLE",
        string.Create(CultureInfo.InvariantCulture, $"By its own figures the household has {ChargeSum.Pounds(leftPence)} a month left, and {ChargeSum.Pounds(offer.InstalmentPence)} {IncomeMessages.Word(offer.Every)} is more. Offer what it can afford."),
        "ENG-INC-09");

    public static Refusal OfferOver(AgreementState state) =>
        Refusal.Precondition("OFFER_OVER", $"This offer cannot be answered any more; it is {IncomeMessages.Word(state)}. Another can be made.");

    public static Refusal NotInForce(AgreementState state) =>
        Refusal.Precondition("AGREEMENT_NOT_IN_FORCE", $"Only an agreement in force is reviewed or ended; this one is {IncomeMessages.Word(state)}.");

    public static Refusal ArrearsNotSet { get; } =
        Refusal.Precondition("ARREARS_NOT_SET", "The landlord's standards file does not say how arrears are looked after: give its income section an arrears part.");
}
