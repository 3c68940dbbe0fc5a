using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

/// <summary>Takes a report of a shared fault that is open already: one more who is to be told, and perhaps more urgent than anybody knew.</summary>
public static class JoiningDecision
{
    /// <summary>The joining, and the new priority if this report's is more urgent; the clocks stay those of the first report.</summary>
    public static Decision<RepairMilestone> Decide(RepairPolicy policy, Repair open, RepairMilestone.Reported report, DateTimeOffset now)
    {
        List<RepairMilestone> milestones = [];
        var household = report.Household?.HouseholdId ?? report.ReporterHousehold;
        if (household is null || !open.ReporterHouseholds.Contains(household.Value))
            milestones.Add(new RepairMilestone.Joined(household, report.HomeId, report.Description, now));
        if (policy.IsMoreUrgent(report.Priority, open.Priority))
            milestones.Add(new RepairMilestone.Raised(report.Priority, now) { Clause = report.Details.PriorityClause, Why = "A later report of the same fault was more urgent." });
        return milestones;
    }
}

internal sealed partial class RepairsGrpc
{
    /// <summary>The answer to a report of what is open already; null when it is new.</summary>
    private async Task<ReportRepairResponse?> Joined(RepairPolicy policy, RepairMilestone.Reported reported, Caller caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (reported.Details.JoinKey is not { } key)
            return null;
        var first = await db.Repairs.Where(r => r.JoinKey == key).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(cancellationToken);
        if (first is not { } id || await files.Find(id, cancellationToken) is not { } file)
            return null;

        CaseTrace.Case(id);
        var made = JoiningDecision.Decide(policy, file.Repair, reported, now).Milestones;
        files.Record(file, made, CaseDesk.By(caller), now);
        if (made.OfType<RepairMilestone.Raised>().Any())      // an emergency does not wait for whoever was to come by day
            files.Record(file, OrderDecision.Decide(policy, diary.Calendar(file.Repair.Landlord), file.Repair, raised: true, now).Milestones, Recorder.Repairs, now);
        return new() { Repair = caller.MayRead(file.Repair.Landlord, file.Repair.Reader) ? Message(file, caller, now) : Message(file, now).ForNeighbours(), Joined = true };
    }
}
