using System.Globalization;
using Housing.ServiceDefaults;
using Housing.Standards;
using Calendar = Housing.Standards.Calendar;

namespace Housing.Clock;

/// <summary><c>./housing clock</c> shows the running stack's time; with a move it takes every service forward and waits until each says so.</summary>
internal static class ClockCommand
{
    private const int DaysShown = 5;

    public static async Task Run(string[] arguments, string folder, TimeProvider machine, TextWriter output, CancellationToken cancellationToken)
    {
        var move = arguments switch
        {
            [] => null,
            [var text] => ClockMove.Parse(text),
            _ => throw new ClockException($"clock takes one move or nothing, not '{string.Join(' ', arguments)}'. Write {ClockMove.Examples}."),
        };
        // England's working days: a landlord's closures are its own, and the stack has several landlords.
        var calendar = new Calendar(BankHolidays.Read(Path.Combine(AppContext.BaseDirectory, "calendar", "bank-holidays.json")), closures: []);
        using var stack = RunningStack.In(folder);
        var told = await stack.Ask(cancellationToken);
        if (move is not null)
        {
            told = await stack.Move(told, now => move.From(now, calendar), HousingClock.Lead, machine, cancellationToken);
        }

        await Show(told, calendar, output);
    }

    private static async Task Show(IReadOnlyList<Told> told, Calendar calendar, TextWriter output)
    {
        var ahead = told.Select(t => t.Time).OfType<ToldTime>().MaxBy(t => t.Offset)!;
        await output.WriteLineAsync($"The stack's time:   {Said.Time(ahead.Now)}");
        await output.WriteLineAsync($"Offset:             {Said.Offset(ahead.Offset)}");
        await output.WriteLineAsync($"Next working days:  {NextDays(London.DayOf(ahead.Now), calendar)}");
        var width = told.Max(t => t.Service.Length);
        foreach (var (service, time, answered) in told)
        {
            var says = time is not null ? string.Create(CultureInfo.InvariantCulture, $"{time.Now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}, {Said.Offset(time.Offset)}")
                : answered ? "keeps the machine's time: it runs without Housing:Clock"
                : "does not answer; once it starts, it takes the stack's time";
            await output.WriteLineAsync($"  {service.PadRight(width)}  {says}");
        }
    }

    private static string NextDays(DateOnly today, Calendar calendar)
    {
        try
        {
            var days = Enumerable.Range(1, DaysShown).Select(n => calendar.WorkingDaysAfter(today, n)).ToList();
            var published = days[^1] <= calendar.ConfirmedThrough ? "" : string.Create(CultureInfo.InvariantCulture, $" (by rule; bank holidays are published up to {calendar.ConfirmedThrough.Year})");
            return Said.Days(days) + published;
        }
        catch (ArgumentOutOfRangeException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the calendar ends on {London.LastDay:yyyy-MM-dd}");
        }
    }
}
