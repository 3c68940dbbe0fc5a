namespace Housing.Repairs;

/// <summary>Says how urgent a reported fault is, under the landlord's published list.</summary>
public static class PriorityDecision
{
    /// <summary>The key of the band.</summary>
    /// <param name="policy">The landlord's bands.</param>
    /// <param name="fault">The fault, from the landlord's list.</param>
    /// <param name="reportedOn">The London day of the report: it decides the season (REGISTER.md E3), whenever the question is asked.</param>
    /// <param name="hasVulnerableMember">Whether anybody in the household has a need.</param>
    public static string Decide(RepairPolicy policy, Fault fault, DateOnly reportedOn, bool hasVulnerableMember) =>
        Decide(policy, fault, reportedOn, hasVulnerableMember, answered: null).Priority;

    /// <summary>The band, and the clause behind it.</summary>
    /// <inheritdoc cref="Decide(RepairPolicy, Fault, DateOnly, bool)"/>
    /// <param name="answered">What the reporter's answers ask for, by the landlord's own test of an emergency (HPG-REP-03).</param>
    public static RaisedPriority Decide(RepairPolicy policy, Fault fault, DateOnly reportedOn, bool hasVulnerableMember, RaisedPriority? answered)
    {
        var listed = fault.Seasons.FirstOrDefault(s => s.Covers(reportedOn)) is { } season
            ? new RaisedPriority { Priority = season.Priority, Clause = season.Clause }
            : new RaisedPriority { Priority = fault.Priority, Clause = fault.Clause };

        // Needs and answers may raise a priority, never lower it (ROS-REP-03).
        foreach (var raised in new[] { hasVulnerableMember ? fault.Vulnerable : null, answered })
        {
            if (raised is not null && policy.IsMoreUrgent(raised.Priority, listed.Priority))
                listed = raised;
        }

        return listed;
    }
}
