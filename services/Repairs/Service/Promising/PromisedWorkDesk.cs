using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

/// <summary>Puts promised work on order, once, and says which repair does it; or says why nobody can be sent.</summary>
internal sealed class PromisedWorkDesk(RepairsDb db, CaseFiles files, Policies<RepairPolicy> policies, StandardsBook standards, TimeProvider clock, ILogger<PromisedWorkDesk> log)
{
    public async Task Order(PromisedWork work, CancellationToken cancellationToken)
    {
        await Alone(work.CauseId, cancellationToken);
        if (await db.Set<WorkPromise>().AnyAsync(p => p.CauseId == work.CauseId, cancellationToken) || await db.Set<DroppedPromise>().AnyAsync(p => p.CauseId == work.CauseId, cancellationToken))
            return;
        var now = clock.Now();
        var policy = policies.For(work.Landlord);
        var about = work.AboutRepairId is { } id ? await files.Find(id, cancellationToken) : null;
        switch (PromisedWorkDecision.Decide(policy, work, about?.Repair, now))
        {
            case Decision<RepairMilestone>.Refused refused:
                log.LogWarning("Work {CauseId} that was promised on case {CaseId} cannot be ordered ({Why})", work.CauseId, work.CaseId, refused.Why.Code);
                db.Tell(new WorksNotOrdered { CauseId = work.CauseId, Landlord = work.Landlord, HomeId = work.HomeId, Reason = refused.Why.Sentence, RecordedAt = now });
                break;
            case { Milestones: [RepairMilestone.Reported reported, var promised] }:
                var file = files.Open(OrderDecision.OfReport(policy, standards.For(work.Landlord).Calendar, reported, postcode: null), Recorder.Complaints, now);
                CaseTrace.Case(file.Repair.Id);
                if (reported.RecallOf is not null)
                    files.Record(about!, [new RepairMilestone.Recalled(file.Repair.Id, reported.At)], Recorder.Complaints with { TellsResidents = about!.Repair.HouseholdId == work.HouseholdId }, now);      // nobody is told of a home they have left
                files.Record(file, [promised], Recorder.Complaints, now);
                if (HazardDecision.OfReport(reported) is { } noticed)
                    files.Record(file, [noticed], Recorder.Complaints, now);
                db.AwaitedFacts.Add(new AwaitedFacts(file.Repair.Id, now));      // Estates and Tenancy say the rest, as after any report that they missed
                break;
            case var taken:
                CaseTrace.Case(about!.Repair.Id);
                files.Record(about, taken.Milestones, Recorder.Complaints, now);
                break;
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Takes back what is not begun; what has not been heard of yet will not be ordered.</summary>
    public async Task Drop(Guid causeId, string reason, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await Alone(causeId, cancellationToken);
        if (await db.Set<WorkPromise>().AsNoTracking().SingleOrDefaultAsync(p => p.CauseId == causeId, cancellationToken) is not { RepairId: var repairId })
        {
            if (!await db.Set<DroppedPromise>().AnyAsync(p => p.CauseId == causeId, cancellationToken))
                db.Add(new DroppedPromise(causeId, reason, at));
        }
        else if (await files.Find(repairId, cancellationToken) is { } file)
        {
            CaseTrace.Case(repairId);
            var now = clock.Now();
            files.Record(file, DroppedWorkDecision.Decide(file.Repair, file.Repair.Promised.Single(p => p.CauseId == causeId), reason, at, now), Recorder.Complaints, now);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A promise and its being dropped come by different queues: of two at once the second waits for what the first one kept.</summary>
    private Task<int> Alone(Guid causeId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({causeId.ToString()}, 0))", cancellationToken);
}
