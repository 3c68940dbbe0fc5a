using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Takes in what Estates says after a report that was taken on the caller's word.</summary>
public static class HomeFactsDecision
{
    private const string NoSuchPlace = "There is no such home, block or estate as was reported.";
    private const string AnotherLandlords = "The place is another landlord's; the fault is to be reported to that one.";

    /// <summary>The place as it is, or the end of the case: it is nobody's here.</summary>
    /// <param name="policy">The landlord's list.</param>
    /// <param name="calendar">Its working days.</param>
    /// <param name="repair">The repair, whose place is still to be known.</param>
    /// <param name="site">What Estates said; null for no such place.</param>
    /// <param name="now">When it said so.</param>
    public static Decision<RepairMilestone> Decide(RepairPolicy policy, Calendar calendar, Repair repair, Site? site, DateTimeOffset now) => site switch
    {
        // Work that is done is done, wherever it was.
        _ when !repair.IsOpen && site?.Landlord != repair.Landlord => Decision<RepairMilestone>.Nothing,
        null => End(repair, NoSuchPlace, now),
        _ when site.Landlord != repair.Landlord => End(repair, AnotherLandlords, now),
        _ => new RepairMilestone.HomeKnown(site, policy.Find(repair.Fault) is { } fault && ReportDecision.IsShared(fault, repair.Place, site), now)
        {
            Planned = PlannedWorksDecision.Decide(policy, calendar, repair.Item, repair.Fault, site.Planned, repair.ReportedAt),
        },
    };

    private static Decision<RepairMilestone> End(Repair repair, string reason, DateTimeOffset now)
    {
        List<RepairMilestone> milestones = [];
        if (repair.Booked is { } booked)
            milestones.Add(new RepairMilestone.AppointmentCancelled(booked.Id, reason, now));
        milestones.Add(new RepairMilestone.Closed(reason, now));
        return milestones;
    }
}
