namespace Housing.PaySandbox;

/// <summary>What comes of a card.</summary>
public enum CardOutcome
{
    Success,
    Declined,
    ExpiredCard,
    WrongSecurityCode,

    /// <summary>Something goes wrong at the provider.</summary>
    ProcessingError,

    /// <summary>Paid; each callback is sent twice, and the last event first.</summary>
    DuplicateCallbacks,

    /// <summary>Paid, but no callback is sent and the payer is not led back.</summary>
    NobodyComesBack,

    /// <summary>The bank never answers: the payment stays where it is until it expires.</summary>
    NeverAnswers,
}

/// <summary>A number that can be typed in, and what comes of it. The first five are those that GOV.UK Pay's own test accounts know.</summary>
public sealed record TestCard(string Number, CardOutcome Outcome, string Says)
{
    public static IReadOnlyList<TestCard> All { get; } =
    [
        new("4444333322221111", CardOutcome.Success, "The payment succeeds"),
        new("4000000000000002", CardOutcome.Declined, "The bank declines"),
        new("4000000000000069", CardOutcome.ExpiredCard, "Declined: the card has expired"),
        new("4000000000000127", CardOutcome.WrongSecurityCode, "Declined: the security code is wrong"),
        new("4000000000000119", CardOutcome.ProcessingError, "The provider fails"),
        new("4000000000000259", CardOutcome.DuplicateCallbacks, "Succeeds; every callback is sent twice and out of order"),
        new("4000000000003220", CardOutcome.NobodyComesBack, "Succeeds; no callback is sent and you are not led back"),
        new("4000000000000341", CardOutcome.NeverAnswers, "The bank never answers; the payment runs until it expires"),
    ];

    /// <summary>The number in groups of four.</summary>
    public string Shown => string.Join(' ', Number.Chunk(4).Select(four => new string(four)));

    public static TestCard? Of(string number) => All.FirstOrDefault(card => card.Number == number);
}
