using System.Text.Json;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

/// <summary>A repair and the promises that run on it.</summary>
internal sealed record CaseFile(Repair Repair, CasePromises Promises)
{
    public List<Commitment> Commitments => Promises.Commitments;
}

/// <summary>Writes what was decided: the timeline, the promises it opens and keeps, the events it is told by. Whoever asked for it saves, once.</summary>
internal sealed class CaseFiles(RepairsDb db, Promises promises, Policies<RepairPolicy> policies)
{
    public async Task<CaseFile?> Find(Guid id, CancellationToken cancellationToken)
    {
        var repair = await db.Repairs.Include(r => r.Appointments).Include(r => r.Timeline).AsSplitQuery()
            .SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        return repair is null ? null : new CaseFile(repair, await promises.Find(id, cancellationToken));
    }

    public CaseFile Open(RepairMilestone.Reported reported, Recorder by, DateTimeOffset now)
    {
        var repair = Repair.Open(reported, by, now);
        db.Repairs.Add(repair);
        var file = new CaseFile(repair, new());
        Keep(file, reported, by, now);
        return file;
    }

    public void Record(CaseFile file, IReadOnlyList<RepairMilestone> milestones, Recorder by, DateTimeOffset now)
    {
        foreach (var milestone in milestones)
        {
            file.Repair.Apply(milestone, by, now);
            Keep(file, milestone, by, now);
        }
    }

    private void Keep(CaseFile file, RepairMilestone milestone, Recorder by, DateTimeOffset now)
    {
        var repair = file.Repair;
        // A raised priority and a responsibility found out later are the report with the facts as they are known now: the clocks it starts run from the
        // report, not from that day (F3), and those that are not the landlord's end.
        var (name, at, why) = milestone switch
        {
            RepairMilestone.Raised => (RepairMilestone.ReportedName, repair.ReportedAt, "Somebody's needs raised the priority."),
            RepairMilestone.ResponsibilityDecided decided => (RepairMilestone.ReportedName, repair.ReportedAt, decided.Responsibility.Sentence),
            _ => (milestone.Name, milestone.At, (string?)null),
        };
        promises.Record(file.Promises, repair.Landlord, repair.Id, new Milestone(name, at, FactsOf(repair)), now, new Recording($"{by.Role} {by.Subject}", why));
        var owed = file.Commitments.FindAll(c => c.IsOwed);
        repair.Owe(owed.Min(c => (DateTimeOffset?)c.DueAt), owed.Min(promises.AtRiskFrom));

        if (RepairEvents.Of(file.Repair, milestone, now) is { } told)
            db.Tell(told);
        if (repair.Reader is { } household && ResidentMessages.Of(policies.For(repair.Landlord), repair, milestone, household, now) is { } message)
            db.Tell(message);
    }

    /// <summary>What a promise may ask of a repair.</summary>
    internal static Facts FactsOf(Repair repair)
    {
        List<(string, Fact)> facts =
            [("priority", repair.Priority), ("fault", repair.Fault), ("communal", repair.Place == Place.Communal), ("cause", Key(repair.Cause))];
        if (repair.Responsibility is { } responsibility)
            facts.AddRange([("responsible", Key(responsibility.Party)), ("landlord-part", Key(responsibility.LandlordPart))]);
        return Facts.Of([.. facts]);
    }

    /// <summary>As the landlords' files write it.</summary>
    private static string Key<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
