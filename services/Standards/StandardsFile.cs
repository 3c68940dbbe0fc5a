namespace Housing.Standards;

/// <summary>Reads <c>seeds/standards/&lt;landlord&gt;.json</c>; standards.schema.json beside it says the same to an editor.</summary>
internal static class StandardsFile
{
    /// <summary>The services whose cases promises run on, and whose own sections a file may hold.</summary>
    public static readonly string[] Services = ["repairs", "complaints", "income", "tenancy", "estates", "contact", "performance", "portal"];

    private const string KeyPattern = "^[a-z0-9]+(-[a-z0-9]+)*$";

    /// <summary>What the law promises everybody: <c>statute-england.json</c>.</summary>
    public static bool IsStatute(Place root) => root.Child("statute") is not null;

    public static Landlord? Read(Place root, BankHolidays bankHolidays)
    {
        var owner = IsStatute(root) ? "statute" : "landlord";
        var named = root.Text(owner, required: true, KeyPattern, "a key such as “housing-plus”");
        var key = named is null || !IsStatute(root) ? named : $"statute-{named}";
        if (key is not null && $"{key}.json" != root.File)
            root.Fault(owner, $"is not the name of this file; the file of “{named}” is {key}.json");
        if (owner is "landlord" && key?.StartsWith("statute-", StringComparison.Ordinal) == true)
            root.Fault(owner, "is the name of a file of laws; write “statute” in place of “landlord”, or give the landlord another key");
        var name = root.Text("name", required: true);
        root.Only(["$schema", "landlord", "statute", "name", "facts", "calendar", "warn", "standards", "rules", "measures", "conduct", .. Services]);

        var facts = ReadFacts(root);
        var calendar = ReadCalendar(root, bankHolidays);
        var warnings = ReadWarnings(root);
        var standards = new List<Standard>();
        foreach (var entry in root.List("standards", required: true))
        {
            if (StandardReader.Read(entry, calendar, warnings, IsStatute(root)) is not { } standard)
                continue;
            StandardReader.CheckVersions(entry, standard, standards);
            standards.Add(standard);
        }

        StandardReader.CheckPrecedence(root, standards);
        var account = AccountReader.Read(root);
        return key is null || name is null ? null : new Landlord(key, name, calendar, facts, standards, account);
    }

    private static Facts ReadFacts(Place root) => root.Child("facts") is { } node && node.IsObject()
        ? Facts.Of([.. node.Properties().DistinctBy(fact => fact.Name, StringComparer.Ordinal).Where(ConditionReader.IsNamed)
            .Select(fact => (fact.Name, Value: ConditionReader.ReadValue(fact))).Where(fact => fact.Value is not null).Select(fact => (fact.Name, fact.Value!.Value))])
        : Facts.None;

    /// <summary>The lead times of the landlord's warnings: one for clocks that run by the hour, one for those that end with a day.</summary>
    private static (Limit? Hours, Limit? Days) ReadWarnings(Place root)
    {
        if (root.Child("warn") is not { } node || !node.IsObject())
            return (null, null);
        node.Only("hours", "days");
        return (StandardReader.LeadTime(node, "hours"), StandardReader.LeadTime(node, "days"));
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

        var opens = node.Clock("opens");
        var closes = node.Clock("closes");
        node.Only("closures", "opens", "closes");
        if (opens >= closes)
            node.Fault("closes", $"is not after “opens”, {opens:HH\\:mm}");
        return new Calendar(bankHolidays, closures, closes);
    }
}
