using System.Globalization;

namespace Housing.Performance;

/// <summary>What became of promises that fell due in a period, counted.</summary>
/// <param name="Met">In time; a date that was agreed later counts.</param>
/// <param name="MetByExtension">Of those, the ones that only the later date makes it in time.</param>
/// <param name="Missed">Too late, or not done when the time had run out, and written down as that.</param>
/// <param name="Open">Not done, in time or not.</param>
/// <param name="Overdue">Of those, the ones whose time has run out: what nobody wrote down yet is missed all the same.</param>
/// <param name="Excused">Cancelled with a reason (REGISTER.md D3).</param>
/// <param name="Extended">Of all, those for which another date was agreed.</param>
public sealed record Tally(long Met, long MetByExtension, long Missed, long Open, long Overdue, long Excused, long Extended)
{
    public static readonly Tally None = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>What the share divides by.</summary>
    public long Due => Met + Missed + Overdue;

    public long InTime => Open - Overdue;

    public long Volume => Due + InTime + Excused;

    /// <summary>In a hundred; null when there is nothing to measure, which is not 0 %.</summary>
    public decimal? Value => Of(Met);

    /// <summary>The same by the dates first promised.</summary>
    public decimal? OriginalValue => Of(Met - MetByExtension);

    /// <summary>Whether a target is reached, before anything is rounded; null without one or without a figure.</summary>
    public bool? Reaches(decimal? target) => Value is { } value && target is { } wanted ? value >= wanted : null;

    public static Tally operator +(Tally one, Tally other) => new(
        one.Met + other.Met, one.MetByExtension + other.MetByExtension, one.Missed + other.Missed, one.Open + other.Open, one.Overdue + other.Overdue, one.Excused + other.Excused, one.Extended + other.Extended);

    /// <summary>To two places: "96.90". A share that is not whole never reads as 100.00, nor one that is something as 0.00.</summary>
    public static string Rounded(decimal? value) => value switch
    {
        null => "",
        < 100 and > 99.99m => "99.99",
        > 0 and < 0.01m => "0.01",
        { } share => share.ToString("0.00", CultureInfo.InvariantCulture),
    };

    private decimal? Of(long numerator) => Due == 0 ? null : 100m * numerator / Due;
}
