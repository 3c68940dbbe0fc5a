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

    private static Refusal Field(string code, string field, string fault) => Refusal.Invalid(code, $"{field} {fault}", new FieldFault(field, fault));
}
