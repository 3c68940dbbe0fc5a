using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record MakeSafe(DateTimeOffset? MadeSafeAt);

public static class SafetyDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, MakeSafe command, DateTimeOffset now, TimeSpan tolerance) => repair switch
    {
        { MadeSafeAt: { } madeSafe } when madeSafe == (command.MadeSafeAt ?? madeSafe) => Decision<RepairMilestone>.Nothing,
        { Stage: Stage.Completed } => RepairRefusals.Finished,
        { MadeSafeAt: { } madeSafe } => RepairRefusals.SafeAlready(madeSafe),
        _ when command.MadeSafeAt > now + tolerance => RepairRefusals.InTheFuture("made_safe_at", now),
        _ when command.MadeSafeAt < repair.ReportedAt => RepairRefusals.BeforeReport("made_safe_at", repair),
        _ => new RepairMilestone.MadeSafe(command.MadeSafeAt ?? now),
    };
}

internal sealed partial class RepairsGrpc
{
    public override Task<MakeSafeResponse> MakeSafe(MakeSafeRequest request, ServerCallContext call)
    {
        var command = new MakeSafe(Precise.Instant(request.MadeSafeAt, "made_safe_at"));
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => SafetyDecision.Decide(repair, command, now, ClockTolerance), repair => new MakeSafeResponse { Repair = repair });
    }
}
