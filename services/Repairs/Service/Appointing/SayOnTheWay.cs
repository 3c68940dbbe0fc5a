using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record SayOnTheWay(Guid AppointmentId);

/// <summary>The resident is told that somebody has set out. It keeps no promise: nobody there by the appointment's end is still a missed one.</summary>
public static class SettingOutDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, SayOnTheWay command, DateTimeOffset now) =>
        repair.Appointments.FirstOrDefault(a => a.Id == command.AppointmentId) switch
        {
            null => RepairRefusals.AppointmentUnknown,
            { State: not AppointmentState.Booked } over => RepairRefusals.AppointmentOver(over),
            { OnTheWayAt: not null } => Decision<RepairMilestone>.Nothing,
            _ when repair.ArrivedAt is not null => Decision<RepairMilestone>.Nothing,
            { } booked when London.DayOf(now) < London.DayOf(booked.StartsAt) => RepairRefusals.NotItsDay(booked),
            { } booked => new RepairMilestone.OnTheWay(booked.Id, now),
        };
}

internal sealed partial class RepairsGrpc
{
    public override Task<SayOnTheWayResponse> SayOnTheWay(SayOnTheWayRequest request, ServerCallContext call)
    {
        var command = new SayOnTheWay(Ids.Parse(request.AppointmentId, "appointment_id"));
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => SettingOutDecision.Decide(repair, command, now), repair => new SayOnTheWayResponse { Repair = repair });
    }
}
