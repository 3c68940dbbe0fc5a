using Housing.Standards;

namespace Housing.Performance;

/// <summary>Everything this service can refuse.</summary>
internal static class PerformanceRefusals
{
    public static Refusal LandlordUnknown(IEnumerable<string> known) => Field("LANDLORD_UNKNOWN", "landlord", $"must be one of {string.Join(", ", known)}.");

    public static Refusal SubjectUnknown(IEnumerable<string> known) => Field("SUBJECT_UNKNOWN", "subject", $"must be empty or one of {string.Join("; ", known)}.");

    public static Refusal StandardUnknown(string landlord) =>
        Field("STANDARD_UNKNOWN", "standard_id", $"must be a promise of {landlord} or of the law, such as HAV-REP-08, or a figure of {landlord} that is the share of promises; GetShares lists them.");

    private static Refusal Field(string code, string field, string fault) => Refusal.Invalid(code, $"{field} {fault}", new FieldFault(field, fault));
}
