using System.Diagnostics;
using System.Globalization;
using System.Net;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Demo;

/// <summary>
/// <c>demo begin</c>, before the stack is started: puts its clock a year behind the machine. <c>demo tell</c>, beside the starting stack: waits until all is
/// healthy and tells the story, or goes on with it; with <c>--beside PID</c> it ends when that process, which runs the stack, does.
/// </summary>
internal static class DemoCommand
{
    private const string Usage = "demo takes begin, with --homes 4…20000, --weeks 1…52 and --seed, or tell, with --beside PID.";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3), Between = TimeSpan.FromMilliseconds(250);

    public static async Task Run(string[] arguments, string data, TimeProvider machine, TextWriter output, bool onTerminal, CancellationToken cancellationToken)
    {
        switch (arguments)
        {
            case ["begin", .. var options]:
                Begin(Read(options, London.DayOf(machine.GetUtcNow())), data, Environment.GetEnvironmentVariable("Housing__Clock") ?? "", machine);
                break;
            case ["tell"]:
                await Tell(data, machine, output, onTerminal, cancellationToken);
                break;
            case ["tell", "--beside", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id):
                await TellBeside(id, token => Tell(data, machine, output, onTerminal, token), cancellationToken);
                break;
            default:
                throw new DemoException(Usage);
        }
    }

    /// <summary>Puts the clock back, by which the stack's first day is the story's, and writes down what the story is of.</summary>
    public static void Begin(Story story, string data, string clock, TimeProvider machine)
    {
        if (File.Exists(Journal.FileIn(data)) || Directory.Exists(Path.Combine(data, "postgres")))
            throw new DemoException($"{data} is in use already: demo data needs a stack that has never been started. Name another folder in HOUSING_DATA, or end the stack and remove this one.");
        if (clock is "")
            throw new DemoException("Housing__Clock names no file for the stack's clock; ./housing up --demo sets it.");
        var now = machine.GetUtcNow();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(clock))!);
        var behind = story.Begins - now;
        new ClockSetting(behind, behind, now).Write(clock);
        Journal.Begin(data, story).Dispose();
    }

    private static Story Read(string[] options, DateOnly today)
    {
        var story = new Story(Story.UsualSeed, Story.UsualHomes, Story.UsualWeeks, today);
        for (var i = 0; i < options.Length; i += 2)
        {
            var value = i + 1 < options.Length && int.TryParse(options[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new DemoException(Usage);
            story = options[i] switch
            {
                "--homes" when value is >= 4 and <= 20_000 => story with { Homes = value },
                "--weeks" when value is >= 1 and <= 52 => story with { Weeks = value },
                "--seed" => story with { Seed = value },
                _ => throw new DemoException(Usage),
            };
        }

        return story;
    }

    private static async Task TellBeside(int id, Func<CancellationToken, Task> tell, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stack = Find(id);
        var gone = stack?.WaitForExitAsync(ending.Token) ?? Task.CompletedTask;
        var told = tell(ending.Token);
        if (await Task.WhenAny(told, gone) == gone)
            throw new DemoException("The stack has ended. ./housing up --demo goes on with the demo data where this left them.");
        await ending.CancelAsync();
        await told;

        static Process? Find(int id)
        {
            try
            {
                return Process.GetProcessById(id);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }
    }

    public static async Task Tell(string data, TimeProvider machine, TextWriter output, bool onTerminal, CancellationToken cancellationToken)
    {
        using var journal = Journal.Open(data) ?? throw new DemoException($"No story was begun in {data}. ./housing up --demo begins one on an empty folder.");
        if (journal.Ended)
        {
            await output.WriteLineAsync("The demo data are there already; nothing was changed.");
            return;
        }

        await Healthy(data, machine, cancellationToken);
        using var callers = Callers.Of(data);
        var progress = new Progress(output, onTerminal, machine);
        try
        {
            var tally = await new Telling(data, Made.Read(Path.Combine(AppContext.BaseDirectory, "demo")), journal, callers, machine).Tell(progress, cancellationToken);
            await Sum(tally, progress, data, output);
        }
        catch (Exception fault) when (fault is RpcException or HttpRequestException)
        {
            await output.WriteLineAsync();
            throw new DemoException($"The stack does not answer any more ({fault.Message}). ./housing up --demo goes on where this ended.");
        }
    }

    private static async Task Sum(Tally tally, Progress progress, string data, TextWriter output)
    {
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Demo data: {tally.Calls} calls in {progress.Elapsed.TotalSeconds:0} s ({tally.Calls / progress.Elapsed.TotalSeconds:0} a second). Whom to be is in {PeopleFile.In(data)}."));
        foreach (var (what, (times, detail)) in tally.StoppedCases)
            await output.WriteLineAsync($"  {times} × {what} was left as it is: {detail}");
    }

    /// <summary>Until the starting stack has written its addresses down and every service says that it is ready.</summary>
    private static async Task Healthy(string data, TimeProvider machine, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var file = Path.Combine(data, "addresses");
        var began = machine.GetTimestamp();
        while (!File.Exists(file) || !await All(http, file, cancellationToken))
        {
            if (machine.GetElapsedTime(began) > Patience)
                throw new DemoException($"The stack on {data} did not become healthy within {Patience.TotalMinutes:0} minutes. ./housing up --demo begins, or goes on, when it is started again.");
            await Task.Delay(Between, machine, cancellationToken);
        }
    }

    private static async Task<bool> All(HttpClient http, string file, CancellationToken cancellationToken)
    {
        try
        {
            var health = (await File.ReadAllLinesAsync(file, cancellationToken)).Where(line => line.Contains("/health ", StringComparison.Ordinal)).Select(line => new Uri(line.Split(' ')[^1])).ToList();
            foreach (var address in health)
            {
                using var answer = await http.GetAsync(new Uri(address, "/health"), cancellationToken);
                if (answer.StatusCode != HttpStatusCode.OK)
                    return false;
            }

            return health.Count > 0;
        }
        catch (Exception away) when (away is HttpRequestException or IOException)
        {
            return false;
        }
    }
}
