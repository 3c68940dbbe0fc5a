using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record RecordVisit(DateTimeOffset? VisitedAt);

public static class VisitDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, RecordVisit command, DateTimeOffset now, TimeSpan tolerance) => repair switch
    {
        { Booked: null, LastVisitedAt: { } visited } when visited == command.VisitedAt => Decision<RepairMilestone>.Nothing,
        { Stage: Stage.Completed } => RepairRefusals.Finished,
        _ when RechargeGate.Bars(repair) is { } bar => bar,
        { Booked: null } => RepairRefusals.NothingBooked,
        _ when command.VisitedAt > now + tolerance => RepairRefusals.InTheFuture("visited_at", now),
        _ when command.VisitedAt < repair.ReportedAt => RepairRefusals.BeforeReport("visited_at", repair),
        { Booked: { } booked } => new RepairMilestone.Visited(booked.Id, command.VisitedAt ?? now),
    };
}

internal sealed partial class RepairsGrpc
{
    public override Task<RecordVisitResponse> RecordVisit(RecordVisitRequest request, ServerCallContext call)
    {
        var command = new RecordVisit(Instant(request.VisitedAt, "visited_at"));
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => VisitDecision.Decide(repair, command, now, ClockTolerance), repair => new RecordVisitResponse { Repair = repair });
    }
}
