using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// The dashboard's place in the AppHost: started before the resources, which learn from the configuration where to send their telemetry,
/// and ended after them. Without its program the stack runs all the same, and is told why there is no dashboard.
/// </summary>
internal sealed class DashboardHost(
    string applicationName,
    IConfiguration configuration,
    DataFolder data,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    ExecuteCommand execute,
    RunningDashboard running) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly DashboardResource resource = new();
    private readonly DashboardProcess.LastLines lastLines = new();
    private ResourceServiceHost? service;
    private ChildProcess? process;

    /// <summary>Completes when the dashboard serves its pages, or has said why it does not.</summary>
    public Task Settled { get; private set; } = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var found = DashboardProgram.Find(configuration);
        if (found.Path is null)
        {
            running.WhyNot = found.WhyNot;
            return;
        }

        var settings = DashboardSettings.From(configuration);
        foreach (var sentence in settings.Moved)
            await Console.Out.WriteLineAsync(sentence);
        // The key of the telemetry API may be given, by real Aspire's name, to a program that wants to read the telemetry.
        var key = configuration["AppHost:DashboardApiKey"] is { Length: > 0 } given ? given : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var options = new ResourceServiceOptions(applicationName, key);
        service = await ResourceServiceHost.StartAsync(options, notifications, loggers, execute, cancellationToken);
        var start = DashboardProcess.Describe(found.Path, data.For(resource.Name, lasting: true), settings, options, service.Address);
        process = ChildProcess.Start(start, data.ChildrenLock, (line, isError) =>
        {
            lastLines.Add(line);
            loggers.Write(resource.Name, line, isError);
        });
        await SayAsync(s => s with
        {
            ResourceType = "Executable",
            IsHidden = true,
            State = KnownResourceStates.Starting,
            Urls = [new("http", Address(settings.Frontend), IsInternal: false)],
            Properties = [new("executable.path", found.Path), new("executable.pid", process.Id.ToString(CultureInfo.InvariantCulture))],
        });

        running.Url = Address(settings.Frontend);
        configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Address(settings.OtlpGrpc);
        // The resources need not wait for it: it is up long before them.
        Settled = SettleAsync(process, settings);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await ending.CancelAsync();
        await Settled;
        if (process is not null)
            await process.DisposeAsync();
        if (service is not null)
            await service.DisposeAsync();
        (process, service) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        ending.Dispose();
    }

    private async Task SettleAsync(ChildProcess started, DashboardSettings settings)
    {
        try
        {
            var whyNot = await DashboardProcess.WaitUntilServingAsync(started, settings.Frontend, lastLines, ending.Token);
            if (whyNot is not null)
            {
                (running.Url, running.WhyNot) = (null, whyNot);
                loggers.GetLogger(resource).LogError("There is no dashboard: {Why}", whyNot);
            }

            await SayAsync(s => s with { State = whyNot is null ? new(KnownResourceStates.Running, "success") : new(KnownResourceStates.FailedToStart, "error") });
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Stopped before it was up.
        }
    }

    private Task SayAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => notifications.PublishUpdateAsync(resource, change);

    private static string Address(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    private sealed class DashboardResource() : Resource("aspire-dashboard");
}
