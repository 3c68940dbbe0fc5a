namespace Housing.Promises;

/// <summary>A command line's options: <c>--name value</c>, <c>--name=value</c>, and <c>--name</c> alone.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, List<string>> _said = new(StringComparer.Ordinal);

    /// <summary>Takes the options apart; what is not one of them is a fault.</summary>
    /// <param name="arguments">What was typed after the command.</param>
    /// <param name="usage">Shown with every fault.</param>
    /// <param name="alone">Options without a value.</param>
    /// <param name="valued">Options with one.</param>
    public Options(ReadOnlySpan<string> arguments, string usage, string[] alone, string[] valued)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var split = arguments[i].IndexOf('=', StringComparison.Ordinal);
            var name = split < 0 ? arguments[i] : arguments[i][..split];
            if (alone.Contains(name) && split < 0)
                Say(name, "");
            else if (!valued.Contains(name))
                throw new PromisesException($"'{name}' is no option here{Nearest.Suggest(name, [.. alone, .. valued])}.\n{usage}");
            else if (split >= 0)
                Say(name, arguments[i][(split + 1)..]);
            else if (i + 1 < arguments.Length)
                Say(name, arguments[++i]);
            else
                throw new PromisesException($"{name} needs a value.\n{usage}");
        }
    }

    public bool Has(string name) => _said.ContainsKey(name);

    public IReadOnlyList<string> All(string name) => _said.TryGetValue(name, out var values) ? values : [];

    public string? One(string name) => All(name) switch
    {
        [] => null,
        [var value] => value,
        _ => throw new PromisesException($"{name} is given twice; give it once."),
    };

    private void Say(string name, string value)
    {
        if (!_said.TryGetValue(name, out var values))
            _said[name] = values = [];
        values.Add(value);
    }
}
