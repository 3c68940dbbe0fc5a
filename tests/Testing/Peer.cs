using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Housing.Testing;

/// <summary>
/// Another service, as far as a test needs one: a gRPC server on a free port that answers by an object of the test's. It asks nobody who they are.
/// Give <see cref="Address"/> to the service under test as setting "services:NAME:http:0".
/// </summary>
public sealed class Peer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Peer(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static Task<Peer> StartAsync<TService>(TService answers)
        where TService : class => Start(app => app.MapGrpcService<TService>(), answers);

    /// <summary>A service with two gRPC services.</summary>
    public static Task<Peer> StartAsync<TService, TOther>(TService answers, TOther others)
        where TService : class
        where TOther : class =>
        Start(
            app =>
            {
                app.MapGrpcService<TService>();
                app.MapGrpcService<TOther>();
            },
            answers, others);

    private static async Task<Peer> Start(Action<WebApplication> map, params object[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        foreach (var one in answers)
            builder.Services.AddSingleton(one.GetType(), one);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new Peer(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
