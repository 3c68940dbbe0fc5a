using Housing.Standards;

namespace Housing.Income;

/// <summary>Every refusal about bank statements, besides what is wrong within one.</summary>
public static class BankRefusals
{
    public static Refusal BankNotSet { get; } =
        Refusal.Precondition("BANK_NOT_SET", "The landlord's standards file does not say into which accounts it is paid: give its income section a bank part.");

    public static Refusal StatementUnknown { get; } = Refusal.NotFound("STATEMENT_UNKNOWN", "There is no such bank statement. ListBankStatements gives the ids.");

    public static Refusal NotTheLandlords(string account, IEnumerable<string> accounts) =>
        IncomeRefusals.Field("xml", $"must be of one of the landlord's accounts, {string.Join(", ", accounts)}; it is of {account}.");

    public static Refusal StatementDiffers(string bankId, DateTimeOffset importedAt) => Refusal.Precondition(
        "STATEMENT_DIFFERS", $"Statement {bankId} was imported on {London.DayOf(importedAt):yyyy-MM-dd} and said something else then. Nothing was imported; ask the bank which of the two is right.");

    public static Refusal EntryDiffers(string reference, long before, long now) => Refusal.Precondition(
        "ENTRY_DIFFERS", $"The entry {reference} was imported before with {before} pence and has {now} now. Nothing was imported; ask the bank which of the two is right.");
}
