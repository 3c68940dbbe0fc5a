namespace Housing.Income;

public enum BenefitKind
{
    HousingBenefit,
    UniversalCredit,
}

/// <summary>How often a sum comes or is paid back.</summary>
public enum PayCycle
{
    Weekly,
    Fortnightly,
    FourWeekly,
    Monthly,
}

/// <summary>Days and yearly sums of a cycle.</summary>
public static class PayCycles
{
    /// <summary>The day so many times after the first; a month that lacks the day has its last day.</summary>
    public static DateOnly Day(this PayCycle cycle, DateOnly first, int times) => cycle switch
    {
        PayCycle.Weekly => first.AddDays(7 * times),
        PayCycle.Fortnightly => first.AddDays(14 * times),
        PayCycle.FourWeekly => first.AddDays(28 * times),
        PayCycle.Monthly => first.AddMonths(times),
    };

    /// <summary>How often in a usual year of 52 weeks or 12 months.</summary>
    public static int TimesAYear(this PayCycle cycle) => cycle switch
    {
        PayCycle.Weekly => 52,
        PayCycle.Fortnightly => 26,
        PayCycle.FourWeekly => 13,
        PayCycle.Monthly => 12,
    };
}

/// <summary>Benefit that is paid to the landlord for a household, in arrears: each payment is for the period that ends with its day.</summary>
public sealed class ExpectedBenefit
{
    private ExpectedBenefit() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public BenefitKind Kind { get; private set; }

    /// <summary>What comes each time.</summary>
    public long AmountPence { get; private set; }

    public PayCycle Every { get; private set; }

    /// <summary>When it is expected next.</summary>
    public DateOnly NextOn { get; private set; }

    /// <summary>What shows it: the council's letter, the schedule.</summary>
    public string Evidence { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = "";

    /// <summary>Null while it is expected.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public string? WhyEnded { get; private set; }

    internal static ExpectedBenefit Of(Guid accountId, BenefitKind kind, long pence, PayCycle every, DateOnly nextOn, string evidence, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        AccountId = accountId,
        Kind = kind,
        AmountPence = pence,
        Every = every,
        NextOn = nextOn,
        Evidence = evidence,
        RecordedAt = now,
        RecordedBy = by,
    };

    /// <summary>It came on a day: the next is expected on the first of its days after that one.</summary>
    internal void Came(DateOnly on)
    {
        var times = 0;
        while (Every.Day(NextOn, times) <= on)
            times++;
        NextOn = Every.Day(NextOn, times);
    }

    internal void End(string why, DateTimeOffset now) => (EndedAt, WhyEnded) = (now, why);

    /// <summary>
    /// What of it is surely on its way: the share for the days that have been charged and that it has not paid for yet. Nothing once it is later than the landlord waits for it.
    /// </summary>
    /// <param name="chargedThrough">The last day that rent has been charged for.</param>
    /// <param name="today">The day of the look.</param>
    /// <param name="lateDays">How many days late it may be.</param>
    public OnItsWay? Coming(DateOnly chargedThrough, DateOnly today, int lateDays)
    {
        if (EndedAt is not null || today > NextOn.AddDays(lateDays))
            return null;
        var paidThrough = Every.Day(NextOn, -1);
        var days = chargedThrough.DayNumber - paidThrough.DayNumber;
        var pence = days <= 0 ? 0 : AmountPence * days / (NextOn.DayNumber - paidThrough.DayNumber);
        return pence > 0 ? new(OnItsWayReason.Benefit, pence, NextOn) : null;
    }
}
