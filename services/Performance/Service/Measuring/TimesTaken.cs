namespace Housing.Performance;

/// <summary>How long what was done took, counted in steps each five hundredths longer than the one before.</summary>
/// <param name="Steps">How many promises took as long as each step.</param>
public sealed record TimesTaken(IReadOnlyDictionary<int, long> Steps)
{
    public static readonly TimesTaken None = new(new Dictionary<int, long>());

    private const double Growth = 1.05;

    /// <summary>The seconds within which so many in a hundred were done, within 2.5 % of the exact figure; null when nothing was done.</summary>
    /// <param name="percent">50 for the median.</param>
    public long? Percentile(int percent)
    {
        var total = Steps.Values.Sum();
        if (total <= 0)
            return null;
        var wanted = Math.Max(1, ((total * percent) + 99) / 100);
        var passed = 0L;
        foreach (var (step, promises) in Steps.OrderBy(s => s.Key))
        {
            passed += promises;
            if (passed >= wanted)
                return (long)Math.Round(Math.Pow(Growth, step + 0.5));
        }

        return null;
    }

    public static TimesTaken operator +(TimesTaken one, TimesTaken other) =>
        new(one.Steps.Concat(other.Steps).GroupBy(s => s.Key).ToDictionary(group => group.Key, group => group.Sum(s => s.Value)));
}
