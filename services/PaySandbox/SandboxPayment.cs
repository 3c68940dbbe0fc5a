namespace Housing.PaySandbox;

/// <summary>What a caller of the API asked for.</summary>
public sealed record Wanted(long Amount, string Reference, string Description, string ReturnUrl, string Language);

/// <summary>Money of a payment that goes back.</summary>
public sealed record SandboxRefund(string Id, long Amount, DateTimeOffset CreatedAt);

/// <summary>A payment as the provider has it. Whoever reads or changes one holds its lock.</summary>
public sealed class SandboxPayment(string id, string token, Wanted wanted, DateTimeOffset createdAt)
{
    private readonly List<SandboxRefund> _refunds = [];

    public Lock Lock { get; } = new();

    public string Id { get; } = id;

    /// <summary>What the payer's address holds, so that a payment's id alone opens no page.</summary>
    public string Token { get; } = token;

    public Wanted Wanted { get; } = wanted;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>created, started, submitted, success, failed, cancelled or error.</summary>
    public string Status { get; private set; } = "created";

    public string? Code { get; private set; }

    public string? Message { get; private set; }

    /// <summary>The card the bank agreed to.</summary>
    public TestCard? Card { get; private set; }

    public IReadOnlyList<SandboxRefund> Refunds => _refunds;

    public bool IsFinished => Status is "success" or "failed" or "cancelled" or "error";

    public long Left => Wanted.Amount - _refunds.Sum(refund => refund.Amount);

    public void Start()
    {
        if (Status == "created")
            Status = "started";
    }

    /// <summary>The payer gave a card: the bank agrees, or it is the end.</summary>
    public void Submit(TestCard card)
    {
        if (Status is not ("created" or "started"))
            return;
        Card = card;
        switch (card.Outcome)
        {
            case CardOutcome.Success or CardOutcome.DuplicateCallbacks or CardOutcome.NobodyComesBack or CardOutcome.NeverAnswers:
                Status = "submitted";
                break;
            case CardOutcome.Declined or CardOutcome.ExpiredCard or CardOutcome.WrongSecurityCode:
                End("failed", "P0010", "Payment method rejected");
                break;
            case CardOutcome.ProcessingError:
                End("error", "P0050", "Payment provider returned an error");
                break;
        }
    }

    /// <summary>The payer confirms what the bank agreed to; false when there is nothing to confirm.</summary>
    public bool Confirm()
    {
        if (Status != "submitted" || Card is null or { Outcome: CardOutcome.NeverAnswers })
            return false;
        Status = "success";
        return true;
    }

    /// <summary>Ends an unfinished payment; false when it is finished.</summary>
    public bool End(string status, string code, string message)
    {
        if (IsFinished)
            return false;
        (Status, Code, Message) = (status, code, message);
        return true;
    }

    public SandboxRefund Refund(long amount, DateTimeOffset now)
    {
        var refund = new SandboxRefund(SandboxPayments.NewId(), amount, now);
        _refunds.Add(refund);
        return refund;
    }
}
