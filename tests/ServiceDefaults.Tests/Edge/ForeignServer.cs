using System.Diagnostics;
using Housing.ServiceDefaults;
using Housing.Testing.Contracts.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Tests.Edge;

/// <summary>A service of ours with a client of tests/peers/server.mjs, as AddServiceClient makes it.</summary>
public sealed class ForeignServer : IAsyncLifetime
{
    private Process? _node;
    private EchoHost? _host;

    public Echo.EchoClient Client => _host!.Services.GetRequiredService<Echo.EchoClient>();

    public Uri Address { get; private set; } = new("http://unknown");

    public async Task InitializeAsync()
    {
        _node = await NodePeer.Start("server.mjs", new Dictionary<string, string>(StringComparer.Ordinal));
        var port = await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await _node.StandardError.ReadToEndAsync());
        Address = new Uri($"http://127.0.0.1:{port}");
        _host = await EchoHost.Start(
            builder => builder.AddServiceClient<Echo.EchoClient>("peer", reads: ["Say", "WhoAmI"]),
            new KeyValuePair<string, string?>("services:peer:http:0", Address.ToString()));
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_node is not null)
        {
            _node.StandardInput.Close();        // its sign to end
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await _node.WaitForExitAsync(limit.Token);
            _node.Dispose();
        }
    }
}
