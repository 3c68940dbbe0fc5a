using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

/// <summary>
/// Asks Tenancy about the homes it has yet to answer for. A row is claimed by moving its due time on, so that replicas never ask for the same one at
/// once, and whoever dies or gets no answer leaves a row that falls due again.
/// </summary>
internal sealed class FactsWorker(IServiceScopeFactory scopes, TimeProvider clock, ILogger<FactsWorker> log) : BackgroundService
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await AskForDue(stoppingToken) == AtOnce)
                {
                    // More may be due.
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Awaited facts cannot be read or kept just now; the rows fall due again");
            }
        }
    }

    /// <summary>Asks about what is due, and tells how many were answered for.</summary>
    private async Task<int> AskForDue(CancellationToken stoppingToken)
    {
        var answered = 0;
        foreach (var (repairId, attempt) in await Claim(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            if (!await scope.ServiceProvider.GetRequiredService<FactsInquiry>().Ask(repairId, attempt, stoppingToken))
                break;       // Tenancy does not answer: the other rows fall due again as well
            answered++;
        }

        return answered;
    }

    /// <summary>Claims what is due; each try doubles the wait for the next, up to five minutes.</summary>
    private async Task<List<(Guid RepairId, int Attempt)>> Claim(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow();
        var claimed = await scope.ServiceProvider.GetRequiredService<RepairsDb>().AwaitedFacts.FromSql(
            $"""
            update awaited_facts
            set attempt = attempt + 1, due_at = {now} + least(interval '5 minutes', interval '2 seconds' * power(2, least(attempt, 10)))
            where repair_id in (select repair_id from awaited_facts where due_at <= {now} order by due_at limit {AtOnce} for update skip locked)
            returning repair_id, attempt, due_at
            """).AsNoTracking().ToListAsync(stoppingToken);
        return [.. claimed.Select(a => (a.RepairId, a.Attempt))];
    }
}
