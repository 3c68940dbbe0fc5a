using Housing.ServiceDefaults;
using Housing.Tests.Edge;
using Microsoft.Extensions.Logging;

namespace Housing.Tests.Time;

/// <summary>The clock that is ahead of its machine, and its timers.</summary>
public sealed class HousingClockTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("housing-clock-test-").FullName;
    private readonly ManualTime _machine = new(Start);
    private readonly EchoHost.Lines _log = new();
    private readonly LoggerFactory _logs;
    private readonly List<HousingClock> _clocks = [];

    public HousingClockTests() => _logs = new LoggerFactory([_log]);

    private string FilePath => Path.Combine(_folder, "clock.json");

    public void Dispose()
    {
        _clocks.ForEach(c => c.Dispose());
        _logs.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Without_a_file_it_is_the_machines_time()
    {
        var clock = Clock();
        _machine.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(Start.AddMinutes(5), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.Offset);
    }

    [Fact]
    public void A_new_offset_is_taken_at_the_instant_it_names_by_every_clock_at_once()
    {
        var one = Clock();
        _machine.Pass(TimeSpan.FromMilliseconds(100));      // the two look at different moments
        var other = Clock();
        Move(3 * Day, within: Second);

        _machine.Pass(Second - TimeSpan.FromTicks(1));
        Assert.Equal(_machine.GetUtcNow(), one.GetUtcNow());
        Assert.Equal(_machine.GetUtcNow(), other.GetUtcNow());
        _machine.Pass(TimeSpan.FromTicks(1));
        Assert.Equal(_machine.GetUtcNow() + (3 * Day), one.GetUtcNow());
        Assert.Equal(one.GetUtcNow(), other.GetUtcNow());
    }

    [Fact]
    public void A_restart_keeps_the_offset()
    {
        Move(3 * Day, within: Second);
        _machine.Pass(Second);
        Assert.Equal(3 * Day, Clock().Offset);
    }

    [Fact]
    public void One_that_starts_before_the_instant_moves_with_the_others()
    {
        Move(3 * Day, within: Second);
        var late = Clock();
        Assert.Equal(TimeSpan.Zero, late.Offset);
        _machine.Pass(Second);
        Assert.Equal(3 * Day, late.Offset);
    }

    [Fact]
    public void A_second_move_goes_on_from_the_first()
    {
        var clock = Clock();
        Move(Day);
        _machine.Pass(Second);
        new ClockSetting(3 * Day, Day, _machine.GetUtcNow() + Second).Write(FilePath);
        _machine.Pass(Second / 2);
        Assert.Equal(Day, clock.Offset);
        _machine.Pass(Second / 2);
        Assert.Equal(3 * Day, clock.Offset);
    }

    [Fact]
    public void It_does_not_go_back_with_the_file()
    {
        var clock = Moved(3 * Day);
        Move(Day);
        _machine.Pass(Second);
        Assert.Equal(3 * Day, clock.Offset);
        File.Delete(FilePath);
        _machine.Pass(Second);
        Assert.Equal(3 * Day, clock.Offset);
        Assert.Equal(2, _log.Written.Count(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("Time does not go back", StringComparison.Ordinal)));
    }

    [Fact]
    public void It_may_begin_behind_the_machine_and_catch_up()
    {
        new ClockSetting(-365 * Day, -365 * Day, Start).Write(FilePath);
        var clock = Clock();
        Assert.Equal(Start - (365 * Day), clock.GetUtcNow());
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, state: null, 7 * Day, Timeout.InfiniteTimeSpan);
        new ClockSetting(-360 * Day, -365 * Day, Start).Write(FilePath);
        _machine.Pass(Second);
        Assert.Equal((Start + Second - (360 * Day), 0), (clock.GetUtcNow(), fired));
        new ClockSetting(TimeSpan.Zero, -360 * Day, Start).Write(FilePath);
        _machine.Pass(Second);
        Assert.Equal((_machine.GetUtcNow(), 1), (clock.GetUtcNow(), fired));
    }

    [Fact]
    public void One_that_is_behind_stays_there_when_its_file_is_gone()
    {
        new ClockSetting(-2 * Day, -2 * Day, Start).Write(FilePath);
        var clock = Clock();
        File.Delete(FilePath);
        _machine.Pass(5 * Second);
        Assert.Equal(-2 * Day, clock.Offset);
        Assert.Single(_log.Written, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("is gone. Time does not go back", StringComparison.Ordinal));
        new ClockSetting(-Day, -2 * Day, Start).Write(FilePath);
        _machine.Pass(Second);
        Assert.Equal(-Day, clock.Offset);
    }

    [Fact]
    public void It_does_not_go_back_with_the_machine_either()
    {
        Move(3 * Day, within: Second);
        var clock = Clock();
        _machine.Pass(Second);
        _machine.Set = -Second / 2;     // the machine's clock is corrected, to before the instant of the move
        Assert.Equal(3 * Day, clock.Offset);
    }

    [Fact]
    public void A_file_that_is_damaged_later_is_told_once_and_the_next_good_one_counts()
    {
        var clock = Moved(Day);
        File.WriteAllText(FilePath, "{");
        _machine.Pass(5 * Second);
        Assert.Equal(Day, clock.Offset);
        Assert.Contains(FilePath, Assert.Single(_log.Written, line => line.Contains("is damaged", StringComparison.Ordinal)), StringComparison.Ordinal);
        Move(2 * Day);
        _machine.Pass(Second);
        Assert.Equal(2 * Day, clock.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("tomorrow")]
    [InlineData("{}")]
    [InlineData("""{"offset":"soon","before":"00:00:00","from":"2026-03-03T12:00:00Z"}""")]
    [InlineData("""{"offset":"-1.00:00:00","before":"-999.00:00:00","from":"2026-03-03T12:00:00Z"}""")]
    [InlineData("""{"offset":"1.00:00:00","before":"2.00:00:00","from":"2026-03-03T12:00:00Z"}""")]
    [InlineData("""{"offset":"99999.00:00:00","before":"00:00:00","from":"2026-03-03T12:00:00Z"}""")]
    [InlineData("""{"offset":"1.00:00:00","before":"00:00:00","from":"2026-03-03T12:00:00Z","by":"me"}""")]
    public void A_file_that_is_damaged_at_the_start_is_named_with_what_it_should_say(string content)
    {
        File.WriteAllText(FilePath, content);
        var fault = Assert.Throws<ClockException>(Clock);
        Assert.StartsWith($"The clock's file {FilePath} is damaged: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("""It should say, for instance, {"offset":"3.00:00:00",""", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_files_place_is_named()
    {
        Directory.CreateDirectory(FilePath);
        Assert.StartsWith($"The clock's file {FilePath} cannot be read: ", Assert.Throws<ClockException>(Clock).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_in_the_message_is_right()
    {
        File.WriteAllText(FilePath, "{");
        var example = Assert.Throws<ClockException>(Clock).Message;
        File.WriteAllText(FilePath, example[example.LastIndexOf('{')..(example.LastIndexOf('}') + 1)]);
        Assert.Equal(3 * Day, ClockSetting.Read(FilePath)!.Offset);
    }

    [Fact]
    public void A_timer_whose_time_is_moved_past_fires_at_once_and_once()
    {
        var clock = Clock();
        var fired = new List<DateTimeOffset>();
        using var timer = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), state: null, TimeSpan.FromHours(5), Timeout.InfiniteTimeSpan);
        Move(Day, within: Second);
        _machine.Pass(Second);
        Assert.Equal([Start + Second + Day], fired);
        _machine.Pass(TimeSpan.FromHours(6));
        Assert.Single(fired);
    }

    [Fact]
    public void A_timer_that_is_not_due_yet_fires_when_the_stacks_time_gets_there()
    {
        var clock = Clock();
        var fired = new List<DateTimeOffset>();
        using var timer = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), state: null, TimeSpan.FromHours(30), Timeout.InfiniteTimeSpan);
        Move(Day, within: Second);
        _machine.Pass(TimeSpan.FromHours(6));
        Assert.Equal([Start + TimeSpan.FromHours(30)], fired);
    }

    [Fact]
    public void A_timer_set_after_a_move_is_not_brought_forward_by_it()
    {
        var clock = Moved(Day);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, state: null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        _machine.Pass(TimeSpan.FromMinutes(59));
        Assert.Equal(0, fired);
        _machine.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public async Task A_periodic_timer_ticks_once_for_a_move_and_keeps_its_period()
    {
        var clock = Clock();
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        var tick = timer.WaitForNextTickAsync();
        Assert.False(tick.IsCompleted);
        Move(3 * Day, within: Second);
        _machine.Pass(Second);
        Assert.True(tick.IsCompleted);
        Assert.True(await tick);

        tick = timer.WaitForNextTickAsync();
        _machine.Pass(TimeSpan.FromMinutes(59));
        Assert.False(tick.IsCompleted);
        _machine.Pass(TimeSpan.FromMinutes(1));
        Assert.True(await tick);
    }

    [Fact]
    public async Task A_delay_ends_when_it_is_moved_past()
    {
        var clock = Clock();
        var delay = Task.Delay(TimeSpan.FromDays(2), clock);
        Move(Day, within: Second);
        _machine.Pass(Second);
        Assert.False(delay.IsCompleted);
        new ClockSetting(2 * Day, Day, _machine.GetUtcNow() + Second).Write(FilePath);
        _machine.Pass(Second);
        await delay;
    }

    [Fact]
    public void A_timer_that_was_stopped_or_disposed_stays_silent()
    {
        var clock = Clock();
        var fired = 0;
        using var stopped = clock.CreateTimer(_ => fired++, state: null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        clock.CreateTimer(_ => fired++, state: null, TimeSpan.FromHours(1), TimeSpan.FromHours(1)).Dispose();
        Move(Day);
        _machine.Pass(TimeSpan.FromHours(2));
        Assert.Equal(0, fired);
    }

    [Fact]
    public void How_long_something_took_is_the_machines_to_say()
    {
        var clock = Clock();
        var began = clock.GetTimestamp();
        Move(Day, within: Second);
        _machine.Pass(2 * Second);
        Assert.Equal(2 * Second, clock.GetElapsedTime(began));
    }

    private HousingClock Clock()
    {
        var clock = new HousingClock(FilePath, _machine, _logs.CreateLogger<HousingClock>());
        _clocks.Add(clock);
        return clock;
    }

    private HousingClock Moved(TimeSpan offset)
    {
        var clock = Clock();
        Move(offset);
        _machine.Pass(Second);
        Assert.Equal(offset, clock.Offset);
        return clock;
    }

    private void Move(TimeSpan offset, TimeSpan within = default) => new ClockSetting(offset, TimeSpan.Zero, _machine.GetUtcNow() + within).Write(FilePath);
}
