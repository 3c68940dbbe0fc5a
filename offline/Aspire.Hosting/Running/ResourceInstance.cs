using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>One replica of a resource.</summary>
internal sealed class ResourceInstance(IResource resource, string id, int replica)
{
    public IResource Resource { get; } = resource;
    public string Id { get; } = id;
    public int Replica { get; } = replica;

    /// <summary>Serialises start and stop.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    public ChildProcess? Process { get; set; }
    public CancellationTokenSource? Running { get; set; }
    public Task Run { get; set; } = Task.CompletedTask;

    /// <summary>Whether the end of <see cref="Run"/> has been told; what is left of it then is only the tidying.</summary>
    public bool HasEnded { get; set; }

    public int PortOf(string endpoint) => Resource.Annotations.OfType<EndpointAnnotation>().Single(e => e.Name == endpoint).AllocatedPorts[Replica];

    /// <summary>The part of the id that tells replicas apart; telemetry calls it the service's instance.</summary>
    public string Suffix => Id.Length > Resource.Name.Length ? Id[(Resource.Name.Length + 1)..] : Replica.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How a resource comes to run. What it needs of the machine is asked for before anything starts.</summary>
internal sealed record RunAnnotation(string ResourceType, Func<StartContext, CancellationToken, Task<ChildStart?>> Prepare) : IResourceAnnotation
{
    public IReadOnlyList<Tool> Needs { get; init; } = [];
}

/// <summary>A question that tells whether a replica is ready for work.</summary>
internal sealed record ProbeAnnotation(string Name, Func<ResourceInstance, CancellationToken, Task<HealthCheckResult>> Ask) : IResourceAnnotation;

internal sealed record StartContext(ResourceInstance Instance, IServiceProvider Services, DataFolder Data, Action<string> Say);
