using Housing.Standards;

namespace Housing.Income;

/// <summary>What is refused about arrears, besides the fields of a command that are wrong.</summary>
public static class ArrearsRefusals
{
    public static Refusal CaseUnknown { get; } =
        Refusal.NotFound("ARREARS_CASE_UNKNOWN", "There is no such arrears case. The weekly check opens one when an account owes enough; its account finds it.");

    public static Refusal CaseNotNamed { get; } =
        IncomeRefusals.Field("case_id", "must be an arrears case's id, or account_id an account's; both are unset.");

    public static Refusal CaseClosed { get; } =
        Refusal.Precondition("ARREARS_CASE_CLOSED", "This arrears case is closed: what was owed is paid. The weekly check opens another when it comes to that.");
}
