using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record CancelAppointment(Guid AppointmentId, string Reason);

public static class CancellationDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, CancelAppointment command, DateTimeOffset now) =>
        repair.Appointments.FirstOrDefault(a => a.Id == command.AppointmentId) switch
        {
            null => RepairRefusals.AppointmentUnknown,
            { State: AppointmentState.Cancelled } => Decision<RepairMilestone>.Nothing,
            { State: not AppointmentState.Booked } over => RepairRefusals.AppointmentOver(over),
            { } begun when begun.StartsAt <= now => RepairRefusals.AppointmentBegun(begun),
            { } booked => new RepairMilestone.AppointmentCancelled(booked.Id, command.Reason, now),
        };
}

internal sealed partial class RepairsGrpc
{
    public override Task<CancelAppointmentResponse> CancelAppointment(CancelAppointmentRequest request, ServerCallContext call)
    {
        var command = new CancelAppointment(Ids.Parse(request.AppointmentId, "appointment_id"), Line("reason", request.Reason, Repairs.ChangeAppointment.LongestReason));
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => CancellationDecision.Decide(repair, command, now), repair => new CancelAppointmentResponse { Repair = repair });
    }
}
