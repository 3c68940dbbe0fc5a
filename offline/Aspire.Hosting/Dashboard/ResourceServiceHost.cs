using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>What the resource service says of itself, and whom it answers.</summary>
/// <param name="ApplicationName">The heading of the dashboard.</param>
/// <param name="ApiKey">Who shows it may ask; the dashboard's own telemetry API asks for the same.</param>
internal sealed record ResourceServiceOptions(string ApplicationName, string ApiKey);

/// <summary>Does to a resource what was pressed: <see cref="ResourceCommandService.ExecuteCommandAsync(string, string, CancellationToken)"/>.</summary>
internal delegate Task<ExecuteCommandResult> ExecuteCommand(string resourceId, string commandName, CancellationToken cancellationToken);

/// <summary>The resource service, listening inside the AppHost's process on a free loopback port.</summary>
internal sealed class ResourceServiceHost : IAsyncDisposable
{
    public const string ApiKeyHeader = "x-resource-service-api-key";

    private readonly WebApplication server;

    private ResourceServiceHost(WebApplication app) => server = app;

    public Uri Address => new(server.Urls.Single());

    public static async Task<ResourceServiceHost> StartAsync(
        ResourceServiceOptions options,
        ResourceNotificationService notifications,
        ResourceLoggerService loggers,
        ExecuteCommand execute,
        CancellationToken cancellationToken)
    {
        // Empty: the AppHost's own configuration (ASPNETCORE_URLS is the dashboard's address) must not reach this server.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(options).AddSingleton(notifications).AddSingleton(loggers).AddSingleton(execute);
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.Use(next => call => RequireKey(call, options, next));
        app.UseRouting();
        app.MapGrpcService<ResourceServiceGrpc>();
        await app.StartAsync(cancellationToken);
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        // The dashboard's calls never end by themselves; do not wait for them.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await server.StopAsync(now.Token);
        await server.DisposeAsync();
    }

    private static Task RequireKey(HttpContext call, ResourceServiceOptions options, RequestDelegate next)
    {
        if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(call.Request.Headers[ApiKeyHeader].ToString()), Encoding.UTF8.GetBytes(options.ApiKey)))
            return next(call);
        // A gRPC answer that is a status alone.
        call.Response.ContentType = "application/grpc";
        call.Response.Headers["grpc-status"] = StatusCode.Unauthenticated.ToString("D");
        call.Response.Headers["grpc-message"] = $"The header {ApiKeyHeader} must carry the key that the AppHost gave its dashboard.";
        return Task.CompletedTask;
    }
}
