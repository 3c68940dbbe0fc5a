using System.Collections.Concurrent;
using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Housing.Hosting.Tests;

/// <summary>The sample AppHost's own program with real servers, run in this process; with all that was told of its resources from the first moment.</summary>
public sealed class SampleStack : IAsyncLifetime
{
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<ResourceEvent> told = new();
    private IDistributedApplicationTestingBuilder builder = null!;
    private Task listening = Task.CompletedTask;

    public DistributedApplication Application { get; private set; } = null!;

    public IReadOnlyList<ResourceEvent> Told => [.. told];

    public async Task InitializeAsync()
    {
        builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(["--ConnectionStrings:elsewhere=Host=elsewhere"]);
        Application = await builder.BuildAsync();
        listening = ListenAsync();
        await Application.StartAsync();
        foreach (var name in (string[])["front", "other-db"])
            await Application.ResourceNotifications.WaitForResourceHealthyAsync(name);
    }

    public async Task DisposeAsync()
    {
        await builder.DisposeAsync();
        await ending.CancelAsync();
        await listening;
        ending.Dispose();
    }

    /// <summary>What a process of the sample service was given.</summary>
    public async Task<Dictionary<string, string>> EnvironmentAt(string address)
    {
        using var http = new HttpClient { BaseAddress = new(address) };
        return (await http.GetFromJsonAsync<Dictionary<string, string>>("/environment"))!;
    }

    public async Task<Dictionary<string, string>> EnvironmentOf(string resource) => await EnvironmentAt(Application.GetEndpoint(resource, "http").ToString());

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var change in Application.ResourceNotifications.WatchAsync(ending.Token))
                told.Enqueue(change);
        }
        catch (OperationCanceledException)
        {
            // The tests are done.
        }
    }
}
