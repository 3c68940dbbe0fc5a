using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

/// <summary>How an inquiry ended; who did not answer is asked again.</summary>
internal enum Inquired
{
    Answered,
    EstatesAway,
    TenancyAway,
}

/// <summary>Asks Estates, where it has yet to answer, and Tenancy about where one repair is and records what they say.</summary>
internal sealed class FactsInquiry(
    RepairsDb db, CaseFiles files, Policies<RepairPolicy> policies, StandardsBook standards, HomeQuestion homes, HouseholdQuestion households, TimeProvider clock, ILogger<FactsInquiry> log)
{
    public async Task<Inquired> Ask(Guid repairId, CancellationToken cancellationToken)
    {
        if (await files.Find(repairId, cancellationToken) is not { } file || await db.AwaitedFacts.FindAsync([repairId], cancellationToken) is not { } awaited)
            return Inquired.Answered;

        if (file.Repair.HomePending)
        {
            var answer = await homes.AskAgain(file.Repair, cancellationToken);
            if (!answer.Answered)
                return Inquired.EstatesAway;
            Record(file, HomeFactsDecision.Decide(policies.For(file.Repair.Landlord), standards.For(file.Repair.Landlord).Calendar, file.Repair, answer.Site, clock.Now()).Milestones);
            Send(file, raised: false);       // another contractor may work there; that does not wait for Tenancy
        }

        // A block or an estate has no household; nor is one asked for on behalf of a case that is nobody's here, or of a home that is not this landlord's.
        if (file.Repair is { Stage: not Stage.Closed, HomePending: false, HomeId: { } home })
        {
            var answer = await households.Ask(home, cancellationToken);
            if (!answer.Answered)
            {
                await Save(repairId, cancellationToken);       // what Estates said stays
                return Inquired.TenancyAway;
            }

            var policy = policies.For(file.Repair.Landlord);
            var known = FactsDecision.Decide(policy, file.Repair, answer.Household, clock.Now()).Milestones;
            Record(file, known);
            Send(file, raised: known.OfType<RepairMilestone.Raised>().Any());
        }

        db.AwaitedFacts.Remove(awaited);
        await Save(repairId, cancellationToken);
        return Inquired.Answered;
    }

    private void Send(CaseFile file, bool raised) =>
        Record(file, OrderDecision.Decide(policies.For(file.Repair.Landlord), standards.For(file.Repair.Landlord).Calendar, file.Repair, raised, clock.Now()).Milestones);

    private void Record(CaseFile file, IReadOnlyList<RepairMilestone> milestones) => files.Record(file, milestones, Recorder.Repairs, clock.Now());

    private async Task Save(Guid repairId, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            log.LogInformation("Repair {RepairId} changed while others were asked about its home; they will be asked again", repairId);
        }
    }
}
