using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>What is wrong in the shared places: everybody who lives there sees it (OHO-REP-20, OHO-EST-08, OHO-REP-09).</summary>
internal sealed partial class RepairsGrpc
{
    public override async Task<ListCommunalRepairsResponse> ListCommunalRepairs(ListCommunalRepairsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        Guid? block = request.BlockId is "" ? null : Ids.Parse(request.BlockId, "block_id");
        var estate = request.Estate is "" ? null : request.Estate;
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household);
        if (!standards.Knows(request.Landlord))
            throw RepairRefusals.LandlordUnknown(standards.Landlords).ToRpcException();

        var shared = db.Repairs.AsNoTracking().Where(r => r.Landlord == request.Landlord && r.Shared);
        if (caller is { Role: Role.Resident, Household: { } household })
        {
            var residence = await residences.Ask(household, call.CancellationToken);
            caller.RequireRead(request.Landlord, residence is null || (block ?? residence.BlockId) != residence.BlockId || (estate ?? residence.Estate) != residence.Estate ? null : household);
            var (ownBlock, ownEstate) = (residence!.BlockId, residence.Estate);
            shared = shared.Where(r => (r.BlockId != null && r.BlockId == ownBlock) || (r.BlockId == null && r.Estate != null && r.Estate == ownEstate));
        }
        else if (block is null == estate is null)
        {
            throw RepairRefusals.Field("block_id", "must be set, or estate: one of the two.").ToRpcException();
        }
        else
        {
            shared = block is null ? shared.Where(r => r.Estate == estate) : shared.Where(r => r.BlockId == block);
        }

        if (request.OpenOnly)
            shared = shared.Where(r => r.Stage != Stage.Completed && r.Stage != Stage.Closed);
        if (page.AfterId is { } after)
            shared = shared.Where(r => r.Id < after);
        var rows = await shared.OrderByDescending(r => r.Id).Take(page.Size + 1)
            .Select(r => new { r.Id, r.Fault, r.Priority, r.PriorityClause, r.Stage, r.ReportedAt, r.Place, r.BlockId, r.Estate, r.Room, r.Item, Others = r.Reporters.Count })
            .ToListAsync(call.CancellationToken);

        var policy = policies.For(request.Landlord);
        var response = new ListCommunalRepairsResponse { NextPageToken = Paging.Token(rows.Count > page.Size ? rows[page.Size - 1].Id : null) };
        response.Repairs.AddRange(rows.Take(page.Size).Select(r => new Wire.Repair
        {
            RepairId = r.Id.ToString(),
            Landlord = request.Landlord,
            Fault = r.Fault,
            Priority = r.Priority,
            PriorityName = policy.NameOf(r.Priority),
            PriorityClause = r.PriorityClause ?? policy.FindBand(r.Priority)?.Clause ?? "",
            Stage = r.Stage.ToMessage(),
            ReportedAt = r.ReportedAt.ToTimestamp(),
            Where = r.Place.ToMessage(),
            BlockId = r.BlockId?.ToString() ?? "",
            Estate = r.Estate ?? "",
            Shared = true,
            Report = new() { Room = r.Room ?? "", Item = r.Item ?? "", Reporters = r.Others + 1 },
        }));
        return response;
    }
}
