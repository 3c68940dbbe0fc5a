using System.Globalization;
using Housing.Standards;

namespace Housing.Promises;

/// <summary>What one landlord's promises and the law's listen to: milestones, and facts with the values they ask for.</summary>
internal sealed class Asked
{
    private readonly Dictionary<string, List<Fact>> _values = new(StringComparer.Ordinal);

    public Asked(StandardsBook book, Landlord landlord)
    {
        Landlord = landlord;
        Standards = [.. landlord.Standards, .. book.Law?.Standards ?? []];
        Milestones = [.. Standards.SelectMany(StartedBy)];
        foreach (var (name, value) in Standards.SelectMany(FactsOf))
        {
            if (!_values.TryGetValue(name, out var values))
                _values[name] = values = [];
            if (value is { } asked && !values.Contains(asked))
                values.Add(asked);
        }
    }

    public Landlord Landlord { get; }

    /// <summary>The landlord's promises, then the law's.</summary>
    public IReadOnlyList<Standard> Standards { get; }

    /// <summary>Every milestone that starts one of them.</summary>
    public HashSet<string> Milestones { get; }

    /// <summary>The facts somebody asks for.</summary>
    public IEnumerable<string> Facts => _values.Keys.Order(StringComparer.Ordinal);

    public bool AsksFor(string fact) => _values.ContainsKey(fact);

    /// <summary>The facts that promises starting with this milestone ask for.</summary>
    public IEnumerable<string> FactsAt(string milestone) =>
        Standards.Where(s => StartedBy(s).Contains(milestone, StringComparer.Ordinal)).SelectMany(FactsOf).Select(f => f.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>A value that a promise asks for, or any where none is named.</summary>
    public Fact Typical(string fact) => _values.TryGetValue(fact, out var values) && values.Count > 0 ? values[0] : 1;

    /// <summary>
    /// The value meant. Landlords have keys of their own: what no condition asks for, when exactly one value that is asked for ends in
    /// “-” and it, is that one. <paramref name="otherwise"/> says that it was read as something else than it says.
    /// </summary>
    public Fact Read(string fact, Fact given, out bool otherwise)
    {
        otherwise = false;
        if (!_values.TryGetValue(fact, out var asked) || asked.Contains(given))
            return given;
        var said = given.ToString();
        // The same in another type: "2" where 2 is asked for.
        if (asked.FindIndex(value => value.ToString() == said) is >= 0 and var same)
            return asked[same];
        var ending = asked.FindAll(value => value.Text?.EndsWith($"-{said}", StringComparison.Ordinal) == true);
        otherwise = ending.Count == 1;
        return otherwise ? ending[0] : given;
    }

    /// <summary>A value as somebody types it: a number, true or false, a day or an instant, else a text.</summary>
    public static Fact Typed(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
        : bool.TryParse(text, out var yes) ? yes
        : FactsFormat.TryReadInstant(text, out var instant) ? instant
        : text;

    /// <summary>The milestones that start a promise; a cadence is started by each time it is done, too.</summary>
    public static IEnumerable<string> StartedBy(Standard standard) => standard.Timing is Timing.Every ? standard.On.Union(standard.Until, StringComparer.Ordinal) : standard.On;

    private static IEnumerable<(string Name, Fact? Value)> FactsOf(Standard standard) =>
        [.. standard.When is null ? [] : FactsOf(standard.When), .. standard.Of is { } of ? [(of, (Fact?)null)] : Array.Empty<(string, Fact?)>()];

    private static IEnumerable<(string Name, Fact? Value)> FactsOf(Condition condition) => condition switch
    {
        Condition.All all => all.Parts.SelectMany(FactsOf),
        Condition.Any any => any.Parts.SelectMany(FactsOf),
        Condition.Not not => FactsOf(not.Part),
        Condition.Is of => of.Values.Select(value => (of.Fact, (Fact?)value)),
        Condition.Number number => [(number.Fact, null)],
        _ => [],
    };
}
