using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Somebody came, and is still there.</summary>
/// <param name="ArrivedAt">When they came; null for now.</param>
public sealed record RecordArrival(DateTimeOffset? ArrivedAt);

/// <summary>Somebody is there. What came of it is said when they leave: the visit then begins with this arrival.</summary>
public static class ArrivalDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, RecordArrival command, DateTimeOffset now, TimeSpan tolerance)
    {
        if (repair.Stage is Stage.Completed or Stage.Closed)
            return RepairRefusals.Finished;
        if (repair.ArrivedAt is not null)
            return Decision<RepairMilestone>.Nothing;
        if (RechargeGate.Bars(repair) is { } bar)
            return bar;
        if (repair.Booked is null && repair.LandlordPart == LandlordPart.None)
            return RepairRefusals.NotOurs(repair);
        if (command.ArrivedAt > now + tolerance)
            return RepairRefusals.InTheFuture("arrived_at", now);
        var at = command.ArrivedAt ?? now;
        if (at < repair.ReportedAt)
            return RepairRefusals.BeforeReport("arrived_at", repair);
        return new RepairMilestone.Arrived(at);
    }
}

internal sealed partial class RepairsGrpc
{
    public override Task<RecordArrivalResponse> RecordArrival(RecordArrivalRequest request, ServerCallContext call)
    {
        var command = new RecordArrival(Precise.Instant(request.ArrivedAt, "arrived_at"));
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => ArrivalDecision.Decide(repair, command, now, ClockTolerance), repair => new RecordArrivalResponse { Repair = repair });
    }
}
