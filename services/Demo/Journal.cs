namespace Housing.Demo;

/// <summary>
/// What of the story is told already and what the services answered, a line each. A run that was cut off goes through the story again and finds here what
/// needs no second call; what was asked for and not answered is asked again under the same request id.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const string StoryKey = "story", EndKey = "end";

    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly StreamWriter _file;

    private Journal(string file)
    {
        if (File.Exists(file))
        {
            foreach (var line in File.ReadLines(file))
            {
                // A line that was cut off has no end; its call is made again.
                if (line.EndsWith('\t') && line.IndexOf('\t', StringComparison.Ordinal) is var tab && tab < line.Length - 1)
                    _told[line[..tab]] = line[(tab + 1)..^1];
            }
        }

        _file = new StreamWriter(new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
        if (_told.Count > 0)
            _file.WriteLine();
    }

    public Story Story => Story.Parse(Find(StoryKey) ?? throw new DemoException("The journal of the demo data does not say what it is of."));

    public bool Ended => Find(EndKey) is not null;

    public static string FileIn(string data) => Path.Combine(data, "demo", "journal");

    public static Journal Begin(string data, Story story)
    {
        Directory.CreateDirectory(Path.Combine(data, "demo"));
        var journal = new Journal(FileIn(data));
        journal.Keep(StoryKey, story.ToString());
        return journal;
    }

    public static Journal? Open(string data) => File.Exists(FileIn(data)) ? new Journal(FileIn(data)) : null;

    public string? Find(string key)
    {
        lock (_gate)
            return _told.GetValueOrDefault(key);
    }

    public void Keep(string key, string value)
    {
        lock (_gate)
        {
            if (_told.TryAdd(key, value))
                _file.WriteLine($"{key}\t{value}\t");
        }
    }

    public void End() => Keep(EndKey, "told");

    public void Dispose() => _file.Dispose();
}
