namespace Housing.Standards;

/// <summary>Reads what every entry of a file of laws says of the law it rests on: the instrument and its section, since when it binds, and whether that has been read in the law itself.</summary>
internal static class LawReader
{
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    public static (string? Law, DateOnly? InForce, bool Confirmed) Read(Place entry, bool isStatute)
    {
        var law = entry.Text("law", required: isStatute);
        var confirmed = entry.Child("confirmed") is null || entry.Yes("confirmed");
        if (isStatute && entry.Child("confirmed") is null)
            entry.Fault("confirmed", "must be true when the figure has been read in the law itself, else false");
        // What was announced and has no day yet cannot be confirmed either.
        return (law, entry.Date("inForce", required: isStatute && confirmed, since: Earliest), confirmed);
    }
}
