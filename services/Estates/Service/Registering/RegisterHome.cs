using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Estates.Contracts.V1;

namespace Housing.Estates;

/// <summary>What a landlord says of a home it owns, as given.</summary>
public sealed record RegisterHome(
    string Landlord, string Reference, IReadOnlyList<string> AddressLines, string Postcode, BlockName? Block, bool HasGas, GivenDay? HandedOver);

/// <summary>Says whether a home can go on the landlord's books, and in what form its address is kept.</summary>
public static class RegistrationDecision
{
    // No landlord here holds a building older than this: an earlier year is a slip of the pen.
    private static readonly DateOnly EarliestHandOver = new(1500, 1, 1);

    public static Decision<HomeMilestone.Registered> Decide(RegisterHome command, DateOnly today, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var reference = fields.Line("reference", command.Reference, 40);
        if (command.AddressLines.Count is 0 or > 5)
            fields.Fault("address.lines", $"must be 1 to 5 lines, without the postcode; there are {command.AddressLines.Count}.");
        var lines = command.AddressLines.Take(5).Select((line, at) => fields.Line($"address.lines[{at}]", line, 80)).ToArray();
        var postcode = Postcode.Read(command.Postcode);
        if (postcode is null)
            fields.Fault("address.postcode", "must be a UK postcode, such as RM1 3BD.");
        var block = command.Block is { } given ? new BlockName(fields.Line("block.name", given.Name, 80), fields.Line("block.estate", given.Estate, 80)) : null;
        var handedOver = command.HandedOver is { } day ? fields.Day("handed_over", day, EarliestHandOver, today) : null;

        return fields.FoundFaults
            ? fields.Refuse("HOME_INVALID")
            : new HomeMilestone.Registered(command.Landlord, reference, lines, postcode!, block, command.HasGas, handedOver, now);
    }
}

internal sealed partial class EstatesGrpc
{
    public override Task<Wire.RegisterHomeResponse> RegisterHome(Wire.RegisterHomeRequest request, ServerCallContext call)
    {
        RequireLandlord(request.Landlord);
        call.Caller().RequireAct(request.Landlord);
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var now = clock.Now();
            var command = new RegisterHome(
                request.Landlord, request.Reference, request.Address?.Lines ?? [], request.Address?.Postcode ?? "",
                request.Block is { } block ? new BlockName(block.Name, block.Estate) : null,
                request.HasGas,
                request.HandedOver is { } day ? new GivenDay(day.Year, day.Month, day.Day) : null);
            var home = await Put(RegistrationDecision.Decide(command, London.DayOf(now), now), call);
            return new Wire.RegisterHomeResponse { Home = ToWire(home) };
        });
    }

    private async Task<Home> Put(Decision<HomeMilestone.Registered> decision, ServerCallContext call)
    {
        if (decision is Decision<HomeMilestone.Registered>.Refused refused)
            throw refused.Why.ToRpcException();

        var registered = decision.Milestones[0];
        if (await db.Homes.AnyAsync(h => h.Landlord == registered.Landlord && h.Reference == registered.Reference, call.CancellationToken))
            throw EstatesRefusals.ReferenceTaken(registered.Reference).ToRpcException();

        // Of two homes that bring the same new block at once, the second finds it taken, is told ABORTED and finds the block when it tries again.
        var block = registered.Block is { } name
            ? await db.Blocks.SingleOrDefaultAsync(b => b.Landlord == registered.Landlord && b.Estate == name.Estate && b.Name == name.Name, call.CancellationToken)
                ?? Block.Make(registered.Landlord, name)
            : null;
        var home = Home.Register(registered, block, by: call.Caller().Subject);
        db.Homes.Add(home);
        return home;
    }
}
