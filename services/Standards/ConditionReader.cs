using System.Text.Json;

namespace Housing.Standards;

/// <summary>
/// Reads <c>when</c>. Each property is a fact and what it must be; several must all hold.
/// <code>
/// { "priority": "emergency" }                          equal
/// { "fault": ["gas-leak", "no-heating"] }              one of
/// { "cost": { "over": 50000, "atMost": 100000 } }      numbers: over, atLeast, under, atMost
/// { "date": { "from": "11-01", "to": "04-30" } }       the London day of the start, both days included
/// { "milestone": "repair.made-safe" }                  which of several milestones started it
/// { "all": [ … ] }   { "any": [ … ] }   { "not": { … } }
/// </code>
/// </summary>
internal static class ConditionReader
{
    public static Condition? Read(Place node, IReadOnlyList<string> on)
    {
        if (!node.IsObject())
            return null;
        var parts = node.Properties().Select(part => ReadPart(part, on)).ToList();
        if (parts.Count == 0)
        {
            node.Fault("is empty; leave it out for a promise that always applies");
            return null;
        }

        return parts.Contains(null) ? null : parts is [{ } only] ? only : new Condition.All([.. parts.OfType<Condition>()]);
    }

    private static Condition? ReadPart(Place part, IReadOnlyList<string> on) => part.Name switch
    {
        "all" => ReadList(part, on) is { } all ? new Condition.All(all) : null,
        "any" => ReadList(part, on) is { } any ? new Condition.Any(any) : null,
        "not" => Read(part, on) is { } inner ? new Condition.Not(inner) : null,
        "date" => ReadSeason(part),
        "milestone" => ReadMilestone(part, on),
        _ => ReadFact(part),
    };

    private static List<Condition>? ReadList(Place node, IReadOnlyList<string> on)
    {
        if (node.Element.ValueKind != JsonValueKind.Array || node.Element.GetArrayLength() == 0)
        {
            node.Fault("is not a list of conditions; write [ { … }, { … } ]");
            return null;
        }

        var parts = node.Element.EnumerateArray()
            .Select((item, i) => Read(new Place(item, node.File, $"{node.Path}[{i}]", node.Faults), on))
            .ToList();
        return parts.Contains(null) ? null : [.. parts.OfType<Condition>()];
    }

    private static Condition.Season? ReadSeason(Place node)
    {
        if (!node.IsObject())
            return null;
        node.Only("from", "to");
        var from = node.Text("from", required: true);
        var to = node.Text("to", required: true);
        if (from is null || to is null)
            return null;
        if (DaysOfYear.TryParse(from, to, out var days))
            return new Condition.Season(days);
        node.Fault(DaysOfYear.IsDay(from) ? "to" : "from", "is not a day of the year; write month and day, such as “10-31”");
        return null;
    }

    private static Condition.StartedBy? ReadMilestone(Place node, IReadOnlyList<string> on)
    {
        if (ReadValues(node) is not { } values)
            return null;
        var names = values.Select(value => value.ToString()).ToList();
        if (names.Except(on, StringComparer.Ordinal).FirstOrDefault() is { } stranger)
        {
            node.Fault($"can never hold: “{stranger}” is not among the milestones of “on”");
            return null;
        }

        return new Condition.StartedBy(names);
    }

    private static Condition? ReadFact(Place node)
    {
        if (!IsNamed(node))
            return null;

        if (node.Element.ValueKind != JsonValueKind.Object)
            return ReadValues(node) is { } values ? new Condition.Is(node.Name, values) : null;

        if (!node.IsObject())
            return null;
        node.Only("over", "atLeast", "under", "atMost");
        var (over, atLeast, under, atMost) = (node.Number("over"), node.Number("atLeast"), node.Number("under"), node.Number("atMost"));
        if (over is null && atLeast is null && under is null && atMost is null)
        {
            if (!node.Properties().Any())
                node.Fault("compares with nothing; write at least one of over, atLeast, under, atMost with a number");
            return null;
        }

        if (over >= under || over >= atMost || atLeast >= under || atLeast > atMost)
            node.Fault("can never hold: its lower bound is not below its upper one");
        return new Condition.Number(node.Name, over, atLeast, under, atMost);
    }

    public static bool IsNamed(Place node)
    {
        if (node.Name.Length > 0 && node.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            return true;
        node.Fault($"asks for the fact “{node.Name}”; facts are written in small letters with hyphens, such as “fault” or “home-age”");
        return false;
    }

    private static List<Fact>? ReadValues(Place node)
    {
        if (node.Element.ValueKind != JsonValueKind.Array)
            return ReadValue(node) is { } value ? [value] : null;
        if (node.Element.GetArrayLength() == 0)
        {
            node.Fault("is an empty list, which can never hold");
            return null;
        }

        var values = node.Element.EnumerateArray()
            .Select((item, i) => ReadValue(new Place(item, node.File, $"{node.Path}[{i}]", node.Faults)))
            .ToList();
        return values.Contains(null) ? null : [.. values.OfType<Fact>()];
    }

    public static Fact? ReadValue(Place node)
    {
        switch (node.Element.ValueKind)
        {
            case JsonValueKind.String when !string.IsNullOrWhiteSpace(node.Element.GetString()):
                return node.Element.GetString()!;
            case JsonValueKind.Number when node.Element.TryGetDecimal(out var number):
                return number;
            case JsonValueKind.True or JsonValueKind.False:
                return node.Element.GetBoolean();
            default:
                node.Fault("is not a fact's value; write a text, a number, true or false");
                return null;
        }
    }
}
