using Housing.Standards;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>Looks after arrears by itself: each landlord's weekly check, and what falls due from day to day. Replicas share the work.</summary>
internal sealed class ArrearsWorker(
    IServiceScopeFactory scopes, Policies<IncomePolicy> policies, StandardsBook standards, IOptions<IncomeSettings> settings, TimeProvider clock, ILogger<ArrearsWorker> log) : BackgroundService
{
    /// <summary>The last round of each landlord that is known to be finished.</summary>
    private readonly Dictionary<string, DateOnly> _finished = new(StringComparer.Ordinal);

    /// <summary>The last day of each landlord whose payments are known to have been watched.</summary>
    private readonly Dictionary<string, DateOnly> _watched = new(StringComparer.Ordinal);

    private bool _away;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Value.Poll, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var landlord in standards.Landlords)
            {
                try
                {
                    if (policies.For(landlord).Arrears is { } policy)
                    {
                        await Check(landlord, policy, stoppingToken);
                        await Watch(landlord, policy, stoppingToken);
                    }
                }
                catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
                {
                    log.LogError(fault, "The accounts of {Landlord} cannot be checked for arrears just now; it is tried again", landlord);
                }
            }

            await Ask(stoppingToken);
        }
    }

    private async Task Check(string landlord, ArrearsPolicy policy, CancellationToken stoppingToken)
    {
        var now = clock.GetUtcNow();
        var day = CheckDecision.RoundOf(policy.Check, London.DayOf(now), London.ClockAt(now));
        if (_finished.GetValueOrDefault(landlord) == day)
            return;
        if (await Scoped(check => check.Begin(landlord, day, stoppingToken)))
        {
            while (await Scoped(check => check.Batch(landlord, day, stoppingToken)))
            {
                // More may be left.
            }
        }
        else
        {
            _finished[landlord] = day;
        }
    }

    private async Task Watch(string landlord, ArrearsPolicy policy, CancellationToken stoppingToken)
    {
        var day = London.DayOf(clock.GetUtcNow()).AddDays(-policy.Missed.Days);
        if (_watched.GetValueOrDefault(landlord) == day)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var payments = scope.ServiceProvider.GetRequiredService<MissedPayments>();
        if (!await payments.Begin(landlord, stoppingToken))
        {
            _watched[landlord] = day;
            return;
        }

        while (await Batch(landlord, stoppingToken))
        {
            // More may be left.
        }
    }

    private async Task<bool> Batch(string landlord, CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MissedPayments>().Batch(landlord, stoppingToken);
    }

    private async Task Ask(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            while (await scope.ServiceProvider.GetRequiredService<NeedsInquiry>().Ask(stoppingToken))
            {
                // More may be waiting.
            }

            _away = false;
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            // Said once, not at every attempt.
            if (!_away)
                log.LogWarning(fault, "Tenancy cannot be asked for the needs of households in arrears; it is tried again");
            _away = true;
        }
    }

    private async Task<T> Scoped<T>(Func<ArrearsCheck, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ArrearsCheck>());
    }
}
