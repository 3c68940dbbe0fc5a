namespace Housing.Repairs;

public enum AppointmentState
{
    Booked,
    Attended,
    Missed,

    /// <summary>Nobody comes; its time is free again.</summary>
    Cancelled,

    /// <summary>Somebody came in time and was not let in; a card was left.</summary>
    NoAccess,
}

/// <summary>The place in a contractor's diary that an appointment takes; no other appointment takes the same operative at any of its time.</summary>
public sealed record DiaryPlace(string Contractor, string Team, int Operative, string Slot);

/// <summary>A time at which somebody comes. Changed, it stays the same appointment.</summary>
public sealed class Appointment
{
    public Guid Id { get; private set; }
    public Guid RepairId { get; private set; }
    public DateTimeOffset StartsAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }
    public AppointmentState State { get; private set; }

    /// <summary>Whose diary it is in; with the landlord, what the contractor's key is a key of.</summary>
    public string? Landlord { get; private set; }

    public string? Contractor { get; private set; }
    public string? Team { get; private set; }

    /// <summary>Which of the team; null for a time agreed outside the diary.</summary>
    public int? Operative { get; private set; }

    /// <summary>The landlord's key of the slot; null for a time agreed outside the diary.</summary>
    public string? Slot { get; private set; }

    /// <summary>How often it was changed since it was booked.</summary>
    public int Sequence { get; private set; }

    /// <summary>When whoever comes is expected, if late.</summary>
    public DateTimeOffset? ExpectedAt { get; private set; }

    /// <summary>When whoever comes set out.</summary>
    public DateTimeOffset? OnTheWayAt { get; private set; }

    /// <summary>Why it was changed or cancelled, or is late; the last that was said.</summary>
    public string? Reason { get; private set; }

    /// <summary>Who left a card when nobody let them in.</summary>
    public string? CardLeftBy { get; private set; }

    public string? Note { get; private set; }

    public DiaryPlace? Place => Operative is { } operative ? new(Contractor!, Team!, operative, Slot!) : null;

    internal Appointment(Guid id, Guid repairId, DateTimeOffset startsAt, DateTimeOffset endsAt) =>
        (Id, RepairId, StartsAt, EndsAt) = (id, repairId, startsAt, endsAt);

    internal void End(AppointmentState state) => State = state;

    internal void Take(DiaryPlace? place, string landlord, string? contractor) =>
        (Landlord, Contractor, Team, Operative, Slot) = (landlord, place?.Contractor ?? contractor, place?.Team, place?.Operative, place?.Slot);

    internal void Move(DateTimeOffset startsAt, DateTimeOffset endsAt, string? reason)
    {
        (StartsAt, EndsAt, ExpectedAt, OnTheWayAt, Reason) = (startsAt, endsAt, null, null, reason);
        Sequence++;
    }

    internal void Cancel(string reason)
    {
        (State, Reason) = (AppointmentState.Cancelled, reason);
        Sequence++;
    }

    internal void Expect(DateTimeOffset at, string reason) => (ExpectedAt, Reason) = (at, reason);

    internal void SetOut(DateTimeOffset at) => OnTheWayAt = at;

    internal void LeaveCard(string by, string? note) => (State, CardLeftBy, Note) = (AppointmentState.NoAccess, by, note);
}
