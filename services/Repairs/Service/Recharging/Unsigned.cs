using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

/// <summary>An estimate that nobody signed in its time can be signed no more.</summary>
public static class ExpiryDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, DateTimeOffset now) =>
        repair is { IsOpen: true, Recharge: { State: RechargeState.Estimated } recharge } && now >= recharge.ExpiresAt
            ? new RepairMilestone.RechargeExpired(recharge.Id, recharge.ExpiresAt)
            : Decision<RepairMilestone>.Nothing;
}

/// <summary>
/// What is the resident's to mend and nobody signed for is over once nothing is left to the landlord: it had no part in it, or has made it safe, and it owes
/// nothing by law any more, such as about a hazard (the law's times ask nobody for a signature).
/// </summary>
public static class UnsignedDecision
{
    private const string Declined = "You told us that you will see to this yourself. Report it again if you want us to mend it after all.";
    private const string Expired = "Nobody signed for the cost in time, so this stays with you to mend. Report it again if you want us to mend it after all.";

    /// <summary>The end of the case, where what has just happened is the last of it.</summary>
    /// <param name="repair">The repair, with what happened taken in.</param>
    /// <param name="owedByLaw">A promise of the law is still to be kept, late or not.</param>
    /// <param name="now">When that is recorded.</param>
    public static Decision<RepairMilestone> Decide(Repair repair, bool owedByLaw, DateTimeOffset now)
    {
        if (repair is not { IsOpen: true, Responsible: Party.Resident, Recharge: { State: RechargeState.Declined or RechargeState.Expired } recharge } || owedByLaw || IsLeftToUs(repair))
            return Decision<RepairMilestone>.Nothing;
        if (recharge.HouseholdId != repair.HouseholdId)      // those who live there now were not asked
            return Decision<RepairMilestone>.Nothing;

        var reason = recharge.State == RechargeState.Declined ? Declined : Expired;
        List<RepairMilestone> milestones = [];
        if (repair.Booked is { } booked)
            milestones.Add(new RepairMilestone.AppointmentCancelled(booked.Id, reason, now));
        milestones.Add(new RepairMilestone.Closed(reason, now));
        return milestones;
    }

    private static bool IsLeftToUs(Repair repair) => repair.HazardWorkUnfinishedSince is not null || repair.LandlordPart switch
    {
        LandlordPart.None => false,
        LandlordPart.MakesSafe => repair.MadeSafeAt is null,
        LandlordPart.Mends or null => true,
    };
}

/// <summary>Ends the estimates whose time to be signed has run out, through restarts; of replicas that find the same one, the first counts.</summary>
internal sealed class ExpiryWorker(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ExpiryWorker> log) : BackgroundService
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var repair in await Due(stoppingToken))
                    await End(repair, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Estimates that ran out cannot be read or ended just now; they are looked for again");
            }
        }
    }

    private async Task<List<Guid>> Due(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<RepairsDb>(), clock.Now());
        return await db.Recharges
            .Where(r => r.State == RechargeState.Estimated && r.ExpiresAt <= now)
            .Where(r => db.Repairs.Any(p => p.Id == r.RepairId && p.Stage != Stage.Completed && p.Stage != Stage.Closed))
            .OrderBy(r => r.ExpiresAt).Take(AtOnce).Select(r => r.RepairId).ToListAsync(stoppingToken);
    }

    private async Task End(Guid repairId, CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var files = scope.ServiceProvider.GetRequiredService<CaseFiles>();
        if (await files.Find(repairId, stoppingToken) is not { } file)
            return;

        files.Record(file, ExpiryDecision.Decide(file.Repair, clock.Now()).Milestones, Recorder.Repairs, clock.Now());
        try
        {
            await scope.ServiceProvider.GetRequiredService<RepairsDb>().SaveChangesAsync(stoppingToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            log.LogInformation("Repair {RepairId} changed while its estimate was ended; it is looked at again", repairId);
        }
    }
}
