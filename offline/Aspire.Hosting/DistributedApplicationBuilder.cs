using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

public enum DistributedApplicationOperation
{
    Run = 0,
    Publish = 1,
}

public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    public DistributedApplicationOperation Operation { get; } = operation;
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;
}

public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }
    public string? AssemblyName { get; set; }
    public string? ProjectDirectory { get; set; }
    public bool DisableDashboard { get; set; }
    public bool AllowUnsecuredTransport { get; set; }
}

public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }
    string AppHostDirectory { get; }
    Assembly? AppHostAssembly { get; }
    IHostEnvironment Environment { get; }
    IServiceCollection Services { get; }
    DistributedApplicationExecutionContext ExecutionContext { get; }
    IResourceCollection Resources { get; }

    IResourceBuilder<T> AddResource<T>(T resource) where T : IResource;
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource;
    DistributedApplication Build();
}

public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder host;
    private readonly Interception? interception = Interception.Current;

    public DistributedApplicationBuilder(string[] args) : this(new DistributedApplicationOptions { Args = args })
    {
    }

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(name) : interception?.Assembly ?? Assembly.GetEntryAssembly();
        var metadata = (AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? []).ToLookup(m => m.Key, m => m.Value, StringComparer.OrdinalIgnoreCase);
        AppHostDirectory = options.ProjectDirectory ?? Path.GetDirectoryName(metadata["apphostprojectpath"].FirstOrDefault()) ?? Directory.GetCurrentDirectory();
        host = new(new HostApplicationBuilderSettings
        {
            Args = [.. options.Args ?? [], .. interception?.Args ?? []],
            ContentRootPath = AppHostDirectory,
            // The launch profile says so when a person starts the AppHost; a test has none.
            EnvironmentName = interception is null ? null : System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Development,
        });
        host.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);

        // Tests keep nothing unless they name a folder.
        var lasting = interception is null ? metadata["apphostdatafolder"].FirstOrDefault() : null;
        host.Services.AddSingleton(new DataFolder(host.Configuration, lasting, TimeProvider.System));
        host.Services.AddSingleton(TimeProvider.System);
        host.Services.AddSingleton(options);
        host.Services.AddSingleton<DistributedApplicationModel>(_ => new(Resources));
        host.Services.AddSingleton(ExecutionContext);
        host.Services.AddSingleton<ResourceLoggerService>();
        host.Services.AddSingleton<ResourceNotificationService>(s => new(s.GetRequiredService<ResourceLoggerService>()));
        host.Services.AddSingleton<ResourceCommandService>(s => new(s.GetRequiredService<Orchestrator>()));
        host.Services.AddSingleton<RunningDashboard>();
        host.Services.AddSingleton<IHostLifetime, NoSignals>();
        host.Services.AddSingleton<Orchestrator>();
        // Hosted services start in this order and stop in the opposite one: what others report to comes before the resources.
        host.Services.AddHostedService<Preparation>();
        // Tests have no dashboard, as with real Aspire; their telemetry goes where they configure it.
        if (!options.DisableDashboard && interception is null)
            host.Services.AddHostedService(Dashboard);
        host.Services.AddHostedService(s => s.GetRequiredService<Orchestrator>());
    }

    public ConfigurationManager Configuration => host.Configuration;
    public string AppHostDirectory { get; }
    public Assembly? AppHostAssembly { get; }
    public IHostEnvironment Environment => host.Environment;
    public IServiceCollection Services => host.Services;
    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(DistributedApplicationOperation.Run);
    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        interception?.WaitForBuild(this);
        var application = new DistributedApplication(host.Build()) { Interception = interception };
        interception?.Built(application);
        return application;
    }

    /// <summary>Signals are ours to handle in <see cref="DistributedApplication.RunAsync"/>; a test process keeps its own ways.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private DashboardHost Dashboard(IServiceProvider services) => new(
        Environment.ApplicationName.Replace(".AppHost", "", StringComparison.Ordinal),
        Configuration,
        services.GetRequiredService<DataFolder>(),
        services.GetRequiredService<ResourceNotificationService>(),
        services.GetRequiredService<ResourceLoggerService>(),
        services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync,
        services.GetRequiredService<RunningDashboard>());

    /// <summary>Before all else, finds the programs that the resources need and takes the data folder; gives it back when all else has stopped.</summary>
    private sealed class Preparation(DistributedApplicationModel model, IConfiguration configuration, DataFolder data) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            var missing = model.Resources.SelectMany(r => r.Annotations.OfType<RunAnnotation>()).SelectMany(r => r.Needs).Distinct()
                .Where(t => t.Find(configuration) is null).Select(t => t.Complaint(configuration)).ToList();
            return missing.Count > 0
                ? throw new DistributedApplicationException(string.Join(System.Environment.NewLine, missing))
                : data.TakeAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            data.Dispose();
            return Task.CompletedTask;
        }
    }
}
