using System.Globalization;

namespace Housing.Performance;

/// <summary>
/// Keeps residents from being recognised by how few they are: a share of fewer cases than the landlord's number, or of which so few were kept, is not told; and where one such stands alone among promises
/// that add up to a total or a figure, the smallest other one is not told either, or it would follow from the rest.
/// </summary>
internal static class Disclosure
{
    /// <summary>The ids of those that are not told.</summary>
    public static IReadOnlySet<string> Hidden(IReadOnlyList<(ShareTerm Term, Tally Tally)> shares, int fewest)
    {
        var hidden = shares.Where(s => IsFew(s.Tally, fewest)).Select(s => s.Term.Id).ToHashSet(StringComparer.Ordinal);
        var own = shares.Where(s => s.Term.IsOwnWord).Select(s => s.Term.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var parts in shares.Where(s => s.Term.IsFigure && !hidden.Contains(s.Term.Id)).Select(s => s.Term.Of.ToHashSet(StringComparer.Ordinal)).Append(own))
        {
            if (parts.Count(hidden.Contains) == 1 && shares.Where(s => parts.Contains(s.Term.Id) && !hidden.Contains(s.Term.Id) && s.Tally.Due > 0).OrderBy(s => s.Tally.Due).FirstOrDefault() is { Term: { } next })
                hidden.Add(next.Id);
        }

        return hidden;
    }

    /// <summary>So few due, or kept, that somebody could be recognised.</summary>
    public static bool IsFew(Tally tally, int fewest) => IsFew(tally.Due, fewest) || IsFew(tally.Met, fewest);

    /// <summary>As everybody may read it in its place.</summary>
    public static string InPlace(Tally tally, int fewest) => IsFew(tally.Due, fewest) ? Fewer(fewest) : NotTold;

    public const string NotTold = "not told";

    public static string Fewer(int fewest) => string.Create(CultureInfo.InvariantCulture, $"fewer than {fewest}");

    public static bool IsFew(long count, int fewest) => count > 0 && count < fewest;
}
