using Housing.Standards;

namespace Housing.Income;

/// <summary>Every refusal about direct debits, besides the fields of a command that are wrong.</summary>
public static class DebitRefusals
{
    public static Refusal NotOffered { get; } = Refusal.Precondition(
        "DEBIT_NOT_OFFERED", "The landlord collects no direct debits: pay by another way that it offers, or give the income section of its standards file a directDebit part.");

    public static Refusal MandateUnknown { get; } = Refusal.NotFound("MANDATE_UNKNOWN", "There is no such direct debit. ListMandates gives the ids.");

    public static Refusal MandateRuns { get; } = Refusal.Precondition("MANDATE_RUNS", "A direct debit runs for this account: change that one, or cancel it first.");

    public static Refusal MandateEnded { get; } = Refusal.Precondition("MANDATE_ENDED", "This direct debit has ended; set up another.");

    public static Refusal FileUnknown { get; } = Refusal.NotFound("DEBIT_FILE_UNKNOWN", "There is no such file. ListDebitFiles gives the ids.");
}
