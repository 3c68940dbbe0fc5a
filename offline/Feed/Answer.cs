using System.Xml.Linq;

namespace Housing.Feed;

/// <summary>Where a package comes from.</summary>
internal enum From
{
    Feed,
    Npm,
    StandIn,
    Nowhere,
}

/// <summary>One package's line of the answer.</summary>
internal sealed record Choice(string Id, string Version, From From, string Why)
{
    public override string ToString() => From switch
    {
        From.Feed => $"{Id} {Version}: from the feed",
        From.Npm => $"{Id} {Version}: not from the feed, laid out from npm",
        From.StandIn => $"{Id} {Version}: not from the feed, stand-in in offline/{Id}",
        From.Nowhere => $"{Id} {Version}: not to be had, and nothing here takes its place ({Why})",
        _ => throw new InvalidOperationException($"{From} is no place a package comes from."),
    };
}

/// <summary>The recorded answer: MSBuild reads it as <c>answer.props</c> (offline/Feed.props), <c>show</c> prints it.</summary>
internal sealed record Answer(string Fingerprint, IReadOnlyList<Choice> Choices, string? Sdk, bool HasAspireCli, string? LaidOut)
{
    // A folder a set of laid-out packages: NuGet never looks again at a version it has restored once.
    private const string Restored = "$(HousingFeedFolder)restored/";

    public IEnumerable<Choice> NotFromFeed => Choices.Where(choice => choice.From != From.Feed);

    public void Write(string path)
    {
        var standIns = Choices.Where(choice => choice.From == From.StandIn && choice.Id != Sdk).Select(choice => choice.Id).ToList();
        var sdk = Choices.FirstOrDefault(choice => choice.Id == Sdk)?.From == From.Feed ? "package" : "stand-in";
        var project = new XElement("Project",
            new XComment(" What the package feed has, as last asked by offline/Feed. Not to be edited; ./housing feed redo asks again. "),
            new XElement("PropertyGroup",
                new XElement("HousingFeedFingerprint", Fingerprint),
                new XElement("HousingFeedRepacked", LaidOut is null ? "false" : "true"),
                LaidOut is null ? null : new XElement("HousingFeedRestored", Restored + LaidOut),
                new XElement("HousingAspireSdk", sdk),
                HasAspireCli ? new XElement("HousingAspireCli", "$(HousingRoot).feed/aspire/.aspire/bin/aspire") : null),
            new XElement("ItemGroup",
                standIns.Select(id => new XElement("HousingStandIn", new XAttribute("Include", id)))),
            new XElement("ItemGroup",
                Choices.Select(choice => new XElement("HousingFeedPackage",
                    new XAttribute("Include", choice.Id),
                    new XAttribute("Version", choice.Version),
                    new XAttribute("From", choice.From),
                    new XAttribute("Why", choice.Why),
                    new XAttribute("Line", choice)))));

        // Moved into place whole: a build that reads it at this moment sees the old answer or the new one.
        var draft = path + ".draft";
        File.WriteAllText(draft, project + "\n");
        File.Move(draft, path, overwrite: true);
    }

    public static Answer? Read(string path)
    {
        if (!File.Exists(path)) return null;
        var project = XElement.Load(path);
        string? Property(string name) => project.Elements("PropertyGroup").Elements(name).FirstOrDefault()?.Value;
        return new(
            Property("HousingFeedFingerprint") ?? "",
            [.. project.Elements("ItemGroup").Elements("HousingFeedPackage").Select(package => new Choice(
                package.Attribute("Include")!.Value,
                package.Attribute("Version")!.Value,
                Enum.Parse<From>(package.Attribute("From")!.Value),
                package.Attribute("Why")!.Value))],
            Sdk: null,
            Property("HousingAspireCli") is not null,
            Property("HousingFeedRestored")?[Restored.Length..]);
    }
}
