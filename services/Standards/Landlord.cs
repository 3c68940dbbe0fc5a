namespace Housing.Standards;

/// <summary>One landlord's promises, in order of their ids, and its calendar. What the law promises everybody is one too, with the key "statute-england".</summary>
public sealed class Landlord
{
    private readonly Dictionary<string, Standard[]> _startedBy;
    private readonly Dictionary<string, Standard[]> _rounds;

    internal Landlord(string key, string name, Calendar calendar, Facts facts, IReadOnlyList<Standard> standards, Account account, Landlord? law = null)
    {
        Key = key;
        Name = name;
        Calendar = calendar;
        Facts = facts;
        Account = account;
        Standards = [.. standards.OrderBy(s => s.Id, StringComparer.Ordinal).ThenBy(s => s.Version)];
        List<Standard> running = [.. Standards, .. law?.Standards ?? []];
        AllRounds = [.. running.Where(s => s.Timing is Timing.Every)];
        _startedBy = ByMilestone(running, s => s.On);
        _rounds = ByMilestone(AllRounds, s => s.On.Union(s.Until, StringComparer.Ordinal));
    }

    /// <summary>The same landlord, on whose cases the law's promises run beside its own.</summary>
    internal Landlord Under(Landlord law) => new(Key, Name, Calendar, Facts, Standards, Account, law);

    private static Dictionary<string, Standard[]> ByMilestone(IEnumerable<Standard> standards, Func<Standard, IEnumerable<string>> of) => standards
        .SelectMany(standard => of(standard).Select(milestone => (milestone, standard)))
        .GroupBy(pair => pair.milestone, pair => pair.standard, StringComparer.Ordinal)
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

    /// <summary>This landlord's promises and the law's that this milestone starts, whatever its facts.</summary>
    internal ReadOnlySpan<Standard> StartedBy(string milestone) => _startedBy.GetValueOrDefault(milestone);

    /// <summary>The cadences that this milestone begins or is one doing of.</summary>
    internal ReadOnlySpan<Standard> Rounds(string milestone) => _rounds.GetValueOrDefault(milestone);

    internal IReadOnlyList<Standard> AllRounds { get; }
}
