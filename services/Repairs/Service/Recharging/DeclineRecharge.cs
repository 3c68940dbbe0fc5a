using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record DeclineRecharge(string Reason);

/// <summary>The household will not pay for it and sees to the work itself: until somebody has signed, that is theirs to say.</summary>
public static class DeclineDecision
{
    public static Decision<RepairMilestone> Decide(Recharge recharge, DeclineRecharge command, DateTimeOffset now) => recharge.State switch
    {
        RechargeState.Declined when recharge.DeclineReason == command.Reason => Decision<RepairMilestone>.Nothing,
        RechargeState.Estimated when Text.Fault(command.Reason) is { } fault => RepairRefusals.Field("reason", fault),
        RechargeState.Estimated => new RepairMilestone.RechargeDeclined(recharge.Id, command.Reason, now),
        RechargeState.Accepted or RechargeState.Disputed or RechargeState.Waived or RechargeState.Withdrawn or RechargeState.Agreed or RechargeState.Replaced
            or RechargeState.Declined or RechargeState.Expired => RepairRefusals.RechargeSettled(recharge),
    };
}

internal sealed partial class RechargesGrpc
{
    public override Task<DeclineRechargeResponse> DeclineRecharge(DeclineRechargeRequest request, ServerCallContext call) =>
        Change(
            call, request, request.RequestId, request.RechargeId, (_, recharge, now) => DeclineDecision.Decide(recharge, new DeclineRecharge(request.Reason), now),
            recharge => new DeclineRechargeResponse { Recharge = recharge });
}
