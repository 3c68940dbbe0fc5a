namespace Housing.Repairs;

/// <summary>For a fault the landlord does not have: the ones that were probably meant.</summary>
internal static class FaultSuggestions
{
    private const int Most = 5;
    private const int LongestCompared = 64;

    public static IEnumerable<string> For(RepairPolicy policy, string fault)
    {
        var typed = fault.Length <= LongestCompared ? fault.ToLowerInvariant() : "";
        return policy.Faults
            .OrderByDescending(f => SharedWords(f.Key, typed))
            .ThenBy(f => Distance(f.Key, typed))
            .ThenBy(f => f.Key, StringComparer.Ordinal)
            .Take(Most)
            .Select(f => f.Key);
    }

    private static int SharedWords(string key, string typed) =>
        key.Split('-').Intersect(typed.Split('-', ' ', '_'), StringComparer.Ordinal).Count();

    /// <summary>How many letters have to be put in, taken out or changed to turn one into the other.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
