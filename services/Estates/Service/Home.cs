namespace Housing.Estates;

/// <summary>What can happen to a home.</summary>
public abstract record HomeMilestone(DateTimeOffset At)
{
    /// <summary>The landlord put it on its books. Address and postcode are already in the form we keep.</summary>
    public sealed record Registered(
        string Landlord, string Reference, IReadOnlyList<string> AddressLines, string Postcode, BlockName? Block, bool HasGas, DateOnly? HandedOver, DateTimeOffset At)
        : HomeMilestone(At);
}

/// <summary>One dwelling, as the landlord's asset. Who lives in it is Tenancy's to know.</summary>
public sealed class Home
{
    private Home() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public string Reference { get; private set; } = "";
    public IReadOnlyList<string> AddressLines { get; private set; } = [];
    public string Postcode { get; private set; } = "";
    public Block? Block { get; private set; }
    public bool HasGas { get; private set; }
    public DateOnly? HandedOver { get; private set; }
    public DateTimeOffset RegisteredAt { get; private set; }
    public string RegisteredBy { get; private set; } = "";

    /// <summary>A new home in its block, which the caller has found or made; null for a house.</summary>
    public static Home Register(HomeMilestone.Registered milestone, Block? block, string by)
    {
        var home = new Home { Id = Guid.CreateVersion7(), Block = block, RegisteredBy = by };
        home.Apply(milestone);
        return home;
    }

    private void Apply(HomeMilestone milestone)
    {
        switch (milestone)
        {
            case HomeMilestone.Registered registered:
                Landlord = registered.Landlord;
                Reference = registered.Reference;
                AddressLines = registered.AddressLines;
                Postcode = registered.Postcode;
                HasGas = registered.HasGas;
                HandedOver = registered.HandedOver;
                RegisteredAt = registered.At;
                break;
        }
    }
}
