using Grpc.Core;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Estates.Contracts.V1;

namespace Housing.Estates;

internal sealed partial class EstatesGrpc
{
    public override async Task<Wire.GetBlockResponse> GetBlock(Wire.GetBlockRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.BlockId, "block_id");
        var block = await db.Blocks.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, call.CancellationToken)
            ?? throw EstatesRefusals.BlockUnknown.ToRpcException();
        call.Caller().RequireRead(block.Landlord);
        return new() { Block = ToWire(block), PlannedWorks = { await Coming(block.Landlord, homeId: null, block.Id, block.Estate, call.CancellationToken) } };
    }
}
