using System.Collections.Concurrent;

namespace Housing.Demo;

/// <summary>How far the telling has come, for whoever waits for it.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, (int Times, string Detail)> _refused = new(StringComparer.Ordinal), _stopped = new(StringComparer.Ordinal);
    private long _calls;

    public long Calls => Volatile.Read(ref _calls);

    /// <summary>Cases that a service would not go on with, by the kind of what was asked.</summary>
    public IReadOnlyDictionary<string, (int Times, string Detail)> StoppedCases => _stopped;

    /// <summary>Steps that a service rightly refused.</summary>
    public IReadOnlyDictionary<string, (int Times, string Detail)> RefusedSteps => _refused;

    public void Called() => Interlocked.Increment(ref _calls);

    public void Refused(string key, string detail) => Count(_refused, key, detail);

    public void Stopped(string key, string detail) => Count(_stopped, key, detail);

    private static void Count(ConcurrentDictionary<string, (int Times, string Detail)> counts, string key, string detail)
    {
        var parts = key.Split('/');
        counts.AddOrUpdate(parts.Length > 3 ? $"{parts[0]}/{parts[^1]}" : parts[0], (1, detail), (_, before) => (before.Times + 1, before.Detail));
    }
}
