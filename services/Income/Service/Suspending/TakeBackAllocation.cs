using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class SuspenseGrpc
{
    public override async Task<TakeBackAllocationResponse> TakeBackAllocation(TakeBackAllocationRequest request, ServerCallContext call)
    {
        var transferId = Ids.Parse(request.AllocationId, "allocation_id");
        var fields = new FieldReader();
        var reason = fields.Line("reason", request.Reason, 200);
        if (fields.FoundFaults)
            throw fields.Refuse("ALLOCATION_INVALID").ToRpcException();
        var known = await db.Transfers.AsNoTracking().Where(t => t.Id == transferId).Select(t => new { t.ItemId, t.AccountId }).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw SuspenseRefusals.AllocationUnknown.ToRpcException();
        var landlord = await LandlordOf(known.ItemId, call.CancellationToken);
        return await desk.Take(call, request, request.RequestId, landlord, async now =>
        {
            var suspense = await desk.IdOf(landlord, call.CancellationToken);
            var held = await db.LockAccounts([suspense!.Value, known.AccountId], call.CancellationToken);
            var item = await Load(known.ItemId, call.CancellationToken);
            var transfer = item.Transfers.Single(t => t.Id == transferId);
            if (!transfer.Stands)
                throw SuspenseRefusals.TakenBackAlready.ToRpcException();
            await desk.TakeBack(item, transfer, held, reason, call.Caller().Subject, now, call.CancellationToken);
            return new TakeBackAllocationResponse { Item = item.ToMessage() };
        });
    }
}
