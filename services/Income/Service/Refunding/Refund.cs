namespace Housing.Income;

/// <summary>How far a refund has come.</summary>
public enum RefundState
{
    Requested,

    /// <summary>Posted, and on its way.</summary>
    Approved,
    Declined,
    Paid,

    /// <summary>It could not be sent: its posting is undone.</summary>
    Withdrawn,
}

/// <summary>A bank account in this country.</summary>
public sealed record BankDetails(string AccountName, string SortCode, string AccountNumber)
{
    /// <summary>All that is kept once nobody needs the rest.</summary>
    public string End => AccountNumber[^4..];
}

/// <summary>What can happen to a refund.</summary>
public abstract record RefundMilestone(DateTimeOffset At)
{
    /// <summary>Somebody asks that money goes back: to a card payment, or to a bank account.</summary>
    public sealed record Requested(string Landlord, Guid AccountId, long AmountPence, string Reason, Guid? CardPaymentId, BankDetails? Bank, string By, DateTimeOffset At) : RefundMilestone(At);

    /// <summary>Somebody else agrees.</summary>
    public sealed record Approved(string By, DateTimeOffset At) : RefundMilestone(At);

    public sealed record Declined(string Reason, string By, DateTimeOffset At) : RefundMilestone(At);

    /// <summary>The card provider is about to be asked; so much of the payment is left before it is.</summary>
    public sealed record Trying(long LeftPence, DateTimeOffset At) : RefundMilestone(At);

    /// <summary>The card provider has taken it on.</summary>
    public sealed record TakenOn(string ProviderRefundId, DateTimeOffset At) : RefundMilestone(At);

    /// <summary>It did not go, for now.</summary>
    /// <param name="Fault">Why, as staff read it.</param>
    /// <param name="Anew">Whether the provider surely has none of it, so that the next attempt begins from the start.</param>
    public sealed record Failed(string Fault, bool Anew, DateTimeOffset At) : RefundMilestone(At);

    /// <summary>It cannot be sent, and is on the account again.</summary>
    public sealed record Withdrawn(DateTimeOffset At) : RefundMilestone(At);

    public sealed record Paid(string Reference, DateTimeOffset At) : RefundMilestone(At);
}

/// <summary>Money that goes back to a household. It is posted when a second person agrees; the sending follows and is tried until it is done.</summary>
public sealed class Refund
{
    private Refund() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public string Landlord { get; private set; } = "";
    public long AmountPence { get; private set; }
    public string Reason { get; private set; } = "";
    public RefundState State { get; private set; }

    /// <summary>The card payment it goes back to; null for a bank account.</summary>
    public Guid? CardPaymentId { get; private set; }

    // Forgotten once it is paid or declined.
    public string? AccountName { get; private set; }
    public string? SortCode { get; private set; }
    public string? AccountNumber { get; private set; }

    /// <summary>The last four digits of the bank account's number.</summary>
    public string? AccountEnd { get; private set; }

    public string RequestedBy { get; private set; } = "";
    public DateTimeOffset RequestedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DeclineReason { get; private set; }
    public Guid? PostingId { get; private set; }

    /// <summary>What was left of the card payment before the provider was asked; null before it is and when it is to be asked anew.</summary>
    public long? LeftPence { get; private set; }

    public string? ProviderRefundId { get; private set; }
    public int Attempts { get; private set; }
    public string? LastFault { get; private set; }
    public DateTimeOffset? NextAttemptAt { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }

    /// <summary>The bank's, or what the card provider calls it.</summary>
    public string? PaidReference { get; private set; }

    /// <summary>Where it is to be paid; null for a card, and once nobody needs to know.</summary>
    public BankDetails? Bank => AccountNumber is null ? null : new BankDetails(AccountName!, SortCode!, AccountNumber);

    public static Refund Request(RefundMilestone.Requested requested)
    {
        var refund = new Refund { Id = Guid.CreateVersion7(requested.At) };
        refund.Apply(requested);
        return refund;
    }

    public void Apply(RefundMilestone milestone)
    {
        switch (milestone)
        {
            case RefundMilestone.Requested requested:
                (Landlord, AccountId, AmountPence, Reason) = (requested.Landlord, requested.AccountId, requested.AmountPence, requested.Reason);
                (CardPaymentId, RequestedBy, RequestedAt) = (requested.CardPaymentId, requested.By, requested.At);
                (AccountName, SortCode, AccountNumber, AccountEnd) = (requested.Bank?.AccountName, requested.Bank?.SortCode, requested.Bank?.AccountNumber, requested.Bank?.End);
                break;
            case RefundMilestone.Approved approved:
                (State, DecidedBy, DecidedAt) = (RefundState.Approved, approved.By, approved.At);
                NextAttemptAt = CardPaymentId is null ? null : approved.At;
                break;
            case RefundMilestone.Declined declined:
                (State, DecidedBy, DecidedAt, DeclineReason) = (RefundState.Declined, declined.By, declined.At, declined.Reason);
                Forget();
                break;
            case RefundMilestone.Trying trying:
                LeftPence = trying.LeftPence;
                break;
            case RefundMilestone.TakenOn taken:
                (ProviderRefundId, LastFault) = (taken.ProviderRefundId, null);
                break;
            case RefundMilestone.Failed failed:
                LastFault = failed.Fault;
                if (failed.Anew)
                    (LeftPence, ProviderRefundId) = (null, null);
                break;
            case RefundMilestone.Paid paid:
                (State, PaidAt, PaidReference, LastFault, NextAttemptAt) = (RefundState.Paid, paid.At, paid.Reference, null, null);
                if (CardPaymentId is not null)
                    ProviderRefundId = paid.Reference;
                Forget();
                break;
            case RefundMilestone.Withdrawn:
                (State, NextAttemptAt) = (RefundState.Withdrawn, null);
                Forget();
                break;
        }
    }

    /// <summary>The line on the account.</summary>
    internal void Posted(Guid postingId) => PostingId = postingId;

    /// <summary>Somebody is about to ask the provider; the next time is set first, for the case that this one comes to nothing.</summary>
    internal void TakeAttempt(DateTimeOffset next) => (Attempts, NextAttemptAt) = (Attempts + 1, next);

    private void Forget() => (AccountName, SortCode, AccountNumber) = (null, null, null);
}
