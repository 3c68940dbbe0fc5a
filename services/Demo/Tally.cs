using System.Collections.Concurrent;

namespace Housing.Demo;

/// <summary>How far the telling has come, for whoever waits for it.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, (int Times, string Detail)> _stopped = new(StringComparer.Ordinal);
    private long _calls;

    public long Calls => Volatile.Read(ref _calls);

    /// <summary>Cases that a service would not go on with, by the kind of what was asked.</summary>
    public IReadOnlyDictionary<string, (int Times, string Detail)> StoppedCases => _stopped;

    public void Called() => Interlocked.Increment(ref _calls);

    public void Stopped(string what, string detail) => _stopped.AddOrUpdate(what, (1, detail), (_, before) => (before.Times + 1, before.Detail));
}
