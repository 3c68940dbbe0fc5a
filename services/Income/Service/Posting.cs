namespace Housing.Income;

/// <summary>What a posting is.</summary>
public enum PostingKind
{
    Charge,
    Compensation,

    /// <summary>A repair that the resident signed to pay for.</summary>
    Recharge,

    /// <summary>Such a repair, taken back.</summary>
    RechargeWithdrawn,

    Payment,

    /// <summary>Undoes another posting, which it names.</summary>
    Reversal,

    /// <summary>Rent, or another regular charge, for one period.</summary>
    RegularCharge,

    /// <summary>The part of such a charge that was for days after it ended.</summary>
    ChargeReturned,

    /// <summary>Money moved between the landlord's suspense account and another, of which this is one side.</summary>
    Transfer,

    /// <summary>Money that was paid and goes back to whoever paid it.</summary>
    Refund,

    /// <summary>What a year's services cost more or less than was charged for it.</summary>
    ServiceChargeDifference,

    /// <summary>A former tenant's debt that is given up.</summary>
    WriteOff,
}

/// <summary>
/// One line of an account. It is written once, with the ledger lines that book it: the database refuses a change (0001_accounts.sql, 0002_ledger.sql).
/// </summary>
public sealed class Posting
{
    private readonly List<LedgerLine> _lines = [];

    private Posting() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }

    /// <summary>1, 2, 3 … within the account.</summary>
    public long Number { get; private set; }

    /// <summary>Positive is owed by the resident, negative is in their favour.</summary>
    public long AmountPence { get; private set; }

    /// <summary>The account's balance after this posting.</summary>
    public long BalancePence { get; private set; }

    public PostingKind Kind { get; private set; }
    public string Narrative { get; private set; } = "";

    /// <summary>What caused it, unique for its kind: an appointment, a request.</summary>
    public Guid Cause { get; private set; }

    public DateTimeOffset PostedAt { get; private set; }
    public string PostedBy { get; private set; } = "";

    /// <summary>What shows that it is right: the receipt, the event, the document.</summary>
    public string? Evidence { get; private set; }

    /// <summary>The posting that this one puts right.</summary>
    public Guid? Reverses { get; private set; }

    /// <summary>How many ledger lines it has.</summary>
    public short LineCount { get; private set; }

    /// <summary>Both sides of it; they add up to nothing.</summary>
    public IReadOnlyList<LedgerLine> Lines => _lines;

    /// <summary>The line for what an account has just taken in.</summary>
    internal static Posting Of(Account account, AccountMilestone.Posted posted, IReadOnlyList<Entry> entries)
    {
        var posting = new Posting
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            Number = account.Postings,
            AmountPence = posted.AmountPence,
            BalancePence = account.BalancePence,
            Kind = posted.Kind,
            Narrative = posted.Narrative,
            Cause = posted.Cause,
            PostedAt = posted.At,
            PostedBy = posted.By,
            Evidence = posted.Evidence,
            Reverses = posted.Reverses,
            LineCount = (short)entries.Count,
        };
        posting._lines.AddRange(entries.Select((entry, at) => LedgerLine.Of(posting.Id, (short)(at + 1), entry)));
        return posting;
    }
}
