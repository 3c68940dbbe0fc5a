using System.Runtime.InteropServices;
using Housing.Feed;

const string Usage = """
    usage: dotnet run --project offline/Feed -- COMMAND
      show                       where each package comes from, as recorded
      redo                       ask the package feed again and show
      ask --fingerprint F        (the build calls this) ask unless the recorded answer has this fingerprint; --again: ask anyway
      offline --fingerprint F    (the build calls this) take all that can be from offline/, without asking
      --root FOLDER              the repository; otherwise the one around the current folder
    """;

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => { context.Cancel = true; stop.Cancel(); });
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => { context.Cancel = true; stop.Cancel(); });

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

try
{
    var root = Path.GetFullPath(Option("--root") ?? AroundHere());
    var asked = new Place(root, Path.Combine(root, ".feed"));
    var offline = new Place(root, Path.Combine(root, ".feed", "offline"));
    switch (args.FirstOrDefault())
    {
        case "ask" when Option("--fingerprint") is { } fingerprint:
            Print(await Settle(asked).Ask(fingerprint, args.Contains("--again"), stop.Token));
            return 0;
        case "offline" when Option("--fingerprint") is { } fingerprint:
            Print(await Settle(offline).Offline(fingerprint, stop.Token));
            return 0;
        case "show":
            return Show(asked);
        case "redo":
            // Through the build, which alone knows the fingerprint.
            var ran = await Running.Run("dotnet", ["msbuild", Path.Combine(root, "offline", "Feed.targets"), "-nologo", "-v:m", "-tl:off", "-t:HousingAskFeed",
                "-p:HousingFeed=ask", $"-p:HousingFeedProgram={typeof(Place).Assembly.Location}"], root, stop.Token);
            if (ran.ExitCode != 0) throw new FeedFault(ran.Output.Trim());
            return Show(asked);
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (FeedFault fault)
{
    Console.Error.WriteLine($"offline/Feed : error HOUSING001: {fault.Message.ReplaceLineEndings(" ")}");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("offline/Feed : error HOUSING002: stopped before the feed had answered; nothing was recorded.");
    return 1;
}

static Settling Settle(Place place) => new(place, AspireCli.Unpack, Console.WriteLine);

static void Print(Answer answer)
{
    foreach (var choice in answer.NotFromFeed) Console.WriteLine(choice);
}

static int Show(Place place)
{
    if (Answer.Read(place.Answer) is not { } answer)
        throw new FeedFault("The package feed was not asked yet; build something, or run this with redo.");
    string[] header = ["package", "version", "from", "why"];
    var rows = answer.Choices.Select(choice => new[] { choice.Id, choice.Version, choice.From.ToString().ToLowerInvariant(), choice.Why }).Prepend(header).ToList();
    var widths = Enumerable.Range(0, 3).Select(column => rows.Max(row => row[column].Length) + 2).ToArray();
    foreach (var row in rows)
        Console.WriteLine(string.Concat(row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell)).TrimEnd());
    return 0;
}

static string AroundHere()
{
    for (var folder = Environment.CurrentDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        if (File.Exists(Path.Combine(folder, "offline", "Feed", "alternatives.json"))) return folder;
    throw new FeedFault("No repository around the current folder; name it with --root.");
}
