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

    /// <summary>Something promised again and again.</summary>
    public static string Cadence(string every, params (string Property, string? Json)[] changes) =>
        With([("kind", "\"cadence\""), ("on", "\"round.done\""), ("until", "\"round.done\""), ("within", null), ("every", every), .. changes]);

    public static StandardsBook Book(string file) => Read(("abc.json", file), folder => StandardsBook.Read(folder));

    public static IReadOnlyList<StandardsFault> FaultsOf(params (string Name, string Text)[] files) =>
        Assert.Throws<StandardsException>(() => Read(files, folder => StandardsBook.Read(folder))).Faults;

    /// <summary>What a milestone opens on a new case.</summary>
    public static IReadOnlyList<Commitment> Opened(StandardsBook book, string landlord, Milestone milestone, string service = "repairs") =>
        new Case(book, landlord, service).Take(milestone).Opened;

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

/// <summary>A case kept in memory, as a service keeps it in its database.</summary>
internal sealed class Case(StandardsBook book, string landlord, string service = "repairs")
{
    private readonly List<Milestone> _milestones = [];
    private readonly Guid _id = Guid.CreateVersion7();

    public List<Commitment> Commitments { get; } = [];

    public List<CommitmentChange> Changes { get; } = [];

    public Guid Id => _id;

    /// <summary>Records a milestone at the instant it happened, unless a later one is given.</summary>
    public Recorded Take(Milestone milestone, DateTimeOffset? now = null, string? reason = null)
    {
        var recorded = book.Record(landlord, service, _id, milestone, new(_milestones, Commitments), now ?? milestone.At, "officer test", reason);
        if (recorded.Milestone is { } known)
        {
            _milestones.RemoveAll(m => m.Name == known.Name && m.At == known.At);
            _milestones.Add(known);
        }

        Keep(recorded);
        return recorded;
    }

    public Recorded Take(string name, DateTimeOffset at, params (string, Fact)[] facts) => Take(new Milestone(name, at, Facts.Of(facts)));

    public Recorded CatchUp(DateTimeOffset now)
    {
        var recorded = book.CatchUp(landlord, service, _id, new(_milestones, Commitments), now, "service test");
        Keep(recorded);
        return recorded;
    }

    /// <summary>As if its milestones had never been kept.</summary>
    public void Forget() => _milestones.Clear();

    /// <summary>What has become of its promises, in order: "ABC-REP-01 Met".</summary>
    public IEnumerable<string> Outcomes() =>
        Commitments.OrderBy(c => c.DueAt).ThenBy(c => c.StandardId, StringComparer.Ordinal).Select(c => $"{c.StandardId} {c.DueAt:yyyy-MM-dd'T'HH:mm} {c.Outcome}");

    private void Keep(Recorded recorded)
    {
        Commitments.AddRange(recorded.Opened);
        Changes.AddRange(recorded.Changes);
    }
}
