using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record CompleteRepair(string WorkDone, DateTimeOffset? CompletedAt);

public static class CompletionDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, CompleteRepair command, DateTimeOffset now, TimeSpan tolerance) => repair.Stage switch
    {
        Stage.Completed when repair.WorkDone == command.WorkDone && repair.CompletedAt == (command.CompletedAt ?? repair.CompletedAt) => Decision<RepairMilestone>.Nothing,
        Stage.Completed => RepairRefusals.Finished,
        Stage.Reported or Stage.Appointed or Stage.InProgress when RechargeGate.Bars(repair) is { } bar => bar,
        Stage.Reported => RepairRefusals.NotStarted,
        Stage.Appointed => RepairRefusals.VisitNotRecorded,
        Stage.InProgress when Text.Fault(command.WorkDone) is { } fault => RepairRefusals.Field("work_done", fault),
        Stage.InProgress when command.CompletedAt > now + tolerance => RepairRefusals.InTheFuture("completed_at", now),
        Stage.InProgress when command.CompletedAt < repair.LastAttendedAt => RepairRefusals.BeforeVisit("completed_at", repair),
        Stage.InProgress => new RepairMilestone.Completed(command.WorkDone, command.CompletedAt ?? now),
    };
}

internal sealed partial class RepairsGrpc
{
    public override Task<CompleteRepairResponse> CompleteRepair(CompleteRepairRequest request, ServerCallContext call)
    {
        var command = new CompleteRepair(request.WorkDone, Instant(request.CompletedAt, "completed_at"));
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => CompletionDecision.Decide(repair, command, now, ClockTolerance), repair => new CompleteRepairResponse { Repair = repair });
    }
}
