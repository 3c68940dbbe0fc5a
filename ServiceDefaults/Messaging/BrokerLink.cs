using RabbitMQ.Client;

namespace Housing.ServiceDefaults;

/// <summary>
/// One connection for what goes past MassTransit: sending the outbox, sending a message back as it was, reading error queues. It does not repair itself:
/// a connection that failed is thrown away with all its channels, and the next one starts clean (docs/adr/0003-sending-without-the-bus.md).
/// </summary>
internal sealed class BrokerLink(IConnectionFactory factory) : IAsyncDisposable
{
    /// <summary>How long any answer of the broker is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly SemaphoreSlim _connecting = new(1, 1);
    private IConnection? _connection;

    /// <summary>A channel whose publishing waits for the broker's confirm. Throws when the broker cannot be reached.</summary>
    public async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken);
        return await connection.CreateChannelAsync(Confirmed, CancellationToken.None).WaitAsync(Patience, cancellationToken);
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsOpen: true } open)
                return open;
            Drop();
            var connecting = factory.CreateConnectionAsync(CancellationToken.None);
            try
            {
                return _connection = await connecting.WaitAsync(Patience, cancellationToken);
            }
            catch (Exception late) when (late is TimeoutException or OperationCanceledException)
            {
                _ = connecting.ContinueWith(made => made.Result.AbortAsync(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
                throw;
            }
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Gives up the connection when something on it went wrong that a dead one explains.</summary>
    public async Task DropAsync()
    {
        await _connecting.WaitAsync();
        try
        {
            Drop();
        }
        finally
        {
            _connecting.Release();
        }
    }

    // Nobody waits for a connection that is given up: saying goodbye to a dead server takes as long as it takes.
    private void Drop()
    {
        if (_connection is { } dropped)
            _ = Task.Run(async () => await dropped.AbortAsync(TimeSpan.FromSeconds(1)));
        _connection = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } last)
            await last.AbortAsync(TimeSpan.FromSeconds(1));
        _connecting.Dispose();
    }
}
