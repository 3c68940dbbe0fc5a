using Microsoft.Extensions.Logging;

namespace Housing.ServiceDefaults;

/// <summary>
/// The time of the cases in development: the machine's, and an offset that only grows, so that anyone can watch a deadline pass. It may begin behind the
/// machine, for a stack whose past is still to be made up. Every process of the stack reads the offset from one file and moves at one instant. A timer
/// whose due time is moved past fires at once.
/// Durations (<see cref="GetTimestamp"/>) stay the machine's: how long a call took does not depend on the day it is.
/// </summary>
public sealed class HousingClock : TimeProvider, IDisposable
{
    /// <summary>How long after a new offset is written all services take it: each looks several times before.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private readonly HashSet<ClockTimer> _armed = [];
    private readonly ITimer _looking;
    private volatile ClockSetting _setting;
    private long _reached;
    private string? _complaint;

    /// <summary>Starts at the file's offset; a damaged file is a <see cref="ClockException"/>.</summary>
    public HousingClock(string file, TimeProvider machine, ILogger<HousingClock> log)
    {
        (File, Machine, _log) = (file, machine, log);
        _setting = ClockSetting.Read(file) ?? ClockSetting.None;
        _reached = _setting.At(machine.GetUtcNow()).Ticks;
        _looking = machine.CreateTimer(_ => Look(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _looking.Change(Between, Timeout.InfiniteTimeSpan);     // only now: looking sets it again
    }

    public string File { get; }

    /// <summary>The machine's own clock, for what is a matter between machines: tokens, deadlines of calls.</summary>
    public TimeProvider Machine { get; }

    /// <summary>How far ahead of the machine the stack's time is now; less than nothing when it is behind.</summary>
    public TimeSpan Offset => OffsetAt(Machine.GetUtcNow());

    public override TimeZoneInfo LocalTimeZone => Machine.LocalTimeZone;

    public override long TimestampFrequency => Machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        var machine = Machine.GetUtcNow();
        return machine + OffsetAt(machine);
    }

    public override long GetTimestamp() => Machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ClockTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Dispose() => _looking.Dispose();

    internal void Watch(ClockTimer timer, bool armed)
    {
        lock (_gate)
        {
            if (armed)
            {
                _armed.Add(timer);
            }
            else
            {
                _armed.Remove(timer);
            }
        }
    }

    // Never less than was reached, whatever the file says or the machine's clock does.
    private TimeSpan OffsetAt(DateTimeOffset machine) => new(Math.Max(_setting.At(machine).Ticks, Volatile.Read(ref _reached)));

    private void Look()
    {
        ReadAgain();
        var machine = Machine.GetUtcNow();
        var offset = OffsetAt(machine);
        if (offset.Ticks > _reached)
        {
            var moved = offset - new TimeSpan(_reached);
            Volatile.Write(ref _reached, offset.Ticks);
            _log.LogInformation("The stack's time moved on by {Moved}; it is {Now:yyyy-MM-dd HH:mm:ss}Z", moved, (machine + offset).UtcDateTime);
            ClockTimer[] armed;
            lock (_gate)
            {
                armed = [.. _armed];
            }

            foreach (var timer in armed)
            {
                timer.Move(offset);
            }
        }

        var ahead = _setting.From - machine;
        _looking.Change(ahead > TimeSpan.Zero && ahead < Between ? ahead : Between, Timeout.InfiniteTimeSpan);
    }

    private void ReadAgain()
    {
        string? complaint = null;
        try
        {
            // Without its file a stack that is behind would be at the machine's time at once, and back again with it.
            if (ClockSetting.Read(File) is not { } read)
            {
                complaint = _setting == ClockSetting.None ? null : Stays("is gone");
            }
            else if (read.Offset > _setting.Offset)
            {
                _setting = read;
            }
            else if (read.Offset < _setting.Offset)
            {
                complaint = Stays("says an earlier time");
            }
        }
        catch (ClockException fault)
        {
            complaint = $"{fault.Message} This process keeps an offset of {_setting.Offset}.";
        }

        if (complaint is not null && complaint != _complaint)
        {
            _log.LogWarning("{Complaint}", complaint);
        }

        _complaint = complaint;
    }

    private string Stays(string why) => $"The clock's file {File} {why}. Time does not go back: this process keeps an offset of {_setting.Offset} until it ends.";
}
