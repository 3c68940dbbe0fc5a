using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Grpc.HealthCheck;

/// <summary>Keeps the serving status of each named service and answers the standard health protocol from it.</summary>
public class HealthServiceImpl : Health.V1.Health.HealthBase
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ServingStatus> _statuses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Channel<ServingStatus>, string> _watchers = new();
    private bool _ending;

    public void SetStatus(string service, ServingStatus status)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (_lock)
        {
            if (StatusOf(service) == status)
            {
                _statuses[service] = status;
                return;
            }

            _statuses[service] = status;
            TellWatchers(service, status);
        }
    }

    public void ClearStatus(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (_lock)
        {
            if (_statuses.Remove(service, out var was) && was != ServingStatus.ServiceUnknown)
            {
                TellWatchers(service, ServingStatus.ServiceUnknown);
            }
        }
    }

    public void ClearAll()
    {
        lock (_lock)
        {
            foreach (var service in _statuses.Keys.ToArray())
            {
                ClearStatus(service);
            }
        }
    }

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        lock (_lock)
        {
            return _statuses.TryGetValue(request.Service, out var status)
                ? Task.FromResult(new HealthCheckResponse { Status = status })
                : throw new RpcException(new Status(StatusCode.NotFound, ""));
        }
    }

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        // A watcher that reads too slowly misses what is stale by then, never the latest status.
        var changes = Channel.CreateBounded<ServingStatus>(new BoundedChannelOptions(5) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
        {
            changes.Writer.TryWrite(StatusOf(request.Service));
            _watchers[changes] = request.Service;
            if (_ending)
            {
                End(changes);
            }
        }

        try
        {
            await foreach (var status in changes.Reader.ReadAllAsync(context.CancellationToken).ConfigureAwait(false))
            {
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // The watcher hung up: how every watch ends.
        }
        finally
        {
            _watchers.TryRemove(changes, out _);
        }
    }

    /// <summary>The process is ending: whoever watches is told so and let go, or the server would wait for them to hang up.</summary>
    internal void EndWatches()
    {
        lock (_lock)
        {
            _ending = true;
            foreach (var changes in _watchers.Keys)
            {
                End(changes);
            }
        }
    }

    private static void End(Channel<ServingStatus> changes)
    {
        changes.Writer.TryWrite(ServingStatus.NotServing);
        changes.Writer.TryComplete();
    }

    private ServingStatus StatusOf(string service) => _statuses.GetValueOrDefault(service, ServingStatus.ServiceUnknown);

    private void TellWatchers(string service, ServingStatus status)
    {
        foreach (var (changes, watched) in _watchers)
        {
            if (string.Equals(watched, service, StringComparison.Ordinal))
            {
                changes.Writer.TryWrite(status);
            }
        }
    }
}
