using Housing.Standards;

namespace Housing.Repairs;

/// <summary>What a landlord's bands and fault list must keep to; each fault names its path within the section and what would be right.</summary>
internal static class RepairPolicyRules
{
    public static IEnumerable<PolicyFault> Check(RepairPolicy policy)
    {
        if (policy.Priorities.Count == 0)
            yield return new("priorities", "must name at least one band.");
        if (policy.Faults.Count == 0)
            yield return new("faults", "must name at least one fault.");

        foreach (var fault in Repeated(policy.Priorities, "priorities", p => p.Key, "key")
            .Concat(Repeated(policy.Priorities, "priorities", p => p.Rank, "rank"))
            .Concat(Repeated(policy.Faults, "faults", f => f.Key, "key"))
            .Concat(policy.Faults.SelectMany((fault, i) => Check(policy, fault, $"faults[{i}]"))))
        {
            yield return fault;
        }
    }

    private static IEnumerable<PolicyFault> Check(RepairPolicy policy, Fault fault, string path)
    {
        if (Unknown(policy, fault.Priority) is { } unknown)
            yield return new($"{path}.priority", unknown);

        for (var i = 0; i < fault.Seasons.Count; i++)
        {
            var season = fault.Seasons[i];
            if (Unknown(policy, season.Priority) is { } unknownInSeason)
                yield return new($"{path}.seasons[{i}].priority", unknownInSeason);
            if (!DaysOfYear.IsDay(season.From))
                yield return new($"{path}.seasons[{i}].from", "must be a day of the year, month first: 10-31.");
            else if (!DaysOfYear.IsDay(season.To))
                yield return new($"{path}.seasons[{i}].to", "must be a day of the year, month first: 10-31.");
            else if (fault.Seasons.Take(i).Any(earlier => Overlap(earlier, season)))
                yield return new($"{path}.seasons[{i}]", "must not share a day with another season of the same fault.");
        }

        if (fault.Vulnerable is not { } raised)
            yield break;
        if (Unknown(policy, raised.Priority) is { } unknownRaised)
            yield return new($"{path}.vulnerable.priority", unknownRaised);
        else if (Unknown(policy, fault.Priority) is null && !policy.IsMoreUrgent(raised.Priority, fault.Priority))
            yield return new($"{path}.vulnerable.priority", $"must be more urgent than {fault.Priority}: a need may raise a priority, never lower it (ROS-REP-03).");
    }

    private static string? Unknown(RepairPolicy policy, string band) =>
        policy.Priorities.Any(p => p.Key == band) ? null : $"must be one of {string.Join(", ", policy.Priorities.Select(p => p.Key))}.";

    // Two ranges of days share one exactly when one of them begins within the other.
    private static bool Overlap(Season a, Season b) => Begins(a, b) || Begins(b, a);

    private static bool Begins(Season within, Season season) =>
        DateOnly.TryParseExact($"2000-{season.From}", "yyyy-MM-dd", out var day) && within.Covers(day);

    private static IEnumerable<PolicyFault> Repeated<T, TKey>(IReadOnlyList<T> all, string list, Func<T, TKey> key, string name) => all
        .Select((item, i) => (Key: key(item), Index: i))
        .GroupBy(item => item.Key)
        .SelectMany(group => group.Skip(1))
        .Select(item => new PolicyFault($"{list}[{item.Index}].{name}", $"{item.Key} must be used once only."));
}
