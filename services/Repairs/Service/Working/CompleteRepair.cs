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
        Stage.Reported => RepairRefusals.NotStarted,
        Stage.Appointed => RepairRefusals.VisitNotRecorded,
        Stage.InProgress when Text.Fault(command.WorkDone) is { } fault => RepairRefusals.Field("work_done", fault),
        Stage.InProgress when Check(command) is { } invalid => invalid,
        Stage.InProgress when command.CompletedAt > now + tolerance => RepairRefusals.InTheFuture("completed_at", now),
        Stage.InProgress when command.CompletedAt < repair.LastAttendedAt => RepairRefusals.BeforeVisit("completed_at", repair),
        // A shared place is left clean and tidy, and whoever closes the job says so (OHO-LSE-09).
        Stage.InProgress when command.LeftTidy is null && policy.Tidiness is { } rule && rule.Places.Contains(repair.Place) => RepairRefusals.TidinessUnsaid(rule),
        Stage.InProgress => new RepairMilestone.Completed(
            command.WorkDone, command.CompletedAt ?? now, new Closing(command.CostPence, command.Photos ?? [], command.LeftTidy, PostInspectionDecision.IsDue(policy, repair))),
    };

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
