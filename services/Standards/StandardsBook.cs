using System.Diagnostics.CodeAnalysis;

namespace Housing.Standards;

/// <summary>What a milestone, or the passing of time, did to a case's promises. The service adds the milestone, the opened ones and the changes to its database; the changed ones are its own rows.</summary>
/// <param name="Milestone">The milestone as it is to be kept; null when there is none, or it was known already.</param>
/// <param name="Opened">New commitments.</param>
/// <param name="Changes">Every change of every commitment, opened ones included.</param>
public sealed record Recorded(Milestone? Milestone, IReadOnlyList<Commitment> Opened, IReadOnlyList<CommitmentChange> Changes)
{
    public static readonly Recorded Nothing = new(null, [], []);
}

/// <summary>What is known of a case: its milestones and its commitments, whatever their outcome.</summary>
public sealed record CaseHistory(IReadOnlyCollection<Milestone> Milestones, IReadOnlyCollection<Commitment> Commitments)
{
    public static readonly CaseHistory Empty = new([], []);
}

/// <summary>Every landlord's promises, and what a milestone does to those of a case. Pure: it reads no clock and no database.</summary>
public sealed class StandardsBook
{
    private readonly Dictionary<string, Landlord> _landlords;

    private readonly Dictionary<string, (Landlord Landlord, Standard[] Versions)> _standards;

    internal StandardsBook(IReadOnlyList<Landlord> landlords, Landlord? law)
    {
        Law = law;
        _landlords = landlords.ToDictionary(landlord => landlord.Key, landlord => law is null ? landlord : landlord.Under(law), StringComparer.Ordinal);
        _standards = _landlords.Values.Concat(law is null ? [] : [law])
            .SelectMany(landlord => landlord.Standards.GroupBy(s => s.Id, StringComparer.Ordinal).Select(versions => (versions.Key, Value: (landlord, versions.ToArray()))))
            .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>What the law promises everybody; its standards run beside each landlord's own. Null when there is no such file.</summary>
    public Landlord? Law { get; }

    /// <summary>A promise by its id, in the version in force on a London day; null when there is none.</summary>
    public Standard? Find(string id, DateOnly day)
    {
        if (!_standards.TryGetValue(id, out var found))
            return null;
        foreach (var version in found.Versions)
        {
            if (version.HoldsOn(day))
                return version;
        }

        return null;
    }

    /// <summary>A promise by its id, all versions; null when there is none.</summary>
    public IReadOnlyList<Standard>? Find(string id) => _standards.TryGetValue(id, out var found) ? found.Versions : null;

    /// <summary>Every promise that runs, of every landlord and of the law.</summary>
    public IEnumerable<(Landlord Owner, Standard Standard)> All => _standards.Values.SelectMany(s => s.Versions.Select(v => (s.Landlord, v)));

    /// <summary>The promises that a milestone would start with these facts, the law's included, each with the first instant that is too late. Nothing is recorded.</summary>
    public IReadOnlyList<(Standard Standard, DateTimeOffset Due)> Match(string landlord, Milestone milestone)
    {
        var of = For(landlord);
        var said = milestone with { Facts = milestone.Facts.With(of.Facts) };
        List<Standard> starting = CaseClocks.StartedBy(of, said) ?? [];
        foreach (var versions in of.Rounds(said.Name))
        {
            foreach (var round in versions)
            {
                if (of.Goes(round, said) && !starting.Contains(round))
                    starting.Add(round);
            }
        }

        return starting.ConvertAll(standard => (standard, standard.Due(said)));
    }

    /// <summary>The landlords' keys, in order.</summary>
    public IReadOnlyList<string> Landlords => [.. _landlords.Keys.Order(StringComparer.Ordinal)];

    public bool Knows(string landlord) => _landlords.ContainsKey(landlord);

    public bool TryGet(string landlord, [MaybeNullWhen(false)] out Landlord found) => _landlords.TryGetValue(landlord, out found);

    public Landlord For(string landlord) => _landlords.TryGetValue(landlord, out var found)
        ? found
        : throw new KeyNotFoundException($"No landlord “{landlord}” has a standards file; there are {string.Join(", ", Landlords)}.");

    /// <summary>Reads the book by itself; services take it from the container.</summary>
    public static StandardsBook Read(string folder) => new StandardsFolder(folder).ReadBook();

    /// <summary>
    /// Takes in a milestone of a case: opens the commitments it starts, in the version in force on its London day, and ends those it keeps (met, or missed
    /// with its lateness). Milestones may come in any order: one with an earlier time puts right what was said before it was known. Recorded again it changes
    /// nothing; recorded again with other facts it is re-classified, and the clocks that now apply run from its original time (REGISTER.md F3).
    /// </summary>
    /// <param name="landlord">The landlord's key.</param>
    /// <param name="service">The service whose case it is; what another service promises runs on that one's cases.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="milestone">What happened, when, with the facts known then.</param>
    /// <param name="history">What is known of the case already.</param>
    /// <param name="now">When it is recorded.</param>
    /// <param name="by">Who records it.</param>
    /// <param name="reason">Why the facts changed or the milestone comes late, for the commitments it ends or puts right.</param>
    public Recorded Record(string landlord, string service, Guid caseId, Milestone milestone, CaseHistory history, DateTimeOffset now, string by, string? reason = null)
    {
        var of = For(landlord);
        Milestone? before = null;
        foreach (var known in history.Milestones)
        {
            if (known.Name == milestone.Name && known.At == milestone.At)
                before = known;
        }

        if (before is not null && before.Facts.SameAs(milestone.Facts))
            return Recorded.Nothing;
        Milestone[] milestones = [.. history.Milestones.Where(known => known != before).Select(known => Told(of, known)), Told(of, milestone)];
        var clocks = new CaseClocks(of, service, caseId, milestones, history.Commitments, now, by);
        clocks.Take(milestones[^1], before is null ? null : Told(of, before), reason);
        return clocks.Result(milestone);
    }

    /// <summary>What has to be known of a case when this is done again on it; null when it is all of the case.</summary>
    public DoneAgain? DoneAgain(string landlord, string service, string name) => Housing.Standards.DoneAgain.Of(For(landlord), service, name);

    /// <summary>The next times of every cadence whose last one has passed: while it is not done, each further period is one more miss.</summary>
    public Recorded CatchUp(string landlord, string service, Guid caseId, CaseHistory history, DateTimeOffset now, string by)
    {
        var of = For(landlord);
        var clocks = new CaseClocks(of, service, caseId, [.. history.Milestones.Select(known => Told(of, known))], history.Commitments, now, by);
        clocks.CatchUp();
        return clocks.Result(null);
    }

    // With what is true of every case of this landlord.
    private static Milestone Told(Landlord landlord, Milestone milestone) => milestone with { Facts = milestone.Facts.With(landlord.Facts) };
}
