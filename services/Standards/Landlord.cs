namespace Housing.Standards;

/// <summary>One landlord's promises, in order of their ids, and its calendar.</summary>
public sealed class Landlord
{
    private readonly Dictionary<string, Standard[]> _startedBy;

    internal Landlord(string key, string name, Calendar calendar, IReadOnlyList<Standard> standards)
    {
        Key = key;
        Name = name;
        Calendar = calendar;
        Standards = [.. standards.OrderBy(s => s.Id, StringComparer.Ordinal).ThenBy(s => s.Version)];
        _startedBy = Standards
            .SelectMany(standard => standard.On.Select(milestone => (milestone, standard)))
            .GroupBy(pair => pair.milestone, pair => pair.standard, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>"havering": the name of its file.</summary>
    public string Key { get; }

    public string Name { get; }

    public Calendar Calendar { get; }

    public IReadOnlyList<Standard> Standards { get; }

    internal ReadOnlySpan<Standard> StartedBy(string milestone) => _startedBy.GetValueOrDefault(milestone);
}
