using Grpc.Core;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Estates.Contracts.V1;

namespace Housing.Estates;

internal sealed partial class EstatesGrpc
{
    public override async Task<Wire.CountHomesResponse> CountHomes(Wire.CountHomesRequest request, ServerCallContext call)
    {
        RequireLandlord(request.Landlord);
        call.Caller().RequireRead(request.Landlord);
        var counted = await db.Homes.Where(h => h.Landlord == request.Landlord)
            .GroupBy(h => h.Block == null ? null : h.Block.Estate)
            .Select(g => new { Estate = g.Key, Homes = g.LongCount() })
            .ToListAsync(call.CancellationToken);
        return new()
        {
            Homes = counted.Sum(c => c.Homes),
            Estates = { counted.Where(c => c.Estate is not null).OrderBy(c => c.Estate, StringComparer.Ordinal).Select(c => new Wire.EstateHomes { Estate = c.Estate, Homes = c.Homes }) },
        };
    }
}
