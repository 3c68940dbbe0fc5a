namespace Housing.Income;

/// <summary>What became of an entry.</summary>
public enum EntryOutcome
{
    /// <summary>It is on the account it was for.</summary>
    Matched,

    Suspense,

    /// <summary>The bank took an earlier payment back, and it was undone.</summary>
    TakenBack,

    /// <summary>It takes a payment back that has not come yet; it does so when that one comes.</summary>
    Waiting,

    /// <summary>Not posted; it says why.</summary>
    Refused,
}

/// <summary>A bank's statement that was taken in, and what became of it. Written once.</summary>
public sealed class BankStatement
{
    private BankStatement() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public string BankAccount { get; private set; } = "";
    public string BankId { get; private set; } = "";
    public string Digest { get; private set; } = "";
    public DateOnly? From { get; private set; }
    public DateOnly? To { get; private set; }
    public long OpeningPence { get; private set; }
    public long ClosingPence { get; private set; }
    public int Matched { get; private set; }
    public long MatchedPence { get; private set; }
    public int Suspense { get; private set; }
    public long SuspensePence { get; private set; }
    public int Refused { get; private set; }
    public long RefusedPence { get; private set; }

    /// <summary>Those in a statement imported before.</summary>
    public int Known { get; private set; }

    public long KnownPence { get; private set; }
    public DateTimeOffset ImportedAt { get; private set; }
    public string ImportedBy { get; private set; } = "";

    internal static BankStatement Of(string landlord, CamtStatement read, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Landlord = landlord,
        BankAccount = read.Account,
        BankId = read.BankId,
        Digest = read.Digest(),
        From = read.From,
        To = read.To,
        OpeningPence = read.OpeningPence,
        ClosingPence = read.ClosingPence,
        ImportedAt = now,
        ImportedBy = by,
    };

    internal void Count(EntryOutcome? outcome, long pence)
    {
        switch (outcome)
        {
            case EntryOutcome.Matched or EntryOutcome.TakenBack:
                (Matched, MatchedPence) = (Matched + 1, MatchedPence + pence);
                break;
            case EntryOutcome.Suspense:
                (Suspense, SuspensePence) = (Suspense + 1, SuspensePence + pence);
                break;
            case EntryOutcome.Refused or EntryOutcome.Waiting:
                (Refused, RefusedPence) = (Refused + 1, RefusedPence + pence);
                break;
            case null:
                (Known, KnownPence) = (Known + 1, KnownPence + pence);
                break;
        }
    }
}

/// <summary>One entry of a statement. Written once.</summary>
public sealed class BankEntry
{
    private BankEntry() { }

    public Guid Id { get; private set; }
    public Guid StatementId { get; private set; }
    public string Landlord { get; private set; } = "";
    public string BankAccount { get; private set; } = "";

    /// <summary>1, 2, 3 … within the statement.</summary>
    public int Number { get; private set; }

    /// <summary>The bank's, unique for the account.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>What else it is known by.</summary>
    public string[] References { get; private set; } = [];

    public long AmountPence { get; private set; }
    public DateOnly BookedOn { get; private set; }
    public BankSource Source { get; private set; }
    public string? PayerName { get; private set; }
    public string? PayerAccount { get; private set; }
    public string Remittance { get; private set; } = "";
    public EntryOutcome Outcome { get; private set; }
    public string Why { get; private set; } = "";
    public Guid? AccountId { get; private set; }
    public Guid? PostingId { get; private set; }

    /// <summary>Whether this undoes that payment: the same sum, booked no earlier, and one names the other or both name the same.</summary>
    internal bool TakesBack(BankEntry payment) =>
        AmountPence == -payment.AmountPence && BookedOn >= payment.BookedOn
        && References.Append(Reference).Intersect(payment.References.Append(payment.Reference), StringComparer.Ordinal).Any();

    internal static BankEntry Of(BankStatement statement, int number, CamtEntry read, EntryOutcome outcome, string why, Posting? posting) => new()
    {
        Id = Guid.CreateVersion7(statement.ImportedAt),
        StatementId = statement.Id,
        Landlord = statement.Landlord,
        BankAccount = statement.BankAccount,
        Number = number,
        Reference = read.Reference,
        References = [.. read.References],
        AmountPence = read.Pence,
        BookedOn = read.BookedOn,
        Source = read.Source,
        PayerName = read.PayerName,
        PayerAccount = read.PayerAccount,
        Remittance = read.Remittance,
        Outcome = outcome,
        Why = why,
        AccountId = posting?.AccountId,
        PostingId = posting?.Id,
    };
}
