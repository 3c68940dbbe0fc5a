using System.Numerics;

namespace Housing.Income;

/// <summary>A share, exactly: leases say thirds and sevenths, and a year of days divides them further.</summary>
public readonly record struct Ratio
{
    private readonly BigInteger _below;

    private Ratio(BigInteger above, BigInteger below) => (Above, _below) = (above, below);

    public static Ratio None => default;

    public static Ratio Whole { get; } = Of(1, 1);

    public BigInteger Above { get; }

    public BigInteger Below => _below.IsZero ? BigInteger.One : _below;

    /// <summary>In its lowest terms, so that two that are the same are equal.</summary>
    public static Ratio Of(BigInteger above, BigInteger below)
    {
        if (below.Sign <= 0)
            throw new ArgumentOutOfRangeException(nameof(below), "What is below the line is 1 at least.");
        var common = BigInteger.GreatestCommonDivisor(above, below);
        return above.IsZero ? None : new(above / common, below / common);
    }

    public static Ratio operator +(Ratio one, Ratio other) => Of((one.Above * other.Below) + (other.Above * one.Below), one.Below * other.Below);

    public static Ratio operator -(Ratio one, Ratio other) => Of((one.Above * other.Below) - (other.Above * one.Below), one.Below * other.Below);

    public static Ratio operator *(Ratio one, Ratio other) => Of(one.Above * other.Above, one.Below * other.Below);

    public static Ratio operator /(Ratio one, Ratio other) => Of(one.Above * other.Below, one.Below * other.Above);

    public static bool operator >(Ratio one, Ratio other) => one.Above * other.Below > other.Above * one.Below;

    public static bool operator <(Ratio one, Ratio other) => other > one;

    public static Ratio Sum(IEnumerable<Ratio> all) => all.Aggregate(None, (sum, one) => sum + one);

    // The equality of a record would tell a missing line below from a 1.
    public bool Equals(Ratio other) => Above == other.Above && Below == other.Below;

    public override int GetHashCode() => HashCode.Combine(Above, Below);

    public override string ToString() => $"{Above}/{Below}";
}
