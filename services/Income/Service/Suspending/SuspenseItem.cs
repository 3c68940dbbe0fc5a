namespace Housing.Income;

/// <summary>How the money came that an item is of.</summary>
public enum SuspenseSource
{
    BankStatement,
    BenefitSchedule,
}

/// <summary>Money that came in and waits on the landlord's suspense account. What its items have left is what that account stands at.</summary>
public sealed class SuspenseItem
{
    private readonly List<Transfer> _transfers = [];

    private SuspenseItem() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";

    /// <summary>The payment on the suspense account.</summary>
    public Guid PostingId { get; private set; }

    public long AmountPence { get; private set; }

    /// <summary>What of it is still here.</summary>
    public long LeftPence { get; private set; }

    public SuspenseSource Source { get; private set; }

    /// <summary>Why nobody's account could be told, in words.</summary>
    public string Why { get; private set; } = "";

    /// <summary>As the bank gave it.</summary>
    public string? PayerName { get; private set; }

    /// <summary>As the bank gave it: an IBAN, or sort code and account number.</summary>
    public string? PayerAccount { get; private set; }

    /// <summary>What the payer wrote.</summary>
    public string Remittance { get; private set; } = "";

    public DateOnly ReceivedOn { get; private set; }
    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>Who asked that it goes back to the payer; null when nobody does.</summary>
    public string? ReturnAskedBy { get; private set; }

    public string? ReturnReason { get; private set; }

    /// <summary>Who agreed, as the second person.</summary>
    public string? ReturnApprovedBy { get; private set; }

    public IReadOnlyList<Transfer> Transfers => _transfers;

    internal static SuspenseItem Put(string landlord, Posting payment, SuspenseSource source, Unmatched money) => new()
    {
        Id = Guid.CreateVersion7(payment.PostedAt),
        Landlord = landlord,
        PostingId = payment.Id,
        AmountPence = -payment.AmountPence,
        LeftPence = -payment.AmountPence,
        Source = source,
        Why = money.Why,
        PayerName = money.PayerName,
        PayerAccount = money.PayerAccount,
        Remittance = money.Remittance,
        ReceivedOn = money.ReceivedOn,
        RecordedAt = payment.PostedAt,
    };

    // What finds its owner does not go back: whoever asked for that asks again for the rest.
    internal void Move(Transfer transfer)
    {
        _transfers.Add(transfer);
        LeftPence -= transfer.AmountPence;
        (ReturnAskedBy, ReturnReason) = (null, null);
    }

    internal void TakeBack(Transfer transfer, string reason)
    {
        transfer.TakeBack(reason);
        LeftPence += transfer.AmountPence;
    }

    internal void AskReturn(string by, string reason) => (ReturnAskedBy, ReturnReason) = (by, reason);

    internal void Return(string approvedBy) => (ReturnApprovedBy, LeftPence) = (approvedBy, 0);

    /// <summary>The bank took the money back.</summary>
    internal void Withdraw() => LeftPence = 0;
}

/// <summary>What is known of money that matches nobody.</summary>
public sealed record Unmatched(string Why, string? PayerName, string? PayerAccount, string Remittance, DateOnly ReceivedOn);

/// <summary>Money moved from suspense to an account: one posting on either, which cancel out.</summary>
public sealed class Transfer
{
    private Transfer() { }

    public Guid Id { get; private set; }
    public Guid ItemId { get; private set; }
    public Guid AccountId { get; private set; }
    public Guid FromPostingId { get; private set; }
    public Guid ToPostingId { get; private set; }
    public long AmountPence { get; private set; }
    public string Reason { get; private set; } = "";
    public string MovedBy { get; private set; } = "";
    public DateTimeOffset MovedAt { get; private set; }

    /// <summary>Why it was moved back; null while it stands.</summary>
    public string? TakenBackBecause { get; private set; }

    public bool Stands => TakenBackBecause is null;

    internal static Transfer Of(Guid id, SuspenseItem item, Posting from, Posting to, string reason) => new()
    {
        Id = id,
        ItemId = item.Id,
        AccountId = to.AccountId,
        FromPostingId = from.Id,
        ToPostingId = to.Id,
        AmountPence = from.AmountPence,
        Reason = reason,
        MovedBy = from.PostedBy,
        MovedAt = from.PostedAt,
    };

    internal void TakeBack(string reason) => TakenBackBecause = reason;
}

/// <summary>A payer whose money without a reference goes to an account, because staff said so once.</summary>
public sealed class Payer
{
    private Payer() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public string PayerAccount { get; private set; } = "";
    public string? Name { get; private set; }
    public Guid AccountId { get; private set; }
    public DateTimeOffset RememberedAt { get; private set; }
    public string RememberedBy { get; private set; } = "";

    internal static Payer Remember(SuspenseItem item, Guid accountId, string by, DateTimeOffset now)
    {
        var payer = new Payer { Id = Guid.CreateVersion7(now), Landlord = item.Landlord, PayerAccount = item.PayerAccount! };
        payer.Pays(item.PayerName, accountId, by, now);
        return payer;
    }

    internal void Pays(string? name, Guid accountId, string by, DateTimeOffset now) =>
        (Name, AccountId, RememberedBy, RememberedAt) = (name, accountId, by, now);
}
