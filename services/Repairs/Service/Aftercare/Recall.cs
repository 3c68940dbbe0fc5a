using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

/// <summary>What was mended and has to be mended again: another repair, which counts against the first-time fix of the one before (OHO-REP-06).</summary>
public static class RecallDecision
{
    /// <summary>The repair that does another one again. It is the landlord's whatever the first one came from: it did that work.</summary>
    /// <param name="policy">The landlord's.</param>
    /// <param name="before">The repair it does again.</param>
    /// <param name="recallId">Its id.</param>
    /// <param name="description">What is wrong with the work.</param>
    /// <param name="now">When it turned out.</param>
    public static RepairMilestone.Reported Open(RepairPolicy policy, Repair before, Guid recallId, string description, DateTimeOffset now)
    {
        var circumstances = before.Circumstances with { Cause = Cause.Wear, CrimeReference = null };
        var fault = policy.Find(before.Fault);
        var priority = fault is null ? before.Priority : PriorityDecision.Decide(policy, fault, London.DayOf(now), before.HasVulnerableMember);
        var answer = before.FactsPending ? HouseholdAnswer.None : new HouseholdAnswer(Answered: true, before.Household);
        return new RepairMilestone.Reported(
            recallId, before.Landlord, before.HomeId, before.Fault, description, priority, circumstances,
            fault is null ? before.Responsibility : ResponsibilityDecision.Decide(policy, fault, priority, circumstances, now, answer),
            before.Household, before.FactsPending, before.FactsPending || before.HomeId is null ? before.ReporterHousehold : null, now)
        {
            RecallOf = before.Id,
            Details = new() { BlockId = before.BlockId, Estate = before.Estate, Room = before.Room, Item = before.Item, Shared = before.Shared, HomePending = before.HomePending },
        };
    }

    /// <summary>Whether a fault reported now may be one that was mended before: damage that somebody did is not.</summary>
    public static bool MayBe(RepairPolicy policy, RepairMilestone.Reported reported) =>
        policy.Guarantee is { } rule && reported.Circumstances.Cause == Cause.Wear && !rule.Except.Contains(reported.Fault, StringComparer.Ordinal);
}

internal sealed partial class RepairsGrpc
{
    /// <summary>The repair of the same fault at the same place that was finished within the landlord's guarantee and not done again since; null when there is none.</summary>
    private async Task<CaseFile?> MendedBefore(RepairMilestone.Reported reported, CancellationToken cancellationToken)
    {
        if (!RecallDecision.MayBe(policies.For(reported.Landlord), reported))
            return null;
        var last = await db.Repairs.AsNoTracking()
            .Where(r => r.HomeId == reported.HomeId && (reported.HomeId != null || (r.BlockId == reported.Details.BlockId && r.Estate == reported.Details.Estate)) && r.Fault == reported.Fault && r.Place == reported.Circumstances.Place && r.Landlord == reported.Landlord && r.RecalledBy == null && r.CompletedAt <= reported.At)
            .OrderByDescending(r => r.CompletedAt)
            .Select(r => new { r.Id, r.CompletedAt })
            .FirstOrDefaultAsync(cancellationToken);
        return last is { CompletedAt: { } completedAt } && policies.For(reported.Landlord).Guarantee!.Covers(completedAt, reported.At, standards.For(reported.Landlord).Calendar)
            ? await files.Find(last.Id, cancellationToken)
            : null;
    }

    /// <summary>Opens the repair that a decision called for, for the work of this one to be done again.</summary>
    private void OpenRecall(CaseFile file, IReadOnlyList<RepairMilestone> made, string description, Recorder by, DateTimeOffset now)
    {
        if (made.OfType<RepairMilestone.Recalled>().FirstOrDefault() is not { } recalled)
            return;
        var recall = files.Open(Ordered(RecallDecision.Open(policies.For(file.Repair.Landlord), file.Repair, recalled.RecallId, description, now), file.Repair.Postcode), by, now);
        if (recall.Repair.FactsPending || recall.Repair.HomePending)
            db.AwaitedFacts.Add(new AwaitedFacts(recall.Repair.Id, now));
    }
}
