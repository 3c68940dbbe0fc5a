using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.ServiceDefaults;

/// <summary>What every service has, whatever it is about.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Telemetry, health, service discovery, the clock, the caller's identity, and a gRPC server that answers faults in one way.</summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        NativeMemory.ReturnLargeBlocks();
        builder.AddClock();
        builder.AddTelemetry();
        builder.AddPorts();
        builder.AddHealth();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        builder.AddIdentity();
        builder.AddGrpcServing();
        return builder;
    }

    /// <summary>The same for what people open in a browser: HTTP/1.1 on every port, and who is asking is its own affair.</summary>
    public static WebApplicationBuilder AddWebDefaults(this WebApplicationBuilder builder)
    {
        NativeMemory.ReturnLargeBlocks();
        builder.AddClock();
        builder.AddTelemetry();
        builder.AddWebPorts();
        builder.AddHealth();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        return builder;
    }

    /// <summary>/health and /alive; /clock where the clock can be moved.</summary>
    public static WebApplication MapWebDefaults(this WebApplication app)
    {
        app.MapHealthPages();
        app.MapClock();
        return app;
    }

    /// <summary>/health, /alive and grpc.health.v1; /clock where the clock can be moved; the error queues of a service that has queues.</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(MalformedRequests.Middleware);
        app.MapHealth();
        app.MapClock();
        // Whoever hears events has error queues, and answers for them.
        if (app.Services.GetService<ErrorQueues>() is not null)
            app.MapGrpcService<FailedMessagesGrpc>();
        return app;
    }
}
