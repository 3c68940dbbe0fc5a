using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record RecordDefectFixed(DateTimeOffset? FixedAt);

/// <summary>The developer says that it is put right, which ends the clock of the day agreed for the job (OHO-LSE-11). Whether it is, the resident says.</summary>
public static class DefectFixedDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, RecordDefectFixed command, DateTimeOffset now, TimeSpan tolerance) => repair.Defect switch
    {
        null => RepairRefusals.DefectUnknown,
        { FixedAt: { } at } when at == (command.FixedAt ?? at) => Decision<RepairMilestone>.Nothing,
        { FixedAt: not null } defect => RepairRefusals.DefectFixedAlready(defect),
        _ when command.FixedAt > now + tolerance => RepairRefusals.InTheFuture("fixed_at", now),
        { } defect when command.FixedAt < defect.SentAt => RepairRefusals.Field("fixed_at", "must not be before it was sent to the developer."),
        { } defect => new RepairMilestone.DefectFixed(defect.AgreedFor, command.FixedAt ?? now),
    };
}

internal sealed partial class DefectsGrpc
{
    public override Task<RecordDefectFixedResponse> RecordDefectFixed(RecordDefectFixedRequest request, ServerCallContext call)
    {
        var command = new RecordDefectFixed(Precise.Instant(request.FixedAt, "fixed_at"));
        return Change(
            call, request, request.RequestId, request.RepairId, (repair, now) => DefectFixedDecision.Decide(repair, command, now, ClockTolerance),
            defect => new RecordDefectFixedResponse { Defect = defect });
    }
}
