using Grpc.Core;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Estates.Contracts.V1;

namespace Housing.Estates;

internal sealed partial class EstatesGrpc
{
    public override async Task<Wire.ListBlocksResponse> ListBlocks(Wire.ListBlocksRequest request, ServerCallContext call)
    {
        RequireLandlord(request.Landlord);
        call.Caller().RequireRead(request.Landlord);
        var page = Paging.Read(request.PageSize, request.PageToken);

        var listed = db.Blocks.AsNoTracking().Where(b => b.Landlord == request.Landlord);
        if (request.Estate is not "")
            listed = listed.Where(b => b.Estate == request.Estate);
        if (page.AfterId is { } after)
            listed = listed.Where(b => b.Id > after);
        var blocks = await listed.OrderBy(b => b.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new()
        {
            Blocks = { blocks.Take(page.Size).Select(ToWire) },
            NextPageToken = Paging.Token(blocks.Count > page.Size ? blocks[page.Size - 1].Id : null),
            PlannedWorks = { request.Estate is "" ? [] : await Coming(request.Landlord, homeId: null, blockId: null, request.Estate, call.CancellationToken) },
        };
    }
}
