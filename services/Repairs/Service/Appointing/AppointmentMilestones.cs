namespace Housing.Repairs;

public abstract partial record RepairMilestone
{
    /// <summary>What happens to a repair's order and to its appointments, beside being booked, kept and missed.</summary>
    public abstract record OfDiary(string Name, DateTimeOffset At) : RepairMilestone(Name, At);

    /// <summary>Somebody else is sent than was at the report.</summary>
    public sealed record Ordered(Order Order) : OfDiary("repair.ordered", Order.At);

    /// <summary>Nobody is sent any more, since it turned out not to be the landlord's.</summary>
    public sealed record OrderWithdrawn(string Why, DateTimeOffset At) : OfDiary("repair.order-withdrawn", At);

    /// <summary>Another time for the same appointment.</summary>
    /// <param name="Place">Its place in the diary; null for a time agreed outside it.</param>
    public sealed record AppointmentChanged(Guid AppointmentId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DiaryPlace? Place, string? Reason, DateTimeOffset At)
        : OfDiary("repair.appointment-changed", At);

    public sealed record AppointmentCancelled(Guid AppointmentId, string Reason, DateTimeOffset At) : OfDiary("repair.appointment-cancelled", At);

    /// <summary>Whoever comes is expected later than was said.</summary>
    public sealed record RunningLate(Guid AppointmentId, DateTimeOffset ExpectedAt, string Reason, DateTimeOffset At) : OfDiary("repair.appointment-running-late", At);

    /// <summary>Whoever comes has set out.</summary>
    public sealed record OnTheWay(Guid AppointmentId, DateTimeOffset At) : OfDiary("repair.on-the-way", At);

    /// <summary>Somebody came in time and was not let in. <c>At</c> is when.</summary>
    public sealed record NoAccess(Guid AppointmentId, string CardLeftBy, string? Note, DateTimeOffset At) : OfDiary("repair.no-access", At);
}
