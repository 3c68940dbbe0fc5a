using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

/// <summary>Asks Tenancy about one repair's home and records what it says.</summary>
internal sealed class FactsInquiry(RepairsDb db, CaseFiles files, Policies<RepairPolicy> policies, StandardsBook standards, HouseholdQuestion households, TimeProvider clock, ILogger<FactsInquiry> log)
{
    /// <summary>Asks and records; false when Tenancy did not answer.</summary>
    public async Task<bool> Ask(Guid repairId, CancellationToken cancellationToken)
    {
        if (await files.Find(repairId, cancellationToken) is not { } file || await db.AwaitedFacts.FindAsync([repairId], cancellationToken) is not { } awaited)
            return true;

        var answer = await households.Ask(file.Repair.HomeId, cancellationToken);
        if (!answer.Answered)
            return false;

        var now = clock.Now();
        var decision = FactsDecision.Decide(policies.For(file.Repair.Landlord), file.Repair, answer.Household, now);
        files.Record(file, decision.Milestones, Recorder.Repairs, now);
        var order = OrderDecision.Decide(
            policies.For(file.Repair.Landlord), standards.For(file.Repair.Landlord).Calendar, file.Repair, decision.Milestones.OfType<RepairMilestone.Raised>().Any(), now);
        files.Record(file, order.Milestones, Recorder.Repairs, now);
        db.AwaitedFacts.Remove(awaited);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            log.LogInformation("Repair {RepairId} changed while Tenancy was asked about its home; it will be asked again", repairId);
        }

        return true;
    }
}
