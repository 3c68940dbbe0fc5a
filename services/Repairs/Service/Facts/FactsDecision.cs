using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Takes in what Tenancy says about a home after the report. It may raise the priority, never lower it (ROS-REP-03).</summary>
public static class FactsDecision
{
    /// <summary>Who lives there, and the priority if that makes it more urgent.</summary>
    /// <param name="policy">The landlord's bands and faults.</param>
    /// <param name="repair">The repair, open or finished.</param>
    /// <param name="household">Who lives there; null for an empty home.</param>
    /// <param name="now">When it said so.</param>
    public static Decision<RepairMilestone> Decide(RepairPolicy policy, Repair repair, HouseholdFacts? household, DateTimeOffset now)
    {
        if (!repair.FactsPending && household == repair.Household)
            return Decision<RepairMilestone>.Nothing;

        List<RepairMilestone> milestones = [new RepairMilestone.HouseholdKnown(household, now)];

        if (repair.Stage != Stage.Completed
            && policy.Find(repair.Fault) is { } fault
            && PriorityDecision.Decide(policy, fault, London.DayOf(repair.ReportedAt), household is { HasVulnerableMember: true }) is var priority
            && policy.IsMoreUrgent(priority, repair.Priority))
        {
            milestones.Add(new RepairMilestone.Raised(priority, now));
        }

        return milestones;
    }
}
