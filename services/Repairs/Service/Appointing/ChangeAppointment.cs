using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record ChangeAppointment(Guid AppointmentId, string? Reason)
{
    public const int LongestReason = 200;
}

/// <summary>Another time for the same appointment. Once it has begun nobody can take back that somebody should have come.</summary>
public static class ChangeDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, ChangeAppointment command, BookAppointment times, DateTimeOffset now) => Find(repair, command, now) switch
    {
        ({ State: AppointmentState.Booked, Place: null } booked, _) when (booked.StartsAt, booked.EndsAt) == (times.StartsAt, times.EndsAt) => Decision<RepairMilestone>.Nothing,
        (_, { } refusal) => refusal,
        _ when BookingDecision.Check(repair, times, now) is { } refusal => refusal,
        ({ } booked, _) => new RepairMilestone.AppointmentChanged(booked.Id, times.StartsAt, times.EndsAt, Place: null, command.Reason, now),
        (null, null) => RepairRefusals.AppointmentUnknown,
    };

    public static async Task<Decision<RepairMilestone>> Decide(Repair repair, ChangeAppointment command, string slotKey, Func<Task<SlotChoice>> choose, DateTimeOffset now) =>
        Find(repair, command, now) switch
        {
            ({ State: AppointmentState.Booked } booked, _) when BookingDecision.IsAt(booked, slotKey) => Decision<RepairMilestone>.Nothing,
            (_, { } refusal) => refusal,
            ({ } booked, _) => await choose() switch
            {
                { Chosen: { } chosen } => new List<RepairMilestone>(
                    [.. chosen.Ordered(repair), new RepairMilestone.AppointmentChanged(booked.Id, chosen.StartsAt, chosen.EndsAt, chosen.Place, command.Reason, now)]),
                var refused => refused.Why!,
            },
            (null, null) => RepairRefusals.AppointmentUnknown,
        };

    private static (Appointment? Booked, Refusal? Why) Find(Repair repair, ChangeAppointment command, DateTimeOffset now) =>
        repair.Appointments.FirstOrDefault(a => a.Id == command.AppointmentId) switch
        {
            null => (null, RepairRefusals.AppointmentUnknown),
            { State: not AppointmentState.Booked } over => (over, RepairRefusals.AppointmentOver(over)),
            { } begun when begun.StartsAt <= now => (begun, RepairRefusals.AppointmentBegun(begun)),
            { } booked => (booked, null),
        };
}

internal sealed partial class RepairsGrpc
{
    public override Task<ChangeAppointmentResponse> ChangeAppointment(ChangeAppointmentRequest request, ServerCallContext call)
    {
        var command = new ChangeAppointment(Ids.Parse(request.AppointmentId, "appointment_id"), request.Reason is "" ? null : Line("reason", request.Reason, Repairs.ChangeAppointment.LongestReason));
        if (Times(call, request.SlotKey, request.StartsAt, request.EndsAt) is { } times)
            return Change(call, request, request.RequestId, request.RepairId, (repair, now) => ChangeDecision.Decide(repair, command, times, now), repair => new ChangeAppointmentResponse { Repair = repair });

        return turns.Take(db, () => Change(
            call, request, request.RequestId, request.RepairId,
            (repair, now) => ChangeDecision.Decide(
                repair, command, request.SlotKey, () => diary.Choose(repair, request.SlotKey, command.AppointmentId, now, call.CancellationToken), now),
            repair => new ChangeAppointmentResponse { Repair = repair }), call.CancellationToken);
    }

    /// <summary>One line of plain text, or INVALID_ARGUMENT naming the field.</summary>
    private static string Line(string field, string given, int longest)
    {
        var fields = new FieldReader();
        var line = fields.Line(field, given, longest);
        return fields.FoundFaults ? throw fields.Refuse("INVALID_FIELD").ToRpcException() : line;
    }
}
