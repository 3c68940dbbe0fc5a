using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record BookAppointment(DateTimeOffset StartsAt, DateTimeOffset EndsAt);

public static class BookingDecision
{
    /// <summary>An appointment is a part of a day, and nobody books further ahead than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12), Furthest = TimeSpan.FromDays(366);

    public static Decision<RepairMilestone> Decide(Repair repair, BookAppointment command, DateTimeOffset now) => repair switch
    {
        { Booked: { } booked } when booked.StartsAt == command.StartsAt && booked.EndsAt == command.EndsAt => Decision<RepairMilestone>.Nothing,
        { Stage: Stage.Completed } => RepairRefusals.Finished,
        { Booked: { } booked } => RepairRefusals.BookedAlready(booked),
        _ when command.EndsAt <= command.StartsAt => RepairRefusals.Field("ends_at", "must be later than starts_at."),
        _ when command.EndsAt - command.StartsAt > Longest => RepairRefusals.Field("ends_at", "must be at most 12 hours after starts_at."),
        _ when command.StartsAt < repair.ReportedAt => RepairRefusals.BeforeReport("starts_at", repair),
        _ when command.StartsAt > now + Furthest => RepairRefusals.Field("starts_at", "must be within the next 12 months."),
        _ => new RepairMilestone.Appointed(Guid.CreateVersion7(now), command.StartsAt, command.EndsAt, now),
    };
}

internal sealed partial class RepairsGrpc
{
    public override Task<BookAppointmentResponse> BookAppointment(BookAppointmentRequest request, ServerCallContext call)
    {
        var command = new BookAppointment(Required(request.StartsAt, "starts_at"), Required(request.EndsAt, "ends_at"));
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => BookingDecision.Decide(repair, command, now), repair => new BookAppointmentResponse { Repair = repair });
    }
}
