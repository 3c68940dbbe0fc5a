using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Housing.Standards;

/// <summary>Opens a JSON file for reading with faults that name file, path, value and what would be right.</summary>
internal static class JsonFile
{
    public static Place? Open(string file, Faults faults)
    {
        var name = Path.GetFileName(file);
        return Read(name, faults, options =>
        {
            using var stream = File.OpenRead(file);
            return JsonDocument.Parse(stream, options);
        });
    }

    /// <summary>A file's text that is in no folder.</summary>
    /// <param name="name">What its faults call it.</param>
    public static Place? Read(string name, string text, Faults faults) => Read(name, faults, options => JsonDocument.Parse(text, options));

    private static Place? Read(string name, Faults faults, Func<JsonDocumentOptions, JsonDocument> parse)
    {
        try
        {
            using var document = parse(new() { MaxDepth = 32 });
            var root = new Place(document.RootElement.Clone(), name, "$", faults);
            return IsText(root.Element, name, "$", faults) && root.IsObject() ? root : null;
        }
        catch (JsonException e)
        {
            var where = e.LineNumber is { } line ? $"line {line + 1}, byte {e.BytePositionInLine + 1}" : "$";
            faults.Add(name, where, null, $"is not JSON: {e.Message.Split(" LineNumber:")[0]}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(name, "$", null, $"cannot be read: {e.Message}");
        }

        return null;
    }

    // Every text of the file can be read: bytes that are no UTF-8, and halves of a character, pass as JSON until somebody asks for them.
    private static bool IsText(JsonElement element, string file, string path, Faults faults)
    {
        try
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String:
                    return element.GetString() is not null;
                case JsonValueKind.Array:
                    var items = true;
                    foreach (var (item, i) in element.EnumerateArray().Select((item, i) => (item, i)))
                        items &= IsText(item, file, $"{path}[{i}]", faults);
                    return items;
                case JsonValueKind.Object:
                    var properties = true;
                    foreach (var property in element.EnumerateObject())
                        properties &= IsText(property.Value, file, $"{path}.{property.Name}", faults);
                    return properties;
                default:
                    return true;
            }
        }
        catch (InvalidOperationException)
        {
            faults.Add(file, path, null, "holds bytes that are no text; save the file as UTF-8");
            return false;
        }
    }

    /// <summary>What stands in the file, short enough for a message.</summary>
    public static string Show(JsonElement element)
    {
        var raw = element.GetRawText().ReplaceLineEndings(" ");
        return raw.Length <= 60 ? raw : $"{raw[..57]}…";
    }
}

/// <summary>One place in a JSON file. What is asked of it and not there, or not right, is a fault; reading goes on.</summary>
internal sealed class Place(JsonElement element, string file, string path, Faults faults)
{
    private static readonly TimeSpan RegexTime = TimeSpan.FromSeconds(1);

    public JsonElement Element => element;

    public string File => file;

    public string Path => path;

    public Faults Faults => faults;

    public void Fault(string fault) => faults.Add(file, path, JsonFile.Show(element), fault);

    public void Fault(string property, string fault)
    {
        if (element.TryGetProperty(property, out var value))
            At(property, value).Fault(fault);
        else
            faults.Add(file, path, null, $"has no “{property}”; it {fault}");
    }

