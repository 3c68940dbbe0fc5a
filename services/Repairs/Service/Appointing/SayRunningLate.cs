using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record SayRunningLate(Guid AppointmentId, DateTimeOffset ExpectedAt, string Reason);

/// <summary>The resident is told when somebody comes after all, and why. The appointment itself stays: nobody there by its end is still a missed one.</summary>
public static class LatenessDecision
{
    private static readonly TimeSpan Latest = TimeSpan.FromHours(12);

    public static Decision<RepairMilestone> Decide(Repair repair, SayRunningLate command, DateTimeOffset now) =>
        repair.Appointments.FirstOrDefault(a => a.Id == command.AppointmentId) switch
        {
            null => RepairRefusals.AppointmentUnknown,
            { State: not AppointmentState.Booked } over => RepairRefusals.AppointmentOver(over),
            { } told when told.ExpectedAt == command.ExpectedAt && told.Reason == command.Reason => Decision<RepairMilestone>.Nothing,
            { } booked when command.ExpectedAt <= now || command.ExpectedAt <= booked.StartsAt || command.ExpectedAt > booked.EndsAt + Latest => RepairRefusals.NotLate(booked),
            { } booked => new RepairMilestone.RunningLate(booked.Id, command.ExpectedAt, command.Reason, now),
        };
}

internal sealed partial class RepairsGrpc
{
    public override Task<SayRunningLateResponse> SayRunningLate(SayRunningLateRequest request, ServerCallContext call)
    {
        var command = new SayRunningLate(
            Ids.Parse(request.AppointmentId, "appointment_id"), Precise.Required(request.ExpectedAt, "expected_at"), Line("reason", request.Reason, Repairs.ChangeAppointment.LongestReason));
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => LatenessDecision.Decide(repair, command, now), repair => new SayRunningLateResponse { Repair = repair });
    }
}
