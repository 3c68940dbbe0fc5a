using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dashboard.Protocol;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Checked = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;
using Model = Aspire.Hosting.ApplicationModel;
using Resource = Aspire.Hosting.Dashboard.Protocol.Resource;

namespace Housing.Hosting.Tests.Dashboard;

/// <summary>Speaks to the resource service as the dashboard does.</summary>
public sealed class ResourceServiceTests : IAsyncLifetime, IDisposable
{
    private static readonly ResourceServiceOptions Options = new("Housing", "a-made-key");
    private static readonly TestResource Repairs = new("repairs");

    private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
    private readonly ResourceLoggerService loggers = new();
    private readonly ResourceNotificationService notifications;
    private readonly List<string> commanded = [];
    private ResourceServiceHost service = null!;
    private GrpcChannel channel = null!;
    private DashboardService.DashboardServiceClient dashboard = null!;

    public ResourceServiceTests() => notifications = new(loggers);

    public async Task InitializeAsync()
    {
        service = await ResourceServiceHost.StartAsync(Options, notifications, loggers, Command, patience.Token);
        channel = GrpcChannel.ForAddress(service.Address);
        dashboard = new(channel);
    }

    public async Task DisposeAsync()
    {
        channel.Dispose();
        await service.DisposeAsync();
    }

    public void Dispose()
    {
        patience.Dispose();
        notifications.Dispose();
        loggers.Dispose();
    }

