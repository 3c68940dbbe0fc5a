using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What each resource wrote on its console: the last lines, and each further one for whoever watches.</summary>
public class ResourceLoggerService : IDisposable
{
    private const int Kept = 10_000;
    private readonly ConcurrentDictionary<string, Log> logs = new(StringComparer.OrdinalIgnoreCase);
    private volatile bool disposed;

    /// <summary>Every line of every resource, for the console.</summary>
    internal Action<string, LogLine>? Written { get; set; }

    public ILogger GetLogger(IResource resource) => GetLogger(resource.Name);

    public ILogger GetLogger(string resourceName) => new LineLogger(this, resourceName);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.Name);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Of(resourceName).WatchAsync();

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        await Task.CompletedTask;
        yield return Of(resourceName).Lines();
    }

    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => GetAllAsync(resource.Name);

    public void Complete(string name) => Of(name).Complete();

    public void Complete(IResource resource) => Complete(resource.Name);

    public void ClearBacklog(string resourceName) => Of(resourceName).Clear();

    public void Dispose()
    {
        disposed = true;
        foreach (var log in logs.Values)
            log.Complete();
        GC.SuppressFinalize(this);
    }

    internal void Write(string resourceId, string content, bool isError)
    {
        var line = Of(resourceId).Add(content, isError);
        Written?.Invoke(resourceId, line);
    }

    /// <summary>The end of the log, to go with a complaint.</summary>
    internal string LastWords(string resourceId)
    {
        var lines = Of(resourceId).Lines();
        return lines.Count == 0 ? " It wrote nothing." : $" It last wrote:\n{string.Join('\n', lines.TakeLast(20).Select(l => "  " + l.Content))}";
    }

    private Log Of(string resourceId)
    {
        var log = logs.GetOrAdd(resourceId, _ => new());
        if (disposed)
            log.Complete();
        return log;
    }

    private sealed class Log
    {
        private readonly Lock gate = new();
        private readonly Queue<LogLine> lines = new();
        private ImmutableList<Channel<LogLine>> watchers = [];
        private int written;
        private bool completed;

        public LogLine Add(string content, bool isError)
        {
            lock (gate)
            {
                var line = new LogLine(++written, content, isError);
                lines.Enqueue(line);
                if (lines.Count > Kept)
                    lines.Dequeue();
                foreach (var watcher in watchers)
                    watcher.Writer.TryWrite(line);
                return line;
            }
        }

        public IReadOnlyList<LogLine> Lines()
        {
            lock (gate)
                return [.. lines];
        }

        public void Clear()
        {
            lock (gate)
                lines.Clear();
        }

        public void Complete()
        {
            lock (gate)
            {
                completed = true;
                foreach (var watcher in watchers)
                    watcher.Writer.TryComplete();
            }
        }

        public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var channel = Channel.CreateUnbounded<LogLine>(new() { SingleReader = true });
            lock (gate)
            {
                foreach (var line in lines)
                    channel.Writer.TryWrite(line);
                if (completed)
                    channel.Writer.TryComplete();
                watchers = watchers.Add(channel);
            }

            try
            {
                while (await channel.Reader.WaitToReadAsync(cancellationToken))
                {
                    var batch = new List<LogLine>();
                    while (batch.Count < 500 && channel.Reader.TryRead(out var line))
                        batch.Add(line);
                    yield return batch;
                }
            }
            finally
            {
                lock (gate)
                    watchers = watchers.Remove(channel);
            }
        }
    }

    private sealed class LineLogger(ResourceLoggerService service, string resourceId) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            service.Write(resourceId, exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception.Message}", logLevel >= LogLevel.Error);
    }
}
