using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>The standard health service over ASP.NET Core's health checks.</summary>
internal sealed class CheckedHealthService(HealthServiceImpl published, HealthCheckService checks, IOptions<GrpcHealthChecksOptions> options) : Health.V1.Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        if (options.Value.UseHealthChecksCache)
        {
            return await published.Check(request, context);
        }

        var predicate = options.Value.Services.ChecksOf(request.Service) ?? throw new RpcException(new Status(StatusCode.NotFound, ""));
        var report = await checks.CheckHealthAsync(predicate, context.CancellationToken);
        return new HealthCheckResponse { Status = StatusOf(report.Status) };
    }

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        // What was published last may be older than the question, so the first answer is checked afresh; later ones come as they are published.
        if (!options.Value.UseHealthChecksCache && options.Value.Services.ChecksOf(request.Service) is { } predicate)
        {
            var report = await checks.CheckHealthAsync(predicate, context.CancellationToken);
            published.SetStatus(request.Service, StatusOf(report.Status));
        }

        await published.Watch(request, responseStream, context);
    }

    internal static ServingStatus StatusOf(HealthStatus status) => status == HealthStatus.Unhealthy ? ServingStatus.NotServing : ServingStatus.Serving;
}

/// <summary>Carries each round of health checks into the health service, for those who watch.</summary>
internal sealed class GrpcHealthChecksPublisher : IHealthCheckPublisher
{
    private readonly HealthServiceImpl _published;
    private readonly IOptions<GrpcHealthChecksOptions> _options;

    public GrpcHealthChecksPublisher(HealthServiceImpl published, IOptions<GrpcHealthChecksOptions> options, IHostApplicationLifetime lifetime)
    {
        _published = published;
        _options = options;
        lifetime.ApplicationStopping.Register(published.EndWatches);
    }

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var service in _options.Value.Services.Names)
        {
            var predicate = _options.Value.Services.ChecksOf(service)!;
            var unhealthy = report.Entries.Any(e => e.Value.Status == HealthStatus.Unhealthy
                && predicate(new HealthCheckRegistration(e.Key, static _ => throw new NotSupportedException(), failureStatus: null, e.Value.Tags)));
            _published.SetStatus(service, CheckedHealthService.StatusOf(unhealthy ? HealthStatus.Unhealthy : HealthStatus.Healthy));
        }

        return Task.CompletedTask;
    }
}
