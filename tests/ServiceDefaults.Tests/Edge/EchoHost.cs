using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Grpc.Net.Client;
using Housing.ServiceDefaults;
using Housing.Testing;
using Housing.Testing.Contracts.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Housing.Tests.Edge;

/// <summary>A whole service on real ports: the defaults, an access table and <see cref="EchoService"/>.</summary>
public sealed class EchoHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoHost(WebApplication app, int healthPort)
    {
        _app = app;
        HealthAddress = new Uri($"http://127.0.0.1:{healthPort}");
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(a => new Uri(a).Port != healthPort));
        Channel = GrpcChannel.ForAddress(Address);
    }

    public Uri Address { get; }

    public Uri HealthAddress { get; }

    public GrpcChannel Channel { get; }

    public Echo.EchoClient Client => new(Channel);

    public IServiceProvider Services => _app.Services;

    public ConcurrentQueue<string> Log => _app.Services.GetRequiredService<Lines>().Written;

    public static async Task<EchoHost> Start(Action<WebApplicationBuilder>? configure = null, params KeyValuePair<string, string?>[] settings)
    {
        var healthPort = FreePort();
        var builder = Builder(healthPort, settings);
        builder.AddAccess(EchoService.Table);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapGrpcService<EchoService>();
        app.MapGet("/homes/{id}", (string id) => id).AllowAnonymous();
        app.MapGet("/private", () => "for callers only");
        app.MapGet("/bug", string () => throw new InvalidOperationException("password=hunter2")).AllowAnonymous();
        await app.StartAsync();
        return new EchoHost(app, healthPort);
    }

    /// <summary>A service's builder before it has said who may call what.</summary>
    internal static WebApplicationBuilder Builder(int healthPort, params KeyValuePair<string, string?>[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(TestTokens.Settings);
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new("HEALTH_PORT", $"{healthPort}")]);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        var lines = new Lines();
        builder.Services.AddSingleton(lines);
        builder.Logging.AddProvider(lines);
        builder.AddServiceDefaults();
        builder.Services.AddSingleton<EchoEndings>();
        return builder;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public Task Stop(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>What the service wrote to its log, exceptions and all.</summary>
    internal sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Written { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
