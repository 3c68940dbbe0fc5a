namespace Housing.Standards;

/// <summary>
/// What is done again and again on many cases at once, where the next round follows from the last doing alone: promises that ask for it so long after it was last done, and
/// nothing else. Of such a case only what has happened since the last doing needs to be read.
/// </summary>
public sealed class DoneAgain
{
    private readonly IReadOnlyList<Standard> _versions;

    private DoneAgain(IReadOnlyList<Standard> versions, string name)
    {
        _versions = versions;
        Standards = [.. versions.Select(s => s.Id).Distinct(StringComparer.Ordinal)];
        Beside = [.. versions.SelectMany(s => s.On.Concat(s.Until).Concat(s.Ends)).Where(other => other != name).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The promises' ids.</summary>
    public IReadOnlyList<string> Standards { get; }

    /// <summary>The other milestones that count for them: what begins and ends them.</summary>
    public IReadOnlyList<string> Beside { get; }

    /// <summary>What counts of a case's milestones, and the instant from which its promises are to be known.</summary>
    /// <param name="name">What is done again.</param>
    /// <param name="milestones">The last doing, if there was one, and all of the others.</param>
    public (IReadOnlyList<Milestone> Milestones, DateTimeOffset From) Since(string name, IReadOnlyList<Milestone> milestones)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        var last = milestones.Where(m => m.Name == name).Select(m => (DateTimeOffset?)m.At).Max();
        if (last is not { } from)
            return (milestones, DateTimeOffset.MinValue);
        // An end counts until something begins it anew.
        var begun = milestones.Where(m => m.At <= from && _versions.Any(v => v.On.Contains(m.Name) && !v.Until.Contains(m.Name))).Select(m => (DateTimeOffset?)m.At).Max();
        return ([.. milestones.Where(m => m.At >= from || (!(m.At < begun) && _versions.Any(v => v.Ends.Contains(m.Name))))], from);
    }

    /// <summary>Null when a promise about it is of another kind, or one of its kind keeps its dates: then all of a case counts.</summary>
    internal static DoneAgain? Of(Landlord landlord, string service, string name)
    {
        List<Standard> about = [];
        foreach (var standard in landlord.About(name))
        {
            if (standard.Service != service)
                continue;
            if (standard.Timing is not Timing.Every { Cadence: Cadence.FromLast { KeepsDate: null } } || !standard.On.Contains(name) || !standard.Until.Contains(name))
                return null;
            about.Add(standard);
        }

        return new DoneAgain(about, name);
    }
}
