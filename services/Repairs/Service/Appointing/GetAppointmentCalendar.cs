using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    public override async Task<GetAppointmentCalendarResponse> GetAppointmentCalendar(GetAppointmentCalendarRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.AppointmentId, "appointment_id");
        var repair = (await desk.Load(request.RepairId, call.CancellationToken)).Repair;
        call.Caller().RequireRead(repair);
        if (repair.Appointments.FirstOrDefault(a => a.Id == id) is not { } appointment)
            throw RepairRefusals.AppointmentUnknown.ToRpcException();

        var policy = policies.For(repair.Landlord);
        var calendar = AppointmentCalendar.Of(repair, appointment, standards.For(repair.Landlord).Name, policy, clock.Now());
        return new() { ContentType = $"text/calendar; charset=utf-8; method={calendar.Method}", Body = calendar.ToString(), FileName = $"repair-{id}.ics" };
    }
}

/// <summary>An appointment as an event in somebody's calendar; without the reporter's words, since calendars are shared.</summary>
public static class AppointmentCalendar
{
    public static ICalendar Of(Repair repair, Appointment appointment, string landlord, RepairPolicy policy, DateTimeOffset now)
    {
        var fault = policy.Find(repair.Fault)?.Name ?? repair.Fault;
        var who = appointment.Contractor is { } key ? policy.Diary?.Find(key)?.Name : null;
        var cancelled = appointment.State == AppointmentState.Cancelled;
        return new ICalendar(
            appointment.Id, appointment.Sequence, cancelled, landlord, $"Repair: {fault}",
            string.Join('\n', ((string?[])[$"{who ?? landlord} comes to mend: {fault}.", cancelled ? $"Cancelled: {appointment.Reason}" : null, $"Repair {repair.Id}"]).OfType<string>()),
            appointment.StartsAt, appointment.EndsAt, now);
    }
}
