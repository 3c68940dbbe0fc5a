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

    public void Dispose() => _http.Dispose();

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
