using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Housing.Promises;
using Housing.Standards;

namespace Housing.Bench;

/// <summary>The clocks by themselves, on one core and without a stack: deadlines beside numpy's, one milestone matched, and questions as JSON lines.</summary>
public static class DueBench
{
    private const int Starts = 200_000;
    private const int Lines = 2_000_000;
    private const int StartRounds = 200;
    private const int Rounds = 5;

    public static async Task Run(Table table)
    {
        var folder = Directory.CreateTempSubdirectory("housing-bench-");
        try
        {
            var book = StandardsBook.Read(StandardsFolder.BesideAssemblies);
            await Deadlines(table, book, folder.FullName);
            Match(table, book);
            await Batch(table, "JSON lines answered a second, each a promise, from start to end of the program", book, folder.FullName, StandardLine);
            await Batch(table, "the same, each a milestone with facts", book, folder.FullName, MilestoneLine);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Random instants of fifteen years, each with a limit of 1 to 30 working days: from London day to day, as numpy does it, and from instant to instant, as the clocks run.</summary>
    private static async Task Deadlines(Table table, StandardsBook book, string folder)
    {
        var calendar = book.For(book.Landlords[0]).Calendar;
        var random = new Random(1);
        var begin = London.StartOf(new DateOnly(2016, 1, 1));
        DateTimeOffset[] starts = [.. Enumerable.Range(0, Starts).Select(_ => begin.AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 365 * 15)))];
        DateOnly[] days = [.. starts.Select(London.DayOf)];
        int[] counts = [.. Enumerable.Range(0, Starts).Select(_ => random.Next(1, 31))];

        var ends = new DateOnly[Starts];
        var best = Fastest((from, to) =>
        {
            for (var i = from; i < to; i++)
                ends[i] = calendar.WorkingDaysAfter(days[i], counts[i]);
        });
        var due = new DateTimeOffset[Starts];
        var instants = Fastest((from, to) =>
        {
            for (var i = from; i < to; i++)
                due[i] = new Limit(counts[i], LimitUnit.WorkingDays).Due(starts[i], calendar);
        });
        var sum = ends.Sum(Days);
        if (due.Where((instant, i) => instant != London.EndOf(ends[i])).Any())
            throw new InvalidOperationException("From instant to instant the days are others than from day to day.");

        table.Add("working-day deadlines a second, from day to day, in millions", Starts / best / 1e6, "M/s");
        table.Add("the same from instant to instant", Starts / instants / 1e6, "M/s");
        var numpy = await Numpy(folder, [.. days.Select(Days)], [.. counts.Select(count => (long)count)],
            [.. Enumerable.Range(2015, 20).SelectMany(year => Enumerable.Range(0, 366).Select(day => new DateOnly(year, 1, 1).AddDays(day)))
                .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !calendar.IsWorkingDay(day)).Distinct().Select(Days)]);
        if (numpy is not { } peer)
        {
            await Console.Error.WriteLineAsync("numpy is missing (Debian: apt-get install python3-numpy): its row is left out.");
            return;
        }

