using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>What is refused about legal action, besides the fields of a command that are wrong.</summary>
public static class LegalRefusals
{
    internal const int LongestNote = 500;
    internal const int LongestDocument = 200;

    public static Refusal ActionUnknown { get; } =
        Refusal.NotFound("LEGAL_ACTION_UNKNOWN", "There is no such legal action. ServeNotice begins one; its account finds it.");

    public static Refusal ActionNotNamed { get; } =
        IncomeRefusals.Field("action_id", "must be a legal action's id, or account_id an account's; both are unset.");

    public static Refusal HearingUnknown { get; } =
        Refusal.NotFound("HEARING_UNKNOWN", "There is no such hearing. GetLegalAction gives the ids of a legal action's.");

    public static Refusal NotSet { get; } =
        Refusal.Precondition("LEGAL_NOT_SET", "The landlord's standards file does not say how it goes to law: give its income section a legal part.");

    public static Refusal NoNotice(string? tenure) =>
        Refusal.Precondition("NO_NOTICE_FOR_TENURE", $"The landlord's standards file names no notice for the tenure “{tenure ?? "unknown"}”: add one to its legal part.");

    public static Refusal ActionRuns { get; } =
        Refusal.Precondition("LEGAL_ACTION_RUNS", "Legal action about this account runs already; end that one before another begins.");

    public static Refusal TooLittleOwed(decimal weeks, string clause) => Refusal.Precondition(
        "TOO_LITTLE_OWED", string.Create(CultureInfo.InvariantCulture, $"Legal action does not begin before the landlord's threshold is reached; {weeks:0.##} weeks are really owed."), clause);

    public static Refusal AgreementKept { get; } =
        Refusal.Precondition("AGREEMENT_KEPT", "The household keeps to its agreement: nothing is done at law as long as it does.", "ENG-INC-13");

    public static Refusal PlanNotBroken(string? clause) =>
        Refusal.Precondition("PLAN_NOT_BROKEN", "Legal action against a homeowner follows only when an agreed plan was broken: agree one first.", clause);

    public static Refusal StepsLeft(string? next) => Refusal.Precondition(
        "STEPS_LEFT", next is null ? "The landlord's ladder asks for no step of the law by what is owed." : $"The landlord's ladder has the step “{next}” to be taken before any of the law.");

    public static Refusal StepBlocked(IReadOnlyList<Block> blocks) => Refusal.Precondition(
        "STEP_BLOCKED", $"Legal action cannot begin yet. {string.Join(' ', blocks.Select(block => block.Sentence))}", Joined(blocks.Select(block => block.Clause).OfType<string>()));

    /// <summary>All that is missing, each named with its clauses.</summary>
    public static Refusal GateShut(IReadOnlyList<GateItem> missing) => Refusal.Precondition(
        "COURT_GATE_SHUT",
        $"A court cannot be asked yet. {string.Join(' ', missing.Select(item => $"{IncomeMessages.Word(item.Need)}{(item.Clauses.Count == 0 ? "" : $" ({string.Join(", ", item.Clauses)})")}: {item.Sentence}"))}",
        Joined(missing.SelectMany(item => item.Clauses)));

    public static Refusal NotAtThatStep(LegalStep step, string wanted) =>
        Refusal.Precondition("NOT_AT_THAT_STEP", $"This legal action is at “{IncomeMessages.Word(step)}”; it has to be at {wanted} for that.");

    public static Refusal HearingOver { get; } =
        Refusal.Precondition("HEARING_OVER", "What came of this hearing is on record already.");

    public static Refusal HearingAhead { get; } =
        Refusal.Precondition("HEARING_AHEAD", "This hearing has not been held yet.");

    public static Refusal NoOrderToEvict { get; } =
        Refusal.Precondition("NO_ORDER_TO_EVICT", "Only an order for possession allows an eviction to be asked for; there is none.");

    public static Refusal TermsNotBroken { get; } =
        Refusal.Precondition("TERMS_NOT_BROKEN", "The order is suspended as long as its terms are kept: say how they were broken.");

    public static Refusal NotApproved { get; } =
        Refusal.Precondition("NOT_APPROVED", "A manager has to approve it first, who is somebody else than who asks for it.");

    public static Refusal NoLegalAction(string? clause) =>
        Refusal.Precondition("NO_LEGAL_ACTION", "What tracing or going to law has cost is charged only where legal action was taken; none was.", clause);

    public static Refusal NoClaim(string? clause) =>
        Refusal.Precondition("NO_CLAIM", "A court's fee is charged only once a claim was issued.", clause);

    public static Refusal ClaimLost(string? clause) =>
        Refusal.Precondition("CLAIM_LOST", "The claim was dismissed or taken back: its costs are the landlord's own.", clause);

    public static Refusal CostCharged { get; } =
        Refusal.AlreadyExists("COST_CHARGED", "A cost with this document is on this account already. Each is charged once; check its number.");

    internal static string? Joined(IEnumerable<string> clauses) => string.Join(", ", clauses.Distinct()) is { Length: > 0 } joined ? joined : null;
}
