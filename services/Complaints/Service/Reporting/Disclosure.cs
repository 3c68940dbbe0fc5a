using System.Globalization;

namespace Housing.Complaints;

/// <summary>A figure as everybody may read it.</summary>
/// <param name="Count">Null where so few could be recognised.</param>
/// <param name="Shown">The count, or why it is not there.</param>
/// <param name="Share">Empty where there is none, or where it would tell the count.</param>
public sealed record PublicFigure(ReportFigure Figure, long? Count, long? Of, string Shown, string ShownOf, string Share);

/// <summary>
/// Keeps residents from being recognised by how few they are: a count of complaints from one to fewer than the landlord's number is not told; and where one such stands alone among
/// figures that add up, the next smallest is not told either, or it would follow from the others; nor is a part of what is not told.
/// </summary>
internal static class Disclosure
{
    public static IReadOnlyList<PublicFigure> Of(IReadOnlyList<ReportFigure> figures, int fewest)
    {
        var hidden = figures.Where(f => IsFew(f, fewest)).ToHashSet();
        foreach (var whole in figures.Where(f => f.Whole is not null).GroupBy(f => f.Whole, StringComparer.Ordinal))
        {
            if (whole.Count(hidden.Contains) == 1 && whole.Where(f => !hidden.Contains(f) && f.Count > 0).MinBy(f => f.Count) is { } next)
                hidden.Add(next);
        }

        var keys = hidden.Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        hidden.UnionWith(figures.Where(f => f.PartOf is { } part && keys.Contains(part)));
        return [.. figures.Select(f => Show(f, hidden.Contains(f), fewest))];
    }

    /// <summary>A count that nobody is told.</summary>
    public static bool IsFew(long count, int fewest) => count > 0 && count < fewest;

    /// <summary>A count alone, as everybody may read it.</summary>
    public static string Told(long count, int fewest) => IsFew(count, fewest) ? Few(fewest) : count.ToString("N0", CultureInfo.InvariantCulture);

    private static bool IsFew(ReportFigure figure, int fewest) => figure.Unit switch
    {
        FigureUnit.Complaints or FigureUnit.ComplaintsOfHomes => IsFew(figure.Count, fewest),
        FigureUnit.Pence => IsFew(figure.Of ?? 0, fewest),
        FigureUnit.Lessons => false,
    };

    private static PublicFigure Show(ReportFigure figure, bool hidden, int fewest)
    {
        var fewOf = figure.Unit == FigureUnit.Complaints && figure.Of is { } of && IsFew(of, fewest);
        var tellsAnother = hidden && figure.PartOf is not null;
        var shown = (hidden, figure.Unit) switch
        {
            (true, _) when IsFew(figure, fewest) => figure.Unit == FigureUnit.Pence ? "not told: too few complaints" : Few(fewest),
            (true, _) => "not told",
            (false, FigureUnit.Pence) => Pounds(figure.Count),
            (false, _) => figure.Count.ToString("N0", CultureInfo.InvariantCulture),
        };
        var shownOf = figure.Of is not { } whole || tellsAnother ? "" : fewOf || (hidden && figure.Unit == FigureUnit.Pence) ? Few(fewest) : whole.ToString("N0", CultureInfo.InvariantCulture);
        return new(figure, hidden ? null : figure.Count, fewOf || tellsAnother || (hidden && figure.Unit == FigureUnit.Pence) ? null : figure.Of, shown, shownOf, hidden || fewOf ? "" : Share(figure));
    }

    /// <summary>What the count is of the whole; empty where there is nothing to divide by.</summary>
    public static string Share(ReportFigure figure) => figure switch
    {
        { Unit: FigureUnit.Pence } => Pounds(figure.Count),
        { Of: null or 0 } => "",
        { Unit: FigureUnit.ComplaintsOfHomes } => string.Create(CultureInfo.InvariantCulture, $"{1_000m * figure.Count / figure.Of.Value:N1} for every 1,000 homes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{100m * figure.Count / figure.Of.Value:0.0} %"),
    };

    private static string Few(int fewest) => string.Create(CultureInfo.InvariantCulture, $"fewer than {fewest}");

    private static string Pounds(long pence) => string.Create(CultureInfo.InvariantCulture, $"£{pence / 100m:N2}");
}
