using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Housing.Standards;

/// <summary>
/// Compares a section with the record it is read into and names every missing, unknown and ill-typed property;
/// the serializer alone would stop at the first.
/// </summary>
internal static class SectionShape
{
    public static bool Check(Place node, JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => CheckObject(node, type),
        JsonTypeInfoKind.Enumerable => CheckList(node, type),
        JsonTypeInfoKind.Dictionary => CheckDictionary(node, type),
        JsonTypeInfoKind.None => CheckValue(node, type),
    };

    private static bool CheckObject(Place node, JsonTypeInfo type)
    {
        if (!node.IsObject())
            return false;
        var right = true;
        var properties = type.Properties.Where(property => property.Set is not null).ToList();      // what a record works out is not read
        foreach (var property in properties)
        {
            if (node.Child(property.Name) is { } child)
                right &= child.Element.ValueKind == JsonValueKind.Null && property.IsSetNullable || Check(child, type.Options.GetTypeInfo(property.PropertyType));
            else if (property.IsRequired)
                right = Wrong(node, $"has no “{property.Name}”");
        }

        foreach (var child in node.Properties().Where(child => !properties.Exists(p => p.Name == child.Name)))
            right = Wrong(child, $"is not read here; the properties are {string.Join(", ", properties.Select(p => p.Name))}");
        return right;
    }

    private static bool CheckList(Place node, JsonTypeInfo type)
    {
        if (node.Element.ValueKind != JsonValueKind.Array)
            return Wrong(node, "is not a list; write [ … ]");
        var item = type.Options.GetTypeInfo(type.ElementType!);
        var right = true;
        foreach (var (element, i) in node.Element.EnumerateArray().Select((element, i) => (element, i)))
            right &= Check(new Place(element, node.File, $"{node.Path}[{i}]", node.Faults), item);
        return right;
    }

    private static bool CheckDictionary(Place node, JsonTypeInfo type)
    {
        if (!node.IsObject())
            return false;
        var item = type.Options.GetTypeInfo(type.ElementType!);
        var right = true;
        foreach (var child in node.Properties())
            right &= Check(child, item);
        return right;
    }

    private static bool CheckValue(Place node, JsonTypeInfo type)
    {
        try
        {
            return node.Element.Deserialize(type) is not null || Wrong(node, "may not be null");
        }
        catch (JsonException)
        {
            return Wrong(node, $"is not {Called(Nullable.GetUnderlyingType(type.Type) ?? type.Type)}");
        }
    }

    private static string Called(Type type) => type switch
    {
        { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName))}",
        _ when type == typeof(string) => "a text; write it in quotes",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(DateOnly) => "a date such as “2026-12-24”",
        _ when type == typeof(TimeOnly) => "a time such as “17:30”",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(decimal) => "a number",
        _ => $"a {type.Name}",
    };

    private static bool Wrong(Place node, string fault)
    {
        node.Fault(fault);
        return false;
    }
}
