namespace Housing.ServiceDefaults;

/// <summary>A timer of the machine's that is brought forward when the stack's time moves.</summary>
internal sealed class ClockTimer : ITimer
{
    private readonly HousingClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ITimer _machine;
    private readonly Lock _gate = new();

    private bool _armed;
    private long _since;            // armed at this timestamp of the machine
    private TimeSpan _offset;       // and at this offset
    private TimeSpan _due;          // to fire so long after
    private TimeSpan _period;

    public ClockTimer(HousingClock clock, TimerCallback callback, object? state)
    {
        (_clock, _callback, _state) = (clock, callback, state);
        _machine = clock.Machine.CreateTimer(static timer => ((ClockTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (!_machine.Change(dueTime, period))
            {
                return false;       // disposed
            }

            Arm(dueTime, period);
            return true;
        }
    }

    /// <summary>The stack's time moved: what is due by now fires at once, the rest so much sooner.</summary>
    public void Move(TimeSpan offset)
    {
        lock (_gate)
        {
            if (!_armed)
            {
                return;
            }

            var left = _due - _clock.Machine.GetElapsedTime(_since) - (offset - _offset);
            left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
            if (_machine.Change(left, _period))
            {
                Arm(left, _period);
            }
        }
    }

    public void Dispose()
    {
        Disarm();
        _machine.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Disarm();
        return _machine.DisposeAsync();
    }

    private void Fire()
    {
        lock (_gate)
        {
            if (!_armed)
            {
                return;             // fired already, in the instant it was brought forward
            }

            Arm(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan, _period);
        }

        _callback(_state);
    }

    private void Arm(TimeSpan due, TimeSpan period)
    {
        (_since, _offset, _due, _period, _armed) = (_clock.Machine.GetTimestamp(), _clock.Offset, due, period, due >= TimeSpan.Zero);
        _clock.Watch(this, _armed);
    }

    private void Disarm()
    {
        lock (_gate)
        {
            _armed = false;
            _clock.Watch(this, armed: false);
        }
    }
}
