namespace Housing.Standards;

/// <summary>Reads one promise of a standards file.</summary>
internal static class StandardReader
{
    public const string IdPattern = "^[A-Z]{2,5}-[A-Z0-9]{3}-[0-9]{2,3}$";
    public const string IdLook = "a register row such as “HAV-REP-08”";
    private const string MilestonePattern = "^[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*$";
    private const string MilestoneLook = "a milestone such as “repair.reported”";
    private const string FactPattern = "^[a-z0-9]+(-[a-z0-9]+)*$";
    private static readonly DateTimeOffset SomeDay = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);      // to compare two lengths of time
    private static readonly string[] Kinds = ["deadline", "notice", "cadence"];

    public static Standard? Read(Place entry, Calendar calendar, (Limit? Hours, Limit? Days) warnings, bool isStatute)
    {
        entry.Only("id", "version", "from", "to", "summary", "source", "law", "inForce", "confirmed", "service", "kind", "on", "when", "until", "ends", "insteadOf", "of", "within", "before", "every",
            "repeats", "target", "aim", "reported", "published", "warn", "note");
        var id = entry.Text("id", required: true, IdPattern, IdLook);
        var version = entry.Whole("version", 1, 1000, required: false);
        var from = entry.Date("from");
        var to = entry.Date("to");
        if (to < from)
            entry.Fault("to", $"is before “from”, {from:yyyy-MM-dd}");
        var summary = entry.Text("summary", required: true);
        var source = entry.Text("source", required: true);
        var (law, inForce, confirmed) = LawReader.Read(entry, isStatute);
        var service = OneOf(entry, "service", StandardsFile.Services);
        var kind = OneOf(entry, "kind", Kinds);
        var on = entry.Texts("on", MilestonePattern, MilestoneLook);
        var until = entry.Texts("until", MilestonePattern, MilestoneLook);
        var ends = entry.Child("ends") is null ? [] : entry.Texts("ends", MilestonePattern, MilestoneLook);
        var when = entry.Child("when") is { } condition ? ConditionReader.Read(condition, on) : null;
        var insteadOf = entry.Child("insteadOf") is null ? [] : entry.Texts("insteadOf", IdPattern, IdLook);
        var of = entry.Text("of", required: kind is "notice", FactPattern, "the name of a fact such as “effective-on”");
        var timing = ReadTiming(entry, kind, calendar);
        var target = entry.Number("target");
        if (target is <= 0 or > 200)
            entry.Fault("target", "is not a share in percent; write a number over 0, such as 90");
        var aim = entry.Yes("aim");
        var reported = entry.Text("reported");
        var warn = entry.Child("warn") is null ? timing is Timing.Within { Limit.IsElapsed: true } or Timing.Before { Limit.IsElapsed: true } ? warnings.Hours : warnings.Days : LeadTime(entry, "warn");
        var published = entry.Child("published") is null || entry.Yes("published");
        var repeats = entry.Yes("repeats");
        entry.Text("note", longest: 2000);
        CheckMilestones(entry, kind, on, until, ends);
        return id is null || summary is null || source is null || service is null || timing is null
            ? null
            : new Standard
            {
                Id = id,
                Version = version ?? 1,
                From = from ?? inForce,
                To = to,
                Summary = summary,
                Source = source,
                Law = law,
                InForce = inForce,
                Confirmed = confirmed,
                Service = service,
                On = on,
                When = when,
                Until = until,
                Ends = ends,
                InsteadOf = insteadOf,
                Of = of,
                Timing = timing,
                Repeats = repeats,
                Target = target,
                Aim = aim,
                Reported = reported,
                Published = published,
                Warn = warn,
                Calendar = calendar,
            };
    }

    /// <summary>One milestone may not do two things to the same clock: it would be chance which of them counts.</summary>
    private static void CheckMilestones(Place entry, string? kind, IReadOnlyList<string> on, IReadOnlyList<string> until, IReadOnlyList<string> ends)
    {
        if (kind is not "cadence" && on.Intersect(until, StringComparer.Ordinal).FirstOrDefault() is { } both)
            entry.Fault("until", $"names “{both}” as “on” does, so that it would be kept as it starts; name what is to be done after it");
        if (ends.Intersect(on.Concat(until), StringComparer.Ordinal).FirstOrDefault() is { } end)
            entry.Fault("ends", $"names “{end}” as “on” or “until” does; name a milestone that only ends it");
        if (kind is not "cadence")
            return;
        if (entry.Child("of") is not null)
            entry.Fault("of", "is for a deadline or a notice; a cadence is counted from when it was last done");
        if (entry.Child("repeats") is not null)
            entry.Fault("repeats", "is for a deadline or a notice; a cadence always runs again");
    }

    /// <summary>Two versions of one promise may not hold on the same day: it would be chance which of them somebody was given.</summary>
    public static void CheckVersions(Place entry, Standard standard, List<Standard> before)
    {
        foreach (var other in before.Where(other => other.Id == standard.Id))
        {
            if (other.Version == standard.Version)
                entry.Fault("id", $"stands in this file twice as version {standard.Version}; give the changed promise the next version and a “from”");
            else if (!(standard.From > other.To) && !(other.From > standard.To))
                entry.Fault("id", $"holds on the same days as version {other.Version}; end that one with “to” the day before this one's “from”");
        }
    }

    /// <summary>What stands instead of what: only promises of this file, and never in a circle.</summary>
    public static void CheckPrecedence(Place root, List<Standard> standards)
    {
        var instead = standards.GroupBy(s => s.Id, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.SelectMany(s => s.InsteadOf).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
        foreach (var (id, others) in instead)
        {
            foreach (var other in others.Where(other => !instead.ContainsKey(other)))
                root.Faults.Add(root.File, $"$.standards “{id}”.insteadOf", $"\"{other}\"", "is no promise of this file; name one that this one stands instead of");
            if (Reaches(id, id, instead, []))
                root.Faults.Add(root.File, $"$.standards “{id}”.insteadOf", null, "leads back to itself, so that none of them would ever start; the specific stands instead of the general, not the other way as well");
        }
    }

    public static Limit? LeadTime(Place node, string property)
    {
        if (ReadLimit(node, property, required: false) is not { } limit)
            return null;
        if (limit.Count > 0)
            return limit;
        node.Fault(property, "is no lead time; write “1 hour” or “2 working days”");
        return null;
    }

    public static Limit? ReadLimit(Place entry, string property, bool required = true)
    {
        if (entry.Text(property, required) is not { } text)
            return null;
        if (Limit.TryParse(text, out var limit, out var fault))
            return limit;
        entry.Fault(property, fault);
        return null;
    }

    public static string? OneOf(Place entry, string property, string[] allowed)
    {
        if (entry.Text(property, required: true) is not { } text)
            return null;
        if (allowed.Contains(text))
            return text;
        entry.Fault(property, $"is unknown; write {(allowed.Length == 1 ? "" : "one of ")}{string.Join(", ", allowed)}");
        return null;
    }

    private static bool Reaches(string from, string to, Dictionary<string, string[]> instead, HashSet<string> seen) =>
        instead.GetValueOrDefault(from, []).Any(next => next == to || (seen.Add(next) && Reaches(next, to, instead, seen)));

    private static Timing? ReadTiming(Place entry, string? kind, Calendar calendar)
    {
        foreach (var (property, of) in (ReadOnlySpan<(string, string)>)[("within", "deadline"), ("before", "notice"), ("every", "cadence")])
        {
            if (kind is not null && kind != of && entry.Child(property) is not null)
                entry.Fault(property, $"is for a {of}, and this is a {kind}");
        }

        switch (kind)
        {
            case "deadline" when ReadLimit(entry, "within") is { } within:
                if (within.NeedsOpeningHours && calendar.Closes is null)
                    entry.Fault("within", "needs to know when the offices close; set “closes” in $.calendar");
                return new Timing.Within(within);
            case "notice" when ReadLimit(entry, "before") is { } before:
                if (before.Count > 0)
                    return new Timing.Before(before);
                entry.Fault("before", "cannot be counted back; write a time such as “28 days” or “10 working days”");
                return null;
            case "cadence" when ReadCadence(entry, calendar) is { } cadence:
                return new Timing.Every(cadence);
            default:
                return null;
        }
    }

    private static Cadence? ReadCadence(Place entry, Calendar calendar)
    {
        const string Look = "“6 weeks”, { \"months\": [3, 10], \"times\": 1 }, { \"monthsApart\": 2 }, { \"year\": { \"times\": 2 } }, { \"by\": \"09-30\" } or { \"period\": \"1 year\", \"keepsDate\": \"2 months\" }";
        if (entry.Child("every") is not { } every)
        {
            entry.Fault("every", $"must be {Look}");
            return null;
        }

        if (every.Element.ValueKind == System.Text.Json.JsonValueKind.String)
            return Period(entry, "every") is { } period ? new Cadence.FromLast(period) : null;
        if (!every.IsObject())
            return null;
        if (every.Child("months") is { } months)
        {
            every.Only("months", "times");
            return Months(months) is { } listed && every.Whole("times", 1, 31) is { } times ? new Cadence.InMonths(listed, times) : null;
        }

        if (every.Child("monthsApart") is not null)
        {
            every.Only("monthsApart");
            return every.Whole("monthsApart", 1, 120) is { } apart ? new Cadence.MonthsApart(apart) : null;
        }

        if (every.Child("year") is { } year)
        {
            every.Only("year");
            return year.IsObject() && year.Whole("times", 1, 366) is { } times ? new Cadence.InYear(times) : null;
        }

        if (every.Child("by") is not null)
        {
            every.Only("by", "from", "startedBy");
            var by = YearDay(every, "by", "and “02-29” for the last day of February");
            var from = every.Child("from") is null ? Cadence.ByDate.NewYear : YearDay(every, "from", "on which the year that counts for “by” begins");
            var startedBy = every.Child("startedBy") is null ? null : YearDay(every, "startedBy", "up to which a start is owed the next one");
            return by is { } day && from is { } begins ? new Cadence.ByDate(day, begins, startedBy) : null;
        }

        if (every.Child("period") is not null)
        {
            every.Only("period", "keepsDate");
            if (Period(every, "period") is not { } period)
                return null;
            var keepsDate = LeadTime(every, "keepsDate");
            if (keepsDate?.Due(SomeDay, calendar) >= period.Due(SomeDay, calendar))
                every.Fault("keepsDate", $"is not shorter than the period, {period}");
            return new Cadence.FromLast(period, keepsDate);
        }

        every.Fault($"is no cadence; write {Look}");
        return null;
    }

    private static DayOfYear? YearDay(Place node, string property, string hint)
    {
        if (node.Text(property, required: true) is not { } text)
            return null;
        var day = DaysOfYear.ReadDay(text);
        if (day is null)
            node.Fault(property, $"is not a day of the year; write month and day, such as “09-30”, {hint}");
        return day;
    }

    private static Limit? Period(Place node, string property)
    {
        if (ReadLimit(node, property) is not { } limit)
            return null;
        if (limit.Count > 0)
            return limit;
        node.Fault(property, "does not say how often; write “1 day”, “6 weeks” or “10 working days”");
        return null;
    }

    private static List<int>? Months(Place node)
    {
        if (node.Element.ValueKind == System.Text.Json.JsonValueKind.Array && node.Element.GetArrayLength() > 0)
        {
            var months = node.Element.EnumerateArray().Select(m => m.ValueKind == System.Text.Json.JsonValueKind.Number && m.TryGetInt32(out var month) ? month : 0).ToList();
            if (months.TrueForAll(m => m is >= 1 and <= 12) && months.Distinct().Count() == months.Count)
                return [.. months.Order()];
        }

        node.Fault("is not a list of months; write numbers from 1 to 12, each once, such as [3, 10]");
        return null;
    }
}
