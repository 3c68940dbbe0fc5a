using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Which health checks make up which gRPC service's status.</summary>
public sealed class GrpcHealthChecksOptions
{
    public ServiceMappingCollection Services { get; } = new();

    /// <summary>Answers from the last published results instead of running the checks for each question. The default is false.</summary>
    public bool UseHealthChecksCache { get; set; }
}

/// <summary>Service name to the checks that count for it; the empty name is the server as a whole.</summary>
public sealed class ServiceMappingCollection
{
    private readonly Dictionary<string, Func<HealthCheckMapContext, bool>> _services = new(StringComparer.Ordinal);

    /// <summary>Gives a service its checks, in place of those it had.</summary>
    public void Map(string name, Func<HealthCheckMapContext, bool> predicate) => _services[name] = predicate;

    public void Clear() => _services.Clear();

    internal IEnumerable<string> Names => _services.Keys;

    internal Func<HealthCheckRegistration, bool>? ChecksOf(string service) =>
        _services.TryGetValue(service, out var predicate) ? check => predicate(new HealthCheckMapContext(check.Name, check.Tags)) : null;
}

/// <summary>One registered health check, as a mapping's predicate sees it.</summary>
public sealed class HealthCheckMapContext(string name, IEnumerable<string> tags)
{
    public string Name { get; } = name;
    public IEnumerable<string> Tags { get; } = tags;
}
