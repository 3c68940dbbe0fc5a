using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Running;

/// <summary>Starts every resource as soon as what it waits for is ready, watches it, and stops all at the end.</summary>
internal sealed class Orchestrator(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    DataFolder data,
    IServiceProvider services,
    TimeProvider clock) : IHostedService
{
    private static readonly TimeSpan StartingPace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan UnhealthyPace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HealthyPace = TimeSpan.FromSeconds(5);
    private ImmutableList<ResourceInstance> instances = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        instances = [.. model.Resources.SelectMany(Replicas)];
        foreach (var endpoint in model.Resources.OfType<IResourceWithEndpoints>().SelectMany(r => r.Annotations.OfType<EndpointAnnotation>().Select(e => (Resource: r, Endpoint: e))))
            endpoint.Endpoint.AllocatedPorts = Allocate(endpoint.Resource, endpoint.Endpoint);
        foreach (var resource in model.Resources)
            await PublishInitialAsync(resource);
        await Task.WhenAll(instances.Select(i => StartAsync(i, cancellationToken)));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Whoever uses a server goes before the server does.
        foreach (var wave in instances.GroupBy(i => i.Resource is ProjectResource ? 0 : 1).OrderBy(g => g.Key))
            await Task.WhenAll(wave.Select(i => StopAsync(i, cancellationToken)));
        logs.Dispose();
    }

    public IReadOnlyList<ResourceInstance> Find(string nameOrId) =>
        [.. instances.Where(i => i.Id == nameOrId || string.Equals(i.Resource.Name, nameOrId, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Starts it unless it is running already.</summary>
    public async Task StartAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        await instance.Gate.WaitAsync(cancellationToken);
        try
        {
            // Its end is told just before its run is over: whoever heard it and starts it again means a new run.
            if (instance.HasEnded)
                await instance.Run;
            if (instance.Run.IsCompleted)
            {
                instance.HasEnded = false;
                instance.Running?.Dispose();
                instance.Running = new();
                var token = instance.Running.Token;
                // Whoever waits for it from now on must not take its last end for an answer.
                await SayAsync(instance, s => s with { State = KnownResourceStates.NotStarted, ExitCode = null, StopTimeStamp = null, HealthReports = [] });
                instance.Run = Task.Run(() => RunAsync(instance, token), CancellationToken.None);
            }
        }
        finally
        {
            instance.Gate.Release();
        }
    }

    public async Task StopAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        await instance.Gate.WaitAsync(cancellationToken);
        try
        {
            if (instance.Running is null)
                return;
            await instance.Running.CancelAsync();
            await instance.Run;
        }
        finally
        {
            instance.Gate.Release();
        }
    }

    private async Task RunAsync(ResourceInstance instance, CancellationToken stopping)
    {
        var run = instance.Resource.Annotations.OfType<RunAnnotation>().Last();
        try
        {
            if (instance.Resource.Annotations.OfType<WaitAnnotation>().Any())
                await SayAsync(instance, s => s with { State = KnownResourceStates.Waiting, ExitCode = null, StopTimeStamp = null });
            foreach (var wait in instance.Resource.Annotations.OfType<WaitAnnotation>())
                await WaitForAsync(wait, stopping);

            await SayAsync(instance, s => s with { State = KnownResourceStates.Starting, ExitCode = null, StopTimeStamp = null, HealthReports = Pending(instance) });
            var start = await run.Prepare(new(instance, services, data, text => logs.Write(instance.Id, text, isError: false)), stopping);
            stopping.ThrowIfCancellationRequested();
            if (start is null)
                await HoldAsync(instance, stopping);
            else
                await HoldAsync(instance, start, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await SayEndAsync(instance, s => s with { State = KnownResourceStates.Exited, StopTimeStamp = Now(), HealthReports = [] });
        }
        catch (Exception e)
        {
            logs.Write(instance.Id, e.Message, isError: true);
            await SayEndAsync(instance, s => s with { State = new(KnownResourceStates.FailedToStart, "error"), StopTimeStamp = Now(), HealthReports = [] });
        }
    }

    /// <summary>A resource without a process of its own, such as a database in its server.</summary>
    private async Task HoldAsync(ResourceInstance instance, CancellationToken stopping)
    {
        await SayAsync(instance, s => s with { State = KnownResourceStates.Running, StartTimeStamp = Now() });
        await WatchHealthAsync(instance, stopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, stopping);
    }

    private async Task HoldAsync(ResourceInstance instance, ChildStart start, CancellationToken stopping)
    {
        await using var process = ChildProcess.Start(start, data.ChildrenLock, (text, isError) => logs.Write(instance.Id, text, isError));
        instance.Process = process;
        await SayAsync(instance, s => s with
        {
            State = KnownResourceStates.Running,
            StartTimeStamp = Now(),
            Properties = Properties(s.Properties, start, process.Id),
            EnvironmentVariables = [.. start.Environment.Where(v => v.Value is not null).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => new EnvironmentVariableSnapshot(v.Key, v.Value, IsFromSpec: true))],
            Urls = [.. Urls(instance)],
        });

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var health = WatchHealthAsync(instance, ended.Token);
        try
        {
            await process.Exited.WaitAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            await SayAsync(instance, s => s with { State = KnownResourceStates.Stopping });
            await process.StopAsync();
        }

        await ended.CancelAsync();
        await health;
        instance.Process = null;
        var code = await process.Exited;
        await SayEndAsync(instance, s => s with
        {
            State = code == 0 || stopping.IsCancellationRequested ? new(KnownResourceStates.Finished, Style: null) : new(KnownResourceStates.Exited, "error"),
            ExitCode = code,
            StopTimeStamp = Now(),
            HealthReports = [],
            Urls = [.. s.Urls.Select(u => u with { IsInactive = true })],
        });
    }

    private Task SayEndAsync(ResourceInstance instance, Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        instance.HasEnded = true;
        return SayAsync(instance, change);
    }

    /// <summary>Asks often until the first good answer, then now and then.</summary>
    private async Task WatchHealthAsync(ResourceInstance instance, CancellationToken stopping)
    {
        var probes = instance.Resource.Annotations.OfType<ProbeAnnotation>().ToList();
        var everHealthy = false;
        try
        {
            while (probes.Count > 0)
            {
                var reports = await Task.WhenAll(probes.Select(p => AskAsync(p, instance, stopping)));
                await SayAsync(instance, s => s with { HealthReports = Told(s.HealthReports, reports) });
                var healthy = Array.TrueForAll(reports, r => r.Status == HealthStatus.Healthy);
                everHealthy |= healthy;
                await Task.Delay(healthy ? HealthyPace : everHealthy ? UnhealthyPace : StartingPace, clock, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // It stops.
        }
    }

    private async Task<HealthReportSnapshot> AskAsync(ProbeAnnotation probe, ResourceInstance instance, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            var answer = await probe.Ask(instance, patience.Token);
            return new(probe.Name, answer.Status, answer.Description, answer.Exception?.Message) { LastRunAt = Now() };
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            return new(probe.Name, HealthStatus.Unhealthy, null, e.Message) { LastRunAt = Now() };
        }
    }

    /// <summary>An unchanged answer is no news, or every question would wake every watcher.</summary>
    private static ImmutableArray<HealthReportSnapshot> Told(ImmutableArray<HealthReportSnapshot> before, HealthReportSnapshot[] now) =>
        before.Select(r => r with { LastRunAt = null }).SequenceEqual(now.Select(r => r with { LastRunAt = null })) ? before : [.. now];

    private async Task WaitForAsync(WaitAnnotation wait, CancellationToken stopping)
    {
        switch (wait.WaitType)
        {
            case WaitType.WaitUntilHealthy:
                await notifications.WaitForResourceHealthyAsync(wait.Resource.Name, stopping);
                break;
            case WaitType.WaitUntilStarted:
                await notifications.WaitForResourceAsync(wait.Resource.Name, KnownResourceStates.Running, stopping);
                break;
            case WaitType.WaitForCompletion:
                var ended = await notifications.WaitForResourceAsync(wait.Resource.Name, e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text ?? ""), stopping);
                if (ended.Snapshot.ExitCode != wait.ExitCode)
                    throw new DistributedApplicationException($"Waited for '{wait.Resource.Name}' to end with exit code {wait.ExitCode}, but it is {ended.Snapshot.State?.Text} with {ended.Snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none"}.");
                break;
        }
    }

    private static IEnumerable<ResourceInstance> Replicas(IResource resource)
    {
        if (!resource.HasAnnotationOfType<RunAnnotation>())
            return [];
        if (resource is not ProjectResource)
            return [new(resource, resource.Name, 0)];
        return Enumerable.Range(0, resource.GetReplicaCount())
            .Select(r => new ResourceInstance(resource, $"{resource.Name}-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 8)}", r));
    }

    private static int[] Allocate(IResource resource, EndpointAnnotation endpoint)
    {
        var replicas = resource.GetReplicaCount();
        if (endpoint.Port is not { } wanted)
            return [.. Enumerable.Range(0, replicas).Select(_ => Ports.Free())];
        if (Ports.InUse(wanted))
            throw new DistributedApplicationException($"Port {wanted}, which the endpoint '{endpoint.Name}' of '{resource.Name}' asks for, is in use by another program. Free it, or leave the port out to get a free one.");
        return [wanted, .. Enumerable.Range(1, replicas - 1).Select(_ => Ports.Free())];
    }

    private async Task PublishInitialAsync(IResource resource)
    {
        var run = resource.Annotations.OfType<RunAnnotation>().LastOrDefault();
        var relationships = resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type)).Distinct();
        if (resource is IResourceWithParent child)
            relationships = relationships.Prepend(new(child.Parent.Name, "Parent"));
        var snapshot = new CustomResourceSnapshot
        {
            ResourceType = run?.ResourceType ?? resource.GetType().Name,
            State = KnownResourceStates.NotStarted,
            CreationTimeStamp = Now(),
            Properties = [.. resource.Annotations.OfType<IProjectMetadata>().Select(p => new ResourcePropertySnapshot("project.path", p.ProjectPath))],
            Relationships = [.. relationships],
        };
        switch (resource)
        {
            case ParameterResource parameter:
                await notifications.PublishUpdateAsync(resource, _ => Described(snapshot, parameter));
                break;
            case not null when run is null:
                await notifications.PublishUpdateAsync(resource, _ => snapshot with { State = KnownResourceStates.Running });
                break;
            default:
                foreach (var instance in instances.Where(i => i.Resource == resource))
                    await SayAsync(instance, _ => snapshot);
                break;
        }
    }

    private CustomResourceSnapshot Described(CustomResourceSnapshot snapshot, ParameterResource parameter)
    {
        try
        {
            return snapshot with
            {
                ResourceType = KnownResourceTypes.Parameter,
                State = KnownResourceStates.Running,
                Properties = [new("Value", parameter.Value()) { IsSensitive = parameter.Secret }],
            };
        }
        catch (MissingParameterValueException e)
        {
            logs.Write(parameter.Name, e.Message, isError: true);
            return snapshot with { ResourceType = KnownResourceTypes.Parameter, State = new("ValueMissing", "warning") };
        }
    }

    private static ImmutableArray<HealthReportSnapshot> Pending(ResourceInstance instance) =>
        [.. instance.Resource.Annotations.OfType<ProbeAnnotation>().Select(p => new HealthReportSnapshot(p.Name, null, null, null))];

    private static IEnumerable<UrlSnapshot> Urls(ResourceInstance instance) =>
        instance.Resource.Annotations.OfType<EndpointAnnotation>().Select(e => new UrlSnapshot(e.Name, e.UrlOf(instance.Replica), IsInternal: false));

    private static ImmutableArray<ResourcePropertySnapshot> Properties(ImmutableArray<ResourcePropertySnapshot> before, ChildStart start, int pid) =>
    [
        .. before.Where(p => !p.Name.StartsWith("executable.", StringComparison.Ordinal)),
        new("executable.path", start.FileName),
        new("executable.workDir", start.WorkingDirectory),
        new("executable.args", start.Arguments.ToImmutableArray()),
        new("executable.pid", pid),
    ];

    /// <summary>Tells the change, with the commands that make sense in the new state.</summary>
    private Task SayAsync(ResourceInstance instance, Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        notifications.PublishUpdateAsync(instance.Resource, instance.Id, before => change(before) is var after && after.State == before.State && !after.Commands.IsEmpty
            ? after
            : after with { Commands = ResourceCommands.For(after) });

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
