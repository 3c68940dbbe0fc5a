namespace Housing.Standards;

/// <summary>Reads <c>seeds/standards/&lt;landlord&gt;.json</c>; standards.schema.json beside it says the same to an editor.</summary>
internal static class StandardsFile
{
    /// <summary>The services whose cases promises run on, and whose own sections a file may hold.</summary>
    public static readonly string[] Services = ["repairs", "complaints", "income", "tenancy", "estates", "contact", "performance", "portal"];

    private const string KeyPattern = "^[a-z0-9]+(-[a-z0-9]+)*$";
    private const string IdPattern = "^[A-Z]{2,5}-[A-Z]{3}-[0-9]{2,3}$";
    private const string MilestonePattern = "^[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*$";
    private const string MilestoneLook = "a milestone such as “repair.reported”";

    public static Landlord? Read(Place root, BankHolidays bankHolidays)
    {
        var key = root.Text("landlord", required: true, KeyPattern, "a landlord's key such as “housing-plus”");
        if (key is not null && $"{key}.json" != root.File)
            root.Fault("landlord", $"is not the name of this file; the file of “{key}” is {key}.json");
        var name = root.Text("name", required: true);
        root.Only(["$schema", "landlord", "name", "calendar", "standards", .. Services]);

        var calendar = ReadCalendar(root, bankHolidays);
        var standards = new List<Standard>();
        foreach (var entry in root.List("standards", required: true))
        {
            if (ReadStandard(entry, calendar) is not { } standard)
                continue;
            CheckVersions(entry, standard, standards);
            standards.Add(standard);
        }

        return key is null || name is null ? null : new Landlord(key, name, calendar, standards);
    }

    private static Calendar ReadCalendar(Place root, BankHolidays bankHolidays)
    {
        if (root.Child("calendar") is not { } node || !node.IsObject())
            return new Calendar(bankHolidays, []);
        var closures = new List<DateOnly>();
        foreach (var closure in node.List("closures"))
        {
            var first = closure.Date("from", required: true);
            var last = closure.Date("to") ?? first;
            closure.Text("why", required: true);
            closure.Only("from", "to", "why");
            if (last < first)
                closure.Fault("to", $"is before “from”, {first:yyyy-MM-dd}");
            for (var day = first; day <= last; day = day?.AddDays(1))
                closures.Add(day.Value);
        }

        var closes = node.Clock("closes");
        node.Only("closures", "closes");
        return new Calendar(bankHolidays, closures, closes);
    }

    private static Standard? ReadStandard(Place entry, Calendar calendar)
    {
        entry.Only("id", "version", "from", "to", "summary", "source", "service", "kind", "on", "when", "until", "within", "target", "aim", "reported", "note");
        var id = entry.Text("id", required: true, IdPattern, "a register row such as “HAV-REP-08”");
        var version = entry.Whole("version", 1, 1000, required: false);
        var from = entry.Date("from");
        var to = entry.Date("to");
        if (to < from)
            entry.Fault("to", $"is before “from”, {from:yyyy-MM-dd}");
        var summary = entry.Text("summary", required: true);
        var source = entry.Text("source", required: true);
        var service = OneOf(entry, "service", Services);
        OneOf(entry, "kind", ["deadline"]);
        var on = entry.Texts("on", MilestonePattern, MilestoneLook);
        var until = entry.Texts("until", MilestonePattern, MilestoneLook);
        var when = entry.Child("when") is { } condition ? ConditionReader.Read(condition, on) : null;
        var within = ReadLimit(entry, calendar);
        var target = entry.Number("target");
        if (target is <= 0 or > 200)
            entry.Fault("target", "is not a share in percent; write a number over 0, such as 90");
        var aim = entry.Yes("aim");
        var reported = entry.Text("reported");
        entry.Text("note", longest: 2000);
        return id is null || summary is null || source is null || service is null || within is null
            ? null
            : new Standard
            {
                Id = id,
                Version = version ?? 1,
                From = from,
                To = to,
                Summary = summary,
                Source = source,
                Service = service,
                On = on,
                When = when,
                Until = until,
                Within = within.Value,
                Target = target,
                Aim = aim,
                Reported = reported,
            };
    }

    private static Limit? ReadLimit(Place entry, Calendar calendar)
    {
        if (entry.Text("within", required: true) is not { } text)
            return null;
        if (!Limit.TryParse(text, out var limit, out var fault))
        {
            entry.Fault("within", fault);
            return null;
        }

        if (limit.Unit == LimitUnit.SameDay && calendar.Closes is null)
            entry.Fault("within", "needs to know when the offices close; set “closes” in $.calendar");
        return limit;
    }

    // Two versions of one promise may not hold on the same day: it would be chance which of them somebody was given.
    private static void CheckVersions(Place entry, Standard standard, List<Standard> before)
    {
        foreach (var other in before.Where(other => other.Id == standard.Id))
        {
            if (other.Version == standard.Version)
                entry.Fault("id", $"stands in this file twice as version {standard.Version}; give the changed promise the next version and a “from”");
            else if (!(standard.From > other.To) && !(other.From > standard.To))
                entry.Fault("id", $"holds on the same days as version {other.Version}; end that one with “to” the day before this one's “from”");
        }
    }

    private static string? OneOf(Place entry, string property, string[] allowed)
    {
        if (entry.Text(property, required: true) is not { } text)
            return null;
        if (allowed.Contains(text))
            return text;
        entry.Fault(property, $"is unknown; write {(allowed.Length == 1 ? "" : "one of ")}{string.Join(", ", allowed)}");
        return null;
    }
}
