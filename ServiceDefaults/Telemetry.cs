using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Housing.ServiceDefaults;

/// <summary>Traces, metrics and logs, sent by OTLP to where OTEL_EXPORTER_OTLP_ENDPOINT says; nowhere when it is not set.</summary>
public static class Telemetry
{
    /// <summary>The name of our own activity source and meter.</summary>
    public const string Name = "Housing";

    private static readonly string[] Quiet = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "System.Net.Http.HttpClient"];

    public static TBuilder AddTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // The instrumentation gives rpc.* only when asked, because those names are not declared stable yet.
        builder.Configuration.AddInMemoryCollection([new("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_ENABLE_GRPC_INSTRUMENTATION", "true")]);

        // Messages are kept as templates and ids: what a person wrote is never logged, so neither is it exported.
        // What the frameworks say of every request, query and call is in the traces already. The lowest source: any setting of Logging wins over it.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = Quiet.Select(category => KeyValuePair.Create<string, string?>($"Logging:LogLevel:{category}", nameof(LogLevel.Warning))),
        });
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
        });
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(web => web.Filter = context => !Health.IsHealthPath(context.Request.Path) && !ClockExtensions.IsClockPath(context.Request.Path))
                .AddSource("System.Net.Http", "Grpc.Net.Client", "Npgsql", "MassTransit", Name)
                .AddProcessor(new UnaskedQueries()))
            .WithMetrics(metrics => metrics
                .AddMeter("System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddMeter("System.Net.Http", "Npgsql", "MassTransit", Name));
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }

        return builder;
    }

    /// <summary>
    /// A query that belongs to no request and no message is a worker looking whether there is work, or a health check. Kept, each would be a trace of its
    /// own, several a second, and bury the traces that tell something.
    /// </summary>
    private sealed class UnaskedQueries : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            // Exporters leave out what is not recorded.
            if (data.Source.Name == "Npgsql" && (data.ParentSpanId == default || data.Parent is { Recorded: false }))
                data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
