using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record RecordMissedAppointment(Guid AppointmentId);

/// <summary>Nobody came: the resident is owed the landlord's compensation (OHO-REP-14), which Income credits.</summary>
public static class MissDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, RecordMissedAppointment command, DateTimeOffset now) =>
        (repair.Appointments.FirstOrDefault(a => a.Id == command.AppointmentId), repair.Stage) switch
        {
            (null, _) => RepairRefusals.AppointmentUnknown,
            ({ State: AppointmentState.Missed }, _) => Decision<RepairMilestone>.Nothing,
            ({ State: AppointmentState.Attended }, _) => RepairRefusals.Attended,
            ({ State: AppointmentState.Cancelled or AppointmentState.NoAccess } over, _) => RepairRefusals.AppointmentOver(over),
            ({ State: AppointmentState.Booked }, _) when repair.ArrivedAt is not null => RepairRefusals.Attended,
            ({ } booked, _) when booked.EndsAt > now => RepairRefusals.NotOverYet(booked),
            ({ } booked, _) => new RepairMilestone.AppointmentMissed(booked.Id, booked.EndsAt),
        };
}

internal sealed partial class RepairsGrpc
{
    public override Task<RecordMissedAppointmentResponse> RecordMissedAppointment(RecordMissedAppointmentRequest request, ServerCallContext call)
    {
        var command = new RecordMissedAppointment(Ids.Parse(request.AppointmentId, "appointment_id"));
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => MissDecision.Decide(repair, command, now), repair => new RecordMissedAppointmentResponse { Repair = repair });
    }
}
