using Google.Protobuf.WellKnownTypes;
using Housing.Estates.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Estates.Contracts.V1;

namespace Housing.Estates;

/// <summary>The homes, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class EstatesGrpc(EstatesDb db, StandardsBook standards, TimeProvider clock) : Wire.Estates.EstatesBase
{
    private void RequireLandlord(string landlord)
    {
        if (!standards.Landlords.Contains(landlord))
            throw EstatesRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
    }

    private static Wire.Block ToWire(Block block) => new() { BlockId = block.Id.ToString(), Name = block.Name, Estate = block.Estate, Landlord = block.Landlord };

    private static Wire.Date ToWire(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    private static Wire.Home ToWire(Home home) => new()
    {
        HomeId = home.Id.ToString(),
        Landlord = home.Landlord,
        Reference = home.Reference,
        Address = new Wire.Address { Lines = { home.AddressLines }, Postcode = home.Postcode },
        Block = home.Block is { } block ? ToWire(block) : null,
        HasGas = home.HasGas,
        HandedOver = home.HandedOver is { } day ? ToWire(day) : null,
        RegisteredAt = Timestamp.FromDateTimeOffset(home.RegisteredAt),
    };
}
