using Housing.Standards;

namespace Housing.Estates;

/// <summary>Every refusal this service gives, besides the fields of a home that are wrong (<see cref="RegistrationDecision"/>).</summary>
public static class EstatesRefusals
{
    public static Refusal HomeUnknown { get; } =
        Refusal.NotFound("HOME_UNKNOWN", "There is no home with that id. ListHomes has the ids of a landlord's homes.");

    public static Refusal TooManyReferences(int most, int given)
    {
        var fault = $"must be {most} at most; there are {given}. Ask for the rest in another call.";
        return Refusal.Invalid("TOO_MANY_REFERENCES", $"references {fault}", new FieldFault("references", fault));
    }

    public static Refusal BlockUnknown { get; } =
        Refusal.NotFound("BLOCK_UNKNOWN", "There is no block with that id. ListBlocks has the ids of a landlord's blocks.");

    public static Refusal LandlordUnknown(IEnumerable<string> known)
    {
        var fault = $"must be one of {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
        return Refusal.Invalid("LANDLORD_UNKNOWN", $"landlord {fault}", new FieldFault("landlord", fault));
    }

    public static Refusal ReferenceTaken(string reference) =>
        Refusal.AlreadyExists("REFERENCE_TAKEN", $"The landlord has a home with the reference {reference} already. Give this one its own reference, or read that one with ListHomes.");
}
