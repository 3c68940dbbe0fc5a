using System.Numerics;

namespace Housing.Income;

/// <summary>A sum divided among some, to the penny; what their shares do not come to, the landlord bears.</summary>
public sealed record Divided(IReadOnlyDictionary<Guid, long> Parts, long LandlordPence)
{
    public long Of(Guid who) => Parts.GetValueOrDefault(who);
}

/// <summary>Divides a sum by shares so that the parts always come to the sum.</summary>
public static class Apportionment
{
    /// <summary>
    /// Everybody's part is rounded down; the pennies left over go to whoever lost most by that, one each. Of those who lost the same the landlord has it first, then
    /// whoever's id comes first: the same shares divide the same sum in the same way every time.
    /// </summary>
    /// <param name="pence">The sum, which is not negative.</param>
    /// <param name="shares">Who bears what of it, each once; together the whole at most.</param>
    public static Divided Divide(long pence, IReadOnlyCollection<(Guid Who, Ratio Share)> shares)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pence);
        var left = Ratio.Whole - Ratio.Sum(shares.Select(one => one.Share));
        if (left < Ratio.None)
            throw new ArgumentException($"The shares come to more than the whole: {Ratio.Whole - left}.", nameof(shares));

        // The landlord's id is one that nobody has, and comes before all others.
        List<(Guid Who, Ratio Share)> all = [(Guid.Empty, left), .. shares.OrderBy(one => one.Who)];
        var below = all.Aggregate(BigInteger.One, (common, one) => common / BigInteger.GreatestCommonDivisor(common, one.Share.Below) * one.Share.Below);
        var cuts = all.ConvertAll(one =>
        {
            var whole = BigInteger.DivRem(pence * one.Share.Above * (below / one.Share.Below), below, out var lost);
            return (one.Who, Pence: (long)whole, Lost: lost);
        });
        var over = pence - cuts.Sum(cut => cut.Pence);
        var parts = cuts.ToDictionary(cut => cut.Who, cut => cut.Pence);
        foreach (var (who, _, _) in cuts.OrderByDescending(cut => cut.Lost).Take((int)over))      // a stable order: ties stay as they are listed
            parts[who]++;
        parts.Remove(Guid.Empty, out var landlord);
        return new(parts, landlord);
    }
}
