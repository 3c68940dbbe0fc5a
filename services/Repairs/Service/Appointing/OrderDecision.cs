using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Whether somebody else has to be sent, now that more is known of a repair.</summary>
public static class OrderDecision
{
    /// <summary>A report with whoever is sent to it, by its hour; nobody is where the landlord has no part in it.</summary>
    /// <param name="policy">The landlord's.</param>
    /// <param name="calendar">Its working days.</param>
    /// <param name="reported">The report.</param>
    /// <param name="postcode">The home's; null or empty when it is not known.</param>
    public static RepairMilestone.Reported OfReport(RepairPolicy policy, Calendar calendar, RepairMilestone.Reported reported, string? postcode)
    {
        var known = string.IsNullOrWhiteSpace(postcode) ? null : postcode;
        return reported with
        {
            Postcode = known,
            Order = reported.Responsibility?.LandlordPart != LandlordPart.None && policy.Diary is { } diary
                ? ContractorDecision.Decide(diary, calendar, reported.Fault, reported.Priority, known, reported.At)
                : null,
        };
    }

    /// <summary>Another order, or none any more; what was booked with whoever is not sent any more is cancelled.</summary>
    /// <param name="policy">The landlord's.</param>
    /// <param name="calendar">Its working days.</param>
    /// <param name="repair">As it stands now.</param>
    /// <param name="raised">It became more urgent just now, so that the hour of now counts and not that of the report.</param>
    /// <param name="now">The instant of a new order.</param>
    public static Decision<RepairMilestone> Decide(RepairPolicy policy, Calendar calendar, Repair repair, bool raised, DateTimeOffset now)
    {
        if (policy.Diary is not { } diary || !repair.IsOpen)
            return Decision<RepairMilestone>.Nothing;
        if (repair.LandlordPart == LandlordPart.None)
            return repair.Order is null ? Decision<RepairMilestone>.Nothing : Withdrawn(repair, repair.ResponsibleSentence!, now);

        var order = ContractorDecision.Decide(diary, calendar, repair.Fault, repair.Priority, repair.Postcode, raised || repair.Order is null ? now : repair.Order.At);
        var staying = repair.Order is null ? repair.Booked is not null : repair.Stage != Stage.Reported || repair.SecondContractorAskedAt is not null;
        if (order.SameAs(repair.Order) || (staying && !(raised && order.OutOfHours)))
            return Decision<RepairMilestone>.Nothing;
        List<RepairMilestone> milestones = [new RepairMilestone.Ordered(order with { At = now })];
        if (repair.Booked is { } booked)
            milestones.Add(new RepairMilestone.AppointmentCancelled(booked.Id, order.Why, now));
        return milestones;
    }

    private static Decision<RepairMilestone> Withdrawn(Repair repair, string why, DateTimeOffset now)
    {
        List<RepairMilestone> milestones = [new RepairMilestone.OrderWithdrawn(why, now)];
        if (repair.Booked is { } booked)
            milestones.Add(new RepairMilestone.AppointmentCancelled(booked.Id, why, now));
        return milestones;
    }
}
