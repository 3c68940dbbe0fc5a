using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>What is recorded of incoming requests.</summary>
public class AspNetCoreTraceInstrumentationOptions
{
    public AspNetCoreTraceInstrumentationOptions()
        : this(new ConfigurationBuilder().AddEnvironmentVariables().Build())
    {
    }

    internal AspNetCoreTraceInstrumentationOptions(IConfiguration configuration)
    {
        EnableGrpcAspNetCoreSupport = IsTrue(configuration, "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_ENABLE_GRPC_INSTRUMENTATION");
        DisableUrlQueryRedaction = IsTrue(configuration, "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION");
    }

    /// <summary>A request for which this says false, or throws, is not recorded.</summary>
    public Func<HttpContext, bool>? Filter { get; set; }

    public Action<Activity, HttpRequest>? EnrichWithHttpRequest { get; set; }

    public Action<Activity, HttpResponse>? EnrichWithHttpResponse { get; set; }

    public Action<Activity, Exception>? EnrichWithException { get; set; }

    /// <summary>Records an unhandled exception as an event of the span. The default is false.</summary>
    public bool RecordException { get; set; }

    public bool EnableAspNetCoreSignalRSupport { get; set; } = true;

    internal bool EnableGrpcAspNetCoreSupport { get; set; }

    internal bool DisableUrlQueryRedaction { get; set; }

    private static bool IsTrue(IConfiguration configuration, string key) => bool.TryParse(configuration[key], out var value) && value;
}
