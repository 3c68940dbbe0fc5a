using Housing.Standards;

namespace Housing.Complaints;

/// <summary>What answers a provision of the code from the data.</summary>
public enum CodeRule
{
    /// <summary>The promises that are named were kept.</summary>
    PromiseKept,

    /// <summary>Every answer has the Ombudsman's details.</summary>
    OmbudsmanInEveryAnswer,

    /// <summary>Every first answer says how to go on.</summary>
    WayOnInEveryFirstAnswer,

    /// <summary>Every answer decides each of the complaint's issues with reasons; what was put right at once has its own words.</summary>
    EveryIssueDecided,

    /// <summary>Whoever handled stage two did not handle stage one.</summary>
    StageTwoByAnother,

    /// <summary>Every extension says why.</summary>
    ExtensionsExplained,

    /// <summary>The kept letter of every extension has the Ombudsman's details.</summary>
    OmbudsmanInEveryExtension,

    /// <summary>Every complaint that was excluded says why.</summary>
    ExclusionsExplained,

    /// <summary>Where anything was upheld there is an apology with the answer.</summary>
    ApologyWhereWrong,

    /// <summary>What was promised with an answer is done by its day, or has not reached it.</summary>
    ActionsFollowed,

    /// <summary>What was upheld has a lesson, or the reason why there is none.</summary>
    LessonWhereUpheld,

    /// <summary>The landlord's settings offer a second stage, and no more than two.</summary>
    TwoStages,

    /// <summary>The landlord's settings have the Ombudsman's details.</summary>
    OmbudsmanDetails,
}

/// <summary>
/// The law's code of complaint handling, provision by provision in our own words, and what of it the data answer. <c>complaints</c> in <c>statute-england.json</c>:
/// <code>
/// "complaints": { "code": "…", "source": "…", "confirmed": false, "note": "…", "chapters": [ { "name": "Complaints stages", "provisions": [
///   { "number": "6.2", "asks": "…", "rule": "promise-kept", "promises": ["ENG-CMP-01"] }, { "number": "4.3", "asks": "…" } ] } ] }
/// </code>
/// A provision without a rule is for the landlord's governing body to state.
/// </summary>
public sealed record ComplaintCode : IPolicy
{
    /// <summary>What it is called.</summary>
    public required string Code { get; init; }

    public required string Source { get; init; }

    /// <summary>Whether it has been read in the law itself.</summary>
    public required bool Confirmed { get; init; }

    public string? Note { get; init; }
    public required IReadOnlyList<CodeChapter> Chapters { get; init; }

    public IEnumerable<PolicyFault> Check()
    {
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        for (var c = 0; c < Chapters.Count; c++)
        {
            for (var p = 0; p < Chapters[c].Provisions.Count; p++)
            {
                var (provision, path) = (Chapters[c].Provisions[p], $"chapters[{c}].provisions[{p}]");
                if (!numbers.Add(provision.Number))
                    yield return new($"{path}.number", "must be one that no other provision has");
                if (string.IsNullOrWhiteSpace(provision.Asks))
                    yield return new($"{path}.asks", "must say in a plain sentence what the code asks for");
                if (provision.Rule == CodeRule.OmbudsmanInEveryExtension != provision.Stage is 1 or 2)
                    yield return new($"{path}.stage", "must be 1 or 2, for the rule ombudsman-in-every-extension alone");
                if (provision.Rule == CodeRule.PromiseKept != provision.Promises.Count > 0)
                    yield return new($"{path}.promises", "must name the promises that are to be kept, for the rule promise-kept alone");
            }
        }
    }
}

public sealed record CodeChapter
{
    public required string Name { get; init; }
    public required IReadOnlyList<CodeProvision> Provisions { get; init; }
}

public sealed record CodeProvision
{
    /// <summary>As the code counts: "6.2".</summary>
    public required string Number { get; init; }

    /// <summary>In our own words.</summary>
    public required string Asks { get; init; }

    /// <summary>What answers it; null for the governing body.</summary>
    public CodeRule? Rule { get; init; }

    /// <summary>Of which stage's extensions it is; null for every other rule.</summary>
    public int? Stage { get; init; }

    /// <summary>The law's promises that are to be kept.</summary>
    public IReadOnlyList<string> Promises { get; init; } = [];
}
