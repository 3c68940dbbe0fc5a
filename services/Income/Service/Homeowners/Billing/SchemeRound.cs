namespace Housing.Income;

/// <summary>What a round of bills tells.</summary>
public enum RoundKind
{
    /// <summary>What the year is expected to cost.</summary>
    Estimate,

    /// <summary>What it did cost.</summary>
    Actuals,
}

/// <summary>What was shared out of one head: what homeowners bear, what the landlord bears, and what it bears because nobody was consulted. The three come to the total.</summary>
public sealed record HeadTotal(string Head, string Name, HeadFund Fund, long TotalPence, long AskedPence, long LandlordPence, long CappedPence);

/// <summary>A cost that nobody can be asked for any more, and the last day on which they could have been.</summary>
public sealed record TooLateCost(Guid CostId, string Description, long Pence, DateOnly Until);

/// <summary>What one lease has been asked for of some works that nobody was consulted on; the law's sum is for all of them.</summary>
public sealed record CappedPart(Guid UndertakingId, Guid HomeId, long Pence);

/// <summary>One head of a bill, as it was worked out then.</summary>
/// <param name="TotalPence">What the head costs in all.</param>
/// <param name="LeasePence">What the lease bears of it for the year.</param>
/// <param name="Pence">What this account bears of that.</param>
/// <param name="NotAskedPence">What the lease would bear beside, had anybody been consulted.</param>
public sealed record BillLine(string Head, string Name, HeadFund Fund, long TotalPence, string Share, long LeasePence, long Pence, long NotAskedPence, string WorkedOut);

/// <summary>A bill as it is planned; without an account for a home that nobody holds.</summary>
public sealed record PlannedBill(Guid? AccountId, Guid HomeId, IReadOnlyList<BillLine> Lines);

/// <summary>Everything of one estimate or one closing, worked out before any of it goes out.</summary>
public sealed record RoundPlan(IReadOnlyList<HeadTotal> Totals, IReadOnlyList<PlannedBill> Bills, IReadOnlyList<TooLateCost> TooLate, IReadOnlyList<CappedPart> Capped);

/// <summary>One estimate, or one closing, of a scheme's year: approved at once, its bills issued one by one.</summary>
public sealed class SchemeRound
{
    private SchemeRound() { }

    public Guid Id { get; private set; }
    public Guid SchemeId { get; private set; }
    public RoundKind Kind { get; private set; }
    public DateOnly First { get; private set; }
    public DateOnly Last { get; private set; }

    /// <summary>1 for the first of its kind and year.</summary>
    public int Number { get; private set; }

    /// <summary>Of an estimate: from when on it is charged.</summary>
    public DateOnly? ChargedFrom { get; private set; }

    public IReadOnlyList<HeadTotal> Totals { get; private set; } = [];
    public IReadOnlyList<TooLateCost> TooLate { get; private set; } = [];
    public IReadOnlyList<CappedPart> Capped { get; private set; } = [];
    public DateTimeOffset ApprovedAt { get; private set; }
    public string ApprovedBy { get; private set; } = "";

    /// <summary>When its last bill was out; null while some are still to go.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    public SchemeYear Year => new(First, Last);

    internal static SchemeRound Approve(ChargeScheme scheme, RoundKind kind, SchemeYear year, int number, DateOnly? chargedFrom, RoundPlan plan, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(),
        SchemeId = scheme.Id,
        Kind = kind,
        First = year.First,
        Last = year.Last,
        Number = number,
        ChargedFrom = chargedFrom,
        Totals = plan.Totals,
        TooLate = plan.TooLate,
        Capped = plan.Capped,
        ApprovedAt = now,
        ApprovedBy = by,
    };

    internal void Finish(DateTimeOffset now) => FinishedAt = now;

    internal void GoOn() => FinishedAt = null;
}

/// <summary>What one account is sent of a round. It is issued once; then nothing of it changes.</summary>
public sealed class LeaseBill
{
    private LeaseBill() { }

    public Guid Id { get; private set; }
    public Guid RoundId { get; private set; }
    public Guid HomeId { get; private set; }

    /// <summary>Null for a home that nobody holds: whoever comes has its estimate.</summary>
    public Guid? AccountId { get; private set; }

    public IReadOnlyList<BillLine> Lines { get; private set; } = [];
    public long ServiceChargePence { get; private set; }
    public long ReservePence { get; private set; }

    /// <summary>Of an estimate: the first day of the charge.</summary>
    public DateOnly? ChargedFrom { get; private set; }

    /// <summary>Of actuals: what was charged for the year, and what earlier closings settled.</summary>
    public long ChargedPence { get; private set; }

    /// <summary>Of actuals: what was posted.</summary>
    public long DifferencePence { get; private set; }

    public Guid? PostingId { get; private set; }
    public DateTimeOffset? IssuedAt { get; private set; }

    /// <summary>Why it will not be issued; null while it may.</summary>
    public string? LeftBecause { get; private set; }

    internal static LeaseBill Of(Guid roundId, PlannedBill planned) => new()
    {
        Id = Guid.CreateVersion7(),
        RoundId = roundId,
        HomeId = planned.HomeId,
        AccountId = planned.AccountId,
        Lines = planned.Lines,
        ServiceChargePence = planned.Lines.Where(line => line.Fund == HeadFund.ServiceCharge).Sum(line => line.Pence),
        ReservePence = planned.Lines.Where(line => line.Fund == HeadFund.ReserveFund).Sum(line => line.Pence),
        LeftBecause = planned.AccountId is null ? "Nobody holds the home." : null,
    };

    /// <summary>The same estimate for whoever has the home next.</summary>
    internal LeaseBill For(Guid accountId) => Of(RoundId, new(accountId, HomeId, Lines));

    internal void Leave(string because) => LeftBecause = because;

    internal void Issue(DateOnly? chargedFrom, DateTimeOffset now) => (ChargedFrom, IssuedAt) = (chargedFrom, now);

    internal void Settle(long chargedPence, long differencePence, Guid? postingId, DateTimeOffset now) =>
        (ChargedPence, DifferencePence, PostingId, IssuedAt) = (chargedPence, differencePence, postingId, now);
}
