using System.Globalization;
using Housing.Standards;

namespace Housing.Estates;

/// <summary>Every refusal this service gives, besides the fields of a home that are wrong (<see cref="RegistrationDecision"/>).</summary>
public static class EstatesRefusals
{
    public static Refusal HomeUnknown { get; } =
        Refusal.NotFound("HOME_UNKNOWN", "There is no home with that id. ListHomes has the ids of a landlord's homes.");

    public static Refusal TooManyHomes(int most, int given)
    {
        var fault = $"must be {most} at most; there are {given}. Ask for the rest in another call.";
        return Refusal.Invalid("TOO_MANY_HOMES", $"home_ids {fault}", new FieldFault("home_ids", fault));
    }

    public static Refusal TooManyReferences(int most, int given)
    {
        var fault = $"must be {most} at most; there are {given}. Ask for the rest in another call.";
        return Refusal.Invalid("TOO_MANY_REFERENCES", $"references {fault}", new FieldFault("references", fault));
    }

    public static Refusal AddressUnsuitable(int shortest, int longest) => Field("address", $"must be {shortest} to {longest} characters of an address or postcode; leave it unset for every home.");

    public static Refusal BlockUnknown { get; } =
        Refusal.NotFound("BLOCK_UNKNOWN", "There is no block with that id. ListBlocks has the ids of a landlord's blocks.");

    public static Refusal EstateUnknown(string estate) =>
        Refusal.NotFound("ESTATE_UNKNOWN", $"The landlord has no estate “{estate}”. ListBlocks has the estates as they are written.");

    public static Refusal WorksUnknown { get; } =
        Refusal.NotFound("WORKS_UNKNOWN", "There are no planned works with that id. ListPlannedWorks has the ids of a landlord's.");

    public static Refusal ChangeMissing { get; } = Field("change", "must be moved, done or dropped.");

    public static Refusal OnePlace { get; } = Field("home_id", "must be unset when block_id or estate is named: one of the three at most.");

    public static Refusal StateUnknown { get; } = Field("state", "must be WORKS_STATE_PLANNED, WORKS_STATE_DONE or WORKS_STATE_DROPPED, or unset for all.");

    public static Refusal WorksPlannedAlready { get; } = Refusal.AlreadyExists(
        "WORKS_PLANNED_ALREADY", "That programme has that element planned there already. Move it with ChangePlannedWorks, or read it with ListPlannedWorks.");

    public static Refusal WorksOver(PlannedWorks works) => Refusal.Precondition("WORKS_OVER", works.State switch
    {
        WorksState.Done => string.Create(CultureInfo.InvariantCulture, $"The works were done on {works.DoneOn:yyyy-MM-dd}. Plan what comes after them with PlanWorks."),
        WorksState.Dropped => $"The works were dropped (“{works.Reason}”). Plan them anew with PlanWorks.",
        WorksState.Planned => "The works are planned and can be changed.",
    });

    public static Refusal LandlordUnknown(IEnumerable<string> known)
    {
        var fault = $"must be one of {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
        return Refusal.Invalid("LANDLORD_UNKNOWN", $"landlord {fault}", new FieldFault("landlord", fault));
    }

    public static Refusal ReferenceTaken(string reference) =>
        Refusal.AlreadyExists("REFERENCE_TAKEN", $"The landlord has a home with the reference {reference} already. Give this one its own reference, or read that one with ListHomes.");

    private static Refusal Field(string field, string fault) => Refusal.Invalid("INVALID_FIELD", $"{field} {fault}", new FieldFault(field, fault));
}
