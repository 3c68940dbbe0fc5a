using Housing.Standards;

namespace Housing.Repairs;

/// <summary>
/// The right to repair (HAV-REP-43, read as the statutory one: E5): when the law's time for a listed fault runs out, the tenant may ask for another
/// contractor, who gets the same time again; when that runs out too, the landlord owes the law's sum.
/// </summary>
public static class SecondContractorDecision
{
    /// <summary>Another contractor, or why it is not time or not theirs to ask.</summary>
    /// <param name="policy">The landlord's list, if it has tenants with that right.</param>
    /// <param name="repair">The repair.</param>
    /// <param name="commitments">The promises on it; those of the law among them say who has the right and whether it is time.</param>
    /// <param name="now">When another contractor is asked for.</param>
    public static Decision<RepairMilestone> Decide(RepairPolicy policy, Repair repair, IReadOnlyCollection<Commitment> commitments, DateTimeOffset now)
    {
        if (repair.SecondContractorAskedAt is not null)
            return Decision<RepairMilestone>.Nothing;
        if (repair.Stage == Stage.Completed)
            return RepairRefusals.Finished;
        if (policy.RightToRepair is not { } right || right.Kind(repair.Fault) is null)
            return RepairRefusals.NotOnTheLawsList(policy.RightToRepair);

        return (Clock(right, commitments), repair) switch
        {
            ({ } clock, _) when clock.OutcomeAt(now) == Outcome.Missed =>
                new List<RepairMilestone>([new RepairMilestone.SecondContractorAsked(clock.StandardId, now), .. Another(policy.Diary, right, repair, now)]),
            ({ } clock, _) => RepairRefusals.LawsTimeRuns(right, clock.DueAt),
            (null, { FactsPending: true }) => RepairRefusals.TenureUnknown(right),
            (null, { LandlordPart: LandlordPart.MakesSafe or LandlordPart.None }) => RepairRefusals.NotOurs(repair),
            (null, _) => RepairRefusals.OutsideTheRight(right, commitments.FirstOrDefault(c => right.Clocks.Contains(c.StandardId, StringComparer.Ordinal))?.Reason),
        };
    }

    /// <summary>Who comes to an appointment: whoever does this work at this home, and once another contractor was asked for, that one.</summary>
    public static Order Comes(DiaryPolicy diary, Repair repair, DateTimeOffset now) =>
        repair is { SecondContractorAskedAt: not null, Order: { } order } ? order : ContractorDecision.ByAppointment(diary, repair.Fault, repair.Postcode, now);

    /// <summary>The next contractor that does the trade there, if the landlord has one, in place of the late one; what was booked with that one and has not begun is cancelled.</summary>
    private static IEnumerable<RepairMilestone> Another(DiaryPolicy? diary, RightToRepairRule right, Repair repair, DateTimeOffset now)
    {
        if (diary is null || repair.Order is not { } late)
            yield break;
        var trade = diary.TradeOf(repair.Fault).Key;
        if (diary.Contractors.FirstOrDefault(c => c.Key != late.Contractor && c.OutOfHours != OutOfHours.Only && c.Covers(repair.Postcode) && c.TeamFor(trade) is not null) is not { } other)
            yield break;
        var why = $"{other.Name} takes over, since the law's time ran out with the contractor before.";
        yield return new RepairMilestone.Ordered(new Order(other.Key, other.TeamFor(trade)!.Key, trade, OutOfHours: false, why, right.Clause, now));
        if (repair.Booked is { } booked && booked.StartsAt > now)
            yield return new RepairMilestone.AppointmentCancelled(booked.Id, why, now);
    }

    /// <summary>What the law owes once the work is done; null when it owes nothing: the second contractor was in time, was not asked for, or was not let in (ENG-RTR-08).</summary>
    public static RepairMilestone.CompensationOwed? Owed(RepairPolicy policy, Repair repair, IReadOnlyCollection<Commitment> commitments)
    {
        if (policy.RightToRepair is not { } right || repair is not { SecondContractorAskedAt: { } askedAt, CompletedAt: { } done, CompensationPence: null })
            return null;
        if (Second(right, commitments) is not { } second || done < second.DueAt)
            return null;
        if (repair.Timeline.Any(t => t.Name == NoAccess && t.At >= askedAt))
            return null;
        return new RepairMilestone.CompensationOwed(Sum(right.Compensation, second.DueAt, done), second.DueAt, right.Compensation.Clause, done);
    }

    /// <summary>So much when it is late, and so much for each London day after the first late one, up to so much (ENG-RTR-06).</summary>
    public static long Sum(RightToRepairSum sum, DateTimeOffset dueAt, DateTimeOffset done) =>
        Math.Min(sum.MostPence, sum.FirstPence + (sum.PerDayPence * (London.DayOf(done).DayNumber - London.DayOf(dueAt).DayNumber)));

    /// <summary>The law's clock that runs on a repair, or ran out; null when it has none.</summary>
    public static Commitment? Clock(RightToRepairRule right, IEnumerable<Commitment> commitments) => Running(right.Clocks, commitments);

    /// <summary>The second contractor's.</summary>
    public static Commitment? Second(RightToRepairRule right, IEnumerable<Commitment> commitments) => Running(right.SecondClocks, commitments);

    // As appointments record it.
    private const string NoAccess = "repair.no-access";

    private static Commitment? Running(IReadOnlyList<string> clocks, IEnumerable<Commitment> commitments) =>
        commitments.Where(c => c.Outcome != Outcome.Cancelled && clocks.Contains(c.StandardId, StringComparer.Ordinal)).OrderBy(c => c.StartedAt).FirstOrDefault();
}
