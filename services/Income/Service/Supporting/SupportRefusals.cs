using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>What is refused about help, consents and claims, besides the fields of a command that are wrong.</summary>
public static class SupportRefusals
{
    public static Refusal SupportUnknown { get; } =
        Refusal.NotFound("SUPPORT_UNKNOWN", "There is no such help. ListSupport gives the ids of an account's.");

    public static Refusal NotOffered { get; } =
        Refusal.Precondition("SUPPORT_NOT_OFFERED", "Only what was offered can be answered: offer it first.");

    public static Refusal AnsweredAlready { get; } =
        Refusal.Precondition("SUPPORT_ANSWERED", "This offer has been answered otherwise. Offer it anew if the household has changed its mind.");

    public static Refusal EndedAlready { get; } =
        Refusal.Precondition("SUPPORT_ENDED", "What came of this help is on record already.");

    public static Refusal NotInScheme { get; } = Refusal.Precondition(
        "NOT_IN_SCHEME", "Joint support is for households of a care and support scheme: note the scheme and its officer first.", "OHO-INC-14");

    public static Refusal ConsentUnknown { get; } =
        Refusal.NotFound("CONSENT_UNKNOWN", "There is no such consent. ListConsents gives the ids of an account's.");

    /// <summary>Nobody is spoken to about a household without its leave.</summary>
    /// <param name="last">The last day of one that was given and is over or withdrawn; null when none was given.</param>
    public static Refusal NoConsent(DateOnly? last) => Refusal.Precondition(
        "NO_CONSENT",
        last is { } day
            ? string.Create(CultureInfo.InvariantCulture, $"The household's consent to speak to them about this was good to {day:yyyy-MM-dd}. Ask for a new one first.")
            : "The household has not consented to your speaking to them about this. Ask for its consent first.",
        "OHO-INC-15");

    public static Refusal ClaimUnknown { get; } =
        Refusal.NotFound("CLAIM_UNKNOWN", "There is no such benefit claim. ListSupport gives the ids of an account's.");

    public static Refusal ClaimDecided { get; } =
        Refusal.Precondition("CLAIM_DECIDED", "This claim has been decided otherwise. Record a new claim if there is one.");
}
