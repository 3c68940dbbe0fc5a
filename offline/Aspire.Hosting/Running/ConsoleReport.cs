using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>The dashboard's address, once there is one, or why there is none.</summary>
internal sealed class RunningDashboard
{
    public string? Url { get; set; }
    public string? WhyNot { get; set; }
}

/// <summary>What is told on the console: a line when a resource's state changes while starting, its log lines, and the addresses once all are healthy.</summary>
internal sealed class ConsoleReport : IAsyncDisposable
{
    /// <summary>Set to anything, leaves the log lines out, but for the last ones of what failed.</summary>
    public const string QuietKey = "HOUSING_QUIET";

    private readonly Lock gate = new();
    private readonly CancellationTokenSource ending = new();
    private readonly IServiceProvider services;
    private readonly ResourceLoggerService logs;
    private readonly ResourceNotificationService notifications;
    private readonly TimeProvider clock;
    private readonly Task watching;
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly int width;
    private readonly bool quiet;
    private string? addresses;

    public ConsoleReport(IServiceProvider services)
    {
        this.services = services;
        clock = services.GetRequiredService<TimeProvider>();
        logs = services.GetRequiredService<ResourceLoggerService>();
        notifications = services.GetRequiredService<ResourceNotificationService>();
        width = services.GetRequiredService<DistributedApplicationModel>().Resources.Select(r => r.Name.Length + 2).Append(0).Max();
        quiet = !string.IsNullOrEmpty(services.GetRequiredService<IConfiguration>()[QuietKey]);
        if (!quiet)
            logs.Written += Write;
        watching = WatchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        logs.Written -= Write;
        await ending.CancelAsync();
        await watching;
        if (addresses is not null)
            File.Delete(addresses);
        ending.Dispose();
    }

    private async Task WatchAsync()
    {
        var began = clock.GetTimestamp();
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        var latest = new Dictionary<string, ResourceEvent>(StringComparer.Ordinal);
        var allTold = false;
        var awaited = services.GetRequiredService<DistributedApplicationModel>().Resources.Where(r => r is not ParameterResource).Select(r => r.Name).ToList();
        try
        {
            await foreach (var change in notifications.WatchAsync(ending.Token))
            {
                if (change.Snapshot.IsHidden || change.Resource is ParameterResource)
                    continue;
                latest[change.ResourceId] = change;
                Name(change);
                var state = change.Snapshot switch
                {
                    { HealthStatus: HealthStatus.Healthy } => "Healthy",
                    { HealthStatus: not null } when told.GetValueOrDefault(change.ResourceId) is "Healthy" => "Unhealthy",
                    { State.Text: var text } => text,
                    _ => "",
                };
                var failed = state == KnownResourceStates.FailedToStart || change.Snapshot.ExitCode is not (null or 0);
                if (state != KnownResourceStates.NotStarted && told.GetValueOrDefault(change.ResourceId) != state)
                    Say(change.ResourceId, $"{state}{(change.Snapshot.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $" (exit code {code})") : "")} after {clock.GetElapsedTime(began).TotalSeconds:0.0} s.{(quiet && failed ? logs.LastWords(change.ResourceId) : "")}");
                told[change.ResourceId] = state;
                if (!allTold && latest.Values.All(e => e.Snapshot.HealthStatus == HealthStatus.Healthy) && awaited.All(n => latest.Values.Any(e => e.Resource.Name == n)))
                {
                    allTold = true;
                    SayAddresses([.. latest.Values], clock.GetElapsedTime(began));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The report ends with the application.
        }
    }

    private void SayAddresses(IReadOnlyCollection<ResourceEvent> resources, TimeSpan took)
    {
        var dashboard = services.GetRequiredService<RunningDashboard>();
        // For scripts: the ports are other ones at the next start. "repairs http://…", and "repairs/health http://…" for an endpoint of another name.
        if (services.GetRequiredService<DataFolder>().Path is { } folder)
            File.WriteAllLines(
                addresses = Path.Combine(folder, "addresses"),
                resources.SelectMany(r => r.Snapshot.Urls.Select(u => $"{names[r.ResourceId]}{(u.Name is "http" or "tcp" ? "" : $"/{u.Name}")} {u.Url}")).Order(StringComparer.Ordinal));
        lock (gate)
        {
            Console.WriteLine();
            var shown = resources.Where(r => r.Snapshot.Urls.Length > 0).ToLookup(r => IsExternal(r.Resource));
            // What people open comes first.
            foreach (var resource in shown[true])
                Say(resource);
            if (dashboard.Url is not null)
                Console.WriteLine($"  {"dashboard".PadRight(width)} {dashboard.Url}");
            else if (dashboard.WhyNot is not null)
                Console.WriteLine($"  {"dashboard".PadRight(width)} none: {dashboard.WhyNot}");
            foreach (var resource in shown[false])
                Say(resource);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nAll healthy after {took.TotalSeconds:0.0} s. Press Ctrl-C to stop.\n"));
        }
    }

    private void Say(ResourceEvent resource) =>
        Console.WriteLine($"  {names[resource.ResourceId].PadRight(width)} {string.Join("  ", resource.Snapshot.Urls.Select(u => u.Name is "http" or "tcp" ? u.Url : $"{u.Name}: {u.Url}"))}");

    private static bool IsExternal(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.IsExternal);

    private void Name(ResourceEvent change)
    {
        if (names.ContainsKey(change.ResourceId))
            return;
        lock (gate)
        {
            var before = names.Count(n => n.Value.Split(' ')[0] == change.Resource.Name);
            names[change.ResourceId] = change.Resource.GetReplicaCount() > 1 ? $"{change.Resource.Name} {before + 1}" : change.Resource.Name;
        }
    }

    private void Say(string resourceId, string text)
    {
        lock (gate)
            Console.WriteLine($"{names[resourceId].PadRight(width)} * {text}");
    }

    private void Write(string resourceId, LogLine line)
    {
        lock (gate)
            Console.WriteLine($"{names.GetValueOrDefault(resourceId, resourceId).PadRight(width)} | {line.Content}");
    }
}
