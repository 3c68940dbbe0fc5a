using System.Globalization;
using Housing.Standards;

namespace Housing.Performance;

/// <summary>A landlord's tenant satisfaction measures of one of the regulator's years.</summary>
/// <param name="Homes">How many homes it had when they were worked out; null when Estates could not be asked.</param>
public sealed record TenantYear(DateOnly From, DateOnly Through, long? Homes, IReadOnlyList<TenantMeasure> Measures);

/// <summary>One of the measures.</summary>
/// <param name="Clause">The law's row.</param>
/// <param name="Code">The regulator's name for it: "RP02".</param>
/// <param name="NotMeasured">Why there is no figure of it.</param>
public sealed record TenantMeasure(string Clause, string Code, string Summary, string? NotMeasured, IReadOnlyList<TenantFigure> Figures);

/// <summary>One figure of a measure.</summary>
/// <param name="Id">What the cases behind it are kept under: "ENG-TSM-17/1" for the first of a measure.</param>
/// <param name="Name">"Emergency repairs finished in time".</param>
/// <param name="Service">Whose cases they are.</param>
/// <param name="PerHomes">For every so many homes; null for a share in a hundred.</param>
/// <param name="Numerator">The cases that count for it.</param>
/// <param name="Denominator">What it divides by: cases, or homes.</param>
/// <param name="ByExtension">Of the numerator, those in time only because another date was agreed.</param>
/// <param name="Open">Still in time, and in neither number.</param>
/// <param name="Missing">Why there is no figure although there is something to measure.</param>
public sealed record TenantFigure(string Id, string Name, string Service, string WorkedOut, int? PerHomes, long Numerator, long Denominator, long ByExtension, long Open, string? Missing)
{
    /// <summary>In a hundred, or for every so many homes; null when there is nothing to measure, which is not nought.</summary>
    public decimal? Value => Missing is null && Denominator > 0 ? (PerHomes ?? 100m) * Numerator / Denominator : null;

    public string Rounded => (Value, PerHomes) switch
    {
        (null, _) => "",
        ({ } value, null) => Tally.Rounded(value),
        ({ } value, _) => value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    /// <summary>So few cases that somebody could be recognised. Homes are no cases.</summary>
    public bool IsFew(int fewest) => Disclosure.IsFew(Numerator, fewest) || (PerHomes is null && Disclosure.IsFew(Denominator, fewest));

    /// <summary>As everybody may read it in its place.</summary>
    public string InPlace(int fewest) => Disclosure.IsFew(PerHomes is null ? Denominator : Numerator, fewest) ? Disclosure.Fewer(fewest) : Disclosure.NotTold;

    /// <summary>As everybody reads it, small numbers withheld.</summary>
    public string Told(int fewest) => Missing ?? (IsFew(fewest) ? InPlace(fewest) : Rounded);
}

/// <summary>Works the measures out from the cases of the year.</summary>
public static class TenantMeasures
{
    private const string EstatesAway = "How many homes there are is not known just now.";
    private const string NoHomes = "There are no homes.";

    /// <summary>The cases of each figure with how each counts, and the figures that they come to: both of the same rows.</summary>
    public static (TenantYear Year, IReadOnlyList<(string Key, CountedCase[] Cases)> Behind) Of(
        TenantMeasureRules rules, Landlord law, RepairTargets targets, ReportPeriod year, long? homes, Func<MeasuredPart, IReadOnlyList<MeasuredCase>> cases, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(year);
        var rows = law.Account.Measures.ToDictionary(m => m.Id, StringComparer.Ordinal);
        var behind = new List<(string, CountedCase[])>();
        var measures = new List<TenantMeasure>(rules.Measures.Count);
        foreach (var rule in rules.Measures)
        {
            var figures = new List<TenantFigure>(rule.Parts.Count);
            for (var at = 0; at < rule.Parts.Count; at++)
            {
                var part = rule.Parts[at];
                var counted = cases(part).Select(one => (one.Id, Part: TenantMeasureDecision.Decide(part, targets, one, now))).Where(one => one.Part != CasePart.Outside).OrderBy(one => one.Id).ToArray();
                var id = string.Create(CultureInfo.InvariantCulture, $"{rule.Clause}/{at + 1}");
                behind.Add((id, [.. counted.Select(one => new CountedCase(one.Id, Word(one.Part)))]));
                figures.Add(Figure(id, part, [.. counted.Select(one => one.Part)], homes));
            }

            var row = rows[rule.Clause];
            measures.Add(new(rule.Clause, row.Code ?? "", row.Summary, rule.NotMeasured, figures));
        }

        return (new(year.From, year.Through, homes, measures), behind);
    }

    private static TenantFigure Figure(string id, MeasuredPart part, CasePart[] counted, long? homes)
    {
        long Count(CasePart wanted) => counted.LongCount(one => one == wanted);
        var (kept, byExtension, notKept) = (Count(CasePart.Kept), Count(CasePart.KeptByExtension), Count(CasePart.NotKept));
        return part.PerHomes is { } perHomes
            ? new(id, part.Name, part.Service, part.WorkedOut, perHomes, kept, homes ?? 0, 0, 0, homes switch { null => EstatesAway, 0 => NoHomes, _ => null })
            : new(id, part.Name, part.Service, part.WorkedOut, null, kept + byExtension, kept + byExtension + notKept, byExtension, Count(CasePart.Open), null);
    }

    private static string Word(CasePart part) => part switch
    {
        CasePart.Kept => "kept",
        CasePart.KeptByExtension => "kept-by-extension",
        CasePart.NotKept => "not-kept",
        CasePart.Open => "open",
        CasePart.Outside => "",
    };
}
