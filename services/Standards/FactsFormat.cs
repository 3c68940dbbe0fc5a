using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Housing.Standards;

/// <summary>Facts as JSON, in databases, events and on the command line: {"priority": "emergency", "cost": 25000, "communal": true, "starts": {"at": "2026-12-24T00:00:00Z"}}.</summary>
public static class FactsFormat
{
    public static string Write(Facts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.All.Count == 0)
            return "{}";
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in facts.All)
                Write(json, name, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Facts Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    /// <summary>Reads an object of facts.</summary>
    /// <exception cref="FormatException">Something in it is no fact; the message says what would be right.</exception>
    public static Facts Read(JsonElement facts)
    {
        if (facts.ValueKind != JsonValueKind.Object)
            throw new FormatException("Facts are an object, such as {\"priority\": \"emergency\"}.");
        var read = new List<(string, Fact)>();
        foreach (var fact in facts.EnumerateObject())
        {
            if (read.Exists(known => known.Item1 == fact.Name))
                throw new FormatException($"The fact “{fact.Name}” is given twice.");
            read.Add((fact.Name, ReadFact(fact)));
        }

        return Facts.Of([.. read]);
    }

    /// <summary>The instant of a text such as “2026-12-24” (a London day, its first instant) or “2026-12-24T16:40Z”; false when it is neither.</summary>
    public static bool TryReadInstant(string text, out DateTimeOffset instant)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= London.FirstDay && day <= London.LastDay)
        {
            instant = London.StartOf(day);
            return true;
        }

        // A whole date must be said, or today's would be taken, and an offset: without one, an hour in summer would be anybody's guess.
        instant = default;
        return text.Length > 11 && text[4] == '-' && text[7] == '-' && text[10] == 'T' && (text[^1] == 'Z' || text.AsSpan(11).IndexOfAny('+', '-') > 0)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant);
    }

    private static void Write(Utf8JsonWriter json, string name, Fact value)
    {
        if (value.Text is { } text)
            json.WriteString(name, text);
        else if (value.Number is { } number)
            json.WriteNumber(name, number);
        else if (value.Yes is { } yes)
            json.WriteBoolean(name, yes);
        else if (value.Instant is { } instant)
        {
            json.WriteStartObject(name);
            json.WriteString("at", instant);
            json.WriteEndObject();
        }
    }

    private static Fact ReadFact(JsonProperty fact) => fact.Value.ValueKind switch
    {
        JsonValueKind.String => fact.Value.GetString()!,
        JsonValueKind.Number when fact.Value.TryGetDecimal(out var number) => number,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Object when fact.Value.TryGetProperty("at", out var at) && at.ValueKind == JsonValueKind.String && TryReadInstant(at.GetString()!, out var instant) => instant,
        _ => throw new FormatException($"The fact “{fact.Name}” must be a text, a number, true, false or {{\"at\": \"2026-12-24T16:40Z\"}}."),
    };
}
