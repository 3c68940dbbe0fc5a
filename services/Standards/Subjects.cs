namespace Housing.Standards;

/// <summary>What the law says on a subject.</summary>
/// <param name="Standard">The law's own clock.</param>
/// <param name="Binds">The promises of the subject that are measured against it.</param>
/// <param name="Note">On what part of those promises it bears, where it is not the whole.</param>
public sealed record SubjectLaw(Standard Standard, IReadOnlyList<Standard> Binds, string? Note);

/// <summary>Something people compare landlords by: "Complaint acknowledged".</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Promises">The register ids of what is promised, of whichever landlord: promises that run, and figures with a target.</param>
/// <param name="Law">What the law says on it.</param>
public sealed record Subject(string Name, IReadOnlyList<string> Promises, IReadOnlyList<SubjectLaw> Law);

/// <summary>Which published promises are about the same thing, and which law bears on them: <c>subjects.json</c> beside the standards files.</summary>
public static class Subjects
{
    public const string File = "subjects.json";

    /// <summary>Reads the subjects of a folder; a folder without the file has none.</summary>
    /// <param name="folder">The folder of standards files.</param>
    /// <param name="book">What was read from it; every id must be in it.</param>
    public static IReadOnlyList<Subject> Read(string folder, StandardsBook book)
    {
        var path = Path.Combine(folder, File);
        if (!System.IO.File.Exists(path))
            return [];
        var faults = new Faults();
        List<Subject> subjects = [];
        if (JsonFile.Open(path, faults) is { } root)
        {
            root.Only("subjects");
            var published = book.Landlords.SelectMany(key => Ids(book.For(key))).ToHashSet(StringComparer.Ordinal);
            foreach (var entry in root.List("subjects", required: true))
            {
                if (ReadSubject(entry, book, published) is { } subject)
                    subjects.Add(subject);
            }

            foreach (var twice in subjects.SelectMany(s => s.Promises).GroupBy(id => id, StringComparer.Ordinal).Where(ids => ids.Count() > 1))
                root.Fault("subjects", $"names “{twice.Key}” under more than one subject; keep the one people would look under");
        }

        faults.ThrowIfAny();
        return subjects;
    }

    // What a landlord publishes that can be compared.
    private static IEnumerable<string> Ids(Landlord landlord) =>
        [.. landlord.Standards.Where(s => s.Published).Select(s => s.Id), .. landlord.Account.Measures.Where(m => m.Target is not null).Select(m => m.Id)];

    private static Subject? ReadSubject(Place entry, StandardsBook book, HashSet<string> published)
    {
        entry.Only("subject", "promises", "law");
        var name = entry.Text("subject", required: true);
        var promises = entry.Texts("promises", StandardReader.IdPattern, StandardReader.IdLook);
        foreach (var stranger in promises.Where(id => !published.Contains(id)))
            entry.Fault("promises", $"names “{stranger}”, which no landlord's file has as a published promise that runs or a figure with a target");
        List<SubjectLaw> laws = [];
        foreach (var law in entry.List("law"))
        {
            law.Only("id", "binds", "note");
            var id = law.Text("id", required: true, StandardReader.IdPattern, StandardReader.IdLook);
            var note = law.Text("note");
            if (id is null)
                continue;
            if (book.Law?.Standards.LastOrDefault(s => s.Id == id) is not { } standard)
            {
                law.Fault("id", "is no clock of the law's file");
                continue;
            }

            var bound = law.Child("binds") is null ? promises : law.Texts("binds", StandardReader.IdPattern, StandardReader.IdLook);
            foreach (var stranger in bound.Where(b => !promises.Contains(b)))
                law.Fault("binds", $"names “{stranger}”, which is not among this subject's promises");
            List<Standard> binds = [.. bound.SelectMany(b => book.Find(b) ?? [])];
            if (binds.Find(b => b.Timing.Kind != standard.Timing.Kind) is { } other)
                law.Fault(law.Child("binds") is null ? "id" : "binds", $"is a {standard.Timing.Kind}, and {other.Id} is a {other.Timing.Kind}: their due dates cannot be compared");
            laws.Add(new SubjectLaw(standard, binds, note));
        }

        return name is null ? null : new Subject(name, promises, laws);
    }
}
