namespace Housing.Repairs;

/// <summary>Says how urgent a reported fault is, under the landlord's published list.</summary>
public static class PriorityDecision
{
    /// <summary>The key of the band.</summary>
    /// <param name="policy">The landlord's bands.</param>
    /// <param name="fault">The fault, from the landlord's list.</param>
    /// <param name="reportedOn">The London day of the report: it decides the season (REGISTER.md E3), whenever the question is asked.</param>
    /// <param name="hasVulnerableMember">Whether anybody in the household has a need.</param>
    public static string Decide(RepairPolicy policy, Fault fault, DateOnly reportedOn, bool hasVulnerableMember)
    {
        var listed = fault.Seasons.FirstOrDefault(s => s.Covers(reportedOn))?.Priority ?? fault.Priority;

        // Needs may raise a priority, never lower it (ROS-REP-03).
        return hasVulnerableMember && fault.Vulnerable is { } raised && policy.IsMoreUrgent(raised.Priority, listed) ? raised.Priority : listed;
    }
}
