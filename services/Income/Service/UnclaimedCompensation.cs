namespace Housing.Income;

/// <summary>Compensation that was due but had nobody to go to, kept for staff to look into.</summary>
public sealed class UnclaimedCompensation
{
    private UnclaimedCompensation() { }

    /// <summary>The appointment it was due for.</summary>
    public Guid Cause { get; private set; }

    public string Landlord { get; private set; } = "";
    public Guid HomeId { get; private set; }
    public string Reason { get; private set; } = "";
    public DateTimeOffset RecordedAt { get; private set; }

    public static UnclaimedCompensation Record(Guid cause, string landlord, Guid homeId, string reason, DateTimeOffset now) =>
        new() { Cause = cause, Landlord = landlord, HomeId = homeId, Reason = reason, RecordedAt = now };
}
