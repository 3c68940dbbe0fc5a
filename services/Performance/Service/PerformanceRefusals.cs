using Housing.Standards;

namespace Housing.Performance;

/// <summary>Everything this service can refuse.</summary>
internal static class PerformanceRefusals
{
    public static Refusal LandlordUnknown(IEnumerable<string> known) => Field("LANDLORD_UNKNOWN", "landlord", $"must be one of {string.Join(", ", known)}.");

    public static Refusal SubjectUnknown(IEnumerable<string> known) => Field("SUBJECT_UNKNOWN", "subject", $"must be empty or one of {string.Join("; ", known)}.");

    public static Refusal StandardUnknown(string landlord) =>
        Field("STANDARD_UNKNOWN", "standard_id", $"must be a promise of {landlord} or of the law, such as HAV-REP-08, or a figure of {landlord} that is the share of promises; GetShares lists them.");

    public static Refusal StandardsOneOf => Field("STANDARDS_ONE_OF", "standards", "must be set to a standards file, or of_landlord to a landlord's key: one of the two.");

    /// <summary>Each fault by its path, as a service that does not start names it.</summary>
    public static Refusal StandardsWrong(StandardsException faults) =>
        Refusal.Invalid("STANDARDS_WRONG", faults.Message, [.. faults.Faults.Select(f => new FieldFault($"standards {f.Path}", f.Value is null ? f.Fault : $"{f.Value} {f.Fault}"))]);

    public static Refusal ReportUnknown { get; } = Refusal.NotFound("REPORT_UNKNOWN", "There is no report with that id, or it is not published yet. ListReports has a landlord's.");

    public static Refusal FigureUnknown => Field("FIGURE_UNKNOWN", "standard_id", "must be a promise or figure of this report; GetReport has them.");

    public static Refusal ReportPublished(Guid report) =>
        Refusal.Precondition("REPORT_PUBLISHED", $"The report of this period is published and stays as it is. Set corrects to {report}, and say in correction what was wrong, to make a corrected one.");

    public static Refusal PeriodRunning(DateOnly through) => Refusal.Precondition(
        "PERIOD_RUNNING", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"This was made before its period was over, on {through:yyyy-MM-dd}. Make it again from the day after, then publish it."));

    public static Refusal HomesUnknown { get; } = Refusal.Precondition(
        "HOMES_UNKNOWN", "When this was made Estates could not be asked how many homes there are, so that figures are missing. Make it again, then publish it.");

    public static Refusal Field(string code, string field, string fault) => Refusal.Invalid(code, $"{field} {fault}", new FieldFault(field, fault));
}
