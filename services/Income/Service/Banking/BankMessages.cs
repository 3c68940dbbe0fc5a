using Google.Protobuf.WellKnownTypes;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>How bank statements are said on the wire.</summary>
internal static class BankMessages
{
    public static Wire.BankStatement ToMessage(this BankStatement statement) => new()
    {
        StatementId = statement.Id.ToString(),
        BankId = statement.BankId,
        BankAccount = statement.BankAccount,
        From = statement.From?.ToMessage(),
        To = statement.To?.ToMessage(),
        OpeningPence = statement.OpeningPence,
        ClosingPence = statement.ClosingPence,
        Matched = Sum(statement.Matched, statement.MatchedPence),
        Suspense = Sum(statement.Suspense, statement.SuspensePence),
        Refused = Sum(statement.Refused, statement.RefusedPence),
        Known = Sum(statement.Known, statement.KnownPence),
        Total = Sum(statement.Matched + statement.Suspense + statement.Refused + statement.Known, statement.ClosingPence - statement.OpeningPence),
        ImportedAt = Timestamp.FromDateTimeOffset(statement.ImportedAt),
        ImportedBy = statement.ImportedBy,
    };

    public static Wire.BankEntry ToMessage(this BankEntry entry) => new()
    {
        Number = entry.Number,
        Reference = entry.Reference,
        AmountPence = entry.AmountPence,
        BookedOn = entry.BookedOn.ToMessage(),
        Source = IncomeMessages.Word(entry.Source),
        PayerName = entry.PayerName ?? "",
        PayerAccountEnds = SuspenseMessages.EndOf(entry.PayerAccount),
        Remittance = entry.Remittance,
        Outcome = IncomeMessages.Word(entry.Outcome),
        Why = entry.Why,
        AccountId = entry.AccountId?.ToString() ?? "",
        PostingId = entry.PostingId?.ToString() ?? "",
    };

    private static Wire.EntrySum Sum(int entries, long pence) => new() { Entries = entries, Pence = pence };
}
