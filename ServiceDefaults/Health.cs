using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Housing.ServiceDefaults;

/// <summary>
/// Ready (/health, grpc.health.v1): every check; a degraded one still answers 200. Alive (/alive): only the checks tagged "live", so that a
/// database that is away does not get the process restarted.
/// </summary>
internal static class Health
{
    private const string ReadyPath = "/health";
    private const string AlivePath = "/alive";

    public static bool IsHealthPath(PathString path) =>
        path == ReadyPath || path == AlivePath || path.StartsWithSegments("/grpc.health.v1.Health", StringComparison.Ordinal);

    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddGrpcHealthChecks().AddCheck("process", () => HealthCheckResult.Healthy(), tags: ["live"]);
        builder.Services.Configure<HealthCheckPublisherOptions>(publisher =>
        {
            // Those who watch by gRPC hear of a change within this time.
            publisher.Delay = TimeSpan.FromSeconds(1);
            publisher.Period = TimeSpan.FromSeconds(5);
        });
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthPages();
        app.MapGrpcHealthChecksService().AllowAnonymous();
    }

    public static void MapHealthPages(this WebApplication app)
    {
        app.MapHealthChecks(ReadyPath, new HealthCheckOptions { ResponseWriter = Write }).AllowAnonymous();
        app.MapHealthChecks(AlivePath, new HealthCheckOptions { ResponseWriter = Write, Predicate = check => check.Tags.Contains("live") }).AllowAnonymous();
    }

    /// <summary>Names, states and times. Descriptions are our own words; exceptions stay in the log.</summary>
    private static async Task Write(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(
            context.Response.Body,
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(
                    e => e.Key,
                    e => new
                    {
                        status = e.Value.Status.ToString(),
                        description = e.Value.Exception is null ? e.Value.Description : null,
                        data = e.Value.Data.Count > 0 ? e.Value.Data : null,
                        milliseconds = Math.Round(e.Value.Duration.TotalMilliseconds, 1).ToString(CultureInfo.InvariantCulture),
                    },
                    StringComparer.Ordinal),
            },
            cancellationToken: context.RequestAborted);
    }
}
