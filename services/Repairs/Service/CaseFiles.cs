using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

/// <summary>A repair and the promises that run on it.</summary>
internal sealed record CaseFile(Repair Repair, List<Commitment> Commitments);

/// <summary>Writes what was decided: the timeline, the promises it opens and keeps, the events it is told by. Whoever asked for it saves, once.</summary>
internal sealed class CaseFiles(RepairsDb db, StandardsBook standards)
{
    public async Task<CaseFile?> Find(Guid id, CancellationToken cancellationToken)
    {
        var repair = await db.Repairs.Include(r => r.Appointments).Include(r => r.Timeline).AsSplitQuery()
            .SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        return repair is null ? null : new CaseFile(repair, await db.Commitments.Where(c => c.CaseId == id).ToListAsync(cancellationToken));
    }

    public CaseFile Open(RepairMilestone.Reported reported, Recorder by, DateTimeOffset now)
    {
        var repair = Repair.Open(reported, by, now);
        db.Repairs.Add(repair);
        var file = new CaseFile(repair, []);
        Keep(file, reported, now);
        return file;
    }

    public void Record(CaseFile file, IReadOnlyList<RepairMilestone> milestones, Recorder by, DateTimeOffset now)
    {
        foreach (var milestone in milestones)
        {
            file.Repair.Apply(milestone, by, now);
            Keep(file, milestone, now);
        }
    }

    private void Keep(CaseFile file, RepairMilestone milestone, DateTimeOffset now)
    {
        var repair = file.Repair;
        var recorded = milestone is RepairMilestone.Raised
            ? standards.Reclassify(repair.Landlord, repair.Id, Report(repair), SinceReport(repair), file.Commitments, "Somebody's needs raised the priority.")
            : standards.Record(repair.Landlord, repair.Id, new Milestone(milestone.Name, milestone.At, FactsOf(repair)), file.Commitments);
        db.Commitments.AddRange(recorded.Opened);
        file.Commitments.AddRange(recorded.Opened);

        if (RepairEvents.Of(file.Repair, milestone, now) is { } told)
            db.Tell(told);
    }

    /// <summary>The report with the facts as they are known now: clocks that a raised priority starts run from the report, not from the day it was raised.</summary>
    private static Milestone Report(Repair repair) => new(RepairMilestone.ReportedName, repair.ReportedAt, FactsOf(repair));

    private static Milestone[] SinceReport(Repair repair) =>
        [.. repair.Timeline.Where(t => t.Name != RepairMilestone.ReportedName).Select(t => new Milestone(t.Name, t.At, Facts.None))];

    private static Facts FactsOf(Repair repair) => Facts.Of(("priority", repair.Priority), ("fault", repair.Fault));
}
