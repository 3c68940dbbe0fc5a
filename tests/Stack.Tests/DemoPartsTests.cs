using Housing.Demo;
using Housing.Standards;

namespace Housing.Stack.Tests;

/// <summary>What the demo's story rests on, without a stack.</summary>
public sealed class DemoPartsTests : IDisposable
{
    private static readonly Story Year = new(7, 2_000, 52, new DateOnly(2026, 11, 20));

    private readonly string _data = Directory.CreateTempSubdirectory("housing-demo-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void Chance_follows_from_the_seed_and_the_name_and_is_spread_evenly()
    {
        var one = Throws(new Dice(7, "a home"));
        Assert.Equal(one, Throws(new Dice(7, "a home")));
        Assert.NotEqual(one, Throws(new Dice(8, "a home")));
        Assert.NotEqual(one, Throws(new Dice(7, "another home")));
        Assert.NotEqual(one, Throws(new Dice(7, "a home").For("its door")));
        Assert.InRange(one.Average(), .48, .52);
        Assert.All(one, thrown => Assert.InRange(thrown, 0, 1));

        static List<double> Throws(Dice dice) => [.. Enumerable.Range(0, 5_000).Select(_ => dice.Next())];
    }

    [Fact]
    public void A_request_has_the_same_id_each_time_and_no_other_has_it()
    {
        var ids = Enumerable.Range(0, 1_000).Select(i => Dice.RequestId(7, $"home/{i}")).ToList();
        Assert.Equal(ids, Enumerable.Range(0, 1_000).Select(i => Dice.RequestId(7, $"home/{i}")));
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Guid.ParseExact(id, "D"));
        Assert.NotEqual(Dice.RequestId(7, "home/1"), Dice.RequestId(8, "home/1"));
    }

    [Fact]
    public void A_year_has_two_stops_a_week_and_the_first_of_each_month_and_ends_before_its_end()
    {
        var end = London.At(Year.LastDay, new TimeOnly(9, 30));
        var stops = Year.Stops(end).ToList();
        Assert.Equal(stops.Order(), stops);
        Assert.InRange(stops.Count, 2 * 51, (2 * 53) + 12);
        Assert.Equal(12, stops.Count(stop => London.DayOf(stop).Day == 1));
        Assert.True(stops[0] > Year.Begins && stops[^1] < end);
        Assert.All(stops, stop => Assert.InRange(London.ClockAt(stop).Hour, 10, 15));
        Assert.Equal(stops, Year.Stops(end));
    }

    [Fact]
    public async Task A_script_goes_on_only_when_its_time_has_come_and_turns_are_taken_in_order()
    {
        var time = new StoryTime();
        var told = new List<string>();
        var begins = Year.Begins;
        time.Tell(() => Says(2, alone: false));
        time.Tell(() => Says(1, alone: false));
        time.Tell(() => Says(1.6, alone: true));
        time.Tell(() => Says(1.5, alone: true));
        await time.Quiet();
        await time.Advance(begins.AddDays(.5));
        Assert.Empty(told);
        await time.Advance(begins.AddDays(1.7));
        Assert.Equal(["1", "1.5", "1.6"], told);
        await time.Advance(begins.AddDays(3));
        Assert.Equal("2", told[^1]);
        time.Tell(() => throw new DemoException("It does not go on."));
        await Assert.ThrowsAsync<DemoException>(time.Quiet);

        async Task Says(double day, bool alone)
        {
            await (alone ? time.Turn(begins.AddDays(day)) : time.Until(begins.AddDays(day)));
            lock (told)
                told.Add(day.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void What_was_told_is_known_again_but_for_a_line_that_was_cut_off()
    {
        using (var journal = Journal.Begin(_data, Year))
            journal.Keep("home/1", "an id");
        File.AppendAllText(Journal.FileIn(_data), "home/2\tan i");
        using (var again = Journal.Open(_data)!)
        {
            Assert.Equal(Year, again.Story);
            Assert.Equal(("an id", null, false), (again.Find("home/1"), again.Find("home/2"), again.Ended));
            again.Keep("home/2", "an id");
            again.End();
        }

        using var whole = Journal.Open(_data)!;
        Assert.Equal(("an id", true), (whole.Find("home/2"), whole.Ended));
    }

    [Fact]
    public void What_is_made_up_can_be_read_and_is_of_every_landlord_that_has_a_file()
    {
        var made = Made.Read(Path.Combine(AppContext.BaseDirectory, "demo"));
        Assert.Equal(2_000, made.Landlords.Sum(l => l.Homes));
        var landlords = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "standards"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f));
        Assert.Empty(made.Landlords.Select(l => l.Landlord).Except(landlords, StringComparer.Ordinal));
        Assert.Equal(4, made.Landlords.Select(l => l.Manners).Distinct().Count());
    }

    // Nothing is built, started or asked before.
    [Fact]
    public async Task A_stack_that_was_started_before_is_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(_data, "postgres"));
        var said = await HousingCommand.Run(_data, "up", "--demo");
        Assert.Equal((1, ""), (said.ExitCode, said.Output));
        Assert.Contains($"{_data} is in use already", said.Errors, StringComparison.Ordinal);
        Assert.Contains("is in use already", Assert.Throws<DemoException>(() => DemoCommand.Begin(Year, _data, Path.Combine(_data, "clock.json"), TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_data, "clock.json")));
    }
}
