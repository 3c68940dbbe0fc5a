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

    public static async Task<Peer> StartAsync<TService>(TService answers)
        where TService : class
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(answers);
        var app = builder.Build();
        app.MapGrpcService<TService>();
        await app.StartAsync();
        return new Peer(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
