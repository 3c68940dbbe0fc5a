using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>The work as whoever finished it says.</summary>
/// <param name="LeftTidy">Whether the place was left clean and tidy; null when that was not said.</param>
public sealed record CompleteRepair(string WorkDone, DateTimeOffset? CompletedAt, long? CostPence = null, IReadOnlyList<string>? Photos = null, bool? LeftTidy = null);

public static class CompletionDecision
{
    public static Decision<RepairMilestone> Decide(RepairPolicy policy, Repair repair, CompleteRepair command, DateTimeOffset now, TimeSpan tolerance) => repair.Stage switch
    {
        Stage.Completed when repair.WorkDone == command.WorkDone && repair.CompletedAt == (command.CompletedAt ?? repair.CompletedAt) => Decision<RepairMilestone>.Nothing,
        Stage.Completed or Stage.Closed => RepairRefusals.Finished,
        Stage.Reported or Stage.Appointed or Stage.InProgress when RechargeGate.Bars(repair) is { } bar => bar,
        Stage.Reported when repair.ArrivedAt is null => RepairRefusals.NotStarted,
        Stage.Appointed when repair.ArrivedAt is null => RepairRefusals.VisitNotRecorded,
        Stage.Reported or Stage.Appointed or Stage.InProgress => Finish(policy, repair, command, now, tolerance),
    };

    private static Decision<RepairMilestone> Finish(RepairPolicy policy, Repair repair, CompleteRepair command, DateTimeOffset now, TimeSpan tolerance)
    {
        if (Text.Fault(command.WorkDone) is { } fault)
            return RepairRefusals.Field("work_done", fault);
        if (Check(command) is { } invalid)
            return invalid;
        if (command.CompletedAt > now + tolerance)
            return RepairRefusals.InTheFuture("completed_at", now);
        var at = command.CompletedAt ?? now;
        if (command.CompletedAt is not null && at < repair.LastAttendedAt)
            return RepairRefusals.BeforeVisit("completed_at", repair);
        if (command.CompletedAt is not null && at < repair.ArrivedAt)
            return RepairRefusals.BeforeArrival("completed_at", repair.ArrivedAt.Value);
        // A shared place is left clean and tidy, and whoever closes the job says so (OHO-LSE-09).
        if (command.LeftTidy is null && policy.Tidiness is { } rule && rule.Places.Contains(repair.Place))
            return RepairRefusals.TidinessUnsaid(rule);

        var completed = new RepairMilestone.Completed(command.WorkDone, at, new Closing(command.CostPence, command.Photos ?? [], command.LeftTidy, PostInspectionDecision.IsDue(policy, repair)));
        // Whoever was still there mended it on that visit.
        return repair.ArrivedAt is { } since
            ? new List<RepairMilestone>([new RepairMilestone.Visited(repair.Booked?.Id, at < since ? since : at, since, VisitReport.Bare with { Fixed = true }), completed])
            : completed;
    }

    private static Refusal? Check(CompleteRepair command)
    {
        var fields = new FieldReader();
        fields.Pence("cost_pence", command.CostPence);
        fields.Photos("photos", command.Photos ?? []);
        return fields.FoundFaults ? fields.Refuse("COMPLETION_INVALID") : null;
    }
}

internal sealed partial class RepairsGrpc
{
    public override Task<CompleteRepairResponse> CompleteRepair(CompleteRepairRequest request, ServerCallContext call)
    {
        var command = new CompleteRepair(
            request.WorkDone, Precise.Instant(request.CompletedAt, "completed_at"), request.HasCostPence ? request.CostPence : null, request.Photos, request.HasLeftCleanAndTidy ? request.LeftCleanAndTidy : null);
        return Change(call, request, request.RequestId, request.RepairId,
            (repair, now) => CompletionDecision.Decide(policies.For(repair.Landlord), repair, command, now, ClockTolerance), repair => new CompleteRepairResponse { Repair = repair },
            then: CompensateForLateness);
    }
}
