using Housing.Standards;

namespace Housing.Repairs;

/// <summary>
/// Work on what is the resident's to mend waits until they have signed for its cost, or nothing is asked for it (HAV-REP-45). Ending a danger never waits, and
/// is never charged for (E6): MakeSafe does not come through here.
/// </summary>
public static class RechargeGate
{
    public static Refusal? Bars(Repair repair) =>
        repair is { Responsible: Party.Resident, LandlordPart: LandlordPart.MakesSafe or LandlordPart.None } ? RepairRefusals.SignatureMissing(repair) : null;
}

/// <summary>What follows from a signed recharge by itself.</summary>
public static class RechargeAgreement
{
    /// <summary>Once the work is done, what was signed for is charged (HAV-REP-44); while it is disputed, only when it is found to stand.</summary>
    /// <param name="repair">The repair, with the milestone taken in.</param>
    /// <param name="milestone">What has just happened to it.</param>
    public static RepairMilestone? After(Repair repair, RepairMilestone milestone) =>
        milestone is RepairMilestone.Completed or RepairMilestone.RechargeStands && repair is { Stage: Stage.Completed, RechargeState: RechargeState.Accepted, Recharge: { } recharge }
            ? new RepairMilestone.RechargeAgreed(recharge.Id, milestone.At)
            : null;

    /// <summary>The landlord mends from now on, where it did not before.</summary>
    public static IEnumerable<RepairMilestone> TakingOn(Repair repair, RechargeTerms terms, DateTimeOffset at) =>
        repair.LandlordPart == LandlordPart.Mends ? [] : [new RepairMilestone.TakenOn(terms.Says, at)];
}
