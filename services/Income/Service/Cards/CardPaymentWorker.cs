using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>Looks after payments whose payer never came back, and after those a callback spoke of. Replicas share them.</summary>
internal sealed class CardPaymentWorker(
    IServiceScopeFactory scopes, IOptions<IncomeSettings> income, IOptions<CardSettings> cards, TimeProvider clock, ILogger<CardPaymentWorker> log) : BackgroundService
{
    private const int Batch = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (cards.Value.Provider is null)
            return;
        using var timer = new PeriodicTimer(income.Value.Poll, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var id in await Scoped(desk => desk.Take(Batch, stoppingToken)))
                    await Look(id, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Card payments cannot be looked at just now; it is tried again");
            }
        }
    }

    private async Task Look(Guid id, CancellationToken stoppingToken)
    {
        try
        {
            await Scoped(desk => desk.Look(id, stoppingToken));
        }
        catch (CardProviderException fault)
        {
            log.LogWarning("Card payment {PaymentId} is looked at again later: {Fault}", id, fault.Message);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(fault, "Card payment {PaymentId} cannot be kept as the provider tells it; it is looked at again later", id);
        }
    }

    private async Task<T> Scoped<T>(Func<CardPaymentDesk, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<CardPaymentDesk>());
    }
}
