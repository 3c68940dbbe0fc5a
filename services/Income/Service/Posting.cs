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
}

/// <summary>One line of an account's ledger. It is written once: the database refuses a change (0001_accounts.sql).</summary>
public sealed class Posting
{
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

    /// <summary>The line for what an account has just taken in.</summary>
    internal static Posting Of(Account account, AccountMilestone.Posted posted) => new()
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
    };
}
