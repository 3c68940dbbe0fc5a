using System.Globalization;

namespace Housing.Income;

/// <summary>What each lease bears of one head within one year: day by day as the shares were in force, exactly.</summary>
public sealed class HeadShares
{
    private readonly SchemeHead _head;
    private readonly SchemeYear _year;
    private readonly List<Span> _spans = [];

    /// <summary>Some days in a row on which no share changed.</summary>
    private sealed record Span(DateOnly First, DateOnly Last, Dictionary<Guid, Ratio> Shares, Dictionary<Guid, LeaseShare> Leases, long Weights)
    {
        public int DaysWithin(DateOnly from, DateOnly through) => Math.Max(0, (through < Last ? through : Last).DayNumber - (from > First ? from : First).DayNumber + 1);
    }

    public HeadShares(SchemeHead head, IEnumerable<LeaseShare> shares, SchemeYear year)
    {
        (_head, _year) = (head, year);
        var own = shares.Where(share => share.Head == head.Key && share.From <= year.Last && !(share.Until < year.First)).ToList();
        var starts = own.Select(share => share.From).Concat(own.Where(share => share.Until is not null).Select(share => share.Until!.Value.AddDays(1)))
            .Append(year.First).Where(day => day >= year.First && day <= year.Last).Distinct().Order().ToList();
        for (var at = 0; at < starts.Count; at++)
        {
            var inForce = own.Where(share => share.HoldsOn(starts[at])).ToDictionary(share => share.HomeId);
            var weights = inForce.Values.Sum(share => share.Above);
            var ratios = inForce.ToDictionary(one => one.Key, one => Ratio.Of(one.Value.Above, head.Basis == ShareBasis.Fraction ? one.Value.Below : weights));
            _spans.Add(new(starts[at], at + 1 < starts.Count ? starts[at + 1].AddDays(-1) : year.Last, ratios, inForce, weights));
        }
    }

    /// <summary>The homes that bear anything of it in the year.</summary>
    public IReadOnlyList<Guid> Homes => [.. _spans.SelectMany(span => span.Shares.Keys).Distinct().Order()];

    /// <summary>What each home bears of the year's sum.</summary>
    public IReadOnlyCollection<(Guid Home, Ratio Share)> OfYear => [.. Homes.Select(home => (home, OfDays(home, _year.First, _year.Last)))];

    /// <summary>What a home bears of the year's sum for some days of it.</summary>
    public Ratio OfDays(Guid home, DateOnly from, DateOnly through) =>
        Ratio.Sum(_spans.Where(span => span.Shares.ContainsKey(home)).Select(span => span.Shares[home] * Ratio.Of(span.DaysWithin(from, through), _year.Days)));

    /// <summary>The day on which the shares come to more than the whole, with what they come to; null when they never do.</summary>
    public (DateOnly On, Ratio Sum)? MoreThanWhole => _spans.Select(span => ((DateOnly, Ratio)?)(span.First, Ratio.Sum(span.Shares.Values)))
        .FirstOrDefault(sum => sum!.Value.Item2 > Ratio.Whole);

    /// <summary>A home's share as the lease says it.</summary>
    public string Say(Guid home)
    {
        var said = _spans.Where(span => span.Leases.ContainsKey(home)).Select(span => Say(span.Leases[home], span.Weights)).Distinct(StringComparer.Ordinal).ToList();
        var days = _spans.Where(span => span.Leases.ContainsKey(home)).Sum(span => span.DaysWithin(_year.First, _year.Last));
        return string.Join(", then ", said) + (days == _year.Days ? "" : $", for {days} of {_year.Days} days");
    }

    private string Say(LeaseShare share, long weights) => _head.Basis switch
    {
        ShareBasis.Fraction => $"{share.Above}/{share.Below}",
        ShareBasis.Points => string.Create(CultureInfo.InvariantCulture, $"{share.Above:#,##0} of {weights:#,##0} points"),
        ShareBasis.FloorArea => string.Create(CultureInfo.InvariantCulture, $"{share.Above / 100m:#,##0.00} of {weights / 100m:#,##0.00} m²"),
    };
}
