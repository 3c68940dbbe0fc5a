using Housing.Standards;

namespace Housing.Income;

/// <summary>Every refusal this service gives, besides the fields of a command that are wrong.</summary>
public static class IncomeRefusals
{
    public static Refusal AccountUnknown { get; } =
        Refusal.NotFound("ACCOUNT_UNKNOWN", "There is no such account. An account opens a moment after its tenancy starts; its household_id finds it.");

    public static Refusal AccountNotNamed { get; } =
        Field("account_id", "must be an account's id, or household_id a household's; both are unset.");

    public static Refusal PageTokenUnknown { get; } =
        Field("page_token", "must be the next_page_token of the page before, unchanged, or empty for the first page.");

    public static Refusal ChargedAlready { get; } =
        Refusal.AlreadyExists("CHARGED_ALREADY", "Somebody else made a charge with this request_id. Make a new UUID for each charge.");

    /// <summary>Kept with the compensation that could not be paid; no caller sees it.</summary>
    public static Refusal NobodyLetDown { get; } =
        Refusal.Precondition("NOBODY_LET_DOWN", "Nobody held the home on the day of the appointment.", clause: "OHO-REP-14");

    /// <inheritdoc cref="NobodyLetDown"/>
    public static Refusal NobodyWaited { get; } =
        Refusal.Precondition("NOBODY_WAITED", "Nobody held the home when the repair was due.", clause: "ENG-RTR-06");

    private static Refusal Field(string field, string fault) => Refusal.Invalid("INVALID_FIELD", $"{field} {fault}", new FieldFault(field, fault));
}
