using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>Sends refunds to cards until they are paid. Replicas share them.</summary>
internal sealed class RefundWorker(IServiceScopeFactory scopes, IOptions<IncomeSettings> income, IOptions<CardSettings> cards, TimeProvider clock, ILogger<RefundWorker> log) : BackgroundService
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
                    await Send(id, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Refunds cannot be sent just now; it is tried again");
            }
        }
    }

    private async Task Send(Guid id, CancellationToken stoppingToken)
    {
        try
        {
            await Scoped(async desk =>
            {
                await desk.Send(id, stoppingToken);
                return true;
            });
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(fault, "Refund {RefundId} cannot be sent; it is tried again later", id);
        }
    }

    private async Task<T> Scoped<T>(Func<RefundDesk, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<RefundDesk>());
    }
}
