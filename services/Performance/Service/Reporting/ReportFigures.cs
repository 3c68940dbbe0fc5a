using Housing.Standards;

namespace Housing.Performance;

/// <summary>One promise that fell due in a report's period.</summary>
public sealed record CountedPromise(Guid Id, string Outcome, DateTimeOffset DueAt, bool MetByExtension, bool Extended, DateTimeOffset StartedAt, DateTimeOffset? DoneAt);

/// <summary>Works a report's figures out from the promises that fell due.</summary>
internal static class ReportFigures
{
    private const string Share =
        "Kept in time, by the date agreed last, of all that fell due: kept, missed, or not done when its time had run out. What was excused with a reason, and what is still in time, is in neither number.";

    private const string Figure = "The same of several promises together: ";

    public static ReportContents Of(Landlord landlord, Landlord? law, int fewest, IReadOnlyDictionary<string, CountedPromise[]> counted, DateTimeOffset now)
    {
        var terms = ShareTerms.Of(landlord, law).Where(term => term.Published).ToList();
        var tallies = terms.ConvertAll(term => (Term: term, Promises: term.Of.SelectMany(id => counted.GetValueOrDefault(id) ?? []).ToList())).ConvertAll(t => (t.Term, Tally: TallyOf(t.Promises, now), t.Promises));
        var hidden = Disclosure.Hidden(tallies.ConvertAll(t => (t.Term, t.Tally)), fewest);
        return new(
            landlord.Name, fewest,
            [
                .. tallies.Where(t => t.Tally.Volume > 0).Select(t =>
                {
                    var seconds = t.Promises.Where(p => p.DoneAt is not null && p.Outcome is "met" or "missed").Select(p => (long)(p.DoneAt - p.StartedAt)!.Value.TotalSeconds).Order().ToList();
                    return new ReportFigure(
                        t.Term.Id, t.Term.Summary, t.Term.Service, t.Term.Limit, t.Term.Target, t.Term.Reported, t.Term.Law, t.Term.Aim, t.Term.IsFigure, t.Tally, Percentile(seconds, 50), Percentile(seconds, 90),
                        hidden.Contains(t.Term.Id), t.Term.IsFigure ? $"{Share} {Figure}{string.Join(", ", t.Term.Of)}." : Share, t.Term.Clock, t.Term.Source);
                }),
            ],
            tallies.Where(t => t.Term.IsOwnWord).Select(t => t.Tally).Aggregate(Tally.None, (sum, one) => sum + one));
    }

    public static string PartOf(CountedPromise promise, DateTimeOffset now) => promise switch
    {
        { Outcome: "met", MetByExtension: true } => "kept-by-extension",
        { Outcome: "met" } => "kept",
        { Outcome: "cancelled" } => "excused",
        { Outcome: "open" } when promise.DueAt > now => "open",
        _ => "not-kept",
    };

    private static Tally TallyOf(List<CountedPromise> promises, DateTimeOffset now) => new(
        promises.Count(p => p.Outcome == "met"), promises.Count(p => p.MetByExtension), promises.Count(p => p.Outcome == "missed"), promises.Count(p => p.Outcome == "open"),
        promises.Count(p => p.Outcome == "open" && p.DueAt <= now), promises.Count(p => p.Outcome == "cancelled"), promises.Count(p => p.Extended));

    private static long? Percentile(List<long> sorted, int percent) => sorted.Count == 0 ? null : sorted[Math.Max(1, ((sorted.Count * percent) + 99) / 100) - 1];
}
