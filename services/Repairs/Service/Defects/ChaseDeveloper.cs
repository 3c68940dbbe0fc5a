using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record ChaseDeveloper(DateTimeOffset? ChasedAt);

/// <summary>The landlord presses a developer that has not got in touch (OHO-LSE-12). It stays on the list until it does.</summary>
public static class ChasingDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, ChaseDeveloper command, DateTimeOffset now, TimeSpan tolerance) => repair.Defect switch
    {
        null => RepairRefusals.DefectUnknown,
        { LastChasedAt: { } chased } when chased == command.ChasedAt => Decision<RepairMilestone>.Nothing,
        { State: not DefectState.Sent } => RepairRefusals.DefectInTouch,
        _ when command.ChasedAt > now + tolerance => RepairRefusals.InTheFuture("chased_at", now),
        { } defect when command.ChasedAt < defect.SentAt => RepairRefusals.Field("chased_at", "must not be before it was sent to the developer."),
        _ => new RepairMilestone.DefectChased(command.ChasedAt ?? now),
    };
}

internal sealed partial class DefectsGrpc
{
    public override Task<ChaseDeveloperResponse> ChaseDeveloper(ChaseDeveloperRequest request, ServerCallContext call)
    {
        var command = new ChaseDeveloper(Precise.Instant(request.ChasedAt, "chased_at"));
        return Change(
            call, request, request.RequestId, request.RepairId, (repair, now) => ChasingDecision.Decide(repair, command, now, ClockTolerance),
            defect => new ChaseDeveloperResponse { Defect = defect });
    }
}
