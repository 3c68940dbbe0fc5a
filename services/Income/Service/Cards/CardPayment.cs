namespace Housing.Income;

/// <summary>How far a card payment has come.</summary>
public enum CardPaymentState
{
    /// <summary>The provider was asked and has not answered.</summary>
    Asked,
    Created,
    Started,
    Submitted,

    /// <summary>Paid, and on the account.</summary>
    Success,
    Declined,
    Expired,
    Cancelled,
    Error,
}

/// <summary>What can happen to a card payment.</summary>
public abstract record CardPaymentMilestone(DateTimeOffset At)
{
    /// <summary>Somebody wants to pay. Kept before the provider is asked, so that asking again asks for the same one.</summary>
    public sealed record Asked(string Landlord, Guid AccountId, long AmountPence, string ReturnUrl, string Language, string By, DateTimeOffset At) : CardPaymentMilestone(At);

    /// <summary>The provider has it.</summary>
    public sealed record Opened(string ProviderId, string? NextUrl, DateTimeOffset At) : CardPaymentMilestone(At);

    /// <summary>The provider says how far it has come.</summary>
    public sealed record Moved(CardPaymentState To, string? Code, DateTimeOffset At) : CardPaymentMilestone(At);

    /// <summary>The provider has the money.</summary>
    public sealed record Paid(long AmountPence, DateTimeOffset At) : CardPaymentMilestone(At);

    /// <summary>Whoever began it calls it off; the provider may still say that it was too late.</summary>
    public sealed record CancelAsked(DateTimeOffset At) : CardPaymentMilestone(At);
}

/// <summary>A payment by card: what we asked the provider for, and what it said came of it. Its posting is made with the milestone that says it is paid.</summary>
public sealed class CardPayment
{
    private CardPayment() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public string Landlord { get; private set; } = "";
    public long AmountPence { get; private set; }
    public string ReturnUrl { get; private set; } = "";
    public string Language { get; private set; } = "";
    public CardPaymentState State { get; private set; }

    /// <summary>The provider's reason where it came to nothing: "P0010".</summary>
    public string? Code { get; private set; }

    public string? ProviderId { get; private set; }

    /// <summary>Where the payer goes; null once nobody can.</summary>
    public string? NextUrl { get; private set; }

    public string StartedBy { get; private set; } = "";
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset? CancelAskedAt { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }
    public Guid? PostingId { get; private set; }

    /// <summary>When the worker is to look at it next; null when it is not.</summary>
    public DateTimeOffset? LookAt { get; private set; }

    public DateTimeOffset? LookedAt { get; private set; }

    /// <summary>How often the worker has looked.</summary>
    public int Looks { get; private set; }

    public bool IsFinished => FinishedAt is not null;

    /// <summary>What both sides know it by.</summary>
    public string Reference => Id.ToString("N");

    public static CardPayment Ask(CardPaymentMilestone.Asked asked)
    {
        var payment = new CardPayment { Id = Guid.CreateVersion7(asked.At) };
        payment.Apply(asked);
        return payment;
    }

    public void Apply(CardPaymentMilestone milestone)
    {
        switch (milestone)
        {
            case CardPaymentMilestone.Asked asked:
                (Landlord, AccountId, AmountPence) = (asked.Landlord, asked.AccountId, asked.AmountPence);
                (ReturnUrl, Language, StartedBy, StartedAt) = (asked.ReturnUrl, asked.Language, asked.By, asked.At);
                State = CardPaymentState.Asked;
                break;
            case CardPaymentMilestone.Opened opened:
                (ProviderId, NextUrl, State) = (opened.ProviderId, opened.NextUrl, CardPaymentState.Created);
                break;
            case CardPaymentMilestone.Moved moved:
                (State, Code) = (moved.To, moved.Code);
                if (moved.To is CardPaymentState.Declined or CardPaymentState.Expired or CardPaymentState.Cancelled or CardPaymentState.Error)
                    Finish(moved.At);
                break;
            case CardPaymentMilestone.Paid paid:
                (State, Code, AmountPence) = (CardPaymentState.Success, null, paid.AmountPence);
                Finish(paid.At);
                break;
            case CardPaymentMilestone.CancelAsked cancel:
                CancelAskedAt = cancel.At;
                break;
        }
    }

    /// <summary>The line on the account that it brought.</summary>
    internal void Posted(Guid postingId) => PostingId = postingId;

    internal void Looked(DateTimeOffset now) => LookedAt = now;

    /// <summary>When to look at it next, if nobody says before that there is something to see.</summary>
    internal void LookNext(DateTimeOffset at) => LookAt = at;

    /// <summary>Somebody is about to look; the next look is set first, for the case that this one comes to nothing. One that is finished needs no more.</summary>
    internal void TakeLook(DateTimeOffset now, TimeSpan wait) => (Looks, LookAt) = (Looks + 1, IsFinished ? null : now + wait);

    private void Finish(DateTimeOffset at) => (FinishedAt, NextUrl, LookAt) = (at, null, null);
}
