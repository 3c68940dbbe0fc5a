using Grpc.Core;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Estates.Contracts.V1;

namespace Housing.Estates;

internal sealed partial class EstatesGrpc
{
    private const int MostReferences = 200;
    private const int ShortestAddress = 3;
    private const int LongestAddress = 60;

    public override async Task<Wire.ListHomesResponse> ListHomes(Wire.ListHomesRequest request, ServerCallContext call)
    {
        RequireLandlord(request.Landlord);
        call.Caller().RequireRead(request.Landlord);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var references = request.References.ToArray();
        var after = page.After ?? "";       // every reference comes after the empty one

        if (request.References.Count > MostReferences)
            throw EstatesRefusals.TooManyReferences(MostReferences, request.References.Count).ToRpcException();
        if (request.HomeIds.Count > MostReferences)
            throw EstatesRefusals.TooManyHomes(MostReferences, request.HomeIds.Count).ToRpcException();

        var listed = db.Homes.AsNoTracking().Where(h => h.Landlord == request.Landlord);
        if (request.BlockId is not "")
        {
            var block = Ids.Parse(request.BlockId, "block_id");
            listed = listed.Where(h => h.Block!.Id == block);
        }

        if (request.Estate is not "")
            listed = listed.Where(h => h.Block!.Estate == request.Estate);

        if (request.HomeIds.Count > 0)
        {
            var ids = request.HomeIds.Select(id => Ids.Parse(id, "home_ids")).ToArray();
            listed = listed.Where(h => ids.Contains(h.Id));
        }

        if (request.Address is not "")
        {
            var part = request.Address.Trim();
            if (part.Length is < ShortestAddress or > LongestAddress || part.Any(char.IsControl))
                throw EstatesRefusals.AddressUnsuitable(ShortestAddress, LongestAddress).ToRpcException();
            var pattern = $"%{part.Replace("\\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
            listed = listed.Where(h => EF.Functions.ILike(h.Postcode, pattern, @"\") || h.AddressLines.Any(line => EF.Functions.ILike(line, pattern, @"\")));
        }

        // One more than the page holds says whether there is another.
        var homes = await listed.Include(h => h.Block)
            .Where(h => string.Compare(h.Reference, after) > 0)
            .Where(h => references.Length == 0 || references.Contains(h.Reference))
            .OrderBy(h => h.Reference)
            .Take(page.Size + 1)
            .ToListAsync(call.CancellationToken);
        var shown = homes.Take(page.Size).ToList();
        return new() { Homes = { shown.Select(ToWire) }, NextPageToken = Paging.Token(homes.Count > page.Size ? shown[^1].Reference : null) };
    }
}
