namespace Housing.Estates;

/// <summary>A building of several homes, on an estate. Landlords name blocks within an estate, so the pair is what is unique.</summary>
public sealed class Block
{
    private Block() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public string Estate { get; private set; } = "";
    public string Name { get; private set; } = "";

    public static Block Make(string landlord, BlockName name) =>
        new() { Id = Guid.CreateVersion7(), Landlord = landlord, Estate = name.Estate, Name = name.Name };
}

/// <summary>How people speak of a block: "Mayfield House" on "Harold Hill".</summary>
public sealed record BlockName(string Name, string Estate);
