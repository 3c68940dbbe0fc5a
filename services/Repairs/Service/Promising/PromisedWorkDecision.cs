using Housing.Standards;

namespace Housing.Repairs;

/// <summary>
/// Has work done that was promised with the answer to a complaint, or that the Ombudsman ordered. It is the landlord's, whoever would have to mend the fault otherwise, since it was promised;
/// and its times run from the promise, not from the day that it is heard of.
/// </summary>
public static class PromisedWorkDecision
{
    /// <summary>
    /// The promise, on the repair that does it: the one that was complained about while it is open, or if it was done since the promise; otherwise a new one, which
    /// comes first. Or why nobody can be sent.
    /// </summary>
    /// <param name="policy">The landlord's list.</param>
    /// <param name="work">What was promised.</param>
    /// <param name="about">The repair that was complained about; null when there is none.</param>
    /// <param name="now">When it is heard of.</param>
    public static Decision<RepairMilestone> Decide(RepairPolicy policy, PromisedWork work, Repair? about, DateTimeOffset now)
    {
        if (about is not null && IsTheSame(work, about))
            return about.IsOpen && about.LandlordPart is { } part && part != LandlordPart.Mends
                ? new List<RepairMilestone> { new RepairMilestone.TakenOn(Says(work), work.PromisedAt), new RepairMilestone.Promised(work, work.PromisedAt) }
                : new RepairMilestone.Promised(work, work.PromisedAt);

        var command = new ReportRepair(work.HomeId, work.Fault, Clip(work.Words), work.PromisedAt);
        var reported = ReportDecision.Decide(policy, command, work.Landlord, handedOver: null, HouseholdAnswer.None, work.HouseholdId, now);
        if (reported is Decision<RepairMilestone>.Refused)
            return reported;
        var opened = (RepairMilestone.Reported)reported.Milestones[0];
        return new List<RepairMilestone>
        {
            opened with { Responsibility = new Responsibility(Party.Landlord, LandlordPart.Mends, "ENG-CMP-14", Says(work)), Details = opened.Details with { HomePending = true } },
            new RepairMilestone.Promised(work, opened.At),
        };
    }

    private static bool IsTheSame(PromisedWork work, Repair about) =>
        (about.Landlord, about.HomeId, about.Fault) == (work.Landlord, work.HomeId, work.Fault) && (about.IsOpen || about.CompletedAt > work.PromisedAt);

    private static string Says(PromisedWork work) =>
        work.OrderedByOmbudsman ? $"The Ombudsman ordered it on complaint {work.Reference}." : $"It was promised in the answer to complaint {work.Reference}.";

    /// <summary>The whole of it stays with the promise.</summary>
    private static string Clip(string words)
    {
        var runes = words.EnumerateRunes().ToList();
        return runes.Count <= Text.Longest ? words : string.Concat(runes.Take(Text.Longest - 1)) + "…";
    }
}
