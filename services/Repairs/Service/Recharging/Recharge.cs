namespace Housing.Repairs;

public enum RechargeState
{
    /// <summary>Waiting for a signature.</summary>
    Estimated,
    Accepted,
    Disputed,

    /// <summary>The landlord does the work and asks for nothing.</summary>
    Waived,

    /// <summary>A manager found that it is not owed.</summary>
    Withdrawn,

    /// <summary>The work was done as signed for; Income has been told.</summary>
    Agreed,

    /// <summary>Another estimate took its place before anybody signed.</summary>
    Replaced,

    /// <summary>The household does not want it done.</summary>
    Declined,

    /// <summary>Nobody signed in time.</summary>
    Expired,
}

public enum SignatureMeans
{
    InPerson,
    Online,

    /// <summary>A word on the telephone, which is no signature.</summary>
    Phone,
}

/// <summary>One line of an estimate.</summary>
public sealed record RechargeLine(string What, long Pence);

/// <summary>Who signed for the sum, how and when.</summary>
public sealed record Signature(string By, SignatureMeans Means, DateTimeOffset At);

/// <summary>What one household is to pay for one repair. Its state changes only in <see cref="Apply"/>, by a milestone on the repair's timeline.</summary>
public sealed class Recharge
{
    public Guid Id { get; private set; }
    public Guid RepairId { get; private set; }

    /// <summary>1, 2, 3 … of the repair's estimates.</summary>
    public int Number { get; private set; }

    public string Landlord { get; private set; } = "";
    public Guid HomeId { get; private set; }

    /// <summary>Who is to pay: whoever lived there when it was estimated.</summary>
    public Guid HouseholdId { get; private set; }

    public RechargeState State { get; private set; }
    public IReadOnlyList<RechargeLine> Lines { get; private set; } = [];
    public long AdministrationPence { get; private set; }
    public long TotalPence { get; private set; }

    /// <summary>The register row it rests on, where the landlord has published one.</summary>
    public string? Clause { get; private set; }

    public DateTimeOffset EstimatedAt { get; private set; }

    /// <summary>The first instant at which it cannot be signed any more.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    public string? SignedBy { get; private set; }
    public SignatureMeans? SignedMeans { get; private set; }
    public DateTimeOffset? SignedAt { get; private set; }

    public string? DisputeReason { get; private set; }

    /// <summary>What it was when it was disputed, and is again when it stands.</summary>
    public RechargeState? DisputedFrom { get; private set; }

    public string? DecisionReason { get; private set; }

    /// <summary>Why the household does not want it done.</summary>
    public string? DeclineReason { get; private set; }

    public string? Waiver { get; private set; }
    public string? WaiverNote { get; private set; }

    /// <summary>When Income was told to charge it.</summary>
    public DateTimeOffset? AgreedAt { get; private set; }

    public Signature? Signature => SignedAt is { } at ? new(SignedBy!, SignedMeans!.Value, at) : null;

    private Recharge() { }

    internal static Recharge Open(Repair repair, int number, RepairMilestone.RechargeEstimated estimated) => new()
    {
        Id = estimated.RechargeId,
        RepairId = repair.Id,
        Number = number,
        Landlord = repair.Landlord,
        HomeId = repair.HomeId ?? Guid.Empty,
        HouseholdId = estimated.HouseholdId,
        State = RechargeState.Estimated,
        Lines = estimated.Lines,
        AdministrationPence = estimated.AdministrationPence,
        TotalPence = estimated.TotalPence,
        Clause = estimated.Clause,
        EstimatedAt = estimated.At,
        ExpiresAt = estimated.ExpiresAt,
    };

    /// <summary>Another estimate takes the place of one that nobody signed.</summary>
    internal void Replace() => State = RechargeState.Replaced;

    internal void Apply(RepairMilestone.RechargeStep step)
    {
        switch (step)
        {
            case RepairMilestone.RechargeAccepted accepted:
                (SignedBy, SignedMeans, SignedAt) = (accepted.Signature.By, accepted.Signature.Means, accepted.Signature.At);
                State = RechargeState.Accepted;
                break;
            case RepairMilestone.RechargeDisputed disputed:
                (DisputeReason, DisputedFrom, DecisionReason) = (disputed.Reason, State, null);
                State = RechargeState.Disputed;
                break;
            case RepairMilestone.RechargeStands stands:
                (State, DisputedFrom, DecisionReason) = (DisputedFrom!.Value, null, stands.Reason);
                break;
            case RepairMilestone.RechargeWithdrawn withdrawn:
                (State, DisputedFrom, DecisionReason) = (RechargeState.Withdrawn, null, withdrawn.Reason);
                break;
            case RepairMilestone.RechargeWaived waived:
                (State, DisputedFrom, Waiver, WaiverNote) = (RechargeState.Waived, null, waived.Waiver, waived.Note);
                break;
            case RepairMilestone.RechargeDeclined declined:
                (State, DeclineReason) = (RechargeState.Declined, declined.Reason);
                break;
            case RepairMilestone.RechargeExpired:
                State = RechargeState.Expired;
                break;
            case RepairMilestone.RechargeAgreed agreed:
                (State, AgreedAt) = (RechargeState.Agreed, agreed.At);
                break;
            default:
                throw new InvalidOperationException($"A recharge cannot take in {step.GetType().Name}.");
        }
    }
}
