using Housing.Standards;

namespace Housing.Complaints;

public static partial class ComplaintRefusals
{
    public static Refusal ReportUnknown { get; } = Refusal.NotFound("REPORT_UNKNOWN", "There is no report with that id. ListReports has those of a landlord.");

    public static Refusal FigureUnknown { get; } = Field("key", "must be the key of a figure, or the number of a provision, of this report; GetReport lists them.");

    public static Refusal HomesUncounted { get; } = Refusal.Unavailable("HOMES_UNCOUNTED", "Estates cannot be asked just now how many homes there are. Nothing was made; send it again with the same request_id.");

    public static Refusal NotAssessment { get; } = Refusal.Precondition("NOT_AN_ASSESSMENT", "Only the draft of a self-assessment takes statements; this is another report.");

    public static Refusal ReportFrozen { get; } = Refusal.Precondition("REPORT_PUBLISHED", "It is published, and stays as it is. Make a correction of it, which says so.");

    public static Refusal AnsweredByData(string number) => Refusal.Precondition("ANSWERED_BY_DATA", $"The data answer {number}, and no statement changes that. Leave answer unset to say something beside it.", "ENG-CMP-05");

    public static Refusal ReportPublished(Guid id) => Refusal.Precondition("REPORT_PUBLISHED", $"The report of this period is published as {id}, and stays as it is. Name it in corrects, with what is corrected and why.");

    public static Refusal PeriodRunning(DateOnly through) => Refusal.Precondition("PERIOD_RUNNING", Invariant($"It was made before its period was over, which runs through {through:yyyy-MM-dd}. Make it again after that."));

    public static Refusal ProvisionsOpen(IEnumerable<string> numbers) => Refusal.Precondition(
        "PROVISIONS_OPEN", $"The data do not answer {string.Join(", ", numbers)}. The governing body states each, with evidence (StateProvision).", "ENG-CMP-05");
}
