using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record CodeOrder(IReadOnlyList<string> SorCodes, string TradeCode);

/// <summary>Puts the codes of the schedule of rates on an order: they price the work, so they may still come when it is done.</summary>
public static class CodingDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, CodeOrder command, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var codes = OrderCodes.Read(fields, command.SorCodes, command.TradeCode);
        if (fields.FoundFaults)
            return fields.Refuse("CODES_INVALID");
        return codes.SameAs(repair.Codes) ? Decision<RepairMilestone>.Nothing : new RepairMilestone.Coded(codes, now);
    }
}

internal sealed partial class RepairsGrpc
{
    public override Task<CodeOrderResponse> CodeOrder(CodeOrderRequest request, ServerCallContext call)
    {
        var command = new CodeOrder(request.SorCodes, request.TradeCode);
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => CodingDecision.Decide(repair, command, now), repair => new CodeOrderResponse { Repair = repair });
    }
}
