using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of every resource: whoever watches gets what is, then each change.</summary>
public class ResourceNotificationService : IDisposable
{
    private readonly ResourceLoggerService logs;
    private readonly Lock gate = new();
    private readonly Dictionary<string, ResourceEvent> current = new(StringComparer.OrdinalIgnoreCase);
    private ImmutableList<Channel<ResourceEvent>> watchers = [];

    internal ResourceNotificationService(ResourceLoggerService logs) => this.logs = logs;

    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new() { SingleReader = true });
        lock (gate)
        {
            foreach (var known in current.Values)
                channel.Writer.TryWrite(known);
            watchers = watchers.Add(channel);
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
                yield return change;
        }
        finally
        {
            lock (gate)
                watchers = watchers.Remove(channel);
        }
    }

    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory) =>
        PublishUpdateAsync(resource, resource.Name, stateFactory);

    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        lock (gate)
        {
            var before = current.TryGetValue(resourceId, out var known) ? known.Snapshot : new() { ResourceType = resource.GetType().Name, Properties = [] };
            var after = stateFactory(before);
            if (known is not null && after == before)
                return Task.CompletedTask;
            var change = current[resourceId] = new(resource, resourceId, after);
            foreach (var watcher in watchers)
                watcher.Writer.TryWrite(change);
        }

        return Task.CompletedTask;
    }

    public bool TryGetCurrentState(string resourceId, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        lock (gate)
        {
            resourceEvent = current.GetValueOrDefault(resourceId) ?? current.Values.FirstOrDefault(e => Named(e, resourceId));
            return resourceEvent is not null;
        }
    }

    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var wanted = targetStates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reached = await WaitForResourceAsync(resourceName, e => e.Snapshot.State is { } state && wanted.Contains(state.Text), cancellationToken);
        return reached.Snapshot.State!.Text;
    }

    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var change in WatchAsync(cancellationToken))
            if ((Named(change, resourceName) || change.ResourceId == resourceName) && predicate(change))
                return change;
        throw new OperationCanceledException("The application stopped.", cancellationToken);
    }

    /// <summary>Waits until every replica is healthy; fails at once, with the resource's last words, when one cannot become so.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, WaitBehavior.StopOnResourceUnavailable, cancellationToken);

    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        await foreach (var change in WatchAsync(cancellationToken))
        {
            if (!Named(change, resourceName) && change.ResourceId != resourceName)
                continue;
            if (waitBehavior == WaitBehavior.StopOnResourceUnavailable && KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text ?? ""))
                throw new DistributedApplicationException($"Resource '{resourceName}' is {change.Snapshot.State!.Text} and so did not become healthy.{logs.LastWords(change.ResourceId)}");
            if (change.Snapshot.HealthStatus == HealthStatus.Healthy && AllHealthy(change.Resource))
                return change;
        }

        throw new OperationCanceledException("The application stopped.", cancellationToken);
    }

    public void Dispose()
    {
        foreach (var watcher in watchers)
            watcher.Writer.TryComplete();
        GC.SuppressFinalize(this);
    }

    private bool AllHealthy(IResource resource)
    {
        lock (gate)
            return current.Values.Where(e => e.Resource == resource).All(e => e.Snapshot.HealthStatus == HealthStatus.Healthy);
    }

    private static bool Named(ResourceEvent change, string name) => string.Equals(change.Resource.Name, name, StringComparison.OrdinalIgnoreCase);
}
