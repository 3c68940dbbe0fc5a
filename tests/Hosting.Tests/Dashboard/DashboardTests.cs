using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Housing.Hosting.Tests.Dashboard;

/// <summary>The real dashboard, started as the AppHost starts it.</summary>
public sealed class DashboardTests : IDisposable
{
    private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
    private readonly string home = Directory.CreateTempSubdirectory("housing-dashboard-").FullName;
    private readonly ResourceLoggerService loggers = new();
    private readonly ResourceNotificationService notifications;
    private readonly RunningDashboard running = new();

    public DashboardTests() => notifications = new(loggers);

    public void Dispose()
    {
        notifications.Dispose();
        loggers.Dispose();
        patience.Dispose();
        Directory.Delete(home, recursive: true);
    }

    [DashboardFact]
    public async Task It_serves_its_pages_and_shows_the_telemetry_sent_to_it()
    {
        var configuration = Configuration(("AppHost:DashboardApiKey", "telemetry-key"));
        await using var dashboard = await StartAsync(configuration);
        Assert.Null(running.WhyNot);

        using var source = new ActivitySource("housing.test");
        using (var traces = Sdk.CreateTracerProviderBuilder()
            .AddSource(source.Name)
            .ConfigureResource(r => r.AddService("repairs", serviceInstanceId: "k2x9"))
            .AddOtlpExporter(o => o.Endpoint = new(configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]!))
            .Build())
        {
            source.StartActivity("Report")?.Dispose();
            Assert.True(traces.ForceFlush());
        }

