using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    public override async Task<GetRepairResponse> GetRepair(GetRepairRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        var file = await desk.Load(request.RepairId, call.CancellationToken);
        var repair = await Seen(caller, file, call.CancellationToken);
        log.LogInformation("{Role} {Subject} read repair {RepairId}", caller.RoleName, caller.Subject, file.Repair.Id);
        return new() { Repair = repair };
    }

    /// <summary>The repair as this caller may see it; PERMISSION_DENIED when they may not.</summary>
    private async Task<Wire.Repair> Seen(Caller caller, CaseFile file, CancellationToken cancellationToken)
    {
        if (await SeesAsNeighbour(caller, file.Repair, cancellationToken))
            return Message(file, clock.Now()).ForNeighbours();
        caller.RequireRead(file.Repair);
        var message = Message(file, caller, clock.Now());
        if (caller.IsService)
            message.NameWhoRecorded(file.Repair);
        return message;
    }

    /// <summary>Whether a resident sees it because they live there (OHO-REP-20) or reported it too, and not as the household whose own it is.</summary>
    private async Task<bool> SeesAsNeighbour(Caller caller, Repair repair, CancellationToken cancellationToken)
    {
        if (caller is not { Role: Role.Resident, Household: { } household } || !repair.Shared || caller.Landlord != repair.Landlord || repair.Reader == household)
            return false;
        return repair.ReporterHouseholds.Contains(household)
            || (await residences.Ask(household, cancellationToken) is { } residence && LivesThere(residence, repair.Landlord, repair.BlockId, repair.Estate));
    }
}
