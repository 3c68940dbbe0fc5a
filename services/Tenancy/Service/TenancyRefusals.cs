using Housing.Standards;

namespace Housing.Tenancy;

/// <summary>Every refusal this service gives, besides the fields of a command that are wrong.</summary>
public static class TenancyRefusals
{
    public static Refusal HomeUnknown { get; } =
        Refusal.NotFound("HOME_UNKNOWN", "There is no home with that id. Register it with Estates first.");

    public static Refusal EstatesAway { get; } = Refusal.Unavailable(
        "ESTATES_AWAY", "Estates cannot be asked about the home just now. Nothing was kept; send the request again with the same request_id.");

    public static Refusal HomeHeld { get; } =
        Refusal.Precondition("HOME_HELD", "Somebody holds this home. Their tenancy has to end before another starts.");

    public static Refusal TenancyUnknown { get; } =
        Refusal.NotFound("TENANCY_UNKNOWN", "There is no tenancy or lease with that id. GetHousehold has the id of the one in a home.");

    public static Refusal EndedAlready(DateOnly on) =>
        Refusal.Precondition("ENDED_ALREADY", $"This tenancy ends on {on:yyyy-MM-dd}; it cannot end on another day or for another reason.");

    public static Refusal HomeEmpty { get; } =
        Refusal.NotFound("HOME_EMPTY", "Nobody holds this home today. StartTenancy records who does.");

    public static Refusal HouseholdUnknown { get; } =
        Refusal.NotFound("HOUSEHOLD_UNKNOWN", "There is no household with that id that holds a home. GetHousehold has the id of the one in a home.");
}