        using var http = new HttpClient { BaseAddress = new(running.Url!) };
        http.DefaultRequestHeaders.Add("x-api-key", "telemetry-key");
        using var page = await http.GetAsync("/", patience.Token);
        Assert.True(page.IsSuccessStatusCode);
        var spans = await http.GetStringAsync("/api/telemetry/spans", patience.Token);
        using var answer = JsonDocument.Parse(spans);
        Assert.Equal(1, answer.RootElement.GetProperty("totalCount").GetInt32());
        Assert.Contains("\"Report\"", spans, StringComparison.Ordinal);
    }

    [DashboardFact]
    public async Task Its_own_state_and_console_are_those_of_a_hidden_resource()
    {
        await using var dashboard = await StartAsync(Configuration());

        Assert.True(notifications.TryGetCurrentState("aspire-dashboard", out var state));
        Assert.Equal(("Running", true), (state.Snapshot.State?.Text, state.Snapshot.IsHidden));
        await foreach (var batch in loggers.WatchAsync("aspire-dashboard").WithCancellation(patience.Token))
            if (batch.Any(line => line.Content.Contains("Aspire dashboard version", StringComparison.Ordinal)))
                return;
        Assert.Fail("Its console ended without its version.");
    }

    [DashboardFact]
    public async Task Ending_it_leaves_no_process()
    {
        var dashboard = await StartAsync(Configuration());
        Assert.True(notifications.TryGetCurrentState("aspire-dashboard", out var state));
        var id = int.Parse(Assert.IsType<string>(state.Snapshot.Properties.Single(p => p.Name == "executable.pid").Value), CultureInfo.InvariantCulture);
        Assert.Equal(id, Process.GetProcessById(id).Id);

        await dashboard.DisposeAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    [Fact]
    public async Task Without_its_program_the_stack_runs_and_says_what_is_missing()
    {
        var configuration = Configuration((DashboardProgram.Setting, Path.Combine(home, "bin", "aspire")));
        await using var dashboard = await StartAsync(configuration);

        Assert.Contains(Path.Combine(home, "bin", "aspire"), running.WhyNot, StringComparison.Ordinal);
        Assert.Null(running.Url);
        Assert.Null(configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
    }

    [Fact]
    public async Task A_program_that_ends_at_once_is_told_with_its_last_words()
    {
        await using var dashboard = await StartAsync(Configuration((DashboardProgram.Setting, Script("echo 'no such library'; exit 3"))));

        Assert.Equal((null, "the dashboard ended with code 3: no such library"), (running.Url, running.WhyNot));
        Assert.True(notifications.TryGetCurrentState("aspire-dashboard", out var state));
        Assert.Equal("FailedToStart", state.Snapshot.State?.Text);
    }

    [Fact]
    public async Task It_is_told_nothing_of_our_environment_but_where_to_listen_and_whom_to_ask()
    {
        var (frontend, otlp) = ($"http://localhost:{Ports.Free()}", $"http://127.0.0.1:{Ports.Free()}");
        await using var dashboard = await StartAsync(Configuration(
            (DashboardProgram.Setting, Script("env > seen; exit 1")),
            ("ASPNETCORE_URLS", $"https://localhost:17000;{frontend}"),
            ("DOTNET_DASHBOARD_OTLP_ENDPOINT_URL", otlp)));

        var folder = Path.Combine(home, "data", "aspire-dashboard");
        var seen = (await File.ReadAllLinesAsync(Path.Combine(folder, "seen"), patience.Token)).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

        Assert.Equal(frontend, seen["ASPNETCORE_URLS"]);
        Assert.Equal(otlp, seen["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
        Assert.StartsWith("http://127.0.0.1:", seen["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"], StringComparison.Ordinal);
        Assert.Equal(("ApiKey", "1", folder), (seen["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"], seen["ASPIRE_CLI_TELEMETRY_OPTOUT"], seen["HOME"]));
        Assert.DoesNotContain(seen.Keys, name => name.StartsWith("VSTEST_", StringComparison.Ordinal) || name.StartsWith("MSBUILD", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://0.0.0.0:15000")]
    [InlineData("https://localhost:17000")]
    [InlineData("http://dashboard.example:80")]
    public void An_address_that_others_could_reach_or_that_needs_a_certificate_is_refused_with_one_that_would_do(string address)
    {
        var refusal = Assert.Throws<DistributedApplicationException>(() => DashboardSettings.From(Configuration(("ASPNETCORE_URLS", address))));
        Assert.Contains($"ASPNETCORE_URLS is '{address}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:15888", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_copy_with_the_same_address_gets_one_of_its_own()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        var taken = ((IPEndPoint)first.LocalEndpoint).Port;

        var settings = DashboardSettings.From(Configuration(("ASPNETCORE_URLS", $"http://localhost:{taken}")));

        Assert.Equal("localhost", settings.Frontend.Host);
        Assert.NotEqual(taken, settings.Frontend.Port);
        var said = Assert.Single(settings.Moved);
        Assert.Contains($"Port {taken} of ASPNETCORE_URLS is in use", said, StringComparison.Ordinal);
        Assert.Contains($"uses {settings.Frontend.Port} instead", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Unconfigured_it_gets_three_ports_of_its_own()
    {
        var settings = DashboardSettings.From(Configuration());
        Assert.All([settings.Frontend, settings.OtlpGrpc, settings.OtlpHttp], address => Assert.Equal("127.0.0.1", address.Host));
        Assert.Empty(settings.Moved);
        Assert.Equal(3, new[] { settings.Frontend.Port, settings.OtlpGrpc.Port, settings.OtlpHttp.Port }.Distinct().Count());
    }

    [Fact]
    public void An_empty_setting_means_no_dashboard() =>
        Assert.Contains("no dashboard was wanted", DashboardProgram.Find(Configuration((DashboardProgram.Setting, ""))).WhyNot, StringComparison.Ordinal);

    // The machine may say where the dashboard is; everything else is the test's.
    private static IConfiguration Configuration(params (string Name, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection([new(DashboardProgram.Setting, Environment.GetEnvironmentVariable(DashboardProgram.Setting))])
        .AddInMemoryCollection([.. values.Select(v => KeyValuePair.Create<string, string?>(v.Name, v.Value))])
        .Build();

    private static Task<ExecuteCommandResult> NoCommand(string resource, string command, CancellationToken cancellationToken) => throw new InvalidOperationException("Nothing was pressed.");

    private async Task<DashboardHost> StartAsync(IConfiguration configuration)
    {
        var data = new DataFolder(configuration, Path.Combine(home, "data"), TimeProvider.System);
        await data.TakeAsync(patience.Token);
        var dashboard = new DashboardHost("Housing", configuration, data, notifications, loggers, NoCommand, running);
        await dashboard.StartAsync(patience.Token);
        await dashboard.Settled.WaitAsync(patience.Token);
        return dashboard;
    }

    /// <summary>A stand-in for the program that does as told, under the name it is looked for by.</summary>
    private string Script(string body)
    {
        var path = Path.Combine(home, "aspire-managed");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
