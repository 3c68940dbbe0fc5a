using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>What Estates and Tenancy say about a complaint that was taken without them.</summary>
internal static class FactsDecision
{
    /// <summary>Nothing while one of them still does not answer.</summary>
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, Said<Site> site, Said<Residence> residence, DateTimeOffset now) => (site, residence) switch
    {
        ({ Answered: true, What: null }, _) when complaint.HomeId is not null => new ComplaintMilestone.NotOurs("Estates has no such home.", now),
        ({ What: { } known }, _) when known.Landlord != complaint.Landlord => new ComplaintMilestone.NotOurs("The home is another landlord's.", now),
        ({ Answered: true }, { Answered: true }) => new ComplaintMilestone.FactsKnown(residence.What?.HomeId, residence.What?.HouseholdId, now) { Estate = site.What?.Estate, Tenure = residence.What?.Tenure },
        _ => Decision<ComplaintMilestone>.Nothing,
    };
}

/// <summary>Asks about one complaint.</summary>
internal sealed class FactsInquiry(ComplaintsDb db, CaseFiles files, LetterDesk letters, NeighbourQuestions neighbours, TimeProvider clock, ILogger<FactsInquiry> log)
{
    public async Task Ask(Guid complaintId, CancellationToken cancellationToken)
    {
        if (await files.Find(complaintId, cancellationToken) is not { Complaint.FactsPending: true } file)
            return;
        var complaint = file.Complaint;
        var residence = (complaint.HouseholdId, complaint.HomeId) switch
        {
            ({ } household, _) => await neighbours.Household(household, cancellationToken),
            (_, { } of) => await neighbours.HouseholdOf(of, cancellationToken),
            _ => new Said<Residence>(Answered: true, null),
        };
        var site = (complaint.HomeId ?? residence.What?.HomeId) is { } home ? await neighbours.Home(home, cancellationToken) : new Said<Site>(Answered: true, null);
        var decided = FactsDecision.Decide(complaint, site, residence, clock.Now()).Milestones;
        files.Record(file, decided, Recorder.Complaints, clock.Now(), await letters.AddresseeOf(complaint, decided, cancellationToken));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            log.LogInformation("Complaint {ComplaintId} changed while others were asked about it; they will be asked again", complaintId);
        }
    }
}

/// <summary>Asks Estates and Tenancy about the complaints that were taken without them, until they answer: through restarts, and with replicas doing the same.</summary>
internal sealed class FactsWorker(IServiceScopeFactory scopes, TimeProvider clock, ILogger<FactsWorker> log) : BackgroundService
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var id in await Pending(stoppingToken))
                {
                    await using var scope = scopes.CreateAsyncScope();
                    await scope.ServiceProvider.GetRequiredService<FactsInquiry>().Ask(id, stoppingToken);
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Complaints that wait for Estates or Tenancy cannot be read or kept just now; they are asked about again");
            }
        }
    }

    private async Task<List<Guid>> Pending(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ComplaintsDb>().Complaints
            .Where(c => c.FactsPending).OrderBy(c => c.Id).Select(c => c.Id).Take(AtOnce).ToListAsync(stoppingToken);
    }
}
