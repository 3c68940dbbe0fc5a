namespace Housing.Income;

/// <summary>Compensation that was due but had nobody to go to, kept for staff to look into.</summary>
public sealed class UnclaimedCompensation
{
    private UnclaimedCompensation() { }

    /// <summary>The appointment or the repair it was due for.</summary>
    public Guid Cause { get; private set; }

    public string Landlord { get; private set; } = "";
    public Guid HomeId { get; private set; }
    public long AmountPence { get; private set; }

    /// <summary>The code of the refusal: "NOBODY_LET_DOWN".</summary>
    public string Reason { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    internal static UnclaimedCompensation Record(CompensationClaim claim, string reason, DateTimeOffset now) => new()
    {
        Cause = claim.Cause,
        Landlord = claim.Landlord,
        HomeId = claim.HomeId,
        AmountPence = claim.AmountPence,
        Reason = reason,
        RecordedAt = now,
    };
}