    [Fact]
    public async Task The_application_says_its_name()
    {
        var answer = await dashboard.GetApplicationInformationAsync(new(), WithKey());
        Assert.Equal("Housing", answer.ApplicationName);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another key")]
    public async Task Without_the_key_every_call_is_refused(string? key)
    {
        var headers = key is null ? [] : new Metadata { { ResourceServiceHost.ApiKeyHeader, key } };
        var deadline = DateTimeOffset.MaxValue.UtcDateTime;

        var unary = await Assert.ThrowsAsync<RpcException>(async () => await dashboard.GetApplicationInformationAsync(new(), headers));
        var command = await Assert.ThrowsAsync<RpcException>(async () => await dashboard.ExecuteResourceCommandAsync(new() { CommandName = "resource-stop", ResourceName = "repairs" }, headers));
        using var watch = dashboard.WatchResources(new(), headers, deadline, patience.Token);
        var streaming = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(patience.Token));

        Assert.All([unary, command, streaming], e => Assert.Equal(StatusCode.Unauthenticated, e.StatusCode));
        Assert.Contains(ResourceServiceHost.ApiKeyHeader, unary.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(commanded);
    }

    [Fact]
    public async Task A_watcher_sees_what_there_is_and_then_each_change()
    {
        await notifications.PublishUpdateAsync(Repairs, s => s with { ResourceType = "Project", State = "Starting" });
        using var watch = dashboard.WatchResources(new(), WithKey(), cancellationToken: patience.Token);
        await using var seen = watch.ResponseStream.ReadAllAsync(patience.Token).GetAsyncEnumerator(patience.Token);

        await seen.MoveNextAsync();
        Assert.Equal(WatchResourcesUpdate.KindOneofCase.InitialData, seen.Current.KindCase);
        Assert.Equal("Starting", (await Next(seen)).State);

        await notifications.PublishUpdateAsync(Repairs, s => s with { State = "Running" });
        Assert.Equal("Running", (await Next(seen)).State);
    }

    [Fact]
    public async Task A_resource_is_shown_with_state_health_endpoints_environment_parent_and_commands()
    {
        var started = new DateTime(2026, 11, 2, 9, 30, 0, DateTimeKind.Utc);
        await notifications.PublishUpdateAsync(Repairs, "repairs-k2x9", s => s with
        {
            ResourceType = "Project",
            State = new("Running", "success"),
            CreationTimeStamp = started,
            StartTimeStamp = started,
            Properties = [new("executable.pid", 4711), new("resource.connectionString", "Password=x") { IsSensitive = true }, new("executable.args", new[] { "a", "b" })],
            EnvironmentVariables = [new("HEALTH_PORT", "5002", IsFromSpec: true), new("PATH", Value: null, IsFromSpec: false)],
            Urls = [new("http", "http://localhost:5001", IsInternal: false), new("health", "http://localhost:5002", IsInternal: true)],
            Relationships = [new("estates", "Reference"), new("servers", "Parent")],
            HealthReports = [new("repairs_check", Checked.Unhealthy, "503", ExceptionText: null) { LastRunAt = started }, new("not_yet", Status: null, Description: null, ExceptionText: null)],
            Commands = [new("resource-stop", Model.ResourceCommandState.Disabled, "Stop", "Stops it", Parameter: null, "Sure?", "Stop", Model.IconVariant.Filled, IsHighlighted: true)],
        });

        var shown = await First();

        Assert.Equal(("repairs-k2x9", "repairs", "Project"), (shown.Name, shown.DisplayName, shown.ResourceType));
        Assert.Equal(("Running", "success"), (shown.State, shown.StateStyle));
        Assert.Equal((started, started), (shown.CreatedAt.ToDateTime(), shown.StartedAt.ToDateTime()));
        Assert.Null(shown.StoppedAt);
        Assert.Equal([("HEALTH_PORT", "5002", true), ("PATH", "", false)], shown.Environment.Select(e => (e.Name, e.Value, e.IsFromSpec)));
        Assert.Equal([("http", "http://localhost:5001", false), ("health", "http://localhost:5002", true)], shown.Urls.Select(u => (u.EndpointName, u.FullUrl, u.IsInternal)));
        Assert.Equal([("estates", "Reference"), ("servers", "Parent")], shown.Relationships.Select(r => (r.ResourceName, r.Type)));
        Assert.Equal([("repairs_check", true), ("not_yet", false)], shown.HealthReports.Select(h => (h.Key, h.HasStatus)));
        Assert.Equal(HealthStatus.Unhealthy, shown.HealthReports[0].Status);
        var command = Assert.Single(shown.Commands);
        Assert.Equal(("resource-stop", "Sure?", true), (command.Name, command.ConfirmationMessage, command.IsHighlighted));
        Assert.Equal(Aspire.Hosting.Dashboard.Protocol.ResourceCommandState.Disabled, command.State);
        Assert.Equal("4711", Property(shown, "executable.pid").Value.StringValue);
        Assert.True(Property(shown, "resource.connectionString").IsSensitive);
        Assert.Equal(["a", "b"], Property(shown, "executable.args").Value.ListValue.Values.Select(v => v.StringValue));
        Assert.Equal("servers", Property(shown, "resource.parentName").Value.StringValue);
        Assert.Equal("Unhealthy", Property(shown, "resource.healthState").Value.StringValue);
    }

    [Fact]
    public async Task A_process_that_ended_is_shown_with_its_exit_code()
    {
        await notifications.PublishUpdateAsync(Repairs, s => s with { State = "Exited", ExitCode = 137 });
        Assert.Equal("137", Property(await First(), "resource.exitCode").Value.StringValue);
    }

    [Fact]
    public async Task The_console_is_shown_from_its_first_line_and_goes_on_live()
    {
        await notifications.PublishUpdateAsync(Repairs, s => s with { State = "Running" });
        var log = loggers.GetLogger(Repairs);
        for (var line = 1; line <= 2500; line++)
            log.LogInformation("line {Number}", line);
        using var console = dashboard.WatchResourceConsoleLogs(new() { ResourceName = "repairs" }, WithKey(), cancellationToken: patience.Token);

        var seen = await Lines(console.ResponseStream, 2500);
        log.LogError("it broke");
        var live = await Lines(console.ResponseStream, 1);

        Assert.Equal((1, "line 1"), (seen[0].LineNumber, seen[0].Text));
        Assert.Equal((2500, "line 2500"), (seen[^1].LineNumber, seen[^1].Text));
        Assert.Equal((2501, "it broke", true), (live[0].LineNumber, live[0].Text, live[0].IsStdErr));
    }

    [Fact]
    public async Task The_console_ends_after_what_there_is_when_no_more_is_wanted()
    {
        await notifications.PublishUpdateAsync(Repairs, s => s with { State = "Running" });
        loggers.GetLogger(Repairs).LogInformation("only this");
        using var console = dashboard.WatchResourceConsoleLogs(new() { ResourceName = "repairs", SuppressFollow = true }, WithKey(), cancellationToken: patience.Token);

        var lines = await console.ResponseStream.ReadAllAsync(patience.Token).ToListAsync(patience.Token);

        Assert.Equal(["only this"], lines.SelectMany(l => l.LogLines).Select(l => l.Text));
    }

    [Fact]
    public async Task The_console_of_an_unknown_resource_is_not_found()
    {
        using var console = dashboard.WatchResourceConsoleLogs(new() { ResourceName = "nobody" }, WithKey(), cancellationToken: patience.Token);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => console.ResponseStream.MoveNext(patience.Token));
        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
        Assert.Contains("'nobody'", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resource-stop", true, "")]
    [InlineData("resource-paint", false, "repairs knows no resource-paint")]
    public async Task A_command_reaches_the_resource_and_its_outcome_the_dashboard(string command, bool succeeds, string message)
    {
        var answer = await dashboard.ExecuteResourceCommandAsync(new() { CommandName = command, ResourceName = "repairs", ResourceType = "Project" }, WithKey());
        Assert.Equal(succeeds ? ResourceCommandResponseKind.Succeeded : ResourceCommandResponseKind.Failed, answer.Kind);
        Assert.Equal(message, answer.Message);
        Assert.Equal([$"{command} repairs"], commanded);
    }

    [Fact]
    public async Task The_interactions_stay_open_so_that_the_dashboard_does_not_ask_again_and_again()
    {
        using var interactions = dashboard.WatchInteractions(WithKey(), cancellationToken: patience.Token);
        await interactions.ResponseHeadersAsync;
        await interactions.RequestStream.WriteAsync(new(), patience.Token);
        Assert.Throws<InvalidOperationException>(() => interactions.GetStatus());         // it has no status: it goes on

        await interactions.RequestStream.CompleteAsync();
        Assert.False(await interactions.ResponseStream.MoveNext(patience.Token));
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_dashboard_that_is_still_watching()
    {
        using var watch = dashboard.WatchResources(new(), WithKey(), cancellationToken: patience.Token);
        await watch.ResponseStream.MoveNext(patience.Token);

        await service.DisposeAsync().AsTask().WaitAsync(patience.Token);

        await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(patience.Token));
    }

    private static Metadata WithKey() => new() { { ResourceServiceHost.ApiKeyHeader, Options.ApiKey } };

    private static ResourceProperty Property(Resource resource, string name) => Assert.Single(resource.Properties, p => p.Name == name);

    private static async Task<Resource> Next(IAsyncEnumerator<WatchResourcesUpdate> seen)
    {
        Assert.True(await seen.MoveNextAsync());
        return Assert.Single(seen.Current.Changes.Value).Upsert;
    }

    private static async Task<List<ConsoleLogLine>> Lines(IAsyncStreamReader<WatchResourceConsoleLogsUpdate> console, int count)
    {
        var lines = new List<ConsoleLogLine>();
        while (lines.Count < count && await console.MoveNext(CancellationToken.None))
            lines.AddRange(console.Current.LogLines);
        return lines;
    }

    private async Task<Resource> First()
    {
        using var watch = dashboard.WatchResources(new(), WithKey(), cancellationToken: patience.Token);
        await using var seen = watch.ResponseStream.ReadAllAsync(patience.Token).GetAsyncEnumerator(patience.Token);
        await seen.MoveNextAsync();
        return await Next(seen);
    }

    private Task<ExecuteCommandResult> Command(string resource, string command, CancellationToken cancellationToken)
    {
        commanded.Add($"{command} {resource}");
        return Task.FromResult(command == "resource-stop" ? CommandResults.Success() : CommandResults.Failure($"{resource} knows no {command}"));
    }

    private sealed class TestResource(string name) : Model.Resource(name);
}
