using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record DisputeRecharge(string Reason);

/// <summary>The resident says that they do not owe it. Work that was signed for goes on; what was not signed for stays where it is.</summary>
public static class DisputeDecision
{
    public static Decision<RepairMilestone> Decide(Recharge recharge, DisputeRecharge command, DateTimeOffset now) => recharge.State switch
    {
        RechargeState.Disputed when recharge.DisputeReason == command.Reason => Decision<RepairMilestone>.Nothing,
        RechargeState.Disputed or RechargeState.Waived or RechargeState.Withdrawn or RechargeState.Replaced or RechargeState.Declined or RechargeState.Expired =>
            RepairRefusals.RechargeSettled(recharge),
        RechargeState.Estimated or RechargeState.Accepted or RechargeState.Agreed when Text.Fault(command.Reason) is { } fault => RepairRefusals.Field("reason", fault),
        RechargeState.Estimated or RechargeState.Accepted or RechargeState.Agreed => new RepairMilestone.RechargeDisputed(recharge.Id, command.Reason, now),
    };
}

internal sealed partial class RechargesGrpc
{
    public override Task<DisputeRechargeResponse> DisputeRecharge(DisputeRechargeRequest request, ServerCallContext call) =>
        Change(
            call, request, request.RequestId, request.RechargeId, (_, recharge, now) => DisputeDecision.Decide(recharge, new DisputeRecharge(request.Reason), now),
            recharge => new DisputeRechargeResponse { Recharge = recharge });
}
