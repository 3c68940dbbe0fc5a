namespace Housing.Income;

/// <summary>The parts of an account.</summary>
public enum SubAccount
{
    Rent,
    ServiceCharge,
    CourtCosts,
    Recharges,
    ReserveFund,
}

/// <summary>The landlord's side of what is posted: where money came from, or what it was earned by.</summary>
public enum Nominal
{
    RentIncome,
    ServiceChargeIncome,
    CourtCostsRecovered,
    RechargeIncome,
    ReserveFundHeld,
    Compensation,
    Bank,

    /// <summary>Between two accounts; stands at nothing whenever nothing is half moved.</summary>
    Transfers,

    /// <summary>What former tenants owed and was given up.</summary>
    BadDebt,
}

/// <summary>One side of a posting: on a part of the account, or in one of the landlord's books, never both.</summary>
public sealed record Entry
{
    private Entry(SubAccount? on, Nominal? against, long amountPence) => (On, Against, AmountPence) = (on, against, amountPence);

    public SubAccount? On { get; }
    public Nominal? Against { get; }
    public long AmountPence { get; }

    public static Entry OnAccount(SubAccount part, long pence) => new(part, null, pence);

    public static Entry InBook(Nominal book, long pence) => new(null, book, pence);

    /// <summary>The same the other way round.</summary>
    public Entry Reversed() => new(On, Against, -AmountPence);
}

/// <summary>How a posting is booked: entries that add up to nothing, and on the account to what is posted.</summary>
public static class Bookkeeping
{
    /// <summary>All of it on one part of the account.</summary>
    public static IReadOnlyList<Entry> Plain(PostingKind kind, SubAccount part, long pence) => [Entry.OnAccount(part, pence), Entry.InBook(BookOf(kind, part), -pence)];

    /// <summary>What a posting of a kind is about when it does not say.</summary>
    public static SubAccount PartOf(PostingKind kind) => kind switch
    {
        PostingKind.Recharge or PostingKind.RechargeWithdrawn => SubAccount.Recharges,
        PostingKind.Charge or PostingKind.Compensation or PostingKind.Payment or PostingKind.Reversal or PostingKind.RegularCharge or PostingKind.ChargeReturned
            or PostingKind.Transfer or PostingKind.Refund or PostingKind.WriteOff => SubAccount.Rent,
        PostingKind.ServiceChargeDifference => SubAccount.ServiceCharge,
    };

    /// <summary>
    /// Sets money in the household's favour against what is owed, in the landlord's order; what is left over is a credit on the part the landlord names for it.
    /// </summary>
    /// <param name="kind">What the money is.</param>
    /// <param name="pence">Positive: how much there is.</param>
    /// <param name="owed">What each part of the account stands at.</param>
    /// <param name="order">The landlord's order.</param>
    public static IReadOnlyList<Entry> Allocate(PostingKind kind, long pence, Func<SubAccount, long> owed, AllocationOrder order)
    {
        var left = pence;
        var settled = new Dictionary<SubAccount, long>();
        foreach (var part in order.Order)
        {
            settled[part] = Math.Min(left, Math.Max(0, owed(part)));
            left -= settled[part];
        }

        settled[order.Surplus] += left;
        return [.. order.Order.Where(part => settled[part] > 0).Select(part => Entry.OnAccount(part, -settled[part])), Entry.InBook(BookOf(kind, order.Surplus), pence)];
    }

    /// <summary>Takes money that goes back from the parts that are in credit, from the one for surplus first and then the other way round than debts are settled.</summary>
    /// <param name="kind">What the money is.</param>
    /// <param name="pence">Positive: how much goes back; no more than the parts have in credit together.</param>
    /// <param name="owed">What each part of the account stands at.</param>
    /// <param name="order">The landlord's order.</param>
    public static IReadOnlyList<Entry> GiveBack(PostingKind kind, long pence, Func<SubAccount, long> owed, AllocationOrder order)
    {
        var left = pence;
        var taken = new List<Entry>();
        foreach (var part in order.Order.Where(part => part != order.Surplus).Reverse().Prepend(order.Surplus))
        {
            var here = Math.Min(left, Math.Max(0, -owed(part)));
            if (here > 0)
                taken.Add(Entry.OnAccount(part, here));
            left -= here;
        }

        return left == 0
            ? [.. taken, Entry.InBook(BookOf(kind, order.Surplus), -pence)]
            : throw new ArgumentOutOfRangeException(nameof(pence), pence, "More goes back than there is in credit.");
    }

    /// <summary>What undoes these entries, on the very parts they moved.</summary>
    public static IReadOnlyList<Entry> Reverse(IEnumerable<Entry> entries) => [.. entries.Select(entry => entry.Reversed())];

    private static Nominal BookOf(PostingKind kind, SubAccount part) => (kind, part) switch
    {
        (PostingKind.Compensation, _) => Nominal.Compensation,
        (PostingKind.Payment or PostingKind.Refund, _) => Nominal.Bank,
        (PostingKind.Transfer, _) => Nominal.Transfers,
        (PostingKind.WriteOff, _) => Nominal.BadDebt,
        (_, SubAccount.Rent) => Nominal.RentIncome,
        (_, SubAccount.ServiceCharge) => Nominal.ServiceChargeIncome,
        (_, SubAccount.CourtCosts) => Nominal.CourtCostsRecovered,
        (_, SubAccount.Recharges) => Nominal.RechargeIncome,
        (_, SubAccount.ReserveFund) => Nominal.ReserveFundHeld,
    };
}

/// <summary>One ledger line as it is kept. Written once with its posting: the database refuses a change (0002_ledger.sql).</summary>
public sealed class LedgerLine
{
    private LedgerLine() { }

    public Guid PostingId { get; private set; }

    /// <summary>1, 2, 3 … within the posting.</summary>
    public short Number { get; private set; }

    public SubAccount? SubAccount { get; private set; }
    public Nominal? Nominal { get; private set; }
    public long AmountPence { get; private set; }

    public Entry Entry => SubAccount is { } part ? Entry.OnAccount(part, AmountPence) : Entry.InBook(Nominal!.Value, AmountPence);

    internal static LedgerLine Of(Guid postingId, short number, Entry entry) =>
        new() { PostingId = postingId, Number = number, SubAccount = entry.On, Nominal = entry.Against, AmountPence = entry.AmountPence };
}

/// <summary>What a part of an account stands at, as the database keeps it.</summary>
public sealed class SubAccountBalance
{
    private SubAccountBalance() { }

    public Guid AccountId { get; private set; }
    public SubAccount Kind { get; private set; }
    public long BalancePence { get; private set; }
}