        if (peer.Sum != sum)
            throw new InvalidOperationException($"numpy finds other days: their numbers add up to {peer.Sum}, ours to {sum}.");
        table.Add("numpy's busday_offset, the same days and holidays", Starts / peer.Seconds / 1e6, "M/s");
        table.Add("working-day deadlines ÷ numpy, from day to day", peer.Seconds / best, "×", aim: 10);
        table.Add("from instant to instant ÷ numpy from day to day", peer.Seconds / instants, "×", aim: 10);
    }

    /// <summary>The seconds that all starts take in the best of some rounds, a thousand at a time so that what is measured is compiled in the end.</summary>
    private static double Fastest(Action<int, int> some)
    {
        const int Some = 1_000;
        var best = double.MaxValue;
        for (var round = 0; round < StartRounds; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < Starts; i += Some)
                some(i, i + Some);
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return best;
    }

    private static async Task<(double Seconds, long Sum)?> Numpy(string folder, long[] days, long[] counts, long[] holidays)
    {
        foreach (var (name, values) in new[] { ("days", days), ("counts", counts), ("holidays", holidays) })
            await File.WriteAllBytesAsync(Path.Combine(folder, name), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        // Debian's own Python has Debian's numpy; one that somebody put before it on PATH may not.
        foreach (var python in new[] { "/usr/bin/python3", "python3" })
        {
            try
            {
                var said = (await Output(python, [Path.Combine(AppContext.BaseDirectory, "busday.py"), folder])).Split(' ');
                if (said.Length == 2)
                    return (double.Parse(said[0], CultureInfo.InvariantCulture), long.Parse(said[1], CultureInfo.InvariantCulture));
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // no such program
            }
        }

        return null;
    }

    /// <summary>The landlord with the most promises, the law's beside them, and of its milestones the slowest, with a value for every fact that is asked for.</summary>
    private static void Match(Table table, StandardsBook book)
    {
        var asked = new Asked(book, book.Landlords.Select(book.For).MaxBy(landlord => landlord.Standards.Count)!);
        var (slowest, name, opened) = (TimeSpan.Zero, "", 0);
        foreach (var milestone in asked.Milestones.Select(on => Typical(asked, on)))
        {
            var took = Timed(() => book.Match(asked.Landlord.Key, milestone));
            if (took > slowest)
                (slowest, name, opened) = (took, milestone.Name, book.Match(asked.Landlord.Key, milestone).Count);
        }

        table.Add($"one milestone matched against {asked.Standards.Count} promises; the slowest of {asked.Milestones.Count}, {name}, opening {opened}", slowest.TotalMicroseconds, "µs", aim: 5, Better.Lower);
    }

    private static TimeSpan Timed<T>(Func<T> match)
    {
        const int Times = 50_000;
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < Times; i++)
                match();
            best = TimeSpan.FromTicks(Math.Min(best.Ticks, watch.Elapsed.Ticks));
        }

        return best / Times;
    }

    private static Milestone Typical(Asked asked, string on) =>
        new(on, new DateTimeOffset(2026, 12, 23, 16, 40, 0, TimeSpan.Zero), Facts.Of([.. asked.FactsAt(on).Select(fact => (fact, asked.Typical(fact)))]));

    private static string StandardLine(StandardsBook book, Random random)
    {
        var standards = Lined(book);
        return $$"""{"standard":"{{standards[random.Next(standards.Length)]}}","at":"{{Instant(random)}}"}""";
    }

    private static string MilestoneLine(StandardsBook book, Random random)
    {
        var asked = new Asked(book, book.For(book.Landlords[random.Next(book.Landlords.Count)]));
        string[] milestones = [.. asked.Milestones];
        var typical = Typical(asked, milestones[random.Next(milestones.Length)]);
        return $$"""{"landlord":"{{asked.Landlord.Key}}","on":"{{typical.Name}}","facts":{{FactsFormat.Write(typical.Facts)}},"at":"{{Instant(random)}}"}""";
    }

    private static string Instant(Random random) =>
        new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(600 * 86_400)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string[] Lined(StandardsBook book) => [.. book.All.Where(s => s.Standard is { From: null, To: null }).Select(s => s.Standard.Id)];

    /// <summary>The program as anybody runs it, held to one core.</summary>
    private static async Task Batch(Table table, string what, StandardsBook book, string folder, Func<StandardsBook, Random, string> line)
    {
        var random = new Random(2);
        string[] some = [.. Enumerable.Range(0, 1_000).Select(_ => line(book, random))];
        var (questions, answers) = (Path.Combine(folder, "questions"), Path.Combine(folder, "answers"));
        await File.WriteAllLinesAsync(questions, Enumerable.Range(0, Lines).Select(_ => some[random.Next(some.Length)]), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var watch = Stopwatch.StartNew();
        await Output("/bin/sh", ["-c", "taskset -c 0 dotnet \"$0\" due --batch < \"$1\" > \"$2\"", Path.Combine(AppContext.BaseDirectory, "Housing.Promises.dll"), questions, answers]);
        var seconds = watch.Elapsed.TotalSeconds;
        var wrong = await File.ReadLinesAsync(answers).CountAsync(answer => !answer.Contains("\"due\":", StringComparison.Ordinal) && !answer.Contains("\"commitments\":", StringComparison.Ordinal));
        var answered = await File.ReadLinesAsync(answers).CountAsync();
        if (wrong > 0 || answered != Lines)
            throw new InvalidOperationException($"Of {Lines} lines {answered} were answered, {wrong} of them with a fault.");
        table.Add(what, Lines / seconds, "/s", aim: 200_000);
    }

    private static async Task<string> Output(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        await errors;
        return output.Trim();
    }

    private static long Days(DateOnly day) => day.DayNumber - new DateOnly(1970, 1, 1).DayNumber;
}
