namespace Housing.Feed;

/// <summary>What asking found out about one package. <c>LacksItself</c>: the package is not there; otherwise something it needs is not.</summary>
internal sealed record Verdict(string Id, string Version, bool Has, bool LacksItself, string Why)
{
    public static Verdict Yes(string id, string version) => new(id, version, Has: true, LacksItself: false, "");
}

/// <summary>Turns verdicts into a choice for every package.</summary>
internal static class Deciding
{
    /// <summary>The packages to write from the npm package's assemblies: those the feed itself lacks, at the version we have.</summary>
    public static IReadOnlyList<LaidOut> ToLayOut(Alternatives alternatives, IEnumerable<Verdict> verdicts)
    {
        var lacking = verdicts.Where(verdict => !verdict.Has && verdict.LacksItself).ToDictionary(verdict => verdict.Id, StringComparer.OrdinalIgnoreCase);
        return [.. alternatives.LaidOut.Where(package => lacking.TryGetValue(package.Id, out var verdict) && verdict.Version == package.Version)];
    }

    /// <param name="alternatives">What can take a package's place.</param>
    /// <param name="verdicts">The last word on each package, asked with <paramref name="laidOut"/> beside the feed.</param>
    /// <param name="laidOut">What was laid out.</param>
    public static IReadOnlyList<Choice> Decide(Alternatives alternatives, IReadOnlyList<Verdict> verdicts, IReadOnlyList<LaidOut> laidOut)
    {
        var lacking = verdicts.Where(verdict => !verdict.Has).ToDictionary(verdict => verdict.Id, StringComparer.OrdinalIgnoreCase);
        return [.. verdicts.Select(Choose).OrderBy(choice => choice.Id, StringComparer.OrdinalIgnoreCase)];

        Choice Choose(Verdict verdict)
        {
            if (laidOut.Any(package => Same(package.Id, verdict.Id)))
                return new(verdict.Id, verdict.Version, From.Npm, verdict.Why);

            var group = alternatives.StandIns.FirstOrDefault(standIn => standIn.Members.Contains(verdict.Id, StringComparer.OrdinalIgnoreCase));
            if (group?.Members.FirstOrDefault(lacking.ContainsKey) is { } missing)
                return new(verdict.Id, verdict.Version, From.StandIn, verdict.Has ? $"goes with {missing}, which the feed lacks" : verdict.Why);

            if (verdict.Has) return new(verdict.Id, verdict.Version, From.Feed, "");

            return alternatives.LaidOut.FirstOrDefault(package => Same(package.Id, verdict.Id)) is { } other && other.Version != verdict.Version
                ? new(verdict.Id, verdict.Version, From.Nowhere, $"{verdict.Why}; {alternatives.Npm} has {other.Version}, so pin that version or find a feed with this one")
                : new(verdict.Id, verdict.Version, From.Nowhere, verdict.Why);
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
