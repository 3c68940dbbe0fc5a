using System.Globalization;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>A figure of a landlord's complaints.</summary>
public enum MeasureKind
{
    /// <summary>Complaints of a stage for every 1,000 homes.</summary>
    Received,

    /// <summary>Answered in the Code's time, of those whose time is over or that were answered; a stage each.</summary>
    AnsweredInTime,

    /// <summary>One promise kept, of those that were kept or missed.</summary>
    Promise,

    /// <summary>Closed after the first answer, of those closed after an answer.</summary>
    SettledAtStageOne,

    /// <summary>Put right at once, of those that had their first answer.</summary>
    SettledEarly,

    /// <summary>Satisfied, of the households that answered.</summary>
    Satisfied,

    /// <summary>Answered, of the households that were asked.</summary>
    SatisfactionAnswered,
}

/// <summary>
/// Which figure a register row, or a row of the law, publishes. One entry of <c>measures</c> in the <c>complaints</c> section of a landlord's file:
/// <code>
/// "measures": [ { "measure": "settled-at-stage-one", "clause": "OHC-CMP-05" } ]
/// </code>
/// Its target is the row's own; what the law's row on answers in time is the share of says which of the law's promises count.
/// </summary>
public sealed record PublishedMeasure
{
    public required MeasureKind Measure { get; init; }

    /// <summary>The register row.</summary>
    public required string Clause { get; init; }

    internal static IEnumerable<PolicyFault> Check(IReadOnlyList<PublishedMeasure> all)
    {
        for (var at = 0; at < all.Count; at++)
        {
            if (all.Take(at).Any(other => other.Measure == all[at].Measure))
                yield return new PolicyFault($"measures[{at}].measure", "must be one that no other entry has");
            if (all[at].Measure is MeasureKind.Promise)
                yield return new PolicyFault($"measures[{at}].measure", "must not be promise: each promise is its own row");
            if (string.IsNullOrWhiteSpace(all[at].Clause))
                yield return new PolicyFault($"measures[{at}].clause", "must be the register row that publishes the figure");
        }
    }
}

/// <summary>One figure that a landlord has: which, of which stage (0 for both), and the row that publishes it, with its target in a hundred.</summary>
public sealed record MeasureTerm(MeasureKind Kind, int Stage, string Clause, decimal? AtLeast)
{
    /// <summary>What its rows are known by.</summary>
    public string Figure => Kind == MeasureKind.Promise ? Clause : FigureOf(Kind, Stage);

    /// <summary>The same of one that is no promise's.</summary>
    public static string FigureOf(MeasureKind kind, int stage = 0) => stage == 0 ? $"{kind}" : string.Create(CultureInfo.InvariantCulture, $"{kind}{stage}");
}

/// <summary>What was counted for a figure.</summary>
/// <param name="Counted">What it is the share of them for.</param>
/// <param name="Decided">All that it divides by.</param>
/// <param name="Extended">Of the counted, what is in time only because of an extension.</param>
/// <param name="Undecided">Still within its time, and in neither number.</param>
public sealed record Count(long Counted, long Decided, long Extended, long Undecided)
{
    public static Count None { get; } = new(0, 0, 0, 0);
}

/// <summary>A figure with what it was worked out from.</summary>
public sealed record ComplaintMeasure(MeasureTerm Term, long Numerator, long Denominator, long Extended, long Undecided)
{
    private const int PerHomes = 1_000;

    /// <summary>In a hundred, or for every 1,000 homes; null when there is nothing to measure, which is not none in a hundred.</summary>
    public decimal? Value => Denominator == 0 ? null : (Term.Kind == MeasureKind.Received ? PerHomes : 100m) * Numerator / Denominator;

    /// <summary>Whether the target is kept, by the figure before it is rounded; null without a target or a figure.</summary>
    public bool? Kept => Value is { } value && Term.AtLeast is { } target ? value >= target : null;

    public string Rounded => Value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A figure of what was counted.</summary>
    /// <param name="term">Which.</param>
    /// <param name="count">What was counted.</param>
    /// <param name="homes">How many homes they are of; null when nobody could say.</param>
    public static ComplaintMeasure Of(MeasureTerm term, Count count, long? homes) => term.Kind == MeasureKind.Received
        ? new(term, count.Counted, homes ?? 0, 0, 0)
        : new(term, count.Counted, count.Decided, count.Extended, count.Undecided);
}

/// <summary>The figures a landlord has: those of every landlord, and one for each promise of its own and of the law's about complaints.</summary>
/// <param name="All">In order.</param>
/// <param name="Answer">The law's promises of an answer, by stage, and the one before each: while that is not kept the answer's has not begun.</param>
public sealed record MeasureTerms(IReadOnlyList<MeasureTerm> All, IReadOnlyDictionary<int, (string[] Answers, string[] Before)> Answer)
{
    private static readonly (MeasureKind Kind, int Stage)[] OfEvery =
    [
        (MeasureKind.Received, 1), (MeasureKind.Received, 2), (MeasureKind.AnsweredInTime, 1), (MeasureKind.AnsweredInTime, 2), (MeasureKind.SettledAtStageOne, 0), (MeasureKind.SettledEarly, 1),
        (MeasureKind.Satisfied, 0), (MeasureKind.SatisfactionAnswered, 0),
    ];

    public static MeasureTerms Of(ComplaintPolicy policy, Landlord landlord, Landlord? law)
    {
        var published = landlord.Account.Measures.Concat(law?.Account.Measures ?? []).ToLookup(m => m.Id, StringComparer.Ordinal);
        string Clause(MeasureKind kind) => policy.Measures.FirstOrDefault(m => m.Measure == kind)?.Clause ?? "";
        var terms = OfEvery.Select(m => new MeasureTerm(m.Kind, m.Stage, Clause(m.Kind), published[Clause(m.Kind)].FirstOrDefault()?.Target));
        var promises = landlord.Standards.Concat(law?.Standards ?? [])
            .Where(s => s.Service == "complaints" && s.On.Any(IsStep))
            .GroupBy(s => s.Id, StringComparer.Ordinal)
            .Select(versions => new MeasureTerm(MeasureKind.Promise, 0, versions.Key, versions.Last().Target));

        var ofLaw = law?.Standards.ToList() ?? [];
        var answers = ofLaw.FindAll(s => published[Clause(MeasureKind.AnsweredInTime)].Any(m => m.Of.Contains(s.Id, StringComparer.Ordinal)));
        return new([.. terms, .. promises], new Dictionary<int, (string[], string[])> { [1] = Chain(ComplaintMilestone.AnsweredName), [2] = Chain(ComplaintMilestone.FinalAnsweredName) });

        (string[], string[]) Chain(string answered)
        {
            var last = answers.FindAll(s => s.Until.Contains(answered, StringComparer.Ordinal));
            var before = ofLaw.FindAll(s => s.Until.Intersect(last.SelectMany(l => l.On), StringComparer.Ordinal).Any());
            return ([.. last.Select(s => s.Id).Distinct(StringComparer.Ordinal)], [.. before.Select(s => s.Id).Distinct(StringComparer.Ordinal)]);
        }
    }

    private static bool IsStep(string milestone) => milestone.StartsWith("complaint.", StringComparison.Ordinal);
}
