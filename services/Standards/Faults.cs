namespace Housing.Standards;

/// <summary>One thing wrong in a data file: which file, where in it (a JSON path), what stands there and what would be right.</summary>
public sealed record StandardsFault(string File, string Path, string? Value, string Fault)
{
    public override string ToString() => Value is null ? $"{File} {Path} {Fault}" : $"{File} {Path}: {Value} {Fault}";
}

/// <summary>The data files cannot be used. Its message names every fault, not the first alone; the service does not start.</summary>
public sealed class StandardsException(IReadOnlyList<StandardsFault> faults)
    : Exception($"{(faults.Count == 1 ? "A fault" : $"{faults.Count} faults")} in the standards files:{string.Concat(faults.Select(f => $"{Environment.NewLine}  {f}"))}")
{
    public IReadOnlyList<StandardsFault> Faults => faults;
}

/// <summary>Collects faults while files are read.</summary>
internal sealed class Faults
{
    private readonly List<StandardsFault> _all = [];

    public bool Any => _all.Count > 0;

    public void Add(string file, string path, string? value, string fault) => _all.Add(new StandardsFault(file, path, value, fault));

    public void ThrowIfAny()
    {
        if (Any)
            throw new StandardsException(_all);
    }
}
