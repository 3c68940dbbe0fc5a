using Google.Protobuf.WellKnownTypes;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>Orders and appointments as callers see them.</summary>
internal static class AppointmentMessages
{
    public static Wire.Appointment ToMessage(this Appointment appointment) => new()
    {
        AppointmentId = appointment.Id.ToString(),
        StartsAt = appointment.StartsAt.ToTimestamp(),
        EndsAt = appointment.EndsAt.ToTimestamp(),
        Slot = appointment.Slot ?? "",
        Contractor = appointment.Contractor ?? "",
        ExpectedAt = appointment.ExpectedAt?.ToTimestamp(),
        Reason = appointment.Reason ?? "",
        OnTheWayAt = appointment.OnTheWayAt?.ToTimestamp(),
    };

    public static Wire.Order ToMessage(this Order order, RepairPolicy policy) => new()
    {
        Contractor = order.Contractor,
        Name = policy.Diary?.Find(order.Contractor)?.Name ?? order.Contractor,
        Trade = order.Trade,
        OutOfHours = order.OutOfHours,
        Why = order.Why,
        Clause = order.Clause ?? "",
        OrderedAt = order.At.ToTimestamp(),
    };
}
