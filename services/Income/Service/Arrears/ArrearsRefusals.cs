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

    public static Refusal NotTheNextStep(string? next) => Refusal.Precondition(
        "NOT_THE_NEXT_STEP", next is null ? "What is owed asks for no step just now." : $"Steps are taken in the landlord's order; the next one is {next}.");

    public static Refusal StepOfTheLaw(string step, string? clause) =>
        Refusal.Precondition("STEP_OF_THE_LAW", $"The step {step} is one of the law and is taken by its own act, which has checks of its own.", clause);

    /// <summary>All that blocks it is named.</summary>
    public static Refusal StepBlocked(string step, IReadOnlyList<Block> blocks)
    {
        var clauses = blocks.Select(block => block.Clause).OfType<string>().Distinct().ToList();
        return Refusal.Precondition(
            "STEP_BLOCKED", $"The step {step} cannot be taken yet. {string.Join(' ', blocks.Select(block => block.Sentence))}", clauses.Count == 0 ? null : string.Join(", ", clauses));
    }

    public static Refusal NoBenefitExpected { get; } = Refusal.NotFound("NO_BENEFIT_EXPECTED", "No benefit of that kind is expected on this account.");

    internal const int LongestNote = 500;
    internal const int LongestEvidence = 200;
}
