using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>What a manager decided of a dispute.</summary>
/// <param name="Upheld">The resident is right; null when nothing was decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="LandlordMends">With a dispute upheld: the fault is the landlord's to mend after all, rather than the sum wrong.</param>
public sealed record DecideDispute(bool? Upheld, string Reason, bool LandlordMends);

/// <summary>A dispute upheld ends the recharge, and takes it off the account if it is there; one turned down leaves it as it was.</summary>
public static class DisputeOutcomeDecision
{
    public static Decision<RepairMilestone> Decide(RechargeTerms terms, Repair repair, Recharge recharge, DecideDispute command, DateTimeOffset now)
    {
        if (Said(recharge, command))
            return Decision<RepairMilestone>.Nothing;
        return recharge.State switch
        {
            not RechargeState.Disputed => RepairRefusals.NotDisputed,
            _ when command.Upheld is null => RepairRefusals.Field("outcome", "must be DISPUTE_OUTCOME_UPHELD or DISPUTE_OUTCOME_STANDS."),
            _ when command is { Upheld: false, LandlordMends: true } => RepairRefusals.Field("landlord_mends", "must be unset when the recharge stands."),
            _ when Text.Fault(command.Reason) is { } fault => RepairRefusals.Field("reason", fault),
            _ when command.Upheld is false => new RepairMilestone.RechargeStands(recharge.Id, command.Reason, now),
            _ => (RepairMilestone[])
            [
                new RepairMilestone.RechargeWithdrawn(recharge.Id, command.Reason, WasCharged: recharge.AgreedAt is not null, now),
                .. command.LandlordMends ? RechargeAgreement.TakingOn(repair, terms, now) : [],
            ],
        };
    }

    private static bool Said(Recharge recharge, DecideDispute command) =>
        recharge.DecisionReason == command.Reason && recharge.State is not RechargeState.Disputed && command.Upheld == (recharge.State == RechargeState.Withdrawn);
}

internal sealed partial class RechargesGrpc
{
    public override Task<DecideDisputeResponse> DecideDispute(DecideDisputeRequest request, ServerCallContext call)
    {
        var command = new DecideDispute(request.Outcome switch { DisputeOutcome.Upheld => true, DisputeOutcome.Stands => false, _ => null }, request.Reason, request.LandlordMends);
        return Change(
            call, request, request.RequestId, request.RechargeId, (repair, recharge, now) => DisputeOutcomeDecision.Decide(Terms(repair), repair, recharge, command, now),
            recharge => new DecideDisputeResponse { Recharge = recharge });
    }
}
