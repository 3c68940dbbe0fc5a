namespace Housing.Complaints;

/// <summary>What a figure counts.</summary>
public enum FigureUnit
{
    Complaints,

    /// <summary>Of as many homes as the landlord has, shown for every 1,000 of them.</summary>
    ComplaintsOfHomes,

    /// <summary>The sum; <c>Of</c> is how many complaints it was promised on.</summary>
    Pence,

    /// <summary>Of the landlord's own doing: nobody is recognised by how many there are.</summary>
    Lessons,
}

/// <summary>One figure of a report with the cases behind it.</summary>
/// <param name="Section">Under which heading it stands.</param>
/// <param name="Key">What it is asked for by.</param>
/// <param name="WorkedOut">How, in words that a resident can follow.</param>
/// <param name="Of">What it is the share of; null where it is of nothing.</param>
/// <param name="Whole">Figures with the same whole add up to it: of those, what is hidden must not follow from the others.</param>
public sealed record ReportFigure(string Section, string Key, string Name, string WorkedOut, FigureUnit Unit, long Count, long? Of, string? Whole)
{
    /// <summary>The figure of which it is a part: where that one is not told, this would tell it.</summary>
    public string? PartOf { get; init; }

    /// <summary>The complaints, or lessons, that it counts; in a report that is kept, beside it (<see cref="ReportCases"/>).</summary>
    public IReadOnlyList<Guid> Cases { get; init; } = [];

    /// <summary>Those that it is the share of and that do not count; the same.</summary>
    public IReadOnlyList<Guid> Others { get; init; } = [];

    /// <summary>What shows that those kept beside it are these; null where they are in it.</summary>
    public CaseSeal? CasesSeal { get; init; }
    public CaseSeal? OthersSeal { get; init; }
}

/// <summary>What residents read of a lesson.</summary>
public sealed record ReportImprovement(string YouSaid, string WeDid, DateTimeOffset PublishedAt);

/// <summary>What became of one thing that was learnt: complaints of the same subject with the same cause in as many days before and after it was done.</summary>
/// <param name="Theme">"Repairs: Not done in time".</param>
/// <param name="WeDid">As residents read it; null where nothing is published.</param>
/// <param name="Review">What the last review found; null where there was none.</param>
public sealed record LessonImpact(Guid LessonId, string Theme, string? WeDid, DateOnly DoneOn, int Days, long Before, long After, LessonEffect? Review);

/// <summary>A provision of the code and how it is answered.</summary>
/// <param name="Answer">Null while neither the data nor the governing body answer it.</param>
/// <param name="ByData">The data answered it.</param>
/// <param name="Finding">What the data say.</param>
/// <param name="Evidence">What shows it, without any complaint: those are the cases.</param>
public sealed record AnsweredProvision(string Number, string Chapter, string Asks, bool? Answer, bool ByData, string Finding, IReadOnlyList<string> Evidence)
{
    /// <summary>Complaints that show it: those that kept it, or, where it is not, those that did not.</summary>
    public IReadOnlyList<Guid> Cases { get; init; } = [];

    /// <summary>As of a figure.</summary>
    public CaseSeal? CasesSeal { get; init; }

    public string? Statement { get; init; }
    public string? StatedBy { get; init; }
    public DateOnly? StatedOn { get; init; }

    /// <summary>Where that can be looked up.</summary>
    public string? StatedEvidence { get; init; }
}

/// <summary>What stands in a report, as it was when it was made.</summary>
public sealed record ReportContents(string Landlord, int Fewest, IReadOnlyList<ReportFigure> Figures, IReadOnlyList<ReportImprovement> Improvements, IReadOnlyList<LessonImpact> Impacts, IReadOnlyList<AnsweredProvision> Provisions);
