using Housing.Standards;

namespace Housing.Tenancy;

/// <summary>Every refusal this service gives, besides the fields of a command that are wrong.</summary>
public static class TenancyRefusals
{
    public static Refusal HomeUnknown { get; } =
        Refusal.NotFound("home-unknown", "There is no home with that id. Register it with Estates first.");

    public static Refusal HomeHeld { get; } =
        Refusal.Precondition("home-held", "Somebody holds this home. Their tenancy has to end before another starts.");

    public static Refusal HomeEmpty { get; } =
        Refusal.NotFound("home-empty", "Nobody holds this home today. StartTenancy records who does.");

    public static Refusal HouseholdUnknown { get; } =
        Refusal.NotFound("household-unknown", "There is no household with that id that holds a home. GetHousehold has the id of the one in a home.");
}
