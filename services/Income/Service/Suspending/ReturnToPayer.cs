using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Says whether what is left of an item can go back: money that is paid out needs a second person.</summary>
public static class ReturnDecision
{
    public static Decision<AccountMilestone.Posted> Decide(SuspenseItem item, string by, DateTimeOffset now) => item switch
    {
        { LeftPence: 0 } => SuspenseRefusals.NothingLeft,
        { ReturnAskedBy: null } => SuspenseRefusals.ReturnNotAsked,
        { ReturnAskedBy: var asked } when asked == by => SuspenseRefusals.SecondPersonNeeded,
        _ => new AccountMilestone.Posted(item.LeftPence, PostingKind.Refund, "Returned to the payer", Causes.Of("return-to-payer", item.Id.ToString()), by, now)
        {
            Evidence = $"suspense item {item.Id}, asked by {item.ReturnAskedBy}: {item.ReturnReason}",
        },
    };
}

internal sealed partial class SuspenseGrpc
{
    public override async Task<ReturnToPayerResponse> ReturnToPayer(ReturnToPayerRequest request, ServerCallContext call)
    {
        var itemId = Ids.Parse(request.ItemId, "item_id");
        var fields = new FieldReader();
        var reason = fields.Line("reason", request.Reason, 200);
        if (fields.FoundFaults)
            throw fields.Refuse("RETURN_INVALID").ToRpcException();
        return await desk.Take(call, request, request.RequestId, await LandlordOf(itemId, call.CancellationToken), async now =>
        {
            var item = await Load(itemId, call.CancellationToken);
            if (item.LeftPence == 0)
                throw SuspenseRefusals.NothingLeft.ToRpcException();
            item.AskReturn(call.Caller().Subject, reason);
            return new ReturnToPayerResponse { Item = item.ToMessage() };
        });
    }

    public override async Task<ApproveReturnResponse> ApproveReturn(ApproveReturnRequest request, ServerCallContext call)
    {
        var itemId = Ids.Parse(request.ItemId, "item_id");
        var landlord = await LandlordOf(itemId, call.CancellationToken);
        return await desk.Take(call, request, request.RequestId, landlord, async now =>
        {
            var suspense = await desk.Account(landlord, now, call.CancellationToken);
            var item = await Load(itemId, call.CancellationToken);
            AccountDesk.Post(suspense, ReturnDecision.Decide(item, call.Caller().Subject, now));
            item.Return(call.Caller().Subject);
            return new ApproveReturnResponse { Item = item.ToMessage() };
        });
    }
}
