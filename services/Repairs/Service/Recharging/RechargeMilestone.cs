namespace Housing.Repairs;

public abstract partial record RepairMilestone
{
    public const string TakenOnName = "repair.taken-on";

    /// <summary>A step of what a resident is to pay for a repair.</summary>
    public abstract record RechargeStep(Guid RechargeId, string Name, DateTimeOffset At) : RepairMilestone(Name, At);

    /// <summary>What the work would cost was said. It takes the place of an estimate that nobody signed.</summary>
    public sealed record RechargeEstimated(
        Guid RechargeId, Guid HouseholdId, IReadOnlyList<RechargeLine> Lines, long AdministrationPence, string? Clause, DateTimeOffset ExpiresAt, DateTimeOffset At)
        : RechargeStep(RechargeId, "repair.recharge-estimated", At)
    {
        public long TotalPence => Lines.Sum(line => line.Pence) + AdministrationPence;
    }

    /// <summary>The resident signed for the sum.</summary>
    public sealed record RechargeAccepted(Guid RechargeId, Signature Signature) : RechargeStep(RechargeId, "repair.recharge-accepted", Signature.At);

    public sealed record RechargeDisputed(Guid RechargeId, string Reason, DateTimeOffset At) : RechargeStep(RechargeId, "repair.recharge-disputed", At);

    /// <summary>A dispute was turned down.</summary>
    public sealed record RechargeStands(Guid RechargeId, string Reason, DateTimeOffset At) : RechargeStep(RechargeId, "repair.recharge-stands", At);

    /// <summary>It is not owed.</summary>
    /// <param name="WasCharged">Income has charged it and takes it back.</param>
    public sealed record RechargeWithdrawn(Guid RechargeId, string Reason, bool WasCharged, DateTimeOffset At) : RechargeStep(RechargeId, "repair.recharge-withdrawn", At);

    /// <summary>The landlord asks for nothing, for a reason of its own list.</summary>
    public sealed record RechargeWaived(Guid RechargeId, string Waiver, string Note, DateTimeOffset At) : RechargeStep(RechargeId, "repair.recharge-waived", At);

    /// <summary>The household does not want it done at that price.</summary>
    public sealed record RechargeDeclined(Guid RechargeId, string Reason, DateTimeOffset At) : RechargeStep(RechargeId, "repair.recharge-declined", At);

    /// <summary>Nobody signed in time. <c>At</c> is when it ran out.</summary>
    public sealed record RechargeExpired(Guid RechargeId, DateTimeOffset At) : RechargeStep(RechargeId, "repair.recharge-expired", At);

    /// <summary>The work was done as it was signed for: Income charges it.</summary>
    public sealed record RechargeAgreed(Guid RechargeId, DateTimeOffset At) : RechargeStep(RechargeId, "repair.recharge-agreed", At);

    /// <summary>What was the resident's to mend the landlord mends now: its cost is signed for, or nothing is asked for it. Promises of the work start here.</summary>
    public sealed record TakenOn(string Sentence, DateTimeOffset At) : RepairMilestone(TakenOnName, At);
}
