using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record RecordNoAccess(Guid AppointmentId, DateTimeOffset? CalledAt, string CardLeftBy, string? Note)
{
    public const int LongestName = 100;
}

/// <summary>
/// Somebody came as agreed and was not let in. Only during the appointment: nobody need be in before it, and after it nobody came in time, which is a missed one.
/// </summary>
public static class NoAccessDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, RecordNoAccess command, DateTimeOffset now, TimeSpan tolerance) =>
        (repair.Appointments.FirstOrDefault(a => a.Id == command.AppointmentId), command.CalledAt ?? now) switch
        {
            (null, _) => RepairRefusals.AppointmentUnknown,
            ({ State: AppointmentState.NoAccess }, _) => Decision<RepairMilestone>.Nothing,
            ({ State: not AppointmentState.Booked } over, _) => RepairRefusals.AppointmentOver(over),
            (_, var called) when called > now + tolerance => RepairRefusals.InTheFuture("called_at", now),
            ({ } booked, var called) when called < booked.StartsAt || called >= booked.EndsAt => RepairRefusals.OutsideAppointment(booked),
            _ when command.Note is { } note && Text.Fault(note) is { } fault => RepairRefusals.Field("note", fault),
            ({ } booked, var called) => new RepairMilestone.NoAccess(booked.Id, command.CardLeftBy, command.Note, called),
        };
}

internal sealed partial class RepairsGrpc
{
    public override Task<RecordNoAccessResponse> RecordNoAccess(RecordNoAccessRequest request, ServerCallContext call)
    {
        var command = new RecordNoAccess(
            Ids.Parse(request.AppointmentId, "appointment_id"), Precise.Instant(request.CalledAt, "called_at"),
            Line("card_left_by", request.CardLeftBy, Repairs.RecordNoAccess.LongestName), request.Note is "" ? null : request.Note);
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => NoAccessDecision.Decide(repair, command, now, ClockTolerance), repair => new RecordNoAccessResponse { Repair = repair });
    }
}
