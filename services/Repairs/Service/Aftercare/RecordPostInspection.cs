using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    public override Task<RecordPostInspectionResponse> RecordPostInspection(RecordPostInspectionRequest request, ServerCallContext call)
    {
        var command = new RecordPostInspection(request.Passed, request.Findings, Precise.Instant(request.InspectedAt, "inspected_at"));
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => PostInspectionDecision.Decide(repair, command, now, ClockTolerance),
            repair => new RecordPostInspectionResponse { Repair = repair }, then: (file, made, by, now) => OpenRecall(file, made, command.Findings, by, now));
    }
}
