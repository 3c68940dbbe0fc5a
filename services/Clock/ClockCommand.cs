using System.Globalization;
using Housing.ServiceDefaults;
using Housing.Standards;
using Calendar = Housing.Standards.Calendar;

namespace Housing.Clock;

/// <summary><c>./housing clock</c> shows the running stack's time; with a move it takes every service forward and waits until each says so.</summary>
internal static class ClockCommand
{
    private const int DaysShown = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

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
            var offset = Write(told, move, calendar, machine);
            told = await Arrived(stack, offset, machine, cancellationToken);
        }

        await Show(told, calendar, output);
    }

    /// <summary>Writes the new offset, to be taken by all in a moment, and answers it.</summary>
    private static TimeSpan Write(IReadOnlyList<Told> told, ClockMove move, Calendar calendar, TimeProvider machine)
    {
        var file = told.First(t => t.Time is not null).Time!.File;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            // One at a time: two that read the same offset would move by one of them only.
            using var alone = new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var kept = ClockSetting.Read(file) ?? ClockSetting.None;
            var reached = told.Max(t => t.Time?.Offset ?? TimeSpan.Zero);       // counts also where the file was lost since
            var before = kept.Offset > reached ? kept.Offset : reached;
            var from = machine.GetUtcNow() + HousingClock.Lead;
            var offset = move.From(from + before, calendar) - from;
            new ClockSetting(offset, before, from).Write(file);
            return offset;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ClockException($"the clock's file {file} cannot be written: {fault.Message} If another ./housing clock is at work, wait for its end.");
        }
    }

    /// <summary>Waits until every process that has the stack's time has arrived.</summary>
    private static async Task<IReadOnlyList<Told>> Arrived(RunningStack stack, TimeSpan offset, TimeProvider machine, CancellationToken cancellationToken)
    {
        var began = machine.GetTimestamp();
        while (true)
        {
            var told = await stack.Ask(cancellationToken);
            var late = told.Where(t => t.Time is { } time && time.Offset < offset).Select(t => t.Service).ToList();
            if (late.Count == 0)
            {
                return told;
            }

            if (machine.GetElapsedTime(began) > Patience)
            {
                throw new ClockException($"{string.Join(", ", late)} did not move within {Patience.TotalSeconds:0} seconds; the log of it says why (in the dashboard, or ./housing up --logs).");
            }

            await Task.Delay(Between, machine, cancellationToken);
        }
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
