using System.Net.Http.Json;
using System.Text.Json;
using Housing.ServiceDefaults;

namespace Housing.Clock;

/// <summary>What one process answered: its time; without one, whether it answered at all.</summary>
internal sealed record Told(string Service, ToldTime? Time, bool Answered);

/// <summary>The stack on this machine, as it wrote itself down in its data folder.</summary>
internal sealed class RunningStack : IDisposable
{
    private const string Health = "/health";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly string _folder;
    private readonly List<(string Service, Uri Address)> _services;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    private RunningStack(string folder, List<(string Service, Uri Address)> services) => (_folder, _services) = (folder, services);

    /// <summary>Reads the file that the stack of this data folder wrote when it was up.</summary>
    public static RunningStack In(string folder)
    {
        var file = Path.Combine(folder, "addresses");
        if (!File.Exists(file))
        {
            throw NotUp(folder, "it has no file 'addresses'");
        }

        var services = new List<(string Service, Uri Address)>();
        foreach (var line in File.ReadLines(file))
        {
            // "repairs/health http://…", and "repairs 2/health http://…" for its second replica.
            if (line.LastIndexOf(' ') is > 0 and var space && line[..space].EndsWith(Health, StringComparison.Ordinal) && Uri.TryCreate(line[(space + 1)..], UriKind.Absolute, out var address))
            {
                services.Add((line[..(space - Health.Length)], address));
            }
        }

        return new RunningStack(folder, [.. services.OrderBy(s => s.Service, StringComparer.Ordinal)]);
    }

    /// <summary>Asks every process at once. Without one that has the stack's time there is nothing to show or to move.</summary>
    public async Task<IReadOnlyList<Told>> Ask(CancellationToken cancellationToken)
    {
        var told = await Task.WhenAll(_services.Select(s => Ask(s.Service, s.Address, cancellationToken)));
        if (!Array.Exists(told, t => t.Answered))
        {
            throw NotUp(_folder, "nothing answers at the addresses that one left there");
        }

        var files = told.Where(t => t.Time is not null).Select(t => t.Time!.File).Distinct(StringComparer.Ordinal).ToList();
        return files.Count switch
        {
            0 => throw new ClockException("the stack runs at the machine's time: it was started without Housing:Clock. End it and start it with ./housing up, which sets that."),
            1 => told,
            _ => throw new ClockException($"the services take their time from different files ({string.Join(", ", files)}). Start all of them with one Housing:Clock."),
        };
    }

    /// <summary>Writes the new offset, to be taken by all after the lead, and waits until every process that has the stack's time has arrived.</summary>
    /// <param name="told">What they answered before.</param>
    /// <param name="to">Where to move, from where they are.</param>
    /// <param name="lead">Long enough for each to have read it.</param>
    /// <param name="machine">The machine's clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<Told>> Move(
        IReadOnlyList<Told> told, Func<DateTimeOffset, DateTimeOffset> to, TimeSpan lead, TimeProvider machine, CancellationToken cancellationToken)
    {
        var offset = Write(told, to, lead, machine);
        var began = machine.GetTimestamp();
        while (true)
        {
            told = await Ask(cancellationToken);
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

    public void Dispose() => _http.Dispose();

    private static TimeSpan Write(IReadOnlyList<Told> told, Func<DateTimeOffset, DateTimeOffset> to, TimeSpan lead, TimeProvider machine)
    {
        var file = told.First(t => t.Time is not null).Time!.File;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            // One at a time: two that read the same offset would move by one of them only.
            using var alone = new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var reached = told.Max(t => t.Time?.Offset)!.Value;       // counts also where the file was lost since
            var before = ClockSetting.Read(file) is { } kept && kept.Offset > reached ? kept.Offset : reached;
            var from = machine.GetUtcNow() + lead;
            var offset = to(from + before) - from;
            new ClockSetting(offset, before, from).Write(file);
            return offset;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ClockException($"the clock's file {file} cannot be written: {fault.Message} If another ./housing clock is at work, wait for its end.");
        }
    }

    private async Task<Told> Ask(string service, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(address, "/clock"), cancellationToken);
            var time = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<ToldTime>(cancellationToken) : null;
            return new Told(service, time, Answered: true);
        }
        catch (Exception away) when (away is HttpRequestException or JsonException || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Told(service, Time: null, Answered: false);
        }
    }

    private static ClockException NotUp(string folder, string why) =>
        new($"no stack is up on {folder}: {why}. Start it with ./housing up, or name another stack's folder in HOUSING_DATA.");
}
