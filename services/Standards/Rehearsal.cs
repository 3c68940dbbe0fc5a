namespace Housing.Standards;

/// <summary>What would have become of promises: a case's milestones, taken in under other promises than those that were made.</summary>
public static class Rehearsal
{
    /// <summary>Every promise that the milestones would have started, as it would stand now. Dates that people agreed are no milestones: each runs to the date first promised.</summary>
    /// <param name="book">The promises to try.</param>
    /// <param name="landlord">Whose of them.</param>
    /// <param name="service">Whose case it is.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="milestones">All that happened to it, in any order.</param>
    /// <param name="now">Until when.</param>
    public static IReadOnlyList<Commitment> Of(StandardsBook book, string landlord, string service, Guid caseId, IEnumerable<Milestone> milestones, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(milestones);
        const string By = "rehearsal";
        var (known, commitments) = (new List<Milestone>(), new List<Commitment>());
        foreach (var milestone in milestones.OrderBy(m => m.At).ThenBy(m => m.Name, StringComparer.Ordinal))
        {
            commitments.AddRange(book.Record(landlord, service, caseId, milestone, new CaseHistory(known, commitments), now, By).Opened);
            known.Add(milestone);
        }

        commitments.AddRange(book.CatchUp(landlord, service, caseId, new CaseHistory(known, commitments), now, By).Opened);
        return commitments;
    }
}
