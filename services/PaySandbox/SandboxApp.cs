using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Housing.PaySandbox;

/// <summary>A card payment provider for the local stack and for tests: GOV.UK Pay's API and pages, without money.</summary>
public static class SandboxApp
{
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        if (!builder.Environment.IsDevelopment())
            throw new InvalidOperationException($"This sandbox calls payments paid that nobody made and runs in Development only; the environment is {builder.Environment.EnvironmentName}. Elsewhere set Cards__Provider to a real provider.");

        builder.AddTelemetry();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<SandboxSettings>().BindConfiguration("Sandbox");
        builder.Services.AddHttpClient(Callbacks.ClientName, http => http.Timeout = TimeSpan.FromSeconds(15));
        builder.Services.AddSingleton<Callbacks>().AddSingleton<SandboxPayments>().AddSingleton<Trouble>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Callbacks>()).AddHostedService<Expiry>();
        builder.Services.AddHealthChecks();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http1);
        });

        var app = builder.Build();
        app.Use((context, next) =>
        {
            // The pages carry their style and nothing else; no page is shown inside another's.
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
        app.MapHealthChecks("/health");
        app.MapPaymentApi();
        app.MapPaymentPages();
        return app;
    }
}
