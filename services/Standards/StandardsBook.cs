using System.Diagnostics.CodeAnalysis;

namespace Housing.Standards;

/// <summary>What a milestone did to a case's promises. The service adds the opened ones to its database; the changed ones are its own rows.</summary>
public sealed record Recorded(IReadOnlyList<Commitment> Opened, IReadOnlyList<Commitment> Changed)
{
    public static readonly Recorded Nothing = new([], []);
}

/// <summary>Every landlord's promises, and what a milestone does to those of a case. Pure: it reads no clock and no database.</summary>
public sealed class StandardsBook
{
    private readonly Dictionary<string, Landlord> _landlords;

    internal StandardsBook(IEnumerable<Landlord> landlords) =>
        _landlords = landlords.ToDictionary(landlord => landlord.Key, StringComparer.Ordinal);

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
    /// Takes in a milestone of a case: ends the open commitments it keeps (met, or missed with its lateness) and opens
    /// those it starts, in the version in force on its London day. A promise runs once on a case, so the same milestone
    /// recorded again changes nothing.
    /// </summary>
    /// <param name="landlord">The landlord's key.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="milestone">What happened, when, with the facts known then.</param>
    /// <param name="commitments">All of this case's, whatever their outcome.</param>
    public Recorded Record(string landlord, Guid caseId, Milestone milestone, IReadOnlyCollection<Commitment> commitments)
    {
        var of = For(landlord);
        List<Commitment>? changed = null;
        foreach (var commitment in commitments)
        {
            if (!commitment.Awaits(milestone))
                continue;
            commitment.Done(milestone.At);
            (changed ??= []).Add(commitment);
        }

        List<Commitment>? opened = null;
        var day = London.DayOf(milestone.At);
        foreach (var standard in of.StartedBy(milestone.Name))
        {
            if (Starts(standard, milestone, day) && !Runs(standard, commitments))
                (opened ??= []).Add(Commitment.Open(standard, landlord, of.Calendar, caseId, milestone));
        }

        return opened is null && changed is null ? Recorded.Nothing : new Recorded(opened ?? [], changed ?? []);
    }

    /// <summary>
    /// The facts a milestone went with turned out to be others (a need raised the priority). Its clocks are put right from its
    /// original time (REGISTER.md F3): open ones that no longer apply are cancelled with the reason, those that now apply are
    /// opened, and what has happened since counts for them.
    /// </summary>
    /// <param name="landlord">The landlord's key.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="start">The milestone at its original time, with the facts as they are now known.</param>
    /// <param name="since">The case's other milestones, in any order.</param>
    /// <param name="commitments">All of this case's, whatever their outcome.</param>
    /// <param name="reason">Why the facts changed, for the commitments that end.</param>
    public Recorded Reclassify(
        string landlord, Guid caseId, Milestone start, IReadOnlyCollection<Milestone> since, IReadOnlyCollection<Commitment> commitments, string reason)
    {
        var day = London.DayOf(start.At);
        var of = For(landlord);
        var applying = new List<Standard>();
        foreach (var standard in of.StartedBy(start.Name))
        {
            if (Starts(standard, start, day))
                applying.Add(standard);
        }

        var ended = commitments
            .Where(c => c.Outcome == Outcome.Open && c.StartedBy == start.Name && c.StartedAt == start.At && !applying.Exists(s => s.Id == c.StandardId))
            .ToList();
        ended.ForEach(commitment => commitment.Cancel(reason));

        var opened = applying
            .Where(standard => !Runs(standard, commitments))
            .Select(standard => Commitment.Open(standard, landlord, of.Calendar, caseId, start))
            .ToList();
        foreach (var commitment in opened)
        {
            if (since.Where(commitment.Awaits).MinBy(milestone => milestone.At) is { } kept)
                commitment.Done(kept.At);
        }

        return new Recorded(opened, ended);
    }

    private static bool Starts(Standard standard, Milestone milestone, DateOnly day) =>
        standard.HoldsOn(day) && standard.When?.Holds(milestone) != false;

    private static bool Runs(Standard standard, IReadOnlyCollection<Commitment> commitments)
    {
        foreach (var commitment in commitments)
        {
            if (commitment.Outcome != Outcome.Cancelled && commitment.StandardId == standard.Id)
                return true;
        }

        return false;
    }
}
