using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Housing.ServiceDefaults;

/// <summary>
/// Not ready until this service's queues are bound for the first time: an event published before that passes it by. From then on, and while there is no
/// broker to bind them at, the service takes its work and is only degraded: what it tells waits in the outbox.
/// </summary>
internal sealed class BrokerCheck(IBusControl bus, BrokerLink broker) : IHealthCheck
{
    // Longer than binding takes on a busy machine, shorter than whoever asks waits for an answer.
    private static readonly TimeSpan BindingTime = TimeSpan.FromSeconds(4);

    private volatile bool _bound;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (bus.CheckHealth().Status == BusHealthStatus.Healthy)
            return Bound();

        if (_bound)
            return HealthCheckResult.Degraded("The broker cannot be reached; events wait in the outbox.");
        try
        {
            await using var channel = await broker.OpenAsync(cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded($"The broker cannot be reached ({fault.Message}); events wait in the outbox.");
        }

        // The broker is there, so the first attempt is under way. Starting up is no fault: what is said is how that attempt ended.
        return await bus.WaitForHealthStatus(BusHealthStatus.Healthy, BindingTime) == BusHealthStatus.Healthy
            ? Bound()
            : HealthCheckResult.Unhealthy("The broker answers, but the queues are not bound yet.");
    }

    private HealthCheckResult Bound()
    {
        _bound = true;
        return HealthCheckResult.Healthy();
    }
}
