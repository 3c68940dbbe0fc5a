using Grpc.Core;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Estates.Contracts.V1;

namespace Housing.Estates;

internal sealed partial class EstatesGrpc
{
    public override async Task<Wire.GetHomeResponse> GetHome(Wire.GetHomeRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.HomeId, "home_id");
        var home = await db.Homes.AsNoTracking().Include(h => h.Block).SingleOrDefaultAsync(h => h.Id == id, call.CancellationToken)
            ?? throw EstatesRefusals.HomeUnknown.ToRpcException();
        call.Caller().RequireRead(home.Landlord);
        return new() { Home = ToWire(home), PlannedWorks = { await Coming(home.Landlord, home.Id, home.Block?.Id, home.Block?.Estate, call.CancellationToken) } };
    }
}
