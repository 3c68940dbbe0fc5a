using System.Globalization;
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
internal sealed class CaseFiles(RepairsDb db, Promises promises, Policies<RepairPolicy> policies, StandardsBook standards)
{
    public async Task<CaseFile?> Find(Guid id, CancellationToken cancellationToken)
    {
        var repair = await db.Repairs.Include(r => r.Appointments).Include(r => r.Timeline).AsSplitQuery()
            .SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (repair is null)
            return null;
        // Few repairs have these: the row says which.
        if (repair.LastVisitedAt is not null)
            await db.Entry(repair).Collection(r => r.Visits).LoadAsync(cancellationToken);
        if (repair.RechargeState is not null)
            await db.Entry(repair).Collection(r => r.Recharges).LoadAsync(cancellationToken);
        if (repair.DefectState is not null)
            await db.Entry(repair).Reference(r => r.Defect).LoadAsync(cancellationToken);
        if (repair.HazardKind is not null)
            await db.Entry(repair).Collection(r => r.HazardSteps).LoadAsync(cancellationToken);
        if (repair.PromisedBy is not null)
            await db.Entry(repair).Collection(r => r.Promised).LoadAsync(cancellationToken);
        if (repair.Shared)
            await db.Entry(repair).Collection(r => r.Reporters).LoadAsync(cancellationToken);
        return new CaseFile(repair, await promises.Find(id, cancellationToken));
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
            Record(file, After(policies.For(file.Repair.Landlord), standards, file.Repair, file.Commitments, milestone, now), by, now);
        }
    }

    /// <summary>What follows from a milestone by itself.</summary>
    internal static IReadOnlyList<RepairMilestone> After(
        RepairPolicy policy, StandardsBook standards, Repair repair, List<Commitment> commitments, RepairMilestone milestone, DateTimeOffset now) => milestone switch
    {
        // What the landlord takes on has somebody sent at once, not only when a time is booked.
        RepairMilestone.TakenOn => OrderDecision.Decide(policy, standards.For(repair.Landlord).Calendar, repair, raised: false, now).Milestones,
        RepairMilestone.RechargeDeclined or RepairMilestone.RechargeExpired or RepairMilestone.MadeSafe or RepairMilestone.HazardStep =>
            UnsignedDecision.Decide(repair, commitments.Exists(c => c.IsOwed && IsLaw(standards, c)), now).Milestones,
        _ => RechargeAgreement.After(repair, milestone) is { } agreed ? [agreed] : [],
    };

    internal static bool IsLaw(StandardsBook standards, Commitment commitment) => standards.Find(commitment.StandardId)?.Any(s => s.Law is not null) == true;

    private void Keep(CaseFile file, RepairMilestone milestone, Recorder by, DateTimeOffset now)
    {
        var repair = file.Repair;
        var policy = policies.For(repair.Landlord);
        var recorder = $"{by.Role} {by.Subject}";
        foreach (var (said, why) in Said(repair, policy, milestone))
            promises.Record(file.Promises, repair.Landlord, repair.Id, said, now, new Recording(recorder, why));
        if (milestone is RepairMilestone.Extended extended)
            promises.Extend(file.Commitments.Single(c => c.Id == extended.CommitmentId), London.EndOf(extended.NewDay), now, new Recording(recorder, extended.Reason));
        if (milestone is RepairMilestone.PromiseDropped dropped)
        {
            foreach (var unwanted in file.Commitments.FindAll(c => c.OutcomeAt(now) == Outcome.Open && c.StartedBy == RepairMilestone.PromisedName && repair.IsOfDropped(dropped.CauseId, c.OriginalDueAt)))
                promises.Cancel(unwanted, now, new Recording(recorder, dropped.Reason));
        }

        if (milestone is RepairMilestone.Closed closed)
        {
            foreach (var open in file.Commitments.FindAll(c => c.OutcomeAt(now) == Outcome.Open))      // one that ran out before stays missed
                promises.Cancel(open, now, new Recording(recorder, closed.Reason));
        }

        var owed = repair.Stage == Stage.Closed ? [] : file.Commitments.FindAll(c => c.IsOwed);
        repair.Owe(owed.Min(c => (DateTimeOffset?)c.DueAt), owed.Min(promises.AtRiskFrom));

        if (RepairEvents.Of(file.Repair, milestone, now) is { } told)
            db.Tell(told);
        foreach (var household in by.TellsResidents ? repair.Told(milestone) : [])
        {
            if (ResidentMessages.Of(policy, repair, milestone, household, now) is { } message)
                db.Tell(message);
        }
    }

    /// <summary>What a milestone says to the promises: that it happened, and the report anew, with the reason, where it makes that different.</summary>
    internal static IEnumerable<(Milestone Said, string? Why)> Said(Repair repair, RepairPolicy policy, RepairMilestone milestone)
    {
        var anew = Anew(repair, milestone);
        if (anew is not { InsteadOf: true })
            yield return (new(milestone.Name, milestone.At, RepairFacts.Of(repair, policy, milestone)), null);
        if (anew is not { Why: var why })
            yield break;
        foreach (var before in Starting(repair))
            yield return (new(before.Name, before.At, RepairFacts.Of(repair, policy, before)), why);
        yield return (new(RepairMilestone.ReportedName, repair.ReportedAt, RepairFacts.Of(repair, policy)), why);
        if (repair.TakenOnAt is { } takenOn)
            yield return (new(RepairMilestone.TakenOnName, takenOn, RepairFacts.Of(repair, policy, milestone)), why);
    }

    /// <summary>
    /// What has happened that promises start from, beside the report: what is left to do once it is safe, or after a visit that did not mend it, is owed by the same
    /// facts as the report's promises (OHO-REP-18, HPG-REP-16), and the hazard times are not for every tenure (ENG-HAZ-15).
    /// </summary>
    private static IEnumerable<RepairMilestone> Starting(Repair repair)
    {
        foreach (var step in repair.HazardSteps)
            yield return step.Milestone;
        if (repair.MadeSafeAt is { } safe)
            yield return new RepairMilestone.MadeSafe(safe);
        foreach (var visit in repair.Visits)
            yield return new RepairMilestone.Visited(visit.AppointmentId, visit.EndsAt, Report: new VisitReport { Fixed = visit.Fixed });
    }

    /// <summary>
    /// What turned out different after the report is the report with the facts as they are known now: the clocks it starts run from the report, not from
    /// that day (F3), and those that do not apply any more end with the reason. Null for what says nothing new about the report.
    /// </summary>
    private static (bool InsteadOf, string Why)? Anew(Repair repair, RepairMilestone milestone) => milestone switch
    {
        RepairMilestone.Raised raised => (true, raised.Why),
        RepairMilestone.ResponsibilityDecided decided => (true, decided.Responsibility.Sentence),
        RepairMilestone.HouseholdKnown => (false, repair.Tenure is { } tenure ? $"Tenancy says that the home is let on these terms: {tenure}." : "Tenancy says that nobody holds the home."),
        RepairMilestone.HomeKnown { Planned: { } planned } => (false, string.Create(CultureInfo.InvariantCulture, $"{planned.Programme} replaces it from {planned.From:yyyy-MM-dd}.")),
        RepairMilestone.Varied => (false, "The size of the work was estimated."),
        RepairMilestone.Rebanded banded => (false, banded.Why),
        _ => null,
    };
}
