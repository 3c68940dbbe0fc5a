namespace Housing.Tests.Time;

/// <summary>A machine whose time, durations and timers go forward only when a test says so.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private readonly DateTimeOffset _began = now;
    private TimeSpan _passed;

    /// <summary>How far somebody set the machine's clock, without any time passing.</summary>
    public TimeSpan Set { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _began + _passed + Set;

    public override long GetTimestamp() => _passed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    /// <summary>Passes the time from one due timer to the next; what is due now fires too.</summary>
    public void Pass(TimeSpan time)
    {
        var end = _passed + time;
        while (_timers.Where(t => t.Due <= end).MinBy(t => t.Due) is { } next)
        {
            _passed = next.Due > _passed ? next.Due.Value : _passed;
            next.Fire();
        }

        _passed = end;
    }

    private sealed class Timer(ManualTime time, Action fire) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            (Due, _period) = (dueTime < TimeSpan.Zero ? null : time._passed + dueTime, period);
            return true;
        }

        public void Fire()
        {
            Due = _period > TimeSpan.Zero ? time._passed + _period : null;
            fire();
        }

        public void Dispose()
        {
            Due = null;
            time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
