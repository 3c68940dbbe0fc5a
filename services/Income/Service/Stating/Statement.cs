using Housing.Standards;

namespace Housing.Income;

/// <summary>One posting as a statement shows it.</summary>
/// <param name="On">The London day on which it was posted.</param>
/// <param name="Kind">"payment", "regular-charge": what the posting is.</param>
/// <param name="AmountPence">Positive is owed by the resident, negative is in their favour.</param>
/// <param name="BalancePence">What the account stands at after it.</param>
public sealed record StatementLine(DateOnly On, string What, string Kind, long AmountPence, long BalancePence);

/// <summary>What happened on one part of the account in the period.</summary>
/// <param name="ChargedPence">All that was put on it.</param>
/// <param name="CreditedPence">All that was paid, given back or put right; not negative.</param>
public sealed record StatementPart(SubAccount Part, long OpeningPence, long ChargedPence, long CreditedPence, long ClosingPence);

/// <summary>What falls due next on a part of the account.</summary>
public sealed record NextDue(SubAccount Part, DateOnly On, long Pence);

/// <summary>What the ledger says an account and its parts stood at before an instant.</summary>
public sealed record LedgerStand(long Pence, IReadOnlyDictionary<SubAccount, long> Parts);

/// <summary>
/// What was charged and paid in a period. What it stood at before, and all that was posted, come to what it stood at after, to the penny, in all and part by part: one
/// that does not cannot be made, nor read again.
/// </summary>
public sealed class Statement
{
    public Statement(
        DateOnly from, DateOnly through, long openingPence, IReadOnlyList<StatementLine> lines, long closingPence, IReadOnlyList<StatementPart> parts, IReadOnlyList<NextDue> next,
        ReserveSummary? reserveFund = null)
    {
        (From, Through, OpeningPence, Lines, ClosingPence, Parts, Next, ReserveFund) = (from, through, openingPence, lines, closingPence, parts, next, reserveFund);
        Check();
    }

    public DateOnly From { get; }

    /// <summary>The last day of the period, which is in it.</summary>
    public DateOnly Through { get; }

    public long OpeningPence { get; }

    /// <summary>In the order in which they were posted.</summary>
    public IReadOnlyList<StatementLine> Lines { get; }

    public long ClosingPence { get; }

    /// <summary>The parts on which anything stands or moved.</summary>
    public IReadOnlyList<StatementPart> Parts { get; }

    /// <summary>What falls due next, the earliest first.</summary>
    public IReadOnlyList<NextDue> Next { get; }

    /// <summary>What went into the reserve fund of the home's scheme, of all homes together, and what was spent; null where there is none (OHO-LSE-22).</summary>
    public ReserveSummary? ReserveFund { get; }

    /// <summary>The statement of a period.</summary>
    /// <param name="opening">What the ledger says it stood at before the period.</param>
    /// <param name="postings">What was posted in the period, in its order.</param>
    /// <param name="closing">What the ledger says it stood at after the period: asked for by itself, so that the sum proves something.</param>
    /// <param name="next">What falls due next.</param>
    /// <param name="reserveFund">The fund of the home's scheme.</param>
    public static Statement Of(
        DateOnly from, DateOnly through, LedgerStand opening, IReadOnlyList<Posting> postings, LedgerStand closing, IEnumerable<NextDue> next, ReserveSummary? reserveFund = null)
    {
        var balance = opening.Pence;
        var lines = postings.Select(posting => new StatementLine(
            London.DayOf(posting.PostedAt), posting.Narrative, IncomeMessages.Word(posting.Kind), posting.AmountPence, balance = checked(balance + posting.AmountPence))).ToList();
        var moved = postings.SelectMany(posting => posting.Lines).Where(line => line.SubAccount is not null).ToLookup(line => line.SubAccount!.Value, line => line.AmountPence);
        var parts = Enum.GetValues<SubAccount>()
            .Select(part => new StatementPart(
                part,
                opening.Parts.GetValueOrDefault(part),
                moved[part].Where(pence => pence > 0).Sum(),
                -moved[part].Where(pence => pence < 0).Sum(),
                closing.Parts.GetValueOrDefault(part)))
            .Where(part => part is not { OpeningPence: 0, ChargedPence: 0, CreditedPence: 0, ClosingPence: 0 });
        return new Statement(from, through, opening.Pence, lines, closing.Pence, [.. parts], [.. next.OrderBy(due => due.On).ThenBy(due => due.Part)], reserveFund);
    }

    private void Check()
    {
        if (Through < From)
            throw new InvalidOperationException($"A statement from {From:yyyy-MM-dd} cannot run through {Through:yyyy-MM-dd}.");
        var balance = OpeningPence;
        foreach (var line in Lines)
        {
            balance = checked(balance + line.AmountPence);
            Same("a line's balance", balance, line.BalancePence);
        }

        Same("the closing balance", balance, ClosingPence);
        foreach (var part in Parts)
            Same($"what {part.Part} stands at", checked(part.OpeningPence + part.ChargedPence - part.CreditedPence), part.ClosingPence);
        Same("the parts at the start", Parts.Sum(part => part.OpeningPence), OpeningPence);
        Same("the parts at the end", Parts.Sum(part => part.ClosingPence), ClosingPence);
    }

    private void Same(string what, long comesTo, long said)
    {
        if (comesTo != said)
            throw new InvalidOperationException($"The statement from {From:yyyy-MM-dd} through {Through:yyyy-MM-dd} does not add up: {what} comes to {comesTo} pence and is said to be {said}.");
    }
}
