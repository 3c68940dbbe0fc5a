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
        if (policy.Responsibilities.Count == 0)
            yield return new("responsibilities", "must have at least one row: the landlord's own, without conditions.");

        foreach (var fault in policy.Messages.Check("messages")
            .Concat(Repeated(policy.Priorities, "priorities", p => p.Key, "key"))
            .Concat(Repeated(policy.Priorities, "priorities", p => p.Rank, "rank"))
            .Concat(Repeated(policy.Faults, "faults", f => f.Key, "key"))
            .Concat(policy.Faults.SelectMany((fault, i) => Check(policy, fault, $"faults[{i}]")))
            .Concat(policy.Responsibilities.SelectMany((row, i) => Check(policy, row, $"responsibilities[{i}]", last: i == policy.Responsibilities.Count - 1)))
            .Concat(WorkPolicyRules.Check(policy))
            .Concat(RechargeTerms.Check(policy))
            .Concat(DefectTerms.Check(policy))
            .Concat(AdaptationKind.Check(policy))
            .Concat(policy.Diary is { } diary ? DiaryRules.Check(policy, diary) : [])
            .Concat(HandypersonRule.Check(policy))
            .Concat(PlannedWorksRule.Check(policy))
            .Concat(CatalogueRules.Check(policy)))
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

        if (fault.Advice is { } advice && string.IsNullOrWhiteSpace(advice))
            yield return new($"{path}.advice", "must say something; leave it out where there is nothing to advise.");

        if (fault.Vulnerable is not { } raised)
            yield break;
        if (Unknown(policy, raised.Priority) is { } unknownRaised)
            yield return new($"{path}.vulnerable.priority", unknownRaised);
        else if (Unknown(policy, fault.Priority) is null && !policy.IsMoreUrgent(raised.Priority, fault.Priority))
            yield return new($"{path}.vulnerable.priority", $"must be more urgent than {fault.Priority}: a need may raise a priority, never lower it (ROS-REP-03).");
    }

    private static IEnumerable<PolicyFault> Check(RepairPolicy policy, ResponsibilityRow row, string path, bool last)
    {
        if (last && (!row.IsUnconditional || row.Responsible != Party.Landlord))
            yield return new(path, "must be the landlord's and without conditions, since it is the last: what no other row takes is the landlord's.");
        if (!last && row.IsUnconditional)
            yield return new(path, "must have a condition, or no row after it would ever be read.");
        if (row.Responsible == Party.Landlord && row.LandlordPart != LandlordPart.Mends)
            yield return new($"{path}.landlordPart", "must be mends: what the landlord answers for, it mends.");
        if (row.Responsible != Party.Landlord && string.IsNullOrWhiteSpace(row.Clause))
            yield return new($"{path}.clause", "must name the register row by which it is not the landlord's.");
        if (string.IsNullOrWhiteSpace(row.Says))
            yield return new($"{path}.says", "must say it in one sentence.");
        if (row.MonthsFromHandover is <= 0)
            yield return new($"{path}.monthsFromHandover", "must be at least 1.");
        for (var i = 0; i < row.Faults.Count; i++)
        {
            if (policy.Find(row.Faults[i]) is null)
                yield return new($"{path}.faults[{i}]", "must be the key of a fault in this list.");
        }

        for (var i = 0; i < row.Priorities.Count; i++)
        {
            if (Unknown(policy, row.Priorities[i]) is { } unknown)
                yield return new($"{path}.priorities[{i}]", unknown);
        }

        for (var i = 0; i < row.Tenures.Count; i++)
        {
            if (!HouseholdQuestion.Tenures.Contains(row.Tenures[i]))
                yield return new($"{path}.tenures[{i}]", $"must be one of {string.Join(", ", HouseholdQuestion.Tenures)}.");
        }
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
