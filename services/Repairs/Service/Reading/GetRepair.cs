using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    public override async Task<GetRepairResponse> GetRepair(GetRepairRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        var file = await Load(request.RepairId, call.CancellationToken);
        caller.RequireRead(file.Repair);
        log.LogInformation("{Role} {Subject} read repair {RepairId}", caller.RoleName, caller.Subject, file.Repair.Id);
        return new() { Repair = Message(file, clock.Now()) };
    }
}
