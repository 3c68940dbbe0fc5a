using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Housing.ServiceDefaults;

/// <summary>
/// Not ready until this service's queues are bound for the first time: an event published before that passes it by. From then on, and while there is no
/// broker to bind them at, the service takes its work and is only degraded: what it tells waits in the outbox.
/// </summary>
internal sealed class BrokerCheck(IBusControl bus, BrokerLink broker) : IHealthCheck
{
    private volatile bool _bound;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (bus.CheckHealth().Status == BusHealthStatus.Healthy)
        {
            _bound = true;
            return HealthCheckResult.Healthy();
        }

        if (_bound)
            return HealthCheckResult.Degraded("The broker cannot be reached; events wait in the outbox.");
        try
        {
            await using var channel = await broker.OpenAsync(cancellationToken);
            return HealthCheckResult.Unhealthy("The queues are not bound yet.");
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded($"The broker cannot be reached ({fault.Message}); events wait in the outbox.");
        }
    }
}
