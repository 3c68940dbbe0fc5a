using RabbitMQ.Client;

namespace Housing.ServiceDefaults;

/// <summary>One connection for what MassTransit has no word for: sending a message back as it was, and reading error queues.</summary>
internal sealed class BrokerLink(IConnectionFactory factory) : IAsyncDisposable
{
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly SemaphoreSlim _connecting = new(1, 1);
    private IConnection? _connection;

    /// <summary>A channel whose publishing waits for the broker's confirm. Throws when the broker cannot be reached.</summary>
    public async Task<IChannel> OpenAsync(CancellationToken cancellationToken) =>
        await (await ConnectAsync(cancellationToken)).CreateChannelAsync(Confirmed, cancellationToken);

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsOpen: true } open)
                return open;
            if (_connection is not null)
                await _connection.DisposeAsync();
            _connection = null;
            return _connection = await factory.CreateConnectionAsync(cancellationToken);
        }
        finally
        {
            _connecting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connecting.Dispose();
    }
}
