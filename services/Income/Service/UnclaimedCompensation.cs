namespace Housing.Income;

/// <summary>Compensation that was due but had nobody to go to, kept for staff to look into.</summary>
public sealed class UnclaimedCompensation
{
    private UnclaimedCompensation() { }

    /// <summary>The appointment it was due for.</summary>
    public Guid Cause { get; private set; }

    public string Landlord { get; private set; } = "";
    public Guid HomeId { get; private set; }
    public long AmountPence { get; private set; }

    /// <summary>The code of the refusal: "NOBODY_LET_DOWN".</summary>
    public string Reason { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    public static UnclaimedCompensation Record(MissedAppointment missed, long amountPence, string reason, DateTimeOffset now) => new()
    {
        Cause = missed.AppointmentId,
        Landlord = missed.Landlord,
        HomeId = missed.HomeId,
        AmountPence = amountPence,
        Reason = reason,
        RecordedAt = now,
    };
}
