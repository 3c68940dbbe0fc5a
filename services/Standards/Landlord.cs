namespace Housing.Standards;

/// <summary>One landlord's promises, in order of their ids, and its calendar. What the law promises everybody is one too, with the key "statute-england".</summary>
public sealed class Landlord
{
    private readonly Dictionary<string, Standard[]> _versions;
    private readonly Dictionary<string, Standard[]> _startedBy;
    private readonly Dictionary<string, Standard[][]> _rounds;
    private readonly Dictionary<string, Standard[]> _standingInstead;

    internal Landlord(string key, string name, Calendar calendar, Facts facts, IReadOnlyList<Standard> standards, Account account, Landlord? law = null)
    {
        Key = key;
        Name = name;
        Calendar = calendar;
        Facts = facts;
        Account = account;
        Standards = [.. standards.OrderBy(s => s.Id, StringComparer.Ordinal).ThenBy(s => s.Version)];
        List<Standard> running = [.. Standards, .. law?.Standards ?? []];
        AllRounds = [.. running.Where(s => s.Timing is Timing.Every).GroupBy(s => s.Id, StringComparer.Ordinal).Select(versions => versions.ToArray())];
        _versions = By(running, s => [s.Id]);
        _startedBy = By(running, s => s.On);
        _rounds = By(AllRounds, versions => versions.SelectMany(s => s.On.Concat(s.Until).Concat(s.Ends)));
        _standingInstead = By(running, s => s.InsteadOf);
    }

    /// <summary>The same landlord, on whose cases the law's promises run beside its own.</summary>
    internal Landlord Under(Landlord law) => new(Key, Name, Calendar, Facts, Standards, Account, law);

    private static Dictionary<string, T[]> By<T>(IEnumerable<T> all, Func<T, IEnumerable<string>> of) => all
        .SelectMany(one => of(one).Distinct(StringComparer.Ordinal).Select(name => (name, one)))
        .GroupBy(pair => pair.name, pair => pair.one, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>"havering": the name of its file.</summary>
    public string Key { get; }

    public string Name { get; }

    public Calendar Calendar { get; }

    /// <summary>What is true of every case of this landlord.</summary>
    public Facts Facts { get; }

    public IReadOnlyList<Standard> Standards { get; }

    /// <summary>Its published rules, figures and conduct.</summary>
    public Account Account { get; }

    /// <summary>A promise of this landlord or of the law, all versions; none when there is no such promise.</summary>
    internal ReadOnlySpan<Standard> Versions(string id) => _versions.GetValueOrDefault(id);

    /// <summary>This landlord's promises and the law's that this milestone starts, whatever its facts.</summary>
    internal ReadOnlySpan<Standard> StartedBy(string milestone) => _startedBy.GetValueOrDefault(milestone);

    /// <summary>The cadences that this milestone begins, is one doing of or ends: of each promise all versions.</summary>
    internal ReadOnlySpan<Standard[]> Rounds(string milestone) => _rounds.GetValueOrDefault(milestone);

    internal IReadOnlyList<Standard[]> AllRounds { get; }

    /// <summary>This landlord's promises and the law's that this milestone starts, keeps or ends.</summary>
    internal IEnumerable<Standard> About(string milestone) =>
        _versions.Values.SelectMany(versions => versions).Where(s => s.On.Contains(milestone) || s.Until.Contains(milestone) || s.Ends.Contains(milestone));

    /// <summary>Whether this milestone begins a cadence or is one doing of it, and no more specific promise stands instead.</summary>
    internal bool Goes(Standard cadence, Milestone milestone) =>
        cadence.Goes(milestone) && !(_standingInstead.TryGetValue(cadence.Id, out var specific) && Array.Exists(specific, s => s.Timing is Timing.Every ? s.Goes(milestone) : s.StartsWith(milestone)));
}
