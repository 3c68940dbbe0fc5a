using System.Globalization;
using Housing.Standards;

namespace Housing.Promises;

/// <summary>Says in words what a condition asks for, and what of it does not hold.</summary>
internal static class ConditionWords
{
    /// <summary>Each part that does not hold for this milestone; empty when the condition holds.</summary>
    public static IReadOnlyList<string> Failures(Condition condition, Milestone milestone)
    {
        if (condition.Holds(milestone))
            return [];
        return condition switch
        {
            Condition.All all => [.. all.Parts.SelectMany(part => Failures(part, milestone))],
            Condition.Any any => [$"none of these holds: {string.Join("; or ", any.Parts.Select(Words))}"],
            Condition.Not not => [$"it is not for {Words(not.Part)}"],
            Condition.Is @is => [$"{Said(@is.Fact, milestone)}, and it asks for {Values(@is.Values)}"],
            Condition.Number number => [$"{Said(number.Fact, milestone)}, and it asks for {Bounds(number)}"],
            Condition.Season season => [$"{London.DayOf(milestone.At).ToString("d MMMM", CultureInfo.InvariantCulture)} is not within {season.Days}"],
            Condition.StartedBy by => [$"{milestone.Name} does not start it, {string.Join(" or ", by.Names)} does"],
            _ => [Words(condition)],
        };
    }

    private static string Words(Condition condition) => condition switch
    {
        Condition.All all => string.Join(" and ", all.Parts.Select(Words)),
        Condition.Any any => string.Join(" or ", any.Parts.Select(Words)),
        Condition.Not not => $"not {Words(not.Part)}",
        Condition.Is of => $"{of.Fact} {Values(of.Values)}",
        Condition.Number number => $"{number.Fact} {Bounds(number)}",
        Condition.Season season => $"a day within {season.Days}",
        Condition.StartedBy by => $"a start by {string.Join(" or ", by.Names)}",
        _ => condition.ToString(),
    };

    private static string Said(string fact, Milestone milestone) => milestone.Facts.TryGet(fact, out var value) ? $"{fact} is {value}" : $"{fact} is not said";

    private static string Values(IReadOnlyList<Fact> values) => string.Join(" or ", values);

    private static string Bounds(Condition.Number number) => string.Join(" and ", new (string Word, decimal? Bound)[]
    {
        ("over", number.Over), ("at least", number.AtLeast), ("under", number.Under), ("at most", number.AtMost),
    }.Where(b => b.Bound is not null).Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Word} {b.Bound}")));
}