    public bool IsObject()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fault("is not an object; write { … }");
            return false;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!seen.Add(property.Name))
                At(property.Name, property.Value).Fault("stands here twice; keep one of them");
        }

        return true;
    }

    /// <summary>Says of every property that is not one of these that nobody reads it.</summary>
    public void Only(params ReadOnlySpan<string> known)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
                faults.Add(file, $"{path}.{property.Name}", null, $"is not read here; the properties are {string.Join(", ", known.ToArray())}");
        }
    }

    public IEnumerable<Place> Properties() => element.EnumerateObject().Select(p => At(p.Name, p.Value));

    public string Name => path[(path.LastIndexOf('.') + 1)..];

    public Place? Child(string property) => element.TryGetProperty(property, out var value) ? At(property, value) : null;

    /// <summary>A text of one line; null when it is missing or wrong, which is then a fault unless it may be left out.</summary>
    public string? Text(string property, bool required = false, string? pattern = null, string? looksLike = null, int longest = 400)
    {
        if (!Has(property, required, "a text", out var value))
            return null;
        if (value.ValueKind != JsonValueKind.String)
            return Wrong<string>(property, value, "is not a text; write it in quotes");
        var text = value.GetString()!;
        if (string.IsNullOrWhiteSpace(text) || text.Length != text.Trim().Length)
            return Wrong<string>(property, value, "is empty or has blanks around it");
        if (text.Length > longest)
            return Wrong<string>(property, value, $"is longer than {longest} characters");
        if (text.Any(char.IsControl))
            return Wrong<string>(property, value, "has control characters; write one line of text");
        if (pattern is not null && !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, RegexTime))
            return Wrong<string>(property, value, $"does not look like {looksLike}");
        return text;
    }

    /// <summary>One text or a list of them.</summary>
    public IReadOnlyList<string> Texts(string property, string pattern, string looksLike)
    {
        if (!Has(property, required: true, $"{looksLike}, or a list of them", out var value))
            return [];
        if (value.ValueKind == JsonValueKind.String)
            return Text(property, required: true, pattern, looksLike) is { } one ? [one] : [];
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
            return Wrong<string[]>(property, value, $"is not {looksLike}, nor a list of them") ?? [];
        var texts = new List<string>();
        foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
        {
            var node = new Place(item, file, $"{path}.{property}[{i}]", faults);
            if (item.ValueKind != JsonValueKind.String || !Regex.IsMatch(item.GetString()!, pattern, RegexOptions.CultureInvariant, RegexTime))
                node.Fault($"does not look like {looksLike}");
            else if (texts.Contains(item.GetString()!))
                node.Fault("stands here twice; keep one of them");
            else
                texts.Add(item.GetString()!);
        }

        return texts;
    }

    public int? Whole(string property, int least, int most, bool required = true)
    {
        if (!Has(property, required, $"a whole number from {least} to {most}", out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : Wrong<int?>(property, value, $"is not a whole number from {least} to {most}");
    }

    public decimal? Number(string property)
    {
        if (!Has(property, required: false, "a number", out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)
            ? number
            : Wrong<decimal?>(property, value, "is not a number");
    }

    public bool Yes(string property)
    {
        if (!Has(property, required: false, "true or false", out var value))
            return false;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : Wrong<bool>(property, value, "is neither true nor false");
    }

    /// <summary>A date of the calendar, or since an earlier day for what only says how old something is.</summary>
    public DateOnly? Date(string property, bool required = false, DateOnly? since = null)
    {
        if (!Has(property, required, "a date such as “2026-12-24”", out var value))
            return null;
        if (value.ValueKind != JsonValueKind.String
            || !DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return Wrong<DateOnly?>(property, value, "is not a date; write one that exists, such as “2026-12-24”");
        }

        var first = since ?? London.FirstDay;
        return date >= first && date <= London.LastDay
            ? date
            : Wrong<DateOnly?>(property, value, $"is outside the calendar, which runs from {first:yyyy-MM-dd} to {London.LastDay:yyyy-MM-dd}");
    }

    public TimeOnly? Clock(string property)
    {
        if (!Has(property, required: false, "a time such as “17:30”", out var value))
            return null;
        return value.ValueKind == JsonValueKind.String
            && TimeOnly.TryParseExact(value.GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : Wrong<TimeOnly?>(property, value, "is not a time of day; write one such as “17:30”");
    }

    /// <summary>The objects of a list.</summary>
    public IEnumerable<Place> List(string property, bool required = false)
    {
        if (!Has(property, required, "a list", out var value))
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            return Wrong<Place[]>(property, value, "is not a list; write [ … ]") ?? [];
        return value.EnumerateArray()
            .Select((item, i) => new Place(item, file, $"{path}.{property}[{i}]", faults))
            .Where(item => item.IsObject());
    }

    private Place At(string property, JsonElement value) => new(value, file, $"{path}.{property}", faults);

    private bool Has(string property, bool required, string what, out JsonElement value)
    {
        if (element.TryGetProperty(property, out value))
            return true;
        if (required)
            faults.Add(file, path, null, $"has no “{property}”; it must be {what}");
        return false;
    }

    private T? Wrong<T>(string property, JsonElement value, string fault)
    {
        At(property, value).Fault(fault);
        return default;
    }
}
