namespace Housing.Standards;

/// <summary>A published rule or feature of a service that is no clock.</summary>
/// <param name="Id">The register row.</param>
/// <param name="Summary">In our own words.</param>
/// <param name="Service">Whose it is.</param>
/// <param name="Limit">The row's figure, where it has one: an extension or a threshold of time, not a clock.</param>
/// <param name="Threshold">The row's figure as a condition on a fact.</param>
/// <param name="Target">The published share that must keep it, in percent; null where none was published.</param>
/// <param name="Reported">How often the landlord reports on it.</param>
/// <param name="Proof">The test that proves it; null while the service owes it.</param>
public sealed record PublishedRule(string Id, string Summary, string Service, Limit? Limit, Condition? Threshold, decimal? Target, string? Reported, string? Proof);

/// <summary>A published figure.</summary>
/// <param name="Id">The register row.</param>
/// <param name="Summary">In our own words.</param>
/// <param name="Service">Whose cases it is about.</param>
/// <param name="Of">The promises whose outcomes it is the share of; empty where it is a figure of its own.</param>
/// <param name="Target">What is promised, in percent.</param>
/// <param name="Reported">How often it is published.</param>
/// <param name="Under">What it is promised to stay under, in percent.</param>
/// <param name="Code">What the regulator calls it: "RP02".</param>
public sealed record Measure(string Id, string Summary, string Service, IReadOnlyList<string> Of, decimal? Target, string? Reported, decimal? Under = null, string? Code = null);

/// <summary>A promise about how people are treated, which only they can judge.</summary>
/// <param name="Id">The register row.</param>
/// <param name="Summary">In our own words.</param>
/// <param name="Service">Whose people it is about.</param>
/// <param name="Question">The survey question that measures it.</param>
public sealed record Conduct(string Id, string Summary, string Service, string Question);

/// <summary>What a file accounts for besides the promises that run.</summary>
public sealed record Account(IReadOnlyList<PublishedRule> Rules, IReadOnlyList<Measure> Measures, IReadOnlyList<Conduct> Conduct);

/// <summary>Reads <c>rules</c>, <c>measures</c> and <c>conduct</c>.</summary>
internal static class AccountReader
{
    private static readonly Condition Unread = new Condition.All([]);

    public static Account Read(Place root)
    {
        var isStatute = StandardsFile.IsStatute(root);
        var seen = root.List("standards").Select(entry => entry.Child("id")?.Element.ToString()).OfType<string>().ToHashSet(StringComparer.Ordinal);
        List<PublishedRule> rules = [];
        foreach (var entry in root.List("rules"))
        {
            entry.Only("id", "summary", "source", "law", "inForce", "confirmed", "service", "limit", "threshold", "amounts", "target", "reported", "proof", "note");
            if (Common(entry, seen, isStatute) is { } of)
                rules.Add(new(of.Id, of.Summary, of.Service, StandardReader.ReadLimit(entry, "limit", required: false), Threshold(entry), entry.Number("target"), entry.Text("reported"), entry.Text("proof")));
        }

        List<Measure> measures = [];
        foreach (var entry in root.List("measures"))
        {
            entry.Only("id", "summary", "source", "law", "inForce", "confirmed", "service", "code", "of", "target", "over", "atLeast", "under", "atMost", "reported", "note");
            var target = entry.Number("target");
            var shareOf = entry.Child("of") is null ? [] : entry.Texts("of", StandardReader.IdPattern, StandardReader.IdLook);
            foreach (var stranger in shareOf.Where(id => !seen.Contains(id)))
                entry.Fault("of", $"names “{stranger}”, which is no promise of this file");
            if (Common(entry, seen, isStatute) is { } of)
                measures.Add(new(of.Id, of.Summary, of.Service, shareOf, target, entry.Text("reported"), entry.Number("under"), entry.Text("code")));
        }

        List<Conduct> conduct = [];
        foreach (var entry in root.List("conduct"))
        {
            entry.Only("id", "summary", "source", "law", "inForce", "confirmed", "service", "question", "note");
            var question = entry.Text("question", required: true);
            if (Common(entry, seen, isStatute) is { } of && question is not null)
                conduct.Add(new(of.Id, of.Summary, of.Service, question));
        }

        return new(rules, measures, conduct);
    }

    private static (string Id, string Summary, string Service)? Common(Place entry, HashSet<string> seen, bool isStatute)
    {
        var id = entry.Text("id", required: true, StandardReader.IdPattern, StandardReader.IdLook);
        var summary = entry.Text("summary", required: true);
        var service = StandardReader.OneOf(entry, "service", StandardsFile.Services);
        LawReader.Read(entry, isStatute);
        entry.Text("source");
        entry.Text("note", longest: 2000);
        if (id is not null && !seen.Add(id))
            entry.Fault("id", "stands in this file already; every row is accounted for once");
        return id is null || summary is null || service is null ? null : (id, summary, service);
    }

    private static Condition? Threshold(Place entry)
    {
        if (entry.Child("threshold") is not { } node || !node.IsObject())
            return null;
        node.Only("fact", "over", "atLeast", "under", "atMost");
        var fact = node.Text("fact", required: true);
        var read = new Condition.Number(fact ?? "", node.Number("over"), node.Number("atLeast"), node.Number("under"), node.Number("atMost"));
        if (read is { Over: null, AtLeast: null, Under: null, AtMost: null })
            node.Fault("compares with nothing; write at least one of over, atLeast, under, atMost with a number");
        return fact is null ? Unread : read;
    }
}
