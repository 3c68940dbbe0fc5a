using System.Globalization;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

/// <summary>A project to run; the SDK writes one class for each project reference of the AppHost.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    string ProjectPath { get; }
}

/// <summary>Where the build put the project's program. Only the stand-in's SDK says so; otherwise it is looked for beside the project.</summary>
public interface IProjectOutput
{
    string OutputPath { get; }
}

public static class ProjectResourceBuilderExtensions
{
    private static readonly Tool Dotnet = new(".NET", "dotnet-sdk-10.0", "dotnet");

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name) where TProject : IProjectMetadata, new() =>
        Add(builder, name, new TProject());

    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath) =>
        Add(builder, name, new ProjectFile(Path.GetFullPath(Path.Combine(builder.AppHostDirectory, projectPath))));

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(replicas);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }

    private static IResourceBuilder<ProjectResource> Add(IDistributedApplicationBuilder builder, string name, IProjectMetadata project) => builder
        .AddResource(new ProjectResource(name))
        .WithAnnotation(project)
        .WithAnnotation(new RunAnnotation(KnownResourceTypes.Project, PrepareAsync));

    private static async Task<ChildStart?> PrepareAsync(StartContext context, CancellationToken cancellationToken)
    {
        var resource = context.Instance.Resource;
        var project = resource.Annotations.OfType<IProjectMetadata>().Single();
        var configuration = context.Services.GetRequiredService<IConfiguration>();
        var arguments = new List<object>();
        foreach (var callback in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            callback.Callback(arguments);

        return new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Dotnet.Find(configuration) ?? throw new DistributedApplicationException(Dotnet.Complaint(configuration)), [Program(project), .. arguments.Select(a => a.ToString()!)])
        {
            WorkingDirectory = Path.GetDirectoryName(project.ProjectPath)!,
            Environment = await EnvironmentAsync(context, configuration, cancellationToken),
        };
    }

    private static async Task<IReadOnlyDictionary<string, string?>> EnvironmentAsync(StartContext context, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var (resource, replica) = (context.Instance.Resource, context.Instance.Replica);
        var environment = context.Services.GetRequiredService<IHostEnvironment>().EnvironmentName;
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToList();
        var variables = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = environment,
            ["DOTNET_ENVIRONMENT"] = environment,
            // Several services share the machine: each takes memory as it needs it.
            ["DOTNET_gcServer"] = "0",
            ["LOGGING__CONSOLE__FORMATTERNAME"] = "simple",
            ["LOGGING__CONSOLE__FORMATTEROPTIONS__SINGLELINE"] = "true",
            ["OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EXCEPTION_LOG_ATTRIBUTES"] = "true",
            ["OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES"] = "true",
            ["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory",
            ["OTEL_SERVICE_NAME"] = resource.Name,
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={context.Instance.Suffix}",
        };
        if (Otlp(configuration) is { } otlp)
        {
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = otlp;
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
            // On a development machine one wants to see things soon and all of them.
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
        }

        // A relative one would mean another folder there: each project runs in its own.
        if (context.Data.Path is { } data)
            variables[DataFolder.Key] = data;

        foreach (var endpoint in endpoints.Where(e => e.TargetPortEnvironmentVariable is not null))
            variables[endpoint.TargetPortEnvironmentVariable!] = endpoint.AllocatedPorts[replica].ToString(CultureInfo.InvariantCulture);
        var urls = string.Join(';', endpoints.Where(e => e.TargetPortEnvironmentVariable is null && e.UriScheme == "http").Select(e => e.UrlOf(replica)));
        if (urls.Length > 0)
            variables["ASPNETCORE_URLS"] = urls;

        var callbacks = new EnvironmentCallbackContext(context.Services.GetRequiredService<DistributedApplicationExecutionContext>(), resource, variables, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(callbacks);

        // Our own addresses are not theirs.
        var given = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ASPNETCORE_URLS"] = null };
        foreach (var (name, value) in variables)
            given[name] = value is IValueProvider provider ? await provider.GetValueAsync(cancellationToken) : value.ToString();
        return given;
    }

    private static string? Otlp(IConfiguration configuration) => configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] ?? configuration["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"];

    /// <summary>The program as built: where the SDK says, else the newest beside the project.</summary>
    private static string Program(IProjectMetadata project)
    {
        if (project is IProjectOutput { OutputPath: var output })
            return File.Exists(output) ? output : throw NotBuilt(project, output);

        var bin = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "bin");
        if (Directory.Exists(Path.Combine(bin, Configuration())))
            bin = Path.Combine(bin, Configuration());
        var built = Directory.Exists(bin) ? Directory.GetFiles(bin, "*.runtimeconfig.json", SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc) : null;
        return built is not null ? built[..^".runtimeconfig.json".Length] + ".dll" : throw NotBuilt(project, bin);
    }

    private static string Configuration() => Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration is { Length: > 0 } configuration ? configuration : "Debug";

    private static DistributedApplicationException NotBuilt(IProjectMetadata project, string where) =>
        new($"{project.ProjectPath} has not been built: nothing to run at {where}. Build it first: dotnet build {project.ProjectPath}");

    private sealed record ProjectFile(string ProjectPath) : IProjectMetadata;
}
