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
        if (about is not null && IsTheSame(work, about) && (about.IsOpen || about.CompletedAt > work.PromisedAt))
            return TakenOver(work, about, now).Append(new RepairMilestone.Promised(work, work.PromisedAt)).ToList();

        var command = new ReportRepair(work.HomeId, work.Fault, Clip(work.Words), work.PromisedAt);
        var reported = ReportDecision.Decide(policy, command, work.Landlord, handedOver: null, HouseholdAnswer.None, work.HouseholdId, now);
        if (reported is Decision<RepairMilestone>.Refused)
            return reported;
        var opened = (RepairMilestone.Reported)reported.Milestones[0];
        return new List<RepairMilestone>
        {
            opened with
            {
                Responsibility = Landlords(work),
                Details = opened.Details with { HomePending = true },
                // What was mended, and is promised anew, has to be mended again.
                RecallOf = about is { CompletedAt: not null, RecalledBy: null } && IsTheSame(work, about) ? about.Id : null,
            },
            new RepairMilestone.Promised(work, opened.At),
        };
    }

    private static bool IsTheSame(PromisedWork work, Repair about) => (about.Landlord, about.HomeId, about.Fault) == (work.Landlord, work.HomeId, work.Fault);

    /// <summary>An open repair that is not the landlord's, or of which nobody could say yet whose it is, is from now on.</summary>
    private static IEnumerable<RepairMilestone> TakenOver(PromisedWork work, Repair about, DateTimeOffset now)
    {
        if (!about.IsOpen || about.LandlordPart == LandlordPart.Mends)
            yield break;
        if (about.Responsibility is null)
            yield return new RepairMilestone.ResponsibilityDecided(Landlords(work), now);
        else
            yield return new RepairMilestone.TakenOn(Says(work), work.PromisedAt);
    }

    private static Responsibility Landlords(PromisedWork work) => new(Party.Landlord, LandlordPart.Mends, "ENG-CMP-14", Says(work));

    private static string Says(PromisedWork work) =>
        work.OrderedByOmbudsman ? $"The Ombudsman ordered it on complaint {work.Reference}." : $"It was promised in the answer to complaint {work.Reference}.";

    /// <summary>The whole of it stays with the promise.</summary>
    private static string Clip(string words)
    {
        var runes = words.EnumerateRunes().ToList();
        return runes.Count <= Text.Longest ? words : string.Concat(runes.Take(Text.Longest - 1)) + "…";
    }
}
