namespace Housing.Income;

/// <summary>One line of how a sum came about.</summary>
public sealed record ChargePart(string Label, long Pence);

/// <summary>What falls due on one day, and the days that it pays for.</summary>
/// <param name="PeriodPence">The whole period's sum, of which this is the part for its days.</param>
public sealed record ChargeDue(DateOnly On, DateOnly Through, long Pence, DateOnly PeriodFirst, DateOnly PeriodLast, long PeriodPence);

/// <summary>A regular charge on one part of an account, from a day on. What it is does not change; another one takes its place.</summary>
public sealed class Charge
{
    private Charge() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public SubAccount On { get; private set; }
    public long AmountPence { get; private set; }
    public ChargePer Per { get; private set; }
    public ChargeCycle Cycle { get; private set; }
    public DateOnly From { get; private set; }

    /// <summary>The last day; null while none is set; before the first for one that was replaced before it began.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>How the sum came about.</summary>
    public IReadOnlyList<ChargePart> Parts { get; private set; } = [];

    /// <summary>Everything before this day has been charged.</summary>
    public DateOnly ChargedBefore { get; private set; }

    public DateTimeOffset SetAt { get; private set; }
    public string SetBy { get; private set; } = "";

    internal static Charge Set(Guid accountId, SetCharge set, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        AccountId = accountId,
        On = set.On,
        AmountPence = set.AmountPence,
        Per = set.Per,
        Cycle = set.Cycle,
        From = set.From,
        Parts = set.Parts,
        ChargedBefore = set.From,
        SetAt = now,
        SetBy = by,
    };

    /// <summary>Whether any day of it is left to charge.</summary>
    public bool Runs => Until is not { } until || ChargedBefore <= until;

    internal void Charged(ChargeDue due) => ChargedBefore = due.Through.AddDays(1);

    internal void End(DateOnly until)
    {
        Until = until < From ? From.AddDays(-1) : until;
        if (ChargedBefore > Until.Value.AddDays(1))
            ChargedBefore = Until.Value.AddDays(1);
    }

    /// <summary>What falls due from where it has been charged to, without end unless it ends; free weeks come with no pence.</summary>
    public IEnumerable<ChargeDue> Dues(ChargeYear terms)
    {
        var day = ChargedBefore;
        while (Until is not { } until || day <= until)
        {
            var year = terms.Of(Cycle, day);
            var period = year.Of(day);
            var through = Until < period.Last ? Until.Value : period.Last;
            var whole = ChargeSum.OfPeriod(ChargeSum.OfYear(AmountPence, Per, year), year, period);
            yield return new ChargeDue(day, through, ChargeSum.OfDays(whole, period.First, period.Last, day, through), period.First, period.Last, whole);
            day = through.AddDays(1);
        }
    }
}

/// <summary>One due that was charged, with what it was a part of: what is given back is worked out from it, whatever the landlord's year is by then.</summary>
public sealed class ChargeDebit
{
    private ChargeDebit() { }

    public Guid ChargeId { get; private set; }
    public DateOnly FirstDay { get; private set; }
    public DateOnly LastDay { get; private set; }
    public DateOnly PeriodFirst { get; private set; }
    public DateOnly PeriodLast { get; private set; }
    public long PeriodPence { get; private set; }
    public long Pence { get; private set; }
    public Guid PostingId { get; private set; }

    /// <summary>What of it was for days after this one.</summary>
    public long After(DateOnly day) => day >= LastDay ? 0 : day < FirstDay ? Pence : Pence - ChargeSum.OfDays(PeriodPence, PeriodFirst, PeriodLast, FirstDay, day);

    internal static ChargeDebit Of(Charge charge, ChargeDue due, Guid postingId) => new()
    {
        ChargeId = charge.Id,
        FirstDay = due.On,
        LastDay = due.Through,
        PeriodFirst = due.PeriodFirst,
        PeriodLast = due.PeriodLast,
        PeriodPence = due.PeriodPence,
        Pence = due.Pence,
        PostingId = postingId,
    };
}
