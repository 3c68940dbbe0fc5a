using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Housing.Standards.Tests;

/// <summary>Standards folders made for one test, and the real ones.</summary>
internal static class Examples
{
    public static StandardsBook Seeds { get; } = StandardsBook.Read(StandardsFolder.BesideAssemblies);

    public static string Standard => """
        { "id": "ABC-REP-01", "summary": "Done in time.", "source": "Leaflet, page 2", "service": "repairs", "kind": "deadline",
          "on": "repair.reported", "until": "repair.completed", "within": "3 working days" }
        """;

    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A landlord's file with these standards and, if given, a calendar and a repairs section.</summary>
    public static string File(string standards, string calendar = "{}", string repairs = "{}", string landlord = "abc") =>
        $$"""{ "landlord": "{{landlord}}", "name": "A B C", "calendar": {{calendar}}, "standards": [ {{standards}} ], "repairs": {{repairs}} }""";

    /// <summary>The example standard with some properties changed; a null takes one away.</summary>
    public static string With(params (string Property, string? Json)[] changes)
    {
        var standard = JsonNode.Parse(Standard)!.AsObject();
        foreach (var (property, json) in changes)
        {
            if (json is null)
                standard.Remove(property);
            else
                standard[property] = JsonNode.Parse(json);
        }

        return standard.ToJsonString(new JsonSerializerOptions { WriteIndented = false });
    }

    public static StandardsBook Book(string file) => Read(("abc.json", file), folder => StandardsBook.Read(folder));

    public static IReadOnlyList<StandardsFault> FaultsOf(params (string Name, string Text)[] files) =>
        Assert.Throws<StandardsException>(() => Read(files, folder => StandardsBook.Read(folder))).Faults;

    public static T Read<T>((string Name, string Text) file, Func<string, T> read) => Read([file], read);

    public static T Read<T>((string Name, string Text)[] files, Func<string, T> read)
    {
        var folder = Directory.CreateTempSubdirectory("standards-");
        try
        {
            foreach (var (name, text) in files)
                System.IO.File.WriteAllText(Path.Combine(folder.FullName, name), text);
            return read(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
