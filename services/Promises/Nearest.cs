namespace Housing.Promises;

/// <summary>What somebody who mistyped a name most likely meant.</summary>
internal static class Nearest
{
    /// <summary>“ (did you mean …?)”, or nothing when nothing is near.</summary>
    public static string Suggest(string given, IEnumerable<string> there) => To(given, there) is { } near ? $" (did you mean '{near}'?)" : "";

    private static string? To(string given, IEnumerable<string> there)
    {
        var (best, distance) = ((string?)null, Math.Max(2, given.Length / 3) + 1);
        foreach (var name in there)
        {
            // A piece of a name is near it too: "report" for "repair.reported".
            var steps = given.Length >= 4 && name.Contains(given, StringComparison.OrdinalIgnoreCase) ? 1 : Steps(given.ToUpperInvariant(), name.ToUpperInvariant());
            if (steps < distance)
                (best, distance) = (name, steps);
        }

        return best;
    }

    /// <summary>How many letters must be changed, put in or left out (Levenshtein).</summary>
    private static int Steps(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
