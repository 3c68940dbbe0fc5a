using Housing.Standards;

namespace Housing.Repairs;

/// <summary>What a landlord's diary must keep to, so that every fault at every home has somebody who comes, by day and by night.</summary>
internal static class DiaryRules
{
    private const int FurthestDays = 366, MostOffered = 50, MostOperatives = 500;

    public static IEnumerable<PolicyFault> Check(RepairPolicy policy, DiaryPolicy diary) =>
        Trades(policy, diary)
            .Concat(Slots(diary))
            .Concat(Hours(diary.OfficeHours))
            .Concat(Rules(policy, diary))
            .Concat(diary.Contractors.SelectMany((contractor, i) => Check(diary, contractor, $"diary.contractors[{i}]")))
            .Concat(Keys(diary.Contractors, "diary.contractors", c => c.Key))
            .Concat(Somebody(diary));

    private static IEnumerable<PolicyFault> Trades(RepairPolicy policy, DiaryPolicy diary)
    {
        if (diary.Trades.Count == 0 || diary.Trades[^1].Faults.Count > 0)
            yield return new("diary.trades", "must end with a trade without faults: it takes those that no other names.");
        HashSet<string> named = [];
        for (var i = 0; i < diary.Trades.Count; i++)
        {
            if (i < diary.Trades.Count - 1 && diary.Trades[i].Faults.Count == 0)
                yield return new($"diary.trades[{i}].faults", "must name a fault; only the last trade takes the rest.");
            for (var j = 0; j < diary.Trades[i].Faults.Count; j++)
            {
                var fault = diary.Trades[i].Faults[j];
                if (policy.Find(fault) is null)
                    yield return new($"diary.trades[{i}].faults[{j}]", $"must be the key of a fault in this list; {fault} is not.");
                else if (!named.Add(fault))
                    yield return new($"diary.trades[{i}].faults[{j}]", $"must belong to one trade; {fault} has one already.");
            }
        }

        foreach (var fault in Keys(diary.Trades, "diary.trades", t => t.Key))
            yield return fault;
    }

    private static IEnumerable<PolicyFault> Slots(DiaryPolicy diary) => Keys(diary.Slots, "diary.slots", s => s.Key)
        .Concat(diary.Slots.Select((slot, i) => (slot, i)).Where(s => s.slot.To <= s.slot.From).Select(s => new PolicyFault($"diary.slots[{s.i}].to", "must be later than “from”.")));

    private static IEnumerable<PolicyFault> Hours(OfficeHours hours)
    {
        if (hours.Open.Count == 0)
            yield return new("diary.officeHours.open", "must say at least once when the offices are open.");
        if (string.IsNullOrWhiteSpace(hours.Clause) == string.IsNullOrWhiteSpace(hours.Note))
            yield return new("diary.officeHours", "must have either the “clause” that publishes them or a “note” that says they are a setting.");
        for (var i = 0; i < hours.Open.Count; i++)
        {
            if (hours.Open[i].Days.Count == 0)
                yield return new($"diary.officeHours.open[{i}].days", "must name a day of the week, such as monday.");
            if (hours.Open[i].To <= hours.Open[i].From)
                yield return new($"diary.officeHours.open[{i}].to", "must be later than “from”.");
            if (hours.Open.Take(i).Any(earlier => earlier.Days.Intersect(hours.Open[i].Days).Any() && earlier.From < hours.Open[i].To && hours.Open[i].From < earlier.To))
                yield return new($"diary.officeHours.open[{i}]", "must not say again what an earlier line says.");
        }
    }

    private static IEnumerable<PolicyFault> Rules(RepairPolicy policy, DiaryPolicy diary)
    {
        for (var i = 0; i < diary.Emergencies.Priorities.Count; i++)
        {
            if (policy.Priorities.All(p => p.Key != diary.Emergencies.Priorities[i]))
                yield return new($"diary.emergencies.priorities[{i}]", $"must be one of {string.Join(", ", policy.Priorities.Select(p => p.Key))}.");
        }

        if (diary.Emergencies.Priorities.Count == 0)
            yield return new("diary.emergencies.priorities", "must name at least one band.");
        if (diary.Appointments.Offered is < 1 or > MostOffered)
            yield return new("diary.appointments.offered", $"must be 1 to {MostOffered}.");
        if (diary.Appointments.DaysAhead is < 1 or > FurthestDays)
            yield return new("diary.appointments.daysAhead", $"must be 1 to {FurthestDays}.");
    }

