using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record RecordDeveloperAppointment(DateTimeOffset AppointmentAt);

/// <summary>The developer has got in touch and fixed a time (OHO-LSE-12).</summary>
public static class DeveloperAppointmentDecision
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(731);

    public static Decision<RepairMilestone> Decide(Repair repair, RecordDeveloperAppointment command, DateTimeOffset now) => repair.Defect switch
    {
        null => RepairRefusals.DefectUnknown,
        { State: DefectState.Appointed } defect when defect.AppointmentAt == command.AppointmentAt => Decision<RepairMilestone>.Nothing,
        { State: DefectState.Fixed or DefectState.Checked } defect => RepairRefusals.DefectFixedAlready(defect),
        { } defect when command.AppointmentAt < defect.SentAt => RepairRefusals.Field("appointment_at", "must not be before it was sent to the developer."),
        _ when command.AppointmentAt > now + Furthest => RepairRefusals.Field("appointment_at", "must be within two years."),
        _ => new RepairMilestone.DefectAppointed(command.AppointmentAt, now),
    };
}

internal sealed partial class DefectsGrpc
{
    public override Task<RecordDeveloperAppointmentResponse> RecordDeveloperAppointment(RecordDeveloperAppointmentRequest request, ServerCallContext call)
    {
        var command = new RecordDeveloperAppointment(Precise.Required(request.AppointmentAt, "appointment_at"));
        return Change(
            call, request, request.RequestId, request.RepairId, (repair, now) => DeveloperAppointmentDecision.Decide(repair, command, now),
            defect => new RecordDeveloperAppointmentResponse { Defect = defect });
    }
}
