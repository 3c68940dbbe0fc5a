namespace Housing.Performance;

/// <summary>How long what was done took, counted in steps each five hundredths longer than the one before.</summary>
/// <param name="Steps">How many promises took as long as each step.</param>
public sealed record TimesTaken(IReadOnlyDictionary<int, long> Steps)
{
    public static readonly TimesTaken None = new(new Dictionary<int, long>());

    private const double Growth = 1.05;

    /// <summary>Several counts together, each from its first step on.</summary>
    public static TimesTaken Of(IEnumerable<(int From, int[] Promises)> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var all = new List<long>();
        var first = 0;
        foreach (var (from, promises) in counts.Where(c => c.Promises.Length > 0).OrderBy(c => c.From))
        {
            if (all.Count == 0)
                first = from;
            for (var n = all.Count; n < from - first + promises.Length; n++)
                all.Add(0);
            for (var n = 0; n < promises.Length; n++)
                all[from - first + n] += promises[n];
        }

        return new(Enumerable.Range(0, all.Count).Where(n => all[n] != 0).ToDictionary(n => first + n, n => all[n]));
    }

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