    private static IEnumerable<PolicyFault> Check(DiaryPolicy diary, Firm contractor, string path)
    {
        if (contractor.Teams.Count == 0)
            yield return new($"{path}.teams", "must have at least one team.");
        if (contractor.Key.Contains('/', StringComparison.Ordinal) || contractor.Teams.Any(t => t.Key.Contains('/', StringComparison.Ordinal)))
            yield return new($"{path}.key", "must not hold a slash, nor may its teams' keys.");
        if (contractor.OutOfHours == OutOfHours.Only && contractor.Days.Count + contractor.Slots.Count > 0)
            yield return new($"{path}.outOfHours", "must not be only for one that takes appointments; leave its days and slots out, or write also.");
        if (contractor.OutOfHours != OutOfHours.Only && (contractor.Days.Count == 0 || contractor.Slots.Count == 0))
            yield return new($"{path}.days", "and “slots” must be given for one that takes appointments.");
        if (contractor.OutOfHours != OutOfHours.Only && contractor.Days.All(day => day is DayOfWeek.Saturday or DayOfWeek.Sunday))
            yield return new($"{path}.days", "must hold a day from monday to friday.");
        for (var i = 0; i < contractor.Areas.Count; i++)
        {
            if (!PostcodeArea.IsOne(contractor.Areas[i]))
                yield return new($"{path}.areas[{i}]", "must be the beginning of a postcode in capitals: RG for an area, RM1 for a district.");
        }

        for (var i = 0; i < contractor.Slots.Count; i++)
        {
            if (diary.Slots.All(s => s.Key != contractor.Slots[i]))
                yield return new($"{path}.slots[{i}]", $"must be one of {string.Join(", ", diary.Slots.Select(s => s.Key))}.");
        }

        foreach (var fault in Keys(contractor.Teams, $"{path}.teams", t => t.Key))
            yield return fault;
        for (var i = 0; i < contractor.Teams.Count; i++)
        {
            if (contractor.Teams[i].Operatives is < 1 or > MostOperatives)
                yield return new($"{path}.teams[{i}].operatives", $"must be 1 to {MostOperatives}.");
            for (var j = 0; j < contractor.Teams[i].Trades.Count; j++)
            {
                if (diary.Trades.All(t => t.Key != contractor.Teams[i].Trades[j]))
                    yield return new($"{path}.teams[{i}].trades[{j}]", $"must be one of {string.Join(", ", diary.Trades.Select(t => t.Key))}.");
            }
        }
    }

    /// <summary>Every trade has somebody for every home: for appointments, and for emergencies while the offices are closed.</summary>
    private static IEnumerable<PolicyFault> Somebody(DiaryPolicy diary)
    {
        foreach (var trade in diary.Trades)
        {
            var everywhere = diary.Contractors.Where(c => c.Areas.Count == 0 && c.TeamFor(trade.Key) is not null).ToList();
            if (everywhere.TrueForAll(c => c.OutOfHours == OutOfHours.Only))
                yield return new("diary.contractors", $"must hold one without areas that takes appointments for {trade.Key}.");
            if (everywhere.TrueForAll(c => c.OutOfHours == OutOfHours.Never))
                yield return new("diary.contractors", $"must hold one without areas that does {trade.Key} out of hours (“outOfHours”: also or only).");
        }
    }

    private static IEnumerable<PolicyFault> Keys<T>(IReadOnlyList<T> all, string list, Func<T, string> key) => all
        .Select((item, i) => (Key: key(item), Index: i))
        .GroupBy(item => item.Key, StringComparer.Ordinal)
        .SelectMany(group => group.Skip(1))
        .Select(item => new PolicyFault($"{list}[{item.Index}].key", $"{item.Key} must be used once only."));
}
