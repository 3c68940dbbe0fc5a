using Housing.Standards;

namespace Housing.Income;

/// <summary>What is refused of payments by card.</summary>
public static class CardRefusals
{
    public static Refusal NotOffered { get; } =
        Refusal.Precondition("CARD_NOT_OFFERED", "This landlord does not take cards online. GetWaysToPay lists how it can be paid.");

    public static Refusal NotSet { get; } =
        Refusal.Precondition("CARDS_NOT_SET", "No card provider is set up for this landlord: its operators give the service its address and key (Cards).");

    public static Refusal ProviderAway { get; } =
        Refusal.Unavailable("CARD_PROVIDER_AWAY", "The card provider does not answer. Nothing was paid; repeat the call with the same request_id.");

    public static Refusal PaymentUnknown { get; } =
        Refusal.NotFound("CARD_PAYMENT_UNKNOWN", "There is no such card payment. ListCardPayments gives the ids of an account's payments.");
}
