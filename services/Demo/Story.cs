using System.Text.Json;
using Housing.Standards;

namespace Housing.Demo;

/// <summary>What is to be made up: the same seed, size and last day give the same data.</summary>
/// <param name="LastDay">The London day on which the story ends; the weeks lie before it.</param>
internal sealed record Story(int Seed, int Homes, int Weeks, DateOnly LastDay)
{
    public const int UsualSeed = 7, UsualHomes = 2_000, UsualWeeks = 52;

    private static readonly TimeOnly Morning = new(9, 0);

    /// <summary>When the first home is registered.</summary>
    public DateTimeOffset Begins => London.At(LastDay.AddDays(-7 * Weeks), Morning);

    /// <summary>The instants at which the stack's time stops, so that what happens then can be said: twice a week in working hours, and on the first of each month, when the services have most to do by themselves.</summary>
    public IEnumerable<DateTimeOffset> Stops(DateTimeOffset end)
    {
        var dice = new Dice(Seed, "stops");
        for (var day = London.DayOf(Begins).AddDays(1); day <= LastDay; day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Tuesday or DayOfWeek.Friday) && day.Day != 1)
                continue;
            var stop = London.At(day, new TimeOnly(dice.Of(10, 15), dice.Of(0, 59)));
            if (stop < end)
                yield return stop;
        }
    }

    public Dice Dice(string name) => new(Seed, name);

    public override string ToString() => JsonSerializer.Serialize(this);

    public static Story Parse(string text) => JsonSerializer.Deserialize<Story>(text) ?? throw new DemoException("The journal of the demo data does not say what it is of.");
}
