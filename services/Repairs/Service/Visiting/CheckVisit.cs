using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Somebody looked at the work of a visit, there or in its photographs.</summary>
public sealed record CheckVisit(Guid VisitId, bool Passed, string Findings, bool ByPhoto);

/// <summary>How well the people who mend do their work (OHO-PER-11). Work found wanting is looked at again once it is done.</summary>
public static class VisitCheckDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, CheckVisit command, DateTimeOffset now) => repair.Visits.FirstOrDefault(v => v.Id == command.VisitId) switch
    {
        null => RepairRefusals.VisitUnknown,
        _ when Text.Fault(command.Findings) is { } fault => RepairRefusals.Field("findings", fault),
        { PhotosBefore.Count: 0, PhotosAfter.Count: 0 } when command.ByPhoto => RepairRefusals.Field("by_photo", "must be unset: that visit has no photographs. Go and look."),
        { CheckedAt: not null } visit when (visit.CheckPassed, visit.CheckFindings, visit.CheckedByPhoto) == (command.Passed, command.Findings, command.ByPhoto) =>
            Decision<RepairMilestone>.Nothing,
        { CheckedAt: not null } => RepairRefusals.CheckedAlready,
        var visit => new RepairMilestone.VisitChecked(visit.Id, command.Passed, command.Findings, command.ByPhoto, now),
    };
}

internal sealed partial class RepairsGrpc
{
    public override Task<CheckVisitResponse> CheckVisit(CheckVisitRequest request, ServerCallContext call)
    {
        var command = new CheckVisit(Ids.Parse(request.VisitId, "visit_id"), request.Passed, request.Findings, request.ByPhoto);
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => VisitCheckDecision.Decide(repair, command, now), repair => new CheckVisitResponse { Repair = repair });
    }
}
