namespace Housing.Repairs;

/// <summary>
/// Takes back what was promised and is not wanted any more: the repair that was opened for it alone ends, as long as nobody has begun. What somebody reported, what another promise needs, what is a hazard, and
/// work that has begun, goes on.
/// </summary>
public static class DroppedWorkDecision
{
    /// <summary>That it is dropped, with why it is done all the same where it is; and the end of the repair where it is not. Nothing when that was heard before.</summary>
    /// <param name="repair">The one that does it.</param>
    /// <param name="promise">What was promised.</param>
    /// <param name="reason">Why it is not wanted any more.</param>
    /// <param name="droppedAt">Since when.</param>
    /// <param name="now">When that is heard.</param>
    public static IReadOnlyList<RepairMilestone> Decide(Repair repair, WorkPromise promise, string reason, DateTimeOffset droppedAt, DateTimeOffset now)
    {
        if (promise.DroppedAt is not null)
            return [];
        var goesOn = repair switch
        {
            { IsOpen: false } => null,
            _ when HasBegun(repair, now) => "The work has begun.",
            _ when repair.Promised.Any(p => p.CauseId != promise.CauseId && p.DroppedAt is null) => "The same repair was promised in another way too.",
            { OpenedForPromise: false } => "The repair was reported before it was promised.",
            { HazardKind: not null } => "It is a hazard, which has to be dealt with whoever asked for it.",
            _ => null,
        };
        List<RepairMilestone> milestones = [new RepairMilestone.PromiseDropped(promise.CauseId, reason, goesOn, droppedAt)];
        if (!repair.IsOpen || goesOn is not null)
            return milestones;
        if (repair.Booked is { } booked)
            milestones.Add(new RepairMilestone.AppointmentCancelled(booked.Id, reason, now));
        milestones.Add(new RepairMilestone.Closed(reason, now));
        return milestones;
    }

    private static bool HasBegun(Repair repair, DateTimeOffset now) => repair.Stage == Stage.InProgress || repair.LastAttendedAt is not null || repair.Booked?.StartsAt <= now;
}
