using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
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

    /// <summary>Reads an object of facts.</summary>
    /// <exception cref="FormatException">Something in it is no fact; the message says what would be right.</exception>
    public static Facts Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    /// <inheritdoc cref="Read(string)"/>
    public static Facts Read(JsonElement facts) => Read(JsonMarshal.GetRawUtf8Value(facts));

    /// <inheritdoc cref="Read(string)"/>
    public static Facts Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new FormatException("Facts are an object, such as {\"priority\": \"emergency\"}.");
        var facts = new List<(string Name, Fact Value)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            foreach (var known in facts)
            {
                if (known.Name == name)
                    throw new FormatException($"The fact “{name}” is given twice.");
            }

            facts.Add((name, ReadFact(name, ref reader)));
        }

        reader.Read();      // nothing may follow
        return Facts.Of([.. facts]);
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

    private static Fact ReadFact(string name, ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString()!;
            case JsonTokenType.Number when reader.TryGetDecimal(out var number):
                return number;
            case JsonTokenType.True or JsonTokenType.False:
                return reader.GetBoolean();
            case JsonTokenType.StartObject when ReadAt(ref reader) is { } instant:
                return instant;
            default:
                throw new FormatException($"The fact “{name}” must be a text, a number, true, false or {{\"at\": \"2026-12-24T16:40Z\"}}.");
        }
    }

    // The instant of {"at": "…"}; whatever else stands beside it is passed over.
    private static DateTimeOffset? ReadAt(ref Utf8JsonReader reader)
    {
        DateTimeOffset? at = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isAt = reader.ValueTextEquals("at"u8);
            reader.Read();
            if (isAt && reader.TokenType == JsonTokenType.String && TryReadInstant(reader.GetString()!, out var instant))
                at = instant;
            else
                reader.Skip();
        }

        return at;
    }
}
