using Housing.Standards;

namespace Housing.Performance;

/// <summary>What a share is of: a promise, or a published figure of several.</summary>
/// <param name="Id">The register row.</param>
/// <param name="Summary">In our own words.</param>
/// <param name="Service">Whose cases it is about.</param>
/// <param name="Of">The promises that are counted.</param>
/// <param name="Target">The published target, in a hundred.</param>
/// <param name="Reported">How often it is reported on, in the landlord's words.</param>
public sealed record ShareTerm(string Id, string Summary, string Service, IReadOnlyList<string> Of, decimal? Target, string? Reported)
{
    /// <summary>The promised time; empty for a figure.</summary>
    public string Limit { get; init; } = "";

    /// <summary>The law and its section; empty for what the landlord promised.</summary>
    public string Law { get; init; } = "";

    /// <summary>What starts it and what keeps it: "From repair reported until repair completed"; null for a figure.</summary>
    public string? Clock { get; init; }

    /// <summary>Where it was published: document and section; null for a figure.</summary>
    public string? Source { get; init; }

    public bool Aim { get; init; }

    /// <summary>False for a landlord's own setting, which is no promise to anybody.</summary>
    public bool Published { get; init; } = true;

    public bool IsFigure { get; init; }

    /// <summary>Whether it counts for the landlord's word as a whole: its own, published, and counted once.</summary>
    public bool IsOwnWord => Law.Length == 0 && Published && !IsFigure;
}

/// <summary>All that a landlord can be measured by: its promises, the law's beside them, and the published figures that are shares of promises. Targets are the files' alone.</summary>
public static class ShareTerms
{
    /// <summary>In order of their ids, the landlord's first.</summary>
    public static IReadOnlyList<ShareTerm> Of(Landlord landlord, Landlord? law)
    {
        ArgumentNullException.ThrowIfNull(landlord);
        return [.. All(landlord), .. law is null ? [] : All(law)];
    }

    private static IEnumerable<ShareTerm> All(Landlord owner)
    {
        var promises = owner.Standards.GroupBy(s => s.Id, StringComparer.Ordinal).Select(versions => Of(versions.Last()));
        var figures = owner.Account.Measures.Where(m => m.Of.Count > 0).Select(m => new ShareTerm(m.Id, m.Summary, m.Service, m.Of, m.Target, m.Reported) { IsFigure = true });
        return promises.Concat(figures).OrderBy(term => term.Id, StringComparer.Ordinal);
    }

    /// <summary>Milestones as words: "repair made safe or repair completed".</summary>
    private static string Words(IReadOnlyList<string> milestones) => string.Join(" or ", milestones.Select(m => m.Replace('.', ' ').Replace('-', ' ')));

    private static ShareTerm Of(Standard standard) => new(standard.Id, standard.Summary, standard.Service, [standard.Id], standard.Target, standard.Reported)
    {
        Limit = standard.Timing is Timing.Within within ? within.Limit.ToString() : standard.Timing.ToString() ?? "",
        Law = standard.Law ?? "",
        Clock = $"From {Words(standard.On)} until {Words(standard.Until)}",
        Source = standard.Source,
        Aim = standard.Aim,
        Published = standard.Published,
    };
}
