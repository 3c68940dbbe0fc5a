using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Takes in what Tenancy says about a home after the report. It may raise the priority, never lower it (ROS-REP-03), and say whose the fault is (OHO-LSE-04).</summary>
public static class FactsDecision
{
    /// <summary>Who lives there, whose the fault is where that is new, and the priority if it is more urgent.</summary>
    /// <param name="policy">The landlord's bands and faults.</param>
    /// <param name="repair">The repair, open or finished.</param>
    /// <param name="household">Who lives there; null for an empty home.</param>
    /// <param name="now">When it said so.</param>
    public static Decision<RepairMilestone> Decide(RepairPolicy policy, Repair repair, HouseholdFacts? household, DateTimeOffset now)
    {
        if (!repair.FactsPending && household == repair.Household)
            return Decision<RepairMilestone>.Nothing;

        List<RepairMilestone> milestones = [new RepairMilestone.HouseholdKnown(household, now)];

        // What is finished is raised no more; whose it was still has to be said where nobody could, since its promises go by that.
        if (policy.Find(repair.Fault) is not { } fault || (!repair.IsOpen && repair.Responsibility is not null))
            return milestones;

        var listed = RebandingDecision.Decide(policy, PriorityDecision.Decide(policy, fault, London.DayOf(repair.ReportedAt), household is { HasVulnerableMember: true }), repair.Estimate);
        var raised = repair.IsOpen && policy.IsMoreUrgent(listed, repair.Priority);
        var answer = new HouseholdAnswer(Answered: true, household);
        var circumstances = repair.PassesTo(household?.HouseholdId) ? repair.Circumstances.ForTheNext() : repair.Circumstances;
        if (ResponsibilityDecision.Decide(policy, fault, raised ? listed : repair.Priority, circumstances, repair.ReportedAt, answer) is { } responsibility
            && !responsibility.SameAs(repair.Responsibility) && repair.TakenOnAt is null && repair.PromisedBy is null)
        {
            milestones.Add(new RepairMilestone.ResponsibilityDecided(responsibility, now));
        }

        if (raised)
            milestones.Add(new RepairMilestone.Raised(listed, now) { Clause = fault.Vulnerable?.Clause });
        return milestones;
    }
}
