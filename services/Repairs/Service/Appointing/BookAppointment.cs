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

    /// <summary>Times that were agreed outside the diary.</summary>
    public static Decision<RepairMilestone> Decide(Repair repair, BookAppointment command, DateTimeOffset now) => repair switch
    {
        { Booked: { } booked } when booked.StartsAt == command.StartsAt && booked.EndsAt == command.EndsAt => Decision<RepairMilestone>.Nothing,
        { Stage: Stage.Completed } => RepairRefusals.Finished,
        _ when RechargeGate.Bars(repair) is { } bar => bar,
        { Booked: { } booked } => RepairRefusals.BookedAlready(booked),
        _ when Check(repair, command, now) is { } refusal => refusal,
        _ => new RepairMilestone.Appointed(Guid.CreateVersion7(now), command.StartsAt, command.EndsAt, now),
    };

    /// <summary>A slot of the diary; the choice is asked for only where one can be made.</summary>
    public static async Task<Decision<RepairMilestone>> Decide(Repair repair, string slotKey, Func<Task<SlotChoice>> choose, DateTimeOffset now) => repair switch
    {
        { Booked: { } booked } when IsAt(booked, slotKey) => Decision<RepairMilestone>.Nothing,
        { Stage: Stage.Completed } => RepairRefusals.Finished,
        _ when RechargeGate.Bars(repair) is { } bar => bar,
        { Booked: { } booked } => RepairRefusals.BookedAlready(booked),
        _ => await choose() switch
        {
            { Chosen: { } chosen } => new List<RepairMilestone>(chosen.Book(repair, now)),
            var refused => refused.Why!,
        },
    };

    /// <summary>What is wrong with times that were agreed; null when nothing is.</summary>
    public static Refusal? Check(Repair repair, BookAppointment times, DateTimeOffset now) => times switch
    {
        _ when times.EndsAt <= times.StartsAt => RepairRefusals.Field("ends_at", "must be later than starts_at."),
        _ when times.EndsAt - times.StartsAt > Longest => RepairRefusals.Field("ends_at", "must be at most 12 hours after starts_at."),
        _ when times.StartsAt < repair.ReportedAt => RepairRefusals.BeforeReport("starts_at", repair),
        _ when times.StartsAt > now + Furthest => RepairRefusals.Field("starts_at", "must be within the next 12 months."),
        _ => null,
    };

    /// <summary>Whether an appointment is in that slot already.</summary>
    public static bool IsAt(Appointment booked, string slotKey) =>
        booked.Place is { } place && SlotKey.Read(slotKey) == new SlotKey(place.Contractor, place.Team, London.DayOf(booked.StartsAt), place.Slot);
}

internal sealed partial class RepairsGrpc
{
    public override Task<BookAppointmentResponse> BookAppointment(BookAppointmentRequest request, ServerCallContext call)
    {
        if (Times(call, request.SlotKey, request.StartsAt, request.EndsAt) is { } times)
            return Change(call, request, request.RequestId, request.RepairId, (repair, now) => BookingDecision.Decide(repair, times, now), repair => new BookAppointmentResponse { Repair = repair });

        return turns.Take(db, () => Change(
            call, request, request.RequestId, request.RepairId,
            (repair, now) => BookingDecision.Decide(repair, request.SlotKey, () => diary.Choose(repair, request.SlotKey, moving: null, now, call.CancellationToken), now),
            repair => new BookAppointmentResponse { Repair = repair }), call.CancellationToken);
    }

    /// <summary>The times that a request names instead of a slot; null when it names a slot. A resident has no others.</summary>
    private static BookAppointment? Times(ServerCallContext call, string slotKey, Google.Protobuf.WellKnownTypes.Timestamp? startsAt, Google.Protobuf.WellKnownTypes.Timestamp? endsAt)
    {
        if (slotKey is not "")
            return startsAt is null && endsAt is null ? null : throw RepairRefusals.SlotOrTimes.ToRpcException();
        if (call.Caller().Role == Role.Resident)
            throw RepairRefusals.SlotOnly.ToRpcException();
        return new BookAppointment(Precise.Required(startsAt, "starts_at"), Precise.Required(endsAt, "ends_at"));
    }
}
