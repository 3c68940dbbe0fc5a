using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record WaiveRecharge(string Waiver, string Note, bool ByManager);

/// <summary>The landlord does the work and asks for nothing, for a reason of its own list. What is on the account already is a manager's to withdraw, by a dispute.</summary>
public static class WaiverDecision
{
    public static Decision<RepairMilestone> Decide(RechargeTerms terms, Repair repair, Recharge recharge, WaiveRecharge command, DateTimeOffset now) => recharge switch
    {
        { State: RechargeState.Waived } when recharge.Waiver == command.Waiver && recharge.WaiverNote == command.Note => Decision<RepairMilestone>.Nothing,
        { State: RechargeState.Waived or RechargeState.Withdrawn or RechargeState.Agreed or RechargeState.Replaced or RechargeState.Declined or RechargeState.Expired } => RepairRefusals.RechargeSettled(recharge),
        { State: RechargeState.Disputed, AgreedAt: not null } => RepairRefusals.RechargeSettled(recharge),
        _ when terms.Find(command.Waiver) is null => RepairRefusals.WaiverUnknown(terms),
        _ when terms.Find(command.Waiver) is { By: WaivedBy.Manager } managers && !command.ByManager => RepairRefusals.ManagerWaives(managers),
        _ when command.Note is not "" && Text.Fault(command.Note) is { } fault => RepairRefusals.Field("note", fault),
        _ => (RepairMilestone[])
        [
            new RepairMilestone.RechargeWaived(recharge.Id, command.Waiver, command.Note, now),
            .. repair.Stage == Stage.Completed ? [] : RechargeAgreement.TakingOn(repair, terms, now),
        ],
    };
}

internal sealed partial class RechargesGrpc
{
    public override Task<WaiveRechargeResponse> WaiveRecharge(WaiveRechargeRequest request, ServerCallContext call)
    {
        var command = new WaiveRecharge(request.Waiver, request.Note, call.Caller().Role == Role.Manager);
        return Change(
            call, request, request.RequestId, request.RechargeId, (repair, recharge, now) => WaiverDecision.Decide(Terms(repair), repair, recharge, command, now),
            recharge => new WaiveRechargeResponse { Recharge = recharge });
    }
}
