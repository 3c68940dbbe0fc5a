using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Housing.ServiceDefaults.Tests.Messaging;

/// <summary>A door in front of a server: shut, it breaks every connection and refuses new ones, as a killed server does.</summary>
internal sealed class Gate : IAsyncDisposable
{
    private readonly IPEndPoint _server;
    private readonly int _port;
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private TcpListener? _listener;

    public Gate(string host, int port)
    {
        _server = new IPEndPoint(IPAddress.Parse(host), port);
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
    }

    public int Port => _port;

    public void Open()
    {
        var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        listener.Start();
        _listener = listener;
        _ = AcceptAsync(listener);
    }

    public void Shut()
    {
        _listener?.Stop();
        _listener = null;
        foreach (var socket in _sockets.Keys)
            socket.Close(0);
        _sockets.Clear();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = PassAsync(listener, await listener.AcceptSocketAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task PassAsync(TcpListener listener, Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        _sockets[client] = _sockets[server] = 0;
        if (_listener != listener)      // shut in the same moment
            client.Close(0);
        try
        {
            await server.ConnectAsync(_server);
            await using var a = new NetworkStream(client);
            await using var b = new NetworkStream(server);
            await Task.WhenAny(a.CopyToAsync(b), b.CopyToAsync(a));
        }
        catch (Exception ended) when (ended is SocketException or IOException or ObjectDisposedException)
        {
        }
        finally
        {
            client.Close();
            server.Close();
            _sockets.TryRemove(client, out _);
            _sockets.TryRemove(server, out _);
        }
    }

    public ValueTask DisposeAsync()
    {
        Shut();
        return ValueTask.CompletedTask;
    }
}
