using Housing.Standards;

namespace Housing.Income;

/// <summary>Every refusal this service gives, besides the fields of a command that are wrong.</summary>
public static class IncomeRefusals
{
    public static Refusal AccountUnknown { get; } =
        Refusal.NotFound("ACCOUNT_UNKNOWN", "There is no such account. An account opens a moment after its tenancy starts; its household_id finds it.");

    public static Refusal AccountNotNamed { get; } =
        Field("account_id", "must be an account's id, or household_id a household's; both are unset.");

    public static Refusal PageTokenUnknown { get; } =
        Field("page_token", "must be the next_page_token of the page before, unchanged, or empty for the first page.");

    public static Refusal ChargedAlready { get; } =
        Refusal.AlreadyExists("CHARGED_ALREADY", "Somebody else made a charge with this request_id. Make a new UUID for each charge.");

    public static Refusal AccountClosed { get; } =
        Refusal.Precondition("ACCOUNT_CLOSED", "This account is closed: nothing is owed on it and nothing more is taken. Name an account that is open.");

    public static Refusal AccountSuspense { get; } =
        Refusal.Precondition("ACCOUNT_SUSPENSE", "This is the landlord's suspense account: its money moves by AllocateSuspense and ReturnToPayer only.");

    public static Refusal AccountOwes(long pence) =>
        Refusal.Precondition("ACCOUNT_OWES", $"An account is closed once nothing is owed on it and nothing is due back; this one stands at {pence} pence.");

    public static Refusal AccountRuns { get; } =
        Refusal.Precondition("ACCOUNT_RUNS", "Only an account whose tenancy, lease or licence has ended can be closed: end it first.");

    public static Refusal EndedAlready(DateOnly on) =>
        Refusal.Precondition("ENDED_ALREADY", $"This account ended on {on:yyyy-MM-dd}; it cannot end on another day.");

    public static Refusal AccountEnded(DateOnly on) =>
        Refusal.Precondition("ACCOUNT_ENDED", $"This account ended on {on:yyyy-MM-dd}; nothing more is charged on it regularly.");

    public static Refusal ChargesNotSet { get; } =
        Refusal.Precondition("CHARGES_NOT_SET", "The landlord's standards file does not say when regular charges fall due: give its income section a charges part.");

    /// <summary>A change that would come before its notice is over, or too soon after the last one.</summary>
    /// <param name="earliest">Null when no day of the next two years would do.</param>
    public static Refusal NoticeTooShort(DateOnly? earliest, IReadOnlyList<string> clauses) => Refusal.Precondition(
        "NOTICE_TOO_SHORT",
        earliest is { } day
            ? $"A change cannot take effect that early: set today, the earliest day it can is {day:yyyy-MM-dd}."
            : "A change cannot take effect that early, nor on any day of the next two years: wait for what is set already to begin.",
        clauses.Count == 0 ? null : string.Join(", ", clauses));

    public static Refusal GarageLet { get; } =
        Refusal.Precondition("GARAGE_LET", "This garage has an account that runs; end that one first.");

    public static Refusal ReceiptRecorded { get; } =
        Refusal.AlreadyExists("RECEIPT_RECORDED", "A payment with this receipt is on an account already. Each receipt is recorded once; check its number.");

    public static Refusal PostingUnknown { get; } =
        Refusal.NotFound("POSTING_UNKNOWN", "There is no such posting. ListPostings gives the ids of an account's postings.");

    public static Refusal ReversedAlready { get; } =
        Refusal.Precondition("REVERSED_ALREADY", "This posting was put right before; once is all it takes.");

    public static Refusal ReversalStands { get; } =
        Refusal.Precondition("REVERSAL_STANDS", "This posting itself puts another right, and stands. Post again what should be on the account.");

    public static Refusal TransferStands { get; } =
        Refusal.Precondition("TRANSFER_STANDS", "This posting is one side of money moved from suspense: TakeBackAllocation moves both sides back.");

    public static Refusal StatementUnknown { get; } =
        Refusal.NotFound("ISSUED_STATEMENT_UNKNOWN", "There is no such statement. ListStatements gives the ids of an account's statements.");

    public static Refusal StatementTooLong(int most) =>
        Refusal.Precondition("STATEMENT_TOO_LONG", $"So long a period holds more than {most} postings: ask for a shorter one.");

    public static Refusal CasesNotNamed(int most) => Field("case_ids", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"must name 1 to {most} cases."));

    public static Refusal LandlordUnknown(IEnumerable<string> known) => Field("landlord", $"must be one of {string.Join(", ", known)}.");

    /// <summary>Kept with the compensation that could not be paid; no caller sees it.</summary>
    public static Refusal NobodyLetDown { get; } =
        Refusal.Precondition("NOBODY_LET_DOWN", "Nobody held the home on the day of the appointment.", clause: "OHO-REP-14");

    /// <inheritdoc cref="NobodyLetDown"/>
    public static Refusal NobodyWaited { get; } =
        Refusal.Precondition("NOBODY_WAITED", "Nobody held the home when the repair was due.", clause: "ENG-RTR-06");

    /// <summary>Kept with the money that could not be credited; no caller sees it.</summary>
    public static Refusal NobodyToCredit { get; } =
        Refusal.Precondition("NOBODY_TO_CREDIT", "Whoever complained has no home here, and so no account to be credited on.");

    internal static Refusal Field(string field, string fault) => Refusal.Invalid("INVALID_FIELD", $"{field} {fault}", new FieldFault(field, fault));
}
